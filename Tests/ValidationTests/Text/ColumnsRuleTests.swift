import DataModel
import Formats
import Testing
import Validation

@Suite("Rules for files of columns") struct ColumnsRuleTests {
  private static func table(_ labels: String, _ row: (Int) -> String) -> String {
    "# \(labels)\n" + (0..<40).map { row($0) + "\n" }.joined()
  }

  @Test("a column that never changes, and one that does in the last row") func constant() throws {
    let never = try TextRuleSupport.findings(
      Self.table("energy mu gate") { "\(7000 + 5 * $0) 0.\(100 + $0) 5" }, .columns)
    #expect(never.map(\.code) == [TextRuleFinding.constant.id])
    #expect(never.first?.found == "gate")
    let late = try TextRuleSupport.findings(
      Self.table("energy mu gate") { "\(7000 + 5 * $0) 0.\(100 + $0) \($0 == 39 ? 4 : 5)" }, .columns)
    #expect(late.isEmpty)
  }

  @Test("NaN in a column that physics does not look at") func notFinite() throws {
    let findings = try TextRuleSupport.findings(
      Self.table("energy mu gate") { "\(7000 + 5 * $0) 0.\(100 + $0) \($0 == 6 ? "nan" : "\($0)")" }, .columns)
    #expect(findings.map(\.code) == [TextRuleFinding.notFinite.id])
    #expect(findings.first?.message.contains("row 7") == true)
  }

  @Test("a cell that the reader reports is not reported twice") func reported() throws {
    let text = Self.table("energy mu gate") { "\(7000 + 5 * $0) 0.\(100 + $0) \($0 == 6 ? "O.5" : "\($0)")" }
    #expect(try TextRuleSupport.document(text, .columns).findings.contains { $0.code == "COLUMNS-CELL" })
    #expect(try TextRuleSupport.findings(text, .columns).isEmpty)
  }

  @Test("no abscissa, no signal") func roles() throws {
    let unknown = try TextRuleSupport.findings(Self.table("c1 c2") { "\(-$0) \($0)" }, .columns)
    #expect(unknown.map(\.code) == [TextRuleFinding.noAbscissa.id])
    let silent = try TextRuleSupport.findings(Self.table("energy c2") { "\(7000 + 5 * $0) \($0)" }, .columns)
    #expect(silent.map(\.code) == [TextRuleFinding.noMeasure.id])
  }
}
