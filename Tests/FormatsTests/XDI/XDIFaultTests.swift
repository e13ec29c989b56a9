import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Faults of an XDI file are found where they are")
struct XDIFaultTests {
  @Test("a faultless file has no finding")
  func faultless() throws {
    let document = try XDITest.read(XDITest.file())
    #expect(XDITest.places(document) == [])
    #expect(try XDITest.doubles(document, "itrans") == [500.5, 499.25, 400.125])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let line: Int
    let text: String
    let findings: [String]
    var testDescription: String { text }

    init(_ line: Int, _ text: String, _ findings: [String]) {
      self.line = line
      self.text = text
      self.findings = findings
    }
  }

  /// One line of the faultless header replaced. Line 12 is the line of dashes.
  static let replaced: [Case] = [
    Case(1, "#", ["XDI-VERSION-MISSING 1"]),
    Case(1, "# XDI/one Lab/2.1", ["XDI-VERSION-FORM 1"]),
    Case(1, "# XDI/1.0.3", []), Case(1, "#XDI/1.1 Epics StepScan File / 2.0", []),
    Case(1, "# XDI/3.0", ["XDI-VERSION-UNKNOWN 1"]),
    Case(2, "# Column.1: energy", ["XDI-ABSCISSA-UNIT 2"]),
    Case(2, "# Column.1: Energy eV || 13BMA:E:Energy.VAL", []),
    Case(2, "# Column.1: energy furlong", ["XDI-ABSCISSA-UNIT 2"]),
    Case(2, "# Column.1: not_energy eV", ["XDI-ABSCISSA 2", "XDI-LABELS 13"]),
    Case(3, "#", ["XDI-COLUMN-MISSING 12"]),
    Case(3, "# Column.7: i0", ["XDI-COLUMN-SURPLUS 3", "XDI-COLUMN-MISSING 12"]),
    Case(3, "# Column.two: i0", ["XDI-COLUMN-NUMBER 3", "XDI-COLUMN-MISSING 12"]),
    Case(3, "# Column.2: i1", ["XDI-ROLE 3", "XDI-LABELS 13"]),
    Case(4, "# Column.3: itrans # dead-time corrected", []),
    Case(5, "#", ["XDI-REQUIRED 12"]), Case(5, "# Element.symbol:", ["XDI-REQUIRED 5"]),
    Case(5, "# Element.symbol: Zinc", ["XDI-ELEMENT 5"]), Case(5, "# Element.symbol: zn", []),
    Case(6, "# Element.edge: K4", ["XDI-EDGE 6"]), Case(6, "# Element.edge: l3", []),
    Case(6, "# Scan.edge: K", ["XDI-REQUIRED 12"]),
    Case(7, "# Mono.d_spacing: Si(111)", ["XDI-D-SPACING 7"]), Case(7, "# Mono.d_spacing: -3.1", ["XDI-D-SPACING 7"]),
    Case(7, "# Mono.d_spacing: 3.1356369 Å", ["XDI-D-SPACING-UNIT 7"]),
    Case(7, "# Mono.d_spacing: 3.13 || 13IDE:En:dspace.VAL", []),
    Case(7, "# Mono.d_spacing: 3.13 eV", ["XDI-D-SPACING 7"]), Case(7, "# Mono.d_spacing: inf", ["XDI-D-SPACING 7"]),
    Case(8, "# Facility.title: SSRL", ["XDI-RECOMMENDED 12"]),
    Case(8, "# FACILITY.NAME: SSRL", []),
    Case(9, "# Facility.xray_source wiggler", ["XDI-HEADER-LINE 9", "XDI-RECOMMENDED 12"]),
    Case(9, "% Facility.xray_source: wiggler", ["XDI-COMMENT-SIGN 9", "XDI-RECOMMENDED 12"]),
    Case(9, "  # Facility.xray_source: wiggler", ["XDI-INDENTED 9"]),
    Case(10, "# Beamline.name: 4-\u{0}1", ["XDI-CONTROL 10"]),
    Case(11, "# Scan.start_time: 1999-02-29T23:59:59", ["XDI-DATE 11"]),
    Case(11, "# Scan.start_time: 2000-02-29 23:59:59.25Z", []),
    Case(11, "# Scan.start_time: 1999-02-28T23:59:59+01:00", []),
    Case(11, "# Scan.start_time: 1999-02-28T23:61:59", ["XDI-DATE 11"]),
    Case(11, "# Scan.start_time: 1999-02-28", ["XDI-DATE 11"]),
    Case(11, "# Scan.start_time: yesterday", ["XDI-DATE 11"]),
    Case(12, "#", ["XDI-HEADER-END 13"]),
    Case(13, "# energy i0", ["XDI-LABELS 13"]), Case(13, "#", []), Case(13, "# Energy I0 ITRANS", []),
  ]

