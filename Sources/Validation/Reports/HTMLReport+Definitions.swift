/// The verdicts of several definitions about one file.
import DataModel

extension HTMLReport {
  /// A table with a row for each definition; nothing where there are fewer than two.
  func writeDefinitions(of result: ValidationResult, to page: inout HTMLText) {
    guard !result.byDefinition.isEmpty else { return }
    page.element("table") { page in
      page.element("tr") { page in
        for word in ["definition", "verdict"] { page.element("th", word) }
        for word in ["errors", "warnings"] { page.element("th", [("class", "number")], word) }
      }
      for each in result.byDefinition {
        page.element("tr") { page in
          page.element("td", each.definition)
          page.element("td", [("class", "word \(each.verdict.rawValue)")], each.verdict.rawValue)
          for severity in [Finding.Severity.error, .warning] {
            let count = each.counts[severity]
            page.element("td", [("class", "number " + (count == 0 ? "soft" : severity.rawValue))], "\(count)")
          }
        }
      }
    }
  }
}
