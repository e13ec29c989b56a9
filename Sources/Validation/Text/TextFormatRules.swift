/// Rules for the content of text files, by format.
public import DataModel

/// Checks documents that were read from text files, beyond what the readers say themselves.
public enum TextFormatRules {
  /// The formats that there are rules for.
  public static let formats: [String] = tables.keys.sorted()

  /// What the rules of a format find in a document; nothing for a format without rules. Rules whose codes are
  /// `disabled` are not checked.
  public static func findings(
    for document: Document, format: String, without disabled: Set<String> = []
  ) -> [Finding] {
    guard let table = tables[format] else { return [] }
    var report = RuleReport()
    report.check(document, against: table.document.filter { !disabled.contains($0.code.id) })
    let rules = table.measurement.filter { !disabled.contains($0.code.id) }
    for index in document.measurements.indices {
      report.check(TextSubject(document, index: index), against: rules)
    }
    return report.findings
  }

  /// The codes of all rules of a format, each once.
  static func codes(of format: String) -> Set<String> {
    let table = tables[format] ?? Table()
    return Set(table.document.map(\.code.id) + table.measurement.map(\.code.id))
  }

  private struct Table: Sendable {
    var document: [Rule<Document>] = []
    var measurement: [Rule<TextSubject>] = []
  }

  private static let tables: [String: Table] = [
    "xdi": Table(measurement: XDIRules.all),
    "athena": Table(document: AthenaRules.document, measurement: AthenaRules.measurement),
    "columns": Table(measurement: ColumnsRules.all),
  ]
}