  @Test("a changed header line", arguments: replaced)
  func header(_ changed: Case) throws {
    let document = try XDITest.read(XDITest.file(replacing: [changed.line: changed.text]))
    #expect(XDITest.places(document) == changed.findings)
    #expect(try XDITest.doubles(document, try #require(document.measurements.first?.channels[0].name)).count == 3)
  }

  /// A line added before line 11.
  static let added: [Case] = [
    Case(11, "# Sample.temperature: 300 K", []), Case(11, "# Sample.temperature: 10K", []),
    Case(11, "# Sample.temperature: -20.5 C", []),
    Case(11, "# Sample.temperature: room temperature", ["XDI-QUANTITY 11"]),
    Case(11, "# Sample.temperature: 300", ["XDI-QUANTITY 11"]),
    Case(11, "# Facility.energy: 3 GeV", []), Case(11, "# Facility.energy: 3 gev", ["XDI-QUANTITY 11"]),
    Case(11, "# Facility.current: 101.7 mA", []), Case(11, "# Facility.current: 101.7", ["XDI-QUANTITY 11"]),
    Case(11, "# Scan.edge_energy: 9659.0", []), Case(11, "# Scan.edge_energy: high", ["XDI-QUANTITY 11"]),
    Case(11, "# Scan.end_time: 2020-13-01T00:00:00", ["XDI-DATE 11"]),
    Case(11, "# Element.reference: Qq", ["XDI-ELEMENT 11"]), Case(11, "# Element.ref_edge: Z", ["XDI-EDGE 11"]),
    Case(11, "# Facility.name: APS", ["XDI-DUPLICATE 11"]), Case(11, "# facility.NAME: APS", ["XDI-DUPLICATE 11"]),
    Case(11, "# Lab.7setting: on", []), Case(11, "# lab.x-y: a:b:c", []), Case(11, "# Lab.empty:", []),
    Case(11, "# X.y: 1", ["XDI-EXTENSION 11"]),
    Case(11, "# 2Lab.key: 1", ["XDI-HEADER-LINE 11"]), Case(11, "# Lab.a.b: 1", ["XDI-HEADER-LINE 11"]),
    Case(11, "# Lab:key: 1", ["XDI-HEADER-LINE 11"]), Case(11, "# Lab.key", ["XDI-HEADER-LINE 11"]),
    Case(11, "# Läb.key: 1", ["XDI-HEADER-LINE 11"]), Case(11, "# Lab.a key: 1", ["XDI-HEADER-LINE 11"]),
    Case(11, "# XDI/1.0", ["XDI-HEADER-LINE 11"]), Case(11, "", []), Case(11, "#   ", []),
    Case(11, "# Outer.name: temperature K", ["XDI-OUTER 11"]),
  ]

  @Test("an added header line", arguments: added)
  func addition(_ changed: Case) throws {
    let document = try XDITest.read(XDITest.file(inserting: [changed.line: changed.text]))
    #expect(XDITest.places(document) == changed.findings)
  }

