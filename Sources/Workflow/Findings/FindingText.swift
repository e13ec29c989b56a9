/// Findings as people read them: one line that says where and what, then what helps.
public import DataModel

/// Lays findings out as text.
public struct FindingText: Sendable {
  private let style: TextStyle
  private var explained: Set<String> = []

  /// Text in this style. What to do about a code is said the first time it appears.
  public init(style: TextStyle = TextStyle()) { self.style = style }

  /// `FILE:LINE:COLUMN: severity: message [CODE]`, then what was expected and found, and for errors what to do.
  public mutating func lines(for finding: Finding) -> [String] {
    let place = Self.place(finding.location)
    let severity = style.ink(Self.inks[finding.severity] ?? .note, finding.severity.rawValue + ":")
    let code = style.ink(.faint, "[\(finding.code)]")
    let message = DisplayText.printable(finding.message)
    var lines = [(place.isEmpty ? [] : [place + ":"]) + [severity, message, code]].map { $0.joined(separator: " ") }
    if let expected = finding.expected { lines.append("    expected: " + Self.short(expected)) }
    if let found = finding.found { lines.append("    found: " + Self.short(found)) }
    if finding.severity == .error, let hint = finding.hint, explained.insert(finding.code).inserted {
      lines.append("    " + DisplayText.printable(hint))
    }
    return lines
  }

  /// Where it is, as editors understand it: `file:line:column`, and the path inside the file.
  static func place(_ location: Finding.Location) -> String {
    let numbers = [location.line, location.column].compactMap { $0.map(String.init) }
    let file = ([location.file].compactMap { $0 } + numbers).joined(separator: ":")
    let parts = [file, location.path ?? ""].filter { !$0.isEmpty }
    return DisplayText.printable(parts.joined(separator: " "))
  }

  private static func short(_ text: String) -> String {
    let limit = 500
    let printable = DisplayText.printable(text)
    return printable.count > limit ? printable.prefix(limit) + "..." : printable
  }

  private static let inks: [Finding.Severity: TextStyle.Ink] = [.error: .error, .warning: .warning, .note: .note]
}
