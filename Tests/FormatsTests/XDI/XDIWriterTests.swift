import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Writing XDI")
struct XDIWriterTests {
  /// What is written reads back exactly as the projection says; gives the projection.
  @discardableResult
  static func check(_ document: Document) throws -> Document {
    let projection = XDITest.projection(document)
    let copy = try XDITest.read(try XDITest.write(document))
    #expect(try projection.differences(to: copy).map(\.description) == [])
    // Writing what was read changes nothing any more.
    #expect(try copy.differences(to: XDITest.projection(copy)).map(\.description) == [])
    return projection
  }

  static func document(_ measurement: Measurement) -> Document {
    Document(origin: Origin(name: "made", format: "test", readerVersion: "0"), measurements: [measurement])
  }

  static func field(_ family: String, _ key: String, _ value: String) -> MetadataNode {
    MetadataNode(family, children: [MetadataNode(key, .text(value))])
  }

  @Test("the hard cases read back as projected", arguments: HardCases.all.filter { !$0.name.contains("photon") })
  func hardCases(_ hardCase: HardCases.Case) throws {
    try Self.check(hardCase.document)
  }

  @Test("a measurement from elsewhere becomes a canonical file")
  func canonical() throws {
    let measurement = Measurement(
      title: "ZnO pellet", startTime: "2020-01-02T03:04:05",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([9600.0, 9601.5])),
        Channel(name: "i0", role: .i0, values: Values([1e-7, 123456.789])),
        Channel(name: "itrans", role: .itrans, unit: "counts", values: Values([-0.0, 1e300])),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/itrans)", mode: .transmission, element: "Zn", edge: "K")
      ],
      metadata: Metadata([Self.field("Facility", "name", "APS"), Self.field("Athena", "e0", "9659")]))
    let text = XDITest.text(try XDITest.write(Self.document(measurement)))
    #expect(
      text == """
        # XDI/1.0 Edgewise/\(EdgewiseVersion.string) Athena
        # Column.1: energy eV
        # Column.2: i0
        # Column.3: itrans counts
        # Element.symbol: Zn
        # Element.edge: K
        # Scan.start_time: 2020-01-02T03:04:05
        # Sample.name: ZnO pellet
        # Facility.name: APS
        # Athena.e0: 9659
        # ---
        # energy i0 itrans
          9600.0       1e-07    -0.0
          9601.5  123456.789  1e+300

        """)
    let projection = try Self.check(Self.document(measurement))
    #expect(projection.measurements.first?.signals == measurement.signals)
    #expect(projection.measurements.first?.title == "ZnO pellet")
  }

  @Test("an XDI header is written back in its order, case and wording")
  func verbatim() throws {
    let text = XDITest.file(
      replacing: [2: "# Column.1: Energy eV || PV:x"],
      inserting: [4: "# lab.KEY-1:  a : b", 9: "! stray", 12: "# ///\n#   note\n#"])
    let written = XDITest.text(try XDITest.write(try XDITest.read(text)))
    let lines = written.split(separator: "\n").map(String.init)
    #expect(lines[1] == "# Column.1: Energy eV || PV:x")
    #expect(lines[3] == "# lab.KEY-1: a : b")
    #expect(lines[9] == "! stray")
    #expect(lines[13...16] == ["# ///", "#   note", "#", "# ---"])
  }

  @Test("a changed channel changes its field and no other")
  func changedUnit() throws {
    var document = try XDITest.read(XDITest.file(replacing: [3: "# Column.2: i0 counts || PV"]))
    document.measurements[0].channels[2].unit = "nA"
    let projection = try Self.check(document)
    let metadata = try #require(projection.measurements.first?.metadata)
    #expect(metadata.text("Column.2") == "i0 counts || PV")
    #expect(metadata.text("Column.3") == "itrans nA")
    document.measurements[0].channels.remove(at: 1)
    let fewer = try Self.check(document)
    #expect(fewer.measurements.first?.channels.map(\.name) == ["energy", "itrans"])
    #expect(fewer.measurements.first?.metadata.first("Column.3") == nil)
  }

  @Test("what XDI cannot hold is left out, and the rest stays")
  func losses() throws {
    var measurement = Measurement(
      channels: [
        Channel(name: "my energy", role: .energy, unit: "eV", values: Values([1.0, 2.0])),
        Channel(name: "counts", values: Values([Int32(1), 2])),
        Channel(name: "label", values: Values(TypedArray(["a", "b"]))),
        Channel(name: "z", values: Values(TypedArray(real: [1, 2], imaginary: [3, 4]))),
        Channel(name: "map", dimensions: [.point, .element], values: Values([1.0, 2, 3, 4], shape: [2, 2])),
        Channel(name: "other", dimensions: [.spectrum], values: Values([1.0])),
        Channel(name: "|| #", unit: "one two three four", values: Values([Float(0.1), .nan])),
        Channel(name: "", unit: "a || b", values: Values([Double.infinity, 5])),
        Channel(name: "Outer.value:", unit: "", values: Values([UInt64.max, 1])),
      ],
      steps: [Step(operation: "merge")])
    measurement.metadata = Metadata([
      MetadataNode("top", .text("level")), Self.field("Bad family", "key", "x"), Self.field("Good", "bad key", "x"),
      Self.field("Good", "two", "a\nb"), Self.field("Good", "trim", "  x  "),
      MetadataNode("Good", children: [MetadataNode("temperature", .number(300.5), unit: "K")]),
      MetadataNode("Deep", children: [MetadataNode("a", children: [MetadataNode("b", .text("c"))])]),
    ])
    let projection = try Self.check(Self.document(measurement))
    let result = try #require(projection.measurements.first)
    #expect(result.channels.map(\.name) == ["energy", "counts", "_|_#", "col4", "_Outer.value:"])
    #expect(result.channels.map(\.values.type) == [.float64, .float64, .float64, .float64, .uint64])
    #expect(result.metadata.text("Good.temperature") == "300.5 K")
    #expect(result.metadata.text("Good.trim") == "x")
    #expect(result.metadata.first("Good.two") == nil && result.steps.isEmpty)
  }

  @Test("metadata that looks like the file's own grammar does not break it")
  func hostileTexts() throws {
    let comments = "--- not the end\n  ///\n# Element.edge: K\r\n\ttab\n1 2 3\n"
    let nodes: [MetadataNode] = [
      MetadataNode(
        "XDI",
        children: [
          MetadataNode("version", .text("1.0 b")), MetadataNode("applications", .text("--- x")),
          MetadataNode("labels", .text("Outer.value: 3")),
        ]),
      MetadataNode("header_line", .text("# ---")), MetadataNode("header_line", .text("1 2 3")),
      MetadataNode("header_line", .text("")), MetadataNode("header_line", .text("# XDI/1.0")),
      MetadataNode("header_line", .text("free\ntext")), MetadataNode("header_line", .text("free text ")),
      Self.field("XDI", "labels", "a b c"), Self.field("Column", "1", "energy eV"), Self.field("Column", "99", "x"),
      Self.field("Column", "0", "y"), Self.field("Outer", "name", "ghost"), Self.field("Outer", "value", "5"),
      MetadataNode("comments", .text(comments)), MetadataNode("comments", .text("again")),
      MetadataNode("table_line", .text("7 8"), attributes: [MetadataAttribute("row", .integer(1))]),
      MetadataNode("table_line", .text("the end"), attributes: [MetadataAttribute("row", .integer(2))]),
      MetadataNode("table_line", .text("# first"), attributes: [MetadataAttribute("row", .integer(0))]),
      MetadataNode("table_line", .text("# lost"), attributes: [MetadataAttribute("row", .integer(77))]),
    ]
    let channels = [
      Channel(name: "energy", role: .energy, unit: "eV", values: Values([1.0, 2.0])),
      Channel(name: "mu", role: .mu, values: Values([3.0, 4.0])),
    ]
    for count in [0, 1, 2] {
      for skipped in 0...nodes.count {
        let kept = Array(nodes.dropFirst(skipped))
        try Self.check(
          Self.document(Measurement(channels: Array(channels.prefix(count)), metadata: Metadata(kept))))
      }
    }
    let empty = channels.map { Channel(name: $0.name, role: $0.role, unit: $0.unit, values: Values([Double]())) }
    try Self.check(Self.document(Measurement(channels: empty, metadata: Metadata(nodes))))
  }

  @Test("a version line that was read stays as it was")
  func version() throws {
    for line in ["# XDI/1.1 GSE/1.0  two blanks", "# XDI/", "# XDI/x.y Lab", "#XDI/1.0"] {
      let document = try XDITest.read(XDITest.file(replacing: [1: line]))
      #expect(try document.differences(to: try Self.check(document)) == [], "\(line)")
    }
  }

  @Test("a document without measurement cannot be written")
  func nothing() {
    let document = Document(origin: Origin(name: "none", format: "test", readerVersion: "0"))
    #expect(throws: FormatError.self) { try XDITest.write(document) }
    #expect(XDITest.projection(document).measurements.isEmpty)
  }
}
