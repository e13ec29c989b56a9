import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: writing")
struct ColumnsWritingTests {
  @Test("a plain document becomes a plain file")
  func plain() throws {
    let document = try ColumnsTest.read(
      "# Sample.name: Cu foil\n# a remark\n#----\n# energy(eV) i0 itrans\n8979.0 1 0.5\n8980.5 2 1e-5\n")
    #expect(
      try ColumnsTest.write(document) == """
        # Edgewise columns 1
        # Edgewise.column: column="1" name="energy" role="energy" unit="eV"
        # Sample.name: Cu foil
        # a remark
        #----
        # energy i0 itrans
         8979.0 1.0 0.5
         8980.5 2.0 1e-05

        """)
    #expect(try document.differences(to: ColumnsTest.project(document)).isEmpty)
    #expect(try ColumnsTest.roundTripDifferences(document).isEmpty)
  }

  @Test("what Edgewise wrote is recognised for certain and read without a guess")
  func own() throws {
    let text = try ColumnsTest.write(try ColumnsTest.read("7100.0 1\n7101.0 2\n7102.0 1\n7103.0 2\n7130.0 3\n"))
    guard case .certain = try ColumnsTest.probe(Array(text.utf8)) else {
      Issue.record("not certain")
      return
    }
    #expect(try ColumnsTest.read(text).findings.isEmpty)
  }

  @Test("columns that are called by dashes alone keep their names")
  func dashes() throws {
    let document = try ColumnsTest.read("# note\n#----\n# -------- ----\n 8799.0 -0.5\n 8800.0 -0.25\n")
    var named = document
    for (index, name) in ["--------", "__"].enumerated() { named.measurements[0].channels[index].name = name }
    #expect(try ColumnsTest.roundTripDifferences(named) == [])
  }

  @Test("of the hard cases everything comes back that columns can hold", arguments: ColumnsTest.hardCases)
  func hardCases(_ hard: HardCases.Case) throws {
    let projection = ColumnsTest.project(hard.document)
    guard projection.measurements.first?.channels.isEmpty == false else {
      #expect(throws: FormatError.self) { try ColumnsTest.write(hard.document) }
      return
    }
    #expect(try ColumnsTest.roundTripDifferences(hard.document) == [])
    #expect(
      ColumnsTest.project(projection).measurements.first?.channels.count == projection.measurements[0].channels.count)
  }

  @Test("numbers of all types come back bit for bit")
  func numbers() throws {
    let doubles: [Double] = [
      0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .nan, -.infinity, 1.0 / 3, 9_007_199_254_740_994,
    ]
    let channels = [
      Channel(name: "d", values: Values(doubles)),
      Channel(name: "f", values: Values(doubles.map { Float($0.isNaN ? 0.1 : $0) })),
      Channel(name: "i8", values: Values([Int8.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u8", values: Values([UInt8.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i16", values: Values([Int16.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u16", values: Values([UInt16.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i32", values: Values([Int32.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u32", values: Values([UInt32.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i64", values: Values([Int64.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u64", values: Values([UInt64.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "small i64", values: Values([1, 2, 3, 4, 5, 6, 7, 8] as [Int64])),
    ]
    let document = Document(
      origin: Origin(name: "n", format: "test", readerVersion: "0"), measurements: [Measurement(channels: channels)])
    #expect(try document.differences(to: ColumnsTest.project(document)).isEmpty)
    #expect(try ColumnsTest.roundTripDifferences(document).isEmpty)
  }

  @Test("names, roles, units, signals and texts that labels and fields cannot say come back")
  func nasty() throws {
    let values = Values([1.0, 2, 3])
    let measurement = Measurement(
      selector: "7", title: "a \"title\"\nin two lines", startTime: "2024-01-02T03:04:05", endTime: "",
      channels: [
        Channel(name: "42", role: .i0, unit: "", dimensions: ["r"], values: values),
        Channel(name: "energy", role: .other, dimensions: ["r"], values: values),
        Channel(name: "my energy", role: .energy, dimensions: ["r"], values: values),
        Channel(name: "i0", role: .i0, dimensions: ["r"], values: values),
        Channel(
          name: "# x:y=z, \"q\"\t\u{7F}ü", role: .chi, qualifier: "real part", unit: "1/Å", dimensions: ["r"],
          values: values),
        Channel(
          name: "K", role: .k, dimensions: ["r"], values: values, uncertainty: .channel("energy"), mask: "I0"),
        Channel(name: "I0", role: .i0, dimensions: ["r"], values: values, uncertainty: .poisson),
        Channel(name: String(repeating: "long ", count: 100), dimensions: ["r"], values: values),
        Channel(name: "", dimensions: ["r"], values: values),
      ],
      signals: [
        Signal(
          name: "herfd", expression: "energy/i0", mode: .highEnergyResolutionFluorescence, element: "Fe", edge: "K",
          emissionWindow: EmissionWindow(low: 7057.5, high: 7058.25, unit: "eV", line: "K-M3"))
      ],
      metadata: nastyMetadata)
    let document = Document(
      origin: Origin(name: "n", format: "test", readerVersion: "0"), measurements: [measurement])
    #expect(try document.differences(to: ColumnsTest.project(document)) == [])
    #expect(try ColumnsTest.roundTripDifferences(document) == [])
  }

  private var nastyMetadata: Metadata {
    var metadata = Metadata([
      MetadataNode("header_line", .text("Edgewise columns 1")), MetadataNode("header_line", .text("a: b")),
      MetadataNode("header_line", .text("  blanks around  ")), MetadataNode("header_line", .text("----------")),
      MetadataNode("header_line", .text("7112.0 1 2 3 4 5 6 7 8")), MetadataNode("header_line", .text("")),
      MetadataNode("key with: colon", .text("x")), MetadataNode("a.b", .text("not a family")),
      MetadataNode("comments", .text("first\nsecond\r\n\tthird \\ \"quoted\"")), MetadataNode("title", .text("")),
      MetadataNode("µ", .text("a = b, c=d")), MetadataNode("", .text("no name")),
      MetadataNode("footer_line", .text("END OF DATA")), MetadataNode("energy", .text("mu")),
    ])
    metadata.append(MetadataNode("column", .text("own")), toFamily: "Edgewise")
    metadata.append(MetadataNode("1", .text("energy eV")), toFamily: "Column")
    metadata.append(MetadataNode("key.with.dots", .text("1")), toFamily: "Family")
    metadata.append(MetadataNode("key", .text("x")), toFamily: "family with blanks")
    metadata.append(MetadataNode("dashed-key", .text("'quoted'")), toFamily: "F")
    return metadata
  }

  @Test("what columns cannot hold is left out by the projection and nothing else")
  func losses() throws {
    let map = Channel(name: "map", dimensions: ["point", "emission"], values: Values([1.0, 2, 3, 4], shape: [2, 2]))
    let text = Channel(name: "text", values: Values(TypedArray(["a", "b"])))
    var measurement = Measurement(
      channels: [Channel(name: "energy", role: .energy, unit: "eV", values: Values([1.0, 2])), map, text],
      signals: [Signal(name: "m", expression: "sum(map)"), Signal(name: "e", expression: "energy")],
      steps: [Step(operation: "read")], references: [Reference(.raw, to: .init(file: "x"))])
    measurement.metadata = Metadata([
      MetadataNode("a", children: [MetadataNode("b", children: [MetadataNode("deep", .text("x"))])]),
      MetadataNode("d", .number(3.1355), unit: "Å"),
    ])
    let document = Document(
      origin: Origin(name: "n", format: "test", readerVersion: "0"), measurements: [measurement, measurement])
    let losses = try document.differences(to: ColumnsTest.project(document)).map(\.path)
    // The default signal lies on `point`, so that is the dimension that stays.
    #expect(
      losses == [
        "/1/channels/map", "/1/channels/text", "/1/signals/1/m", "/1/signals/2/e", "/1/metadata/a.b.deep",
        "/1/metadata/d", "/1/steps/1/read", "/1/references/1/raw", "/2",
      ])
    #expect(try ColumnsTest.roundTripDifferences(document) == [])
  }

  @Test("a channel without rows comes back")
  func noRows() throws {
    let document = try ColumnsTest.read("# E0: 7112\n# energy i0\n")
    #expect(try ColumnsTest.roundTripDifferences(document) == [])
  }

  @Test("a changed line of Edgewise is reported at its line and the numbers are read all the same")
  func changedOwnLine() throws {
    let document = try ColumnsTest.read(
      """
      # Edgewise columns 1
      # Edgewise.column: column="9" name="x"
      # Edgewise.column: column="1" name="e" role="nonsense" unit="eV"
      # Edgewise.column: broken
      #----
      # energy i0
      1.0 2.0
      3.0 4.0

      """)
    #expect(try ColumnsTest.rows(document) == [[1, 2], [3, 4]])
    #expect(ColumnsTest.names(document) == ["e", "i0"])
    #expect(
      Set(ColumnsTest.places(document).filter { $0.hasPrefix("COLUMNS-EDGEWISE") })
        == ["COLUMNS-EDGEWISE-LINE 2", "COLUMNS-EDGEWISE-LINE 3", "COLUMNS-EDGEWISE-LINE 4"])
  }
}
