import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("What an XDI file says comes out of it")
struct XDIReaderTests {
  @Test("line ends make no difference to what is read", arguments: ["\n", "\r", "\r\n"])
  func lineEnds(_ end: String) throws {
    let expected = try XDITest.read(XDITest.file())
    let document = try XDITest.read(XDITest.file(end: end))
    #expect(try expected.differences(to: document) == [])
    #expect(XDITest.places(document) == [])
    let bad = try XDITest.read(XDITest.file(rows: ["9600 1 2", "9601 x 2"], end: end))
    #expect(XDITest.places(bad) == ["XDI-NOT-NUMERIC 15"])
  }

  @Test("the header is kept to the letter")
  func header() throws {
    let document = try XDITest.read(XDITest.file(end: "\r\n"))
    #expect(document.origin.header == XDITest.header.map { $0 + "\r\n" }.joined())
    #expect(document.origin.format == "xdi")
    #expect(document.origin.sha256?.count == 64)
  }

  @Test("a byte order mark, Latin-1 and UTF-16 are read and noted")
  func encodings() throws {
    let text = XDITest.file(replacing: [8: "# Facility.name: Zürich Å"])
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let latin1 = text.unicodeScalars.map { UInt8($0.value) }
    let wide: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { (unit) -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    let expected = try XDITest.read(text)
    #expect(XDITest.places(expected) == [])
    for bytes in [mark + Array(text.utf8), latin1, wide] {
      let document = try XDITest.read(bytes)
      #expect(XDITest.places(document) == ["XDI-ENCODING 1"])
      #expect(document.measurements.first?.metadata.text("Facility.name") == "Zürich Å")
      #expect(try expected.differences(to: document) == [])
      let source = try ByteSource(name: "x", bytes: bytes)
      guard case .certain = XDIProbe.match(source) else {
        Issue.record("not recognised")
        continue
      }
    }
  }

  @Test("no blank after #, empty values, colons in values, blanks in front of values")
  func spelling() throws {
    let document = try XDITest.read(
      XDITest.file(inserting: [3: "#Lab.a:x:y", 4: "# Lab.b:", 5: "#    Lab.c:      z  w   ", 6: "# Lab-2.7-up: on"]))
    let metadata = try #require(document.measurements.first?.metadata)
    #expect(metadata.text("Lab.a") == "x:y")
    #expect(metadata.text("Lab.b") == "")
    #expect(metadata.text("Lab.c") == "z  w")
    #expect(metadata.text("Lab-2.7-up") == "on")
    #expect(metadata.first("Lab.c")?.line == 7)
  }

  @Test("metadata keeps order, case and repeats; the last of a repeated field counts")
  func metadata() throws {
    let document = try XDITest.read(
      XDITest.file(inserting: [8: "# Sample.name: first", 10: "# SAMPLE.Name: second", 11: "# Sample.name:third"]))
    let measurement = try #require(document.measurements.first)
    #expect(measurement.title == "third")
    let keys = measurement.metadata.flattened().map(\.key)
    #expect(
      keys == [
        "XDI.version", "XDI.applications", "Column.1", "Column.2", "Column.3", "Element.symbol", "Element.edge",
        "Mono.d_spacing", "Sample.name", "Facility.name", "Facility.xray_source", "SAMPLE.Name", "Beamline.name",
        "Sample.name", "Scan.start_time",
      ])
    #expect(measurement.startTime == "1999-02-28T23:59:59")
    #expect(measurement.endTime == nil)
  }

  @Test("comments lose one leading blank and trailing blanks, nothing else")
  func comments() throws {
    let text = XDITest.file(inserting: [12: "#////\n#  indented  \n#\n# Family.key: text\n# ///"])
    let document = try XDITest.read(text)
    #expect(document.measurements.first?.metadata.text("comments") == " indented\n\nFamily.key: text\n///")
    #expect(XDITest.places(document) == [])
  }

  @Test("foreign lines are kept as they are, with their line")
  func foreignLines() throws {
    let document = try XDITest.read(XDITest.file(inserting: [3: "! left over  ", 6: "#no field"]))
    let nodes = try #require(document.measurements.first?.metadata.nodes.filter { $0.name == "header_line" })
    #expect(nodes.map(\.value) == [.text("! left over  "), .text("#no field")])
    #expect(nodes.map(\.line) == [3, 7])
  }

  static let columnTexts: [(String, String?, String?)] = [
    ("energy eV", "energy", "eV"), ("i0", "i0", nil), ("i0 counts || 13BMD:scaler1.S2", "i0", "counts"),
    ("energy eV||PV", "energy", "eV"), ("ifluor # dead-time corrected", "ifluor", nil), ("a#b", "a#b", nil),
    ("i1 counts per second", "i1", "counts per second"), ("mca dead-time corrected count rate", "mca", nil),
    ("angle (degrees)", "angle", "degrees"), ("x [mm]", "x", "mm"), ("", nil, nil), ("|| PV", nil, nil),
    ("d Å", "d", "Å"),
  ]

