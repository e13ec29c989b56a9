import DataModel
import Formats
import Testing
import Validation

@Suite("Rules for XDI files") struct XDIRuleTests {
  /// A file in which nothing is wrong, with more lines in its header.
  private static func file(_ lines: String..., columns: [String] = ["energy eV", "i0", "mutrans"]) -> String {
    let header =
      columns.enumerated().map { "Column.\($0 + 1): \($1)" } + [
        "Element.symbol: Zn", "Element.edge: K", "Mono.d_spacing: 3.13553", "Facility.name: SSRL",
        "Facility.xray_source: wiggler", "Beamline.name: 4-1", "Scan.start_time: 1999-02-28T23:59:59",
      ]
    let rows = ["9600.0 1000 500.5", "9601.5 1001 499.25", "9700.0 1002 400.125"]
    return (["# XDI/1.0"] + (header + lines).map { "# " + $0 } + ["# ---"] + rows).joined(separator: "\n") + "\n"
  }

  private struct Case: Sendable {
    let code: FindingCode
    let line: String
    let sound: String
  }

  private static let cases: [Case] = [
    .init(code: TextRuleFinding.fieldRange, line: "Sample.temperature: -300 C", sound: "Sample.temperature: -200 C"),
    .init(code: TextRuleFinding.fieldRange, line: "Facility.energy: 7000 GeV", sound: "Facility.energy: 7.00 GeV"),
    .init(code: TextRuleFinding.fieldRange, line: "Facility.current: 102 A", sound: "Facility.current: 102 mA"),
    .init(code: TextRuleFinding.fieldRange, line: "Scan.edge_energy: 9659 keV", sound: "Scan.edge_energy: 9.659 keV"),
    .init(
      code: TextRuleFinding.timeOrder, line: "Scan.end_time: 1999-02-28T23:59:58",
      sound: "Scan.end_time: 1999-03-01T00:10:00"),
    .init(code: TextRuleFinding.columnUnit, line: "Column.2: k eV", sound: "Column.2: k 1/angstrom"),
    .init(code: TextRuleFinding.labelRepeated, line: "Column.4: I0", sound: "Column.4: i1"),
    .init(code: TextRuleFinding.keyMisspelt, line: "Facility.curent: 102 mA", sound: "Facility.GUP: 7"),
    .init(code: TextRuleFinding.keyMisspelt, line: "Sample.stoichoimetry: Zn O", sound: "Sample.name2: zinc"),
    .init(
      code: TextRuleFinding.stoichiometry, line: "Sample.stoichiometry: Zinc oxide",
      sound: "Sample.stoichiometry: Fe0.94 O1"),
  ]

  @Test("each fault is found at its line, and what comes close is not", arguments: cases.indices)
  func faults(index: Int) throws {
    let row = Self.cases[index]
    let finding = try #require(TextRuleSupport.findings(Self.file(row.line), .xdi).first)
    #expect(finding.code == row.code.id)
    #expect(finding.location.line == 12)
    #expect(try TextRuleSupport.findings(Self.file(row.sound), .xdi).isEmpty)
  }

  @Test("a lattice spacing that no crystal has") func spacing() throws {
    let text = Self.file().split(separator: "\n").map { $0.contains("d_spacing") ? "# Mono.d_spacing: 313.5" : $0 }
    let findings = try TextRuleSupport.findings(text.joined(separator: "\n"), .xdi)
    #expect(findings.map(\.code) == [TextRuleFinding.fieldRange.id])
    #expect(findings.first?.location.path == "/1/metadata/Mono.d_spacing")
  }

  @Test("columns without a defined label make no spectrum") func noSignal() throws {
    let findings = try TextRuleSupport.findings(Self.file(columns: ["energy eV", "c1", "c2"]), .xdi)
    #expect(findings.map(\.code) == [TextRuleFinding.noSignal.id])
  }

  @Test(
    "formulas",
    arguments: [
      ("Fe2 O3", true), ("Cu(OH)2", true), ("FeSO4.7H2O", true), ("Fe0.94O", true), ("CO", true), ("Co", true),
      ("iron", false), ("Iron", false), ("Cu(OH", false), ("", false), ("12", false), ("Xx2", false),
    ])
  func formulas(text: String, isFormula: Bool) throws {
    // A blank value is no statement at all.
    let isSilent = try TextRuleSupport.findings(Self.file("Sample.stoichiometry: \(text)"), .xdi).isEmpty
    #expect(isSilent == (isFormula || text.isEmpty))
  }
}