  /// The second of three rows replaced: line 15.
  static let rows: [Case] = [
    Case(15, "9601.5 1001", ["XDI-ROW-SHORT 15"]), Case(15, "9601.5 1001 499.25 7 8", ["XDI-ROW-LONG 15"]),
    Case(15, "9601.5 NaN 499.25", ["XDI-NOT-FINITE 15"]), Case(15, "9601.5 -Inf 499.25", ["XDI-NOT-FINITE 15"]),
    Case(15, "9601.5 0x1F 499.25", ["XDI-NOT-NUMERIC 15"]), Case(15, "9601.5 1.0.1 499.25", ["XDI-NOT-NUMERIC 15"]),
    Case(15, "9601.5 1e999 499.25", ["XDI-NOT-FINITE 15"]),
    Case(15, "9601.5 1001D0 499.25", ["XDI-NUMBER-FORM 14"]),
    Case(15, "9601.5 1.001E+03-499.25", ["XDI-NUMBER-FORM 14"]),
    Case(15, "# beam lost", ["XDI-TABLE-COMMENT 15"]), Case(15, "beam lost for a while", ["XDI-TABLE-TEXT 15"]),
    Case(15, "", []), Case(15, "\t9601.5\t1001\t499.25  ", []),
    Case(15, "9601.5 18446744073709551617 499.25", ["XDI-ROUNDED 15"]),
    Case(15, "\u{0}\u{0}\u{0}", ["XDI-TABLE-TEXT 15"]),
  ]

  @Test("a changed row", arguments: rows)
  func row(_ changed: Case) throws {
    var rows = XDITest.rows
    rows[1] = changed.text
    let document = try XDITest.read(XDITest.file(rows: rows))
    #expect(XDITest.places(document) == changed.findings)
    let energies = try XDITest.doubles(document, "energy")
    #expect(energies.first == 9600 && energies.last == 9603)
    let copy = try XDITest.read(try XDITest.write(document))
    #expect(try document.differences(to: copy).map(\.path) == [])
  }

  @Test("a row of another language is read all the same")
  func spellings() throws {
    let fused = try XDITest.read(XDITest.file(rows: ["9600.0 1.0E+03-5.5", "9601.0 1.1E+03-5.6"]))
    #expect(try XDITest.doubles(fused, "itrans") == [-5.5, -5.6])
    let comma = try XDITest.read(XDITest.file(rows: ["9600,0 1,5 2,5", "9601,0 2,5 3,5"]))
    #expect(try XDITest.doubles(comma, "i0") == [1.5, 2.5])
    let list = try XDITest.read(XDITest.file(rows: ["9600.0, 1.5, 2.5", "9601.0, 2.5, 3.5"]))
    #expect(try XDITest.doubles(list, "i0") == [1.5, 2.5])
    #expect(XDITest.places(list) == ["XDI-NUMBER-FORM 14"])
  }

  @Test("everything wrong is reported in one reading, sorted by line")
  func everything() throws {
    let document = try XDITest.read(
      XDITest.file(
        replacing: [1: "#", 5: "# Element.symbol: Xx", 7: "#", 11: "# Scan.start_time: noon"],
        rows: ["9600 a 2", "9601 1", "9602 1 nan", "the end of it all"]))
    #expect(
      XDITest.places(document) == [
        "XDI-VERSION-MISSING 1", "XDI-ELEMENT 5", "XDI-DATE 11", "XDI-REQUIRED 12", "XDI-NOT-NUMERIC 14",
        "XDI-ROW-SHORT 15", "XDI-NOT-FINITE 16", "XDI-TABLE-TEXT 17",
      ])
  }

  @Test("thousands of faults of one kind are counted, not listed")
  func many() throws {
    let rows = Array(repeating: "1.5 2.5 x", count: 5000)
    let document = try XDITest.read(XDITest.file(rows: ["9600 1 2"] + rows))
    #expect(document.findings.count == 101)
    let last = try #require(document.findings.last)
    #expect(last.code == "XDI-MORE" && last.message.contains("4900"))
  }

  @Test("a code stands once in the catalogue, with all its texts")
  func catalogue() {
    #expect(Set(XDIFinding.all.map(\.id)).count == XDIFinding.all.count)
    for code in XDIFinding.all {
      #expect(code.id.hasPrefix("XDI-") && !code.meaning.isEmpty && !code.example.isEmpty && !code.cure.isEmpty)
    }
  }
}