  @Test("a Column value falls into label and unit", arguments: columnTexts)
  func columnText(_ value: String, _ label: String?, _ unit: String?) {
    let text = XDIColumnText(value)
    #expect(text.label == label)
    #expect(text.unit == unit)
  }

  @Test("repeated labels become unique names")
  func repeatedLabels() throws {
    let document = try XDITest.read(
      XDITest.file(replacing: [3: "# Column.2: ifluor", 4: "# Column.3: ifluor", 13: "# energy ifluor ifluor"]))
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.name) == ["energy", "ifluor", "ifluor_2"])
    #expect(measurement.metadata.first("XDI.labels") == nil)
  }

  @Test("integers that no double holds stay integers")
  func integers() throws {
    let rows = ["9600.0 9007199254740993 1", "9601.0 9007199254740995 2"]
    let document = try XDITest.read(XDITest.file(rows: rows))
    let channel = try #require(document.measurements.first?.channel(named: "i0"))
    #expect(try channel.values.load().elements(as: Int64.self) == [9_007_199_254_740_993, 9_007_199_254_740_995])
    #expect(document.measurements.first?.channel(named: "itrans")?.values.type == .float64)
  }

  @Test("one row, no rows, and a header alone are read")
  func fewRows() throws {
    let one = try XDITest.read(XDITest.file(rows: ["9600 1 2"]))
    #expect(XDITest.places(one) == [])
    #expect(try XDITest.doubles(one, "itrans") == [2])
    let none = try XDITest.read(XDITest.file(rows: []))
    #expect(XDITest.places(none).map { $0.prefix(11) } == ["XDI-NO-ROWS"])
    #expect(none.measurements.first?.channels.map(\.name) == ["energy", "i0", "itrans"])
    #expect(none.measurements.first?.channels.map(\.values.count) == [0, 0, 0])
    let header = try XDITest.read("# XDI/1.0")
    #expect(header.measurements.first?.channels.isEmpty == true)
    #expect(XDITest.places(header).contains("XDI-HEADER-END 1"))
  }

  @Test("the outer value of a row is that of its block")
  func outer() throws {
    let rows = ["1 2 3", "2 2 3", "# Outer.value: 7.5", "1 2 3", "# Outer.value: 8", "1 2 3", "2 2 3"]
    let document = try XDITest.read(
      XDITest.file(inserting: [8: "# Outer.name: T K\n# Outer.value: 7"], rows: rows))
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.name) == ["energy", "i0", "itrans", "T"])
    #expect(measurement.channels[3].unit == "K")
    #expect(try XDITest.doubles(document, "T") == [7, 7, 7.5, 8, 8])
    #expect(try document.differences(to: try XDITest.read(try XDITest.write(document))) == [])
  }

  @Test("more than 128 columns and very long lines are read, and noted")
  func large() throws {
    let cells = (1...200).map(String.init).joined(separator: " ")
    let document = try XDITest.read(
      XDITest.file(
        replacing: [13: "#"], inserting: [9: "# Lab.long: " + String(repeating: "x", count: 9000)], rows: [cells]))
    #expect(document.measurements.first?.channels.count == 200)
    #expect(XDITest.places(document) == ["XDI-LIMIT 9", "XDI-COLUMN-MISSING 13", "XDI-LIMIT 15"])
    #expect(document.measurements.first?.metadata.text("Lab.long")?.count == 9000)
  }

  @Test("the probe says yes, perhaps and no")
  func probe() throws {
    func match(_ text: String) throws -> Format.Match {
      XDIProbe.match(try ByteSource(name: "x", bytes: Array(text.utf8)))
    }
    guard case .certain = try match("#XDI/1.1 Epics StepScan File / 2.0\n"), case .certain = try match("# XDI/1.0"),
      case .maybe = try match(XDITest.file(replacing: [1: "#"])),
      case .maybe = try match(XDITest.file(replacing: [1: "# scan"]))
    else {
      Issue.record("not recognised")
      return
    }
    #expect(try match("# energy mu\n8979.0 0.1\n") == .no)
    #expect(try match("8979.0 0.1\n# Element.symbol: Cu\n# Element.edge: K\n# Mono.d_spacing: 3\n") == .no)
    #expect(try match("# Athena.e0: 1\n# Athena.rbkg: 2\n# Athena.window: 3\n# Athena.dk: 4\n") == .no)
    #expect(try match("\u{1}\u{2}\u{0}") == .no)
  }
}
