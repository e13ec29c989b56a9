/// The report as one page for people: nothing is loaded from elsewhere, and no script runs.
public import DataModel

/// Writes a validation report as a self-contained page.
public struct HTMLReport: Sendable {
  private let report: ValidationReport
  private let codes: [FindingCode]
  private let time: String?

  /// A page about these results; `codes` explain them, and `time` says when they were made.
  public init(_ report: ValidationReport, codes: (String) -> FindingCode?, time: String? = nil) {
    self.report = report
    self.time = time
    let used = report.entries.flatMap(\.result.findings).map(\.code) + report.findings.map(\.code)
    self.codes = Set(used).sorted().compactMap { codes($0) }
  }

  /// The page.
  public func bytes() -> [UInt8] {
    var page = HTMLText()
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.element("title", "Validation: \(headline)")
    page.markup("<style>\n")
    page.markup(Self.style)
    page.markup("\n</style>\n</head>\n<body>\n")
    page.element("h1", "Validation")
    let maker = "edgewise \(EdgewiseVersion.string)" + (time.map { ", \($0)" } ?? "")
    page.element("p", [("class", "soft")], maker)
    writeSummary(to: &page)
    if report.entries.count > 1 { writeContents(to: &page) }
    page.element("h2", "Findings")
    for (number, entry) in report.entries.enumerated() { write(entry, number: number, to: &page) }
    writeSuppressions(to: &page)
    writeCodes(to: &page)
    page.markup("</body>\n</html>\n")
    return page.bytes
  }

  private var headline: String {
    let summary = report.summary
    return summary.files == summary.valid
      ? "\(summary.files) valid"
      : "\(summary.valid) valid, \(summary.invalid) invalid, \(summary.unreadable) unreadable"
  }

  private func writeSummary(to page: inout HTMLText) {
    let summary = report.summary
    let cells = [
      ("files", "", summary.files), ("valid", "valid", summary.valid), ("invalid", "invalid", summary.invalid),
      ("unreadable", "unreadable", summary.unreadable),
    ]
    page.element("ul", [("class", "summary")]) { page in
      for (word, style, count) in cells {
        page.element("li") { page in
          page.element("b", [("class", count == 0 ? "soft" : style)], "\(count)")
          page.text(word)
        }
      }
      guard let count = summary.suppressed else { return }
      page.element("li") { page in
        page.element("b", [("class", "soft")], "\(count)")
        page.text("suppressed")
      }
    }
  }

  private func writeContents(to page: inout HTMLText) {
    page.element("h2", "Files")
    page.element("table") { page in
      page.element("tr") { page in
        for word in ["file", "verdict", "format"] { page.element("th", word) }
        for severity in Finding.Severity.allCases {
          page.element("th", [("class", "number")], severity.rawValue + "s")
        }
      }
      for (number, entry) in report.entries.enumerated() {
        page.element("tr") { page in
          page.element("td", [("class", "file")]) {
            $0.element("a", [("href", "#file-\(number + 1)")], entry.result.file)
          }
          page.element("td", [("class", "word \(entry.result.verdict.rawValue)")], entry.result.verdict.rawValue)
          page.element("td", entry.result.format ?? "unknown")
          for severity in Finding.Severity.allCases {
            let count = entry.counts[severity]
            page.element("td", [("class", "number " + (count == 0 ? "soft" : severity.rawValue))], "\(count)")
          }
        }
      }
    }
  }

  private func write(_ entry: ValidationReport.Entry, number: Int, to page: inout HTMLText) {
    let result = entry.result
    let opening: [(StaticString, String)] = [("class", "file"), ("id", "file-\(number + 1)")]
    page.element("details", opening + (result.verdict == .valid ? [] : [("open", "")])) { page in
      page.element("summary") { page in
        page.element("span", [("class", "word \(result.verdict.rawValue)")], result.verdict.rawValue)
        page.element("bdi", [("class", "file")], result.file)
        let facts = [result.format ?? "unknown format"] + result.definitions + [entry.counts.words]
        page.element("span", [("class", "soft")], facts.filter { !$0.isEmpty }.joined(separator: " · "))
      }
      writeDefinitions(of: result, to: &page)
      page.element("ul", [("class", "findings")]) { page in
        if result.findings.isEmpty { page.element("li", [("class", "soft")], "Nothing was found.") }
        var said: Set<String> = []
        for group in FindingGroup.groups(result.findings) {
          let isNew = said.insert(group.first.hint ?? "").inserted
          write(
            group, file: result.file, mark: result.definitions(thatGave: group.first), saysHint: isNew, to: &page)
        }
        for suppressed in entry.suppressed { write(suppressed, file: result.file, to: &page) }
      }
    }
  }

  private func write(
    _ group: FindingGroup, file: String, mark: [String] = [], saysHint: Bool = true, to page: inout HTMLText
  ) {
    let finding = group.first
    page.element("li") { page in
      page.element("p") { page in
        page.element("span", [("class", "word \(finding.severity.rawValue)")], finding.severity.rawValue)
        page.element("a", [("href", "#code-\(finding.code)")]) { $0.element("code", finding.code) }
        page.element("span", [("class", "place soft")], FindingWords.place(finding.location, in: file))
        if !mark.isEmpty { page.element("span", [("class", "soft")], "for \(mark.joined(separator: " and "))") }
      }
      page.element("p", FindingWords.sentence(finding))
      if let rule = finding.rule { page.element("p", [("class", "soft")], "Rule: \(rule)") }
      if !group.others.isEmpty {
        page.element("details") { page in
          page.element("summary", [("class", "soft")], "and \(group.others.count) more like this")
          page.element("ul") { page in
            for place in group.others {
              page.element("li", [("class", "place")], FindingWords.place(place, in: file))
            }
          }
        }
      }
      let isExplained = codes.contains { $0.id == finding.code && $0.cure == finding.hint }
      if saysHint, let hint = finding.hint, !hint.isEmpty, !isExplained || finding.severity == .error {
        page.element("p", [("class", "soft")], hint)
      }
    }
  }

  private func write(_ suppressed: ValidationReport.Suppressed, file: String, to page: inout HTMLText) {
    page.element("li", [("class", "soft")]) { page in
      let finding = suppressed.finding
      page.text("suppressed: \(finding.severity.rawValue) \(finding.code) ")
      page.element("span", [("class", "place")], FindingWords.place(finding.location, in: file))
      page.element("p", FindingWords.sentence(finding))
      page.element("p", "Reason: \(suppressed.reason)")
    }
  }

  private func writeSuppressions(to page: inout HTMLText) {
    guard !report.findings.isEmpty else { return }
    page.element("h2", "Suppressions")
    page.element("ul", [("class", "findings")]) { page in
      for group in FindingGroup.groups(report.findings) { write(group, file: "", to: &page) }
    }
  }

  private func writeCodes(to page: inout HTMLText) {
    guard !codes.isEmpty else { return }
    page.element("h2", "What the codes mean")
    page.element("dl", [("class", "codes")]) { page in
      for code in codes {
        page.element("dt", [("id", "code-\(code.id)")]) { $0.element("code", code.id) }
        page.element("dd") { page in
          page.text(code.meaning)
          page.element("div", [("class", "soft")], code.cure)
        }
      }
    }
  }
}
