/// Findings for a person at a terminal: the worst first, those of a kind together.
import DataModel

struct InspectFindings {
  private let style: TextStyle
  private let isVerbose: Bool

  /// How many findings of one code are shown unless all are asked for.
  private static let limit = 5

  /// `isVerbose` shows all findings of a code.
  init(style: TextStyle, isVerbose: Bool) {
    self.style = style
    self.isVerbose = isVerbose
  }

  /// A heading with counts, then the findings by severity. `file` is the file that the reader knows of already.
  func lines(_ findings: [Finding], file: String?) -> [String] {
    var result = [style.ink(.strong, "Findings") + "  " + style.ink(.faint, counts(findings))]
    for severity in Finding.Severity.allCases {
      let some = findings.filter { $0.severity == severity }
      var codes: [String] = []
      for finding in some where !codes.contains(finding.code) { codes.append(finding.code) }
      for code in codes { result += lines(ofOneCode: some.filter { $0.code == code }, file: file) }
    }
    return result
  }

  private func counts(_ findings: [Finding]) -> String {
    Finding.Severity.allCases.compactMap { severity in
      let count = findings.filter { $0.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  private func lines(ofOneCode findings: [Finding], file: String?) -> [String] {
    let shown = isVerbose ? findings : Array(findings.prefix(Self.limit))
    var result: [String] = []
    var lastHint: String?
    for (index, finding) in shown.enumerated() {
      result += head(finding, file: file)
      if let hint = finding.hint, hint != lastHint, index == shown.count - 1 || shown[index + 1].hint != hint {
        result += body(hint, .faint)
      }
      lastHint = finding.hint
    }
    if shown.count < findings.count, let code = findings.first?.code {
      result += body("and \(findings.count - shown.count) more of \(code): --verbose shows them", .faint)
    }
    return result
  }

  /// Severity, code, place, message; expected and found where the message does not say them.
  private func head(_ finding: Finding, file: String?) -> [String] {
    let severity = style.ink(Self.inks[finding.severity] ?? .note, DisplayText.padded(finding.severity.rawValue, to: 7))
    let place = place(finding.location, known: file)
    let lead = "  " + severity + "  " + finding.code + (place.isEmpty ? "" : "  " + style.ink(.faint, place))
    var text = DisplayText.printable(finding.message)
    let details = [("expected", finding.expected), ("found", finding.found)].compactMap { name, value in
      value.map(DisplayText.printable).flatMap { text.contains($0) ? nil : "\(name) \($0)" }
    }
    if !details.isEmpty { text += " (\(details.joined(separator: ", ")))" }
    return [lead] + body(text, nil)
  }

  private func body(_ text: String, _ ink: TextStyle.Ink?) -> [String] {
    DisplayText.wrapped(text, to: style.width - 11).map { line in
      String(repeating: " ", count: 11) + (ink.map { style.ink($0, line) } ?? line)
    }
  }

  private func place(_ location: Finding.Location, known file: String?) -> String {
    var parts: [String] = []
    if let other = location.file, other != file { parts.append(other) }
    if let line = location.line { parts.append("line \(line)\(location.column.map { ", column \($0)" } ?? "")") }
    if let path = location.path { parts.append(path) }
    return DisplayText.printable(parts.joined(separator: ": "))
  }

  private static let inks: [Finding.Severity: TextStyle.Ink] = [.error: .error, .warning: .warning, .note: .note]
}
