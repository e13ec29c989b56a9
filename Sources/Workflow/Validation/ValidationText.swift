/// The report of `validate` for a person at a terminal.
public import DataModel
public import Validation

/// Lays results out as text, file by file.
public struct ValidationText: Sendable {
  let style: TextStyle
  private let isVerbose: Bool
  /// The codes whose cure has been said.
  private var explained: Set<String> = []

  /// How many different findings of one code, and how many places of one finding, are shown unless all are asked for.
  private static let limit = 5
  private static let margin = 11

  /// `isVerbose` shows notes, and every place of a finding.
  public init(style: TextStyle = TextStyle(), isVerbose: Bool = false) {
    self.style = style
    self.isVerbose = isVerbose
  }

  /// The verdict on a line, then what was found: errors first, the same words once.
  public mutating func lines(for entry: ValidationReport.Entry) -> [String] {
    let result = entry.result
    let facts = [result.format ?? ""] + result.definitions
    let kind = facts.filter { !$0.isEmpty }.joined(separator: ", ")
    var head =
      DisplayText.printable(result.file) + ": "
      + style.ink(Self.inks[result.verdict] ?? .strong, result.verdict.rawValue)
    if !kind.isEmpty { head += " (\(DisplayText.printable(kind)))" }
    let suppressed = entry.suppressed.isEmpty ? "" : "\(entry.suppressed.count) suppressed"
    let counts = [entry.counts.words, suppressed].filter { !$0.isEmpty }.joined(separator: ", ")
    if !counts.isEmpty { head += style.ink(.faint, style.dot + counts) }
    let shown = result.findings.filter(isShown)
    guard !result.byDefinition.isEmpty else { return [head] + lines(shown, file: result.file) }
    return [head] + sideBySide(result, shown)
  }

  /// The last line: how many files there are of each kind. What was found about suppressions stands before it.
  public mutating func lines(for summary: ValidationReport.Summary, findings: [Finding]) -> [String] {
    var result: [String] = []
    if !findings.isEmpty {
      result = [style.ink(.strong, "Suppressions")] + lines(findings, file: "") + [""]
    }
    return result + [Self.words(for: summary)]
  }

  /// `3 files: 1 valid, 2 invalid`.
  public static func words(for summary: ValidationReport.Summary) -> String {
    let verdicts = [("valid", summary.valid), ("invalid", summary.invalid), ("unreadable", summary.unreadable)]
    let parts = verdicts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    let files = "\(summary.files) file\(summary.files == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
    guard let count = summary.suppressed else { return files }
    return files + "; \(count) finding\(count == 1 ? "" : "s") suppressed"
  }

  private static let inks: [ValidationResult.Verdict: TextStyle.Ink] = [
    .valid: .strong, .invalid: .error, .unreadable: .error,
  ]

  /// Notes are only counted, but that findings are missing has to be said.
  private func isShown(_ finding: Finding) -> Bool {
    isVerbose || finding.severity != .note || finding.code == ValidationFinding.limit.id
  }

  mutating func lines(_ findings: [Finding], file: String) -> [String] {
    let groups = FindingGroup.groups(findings)
    var result: [String] = []
    var shown: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      let key = group.first.severity.rawValue + group.first.code
      shown[key, default: 0] += 1
      if isVerbose || shown[key, default: 0] <= Self.limit { result += lines(group, file: file) }
      let isLast = index + 1 == groups.count || groups[index + 1].first.code != group.first.code
      let rest = (shown[key] ?? 0) - Self.limit
      if isLast, !isVerbose, rest > 0 {
        result += body("and \(rest) more of \(group.first.code): --verbose shows them", .faint)
      }
    }
    return result
  }

  private mutating func lines(_ group: FindingGroup, file: String) -> [String] {
    let finding = group.first
    let severity = style.ink(
      Self.severityInks[finding.severity] ?? .note, DisplayText.padded(finding.severity.rawValue, to: 7))
    let place = place(finding.location, in: file)
    var result = ["  " + severity + "  " + finding.code + (place.isEmpty ? "" : "  " + style.ink(.faint, place))]
    result += body(DisplayText.printable(FindingWords.sentence(finding)), nil)
    if !group.others.isEmpty { result += others(group.others, file: file) }
    if finding.severity != .note, let hint = finding.hint, !hint.isEmpty, explained.insert(finding.code).inserted {
      result += body(DisplayText.printable(hint), .faint)
    }
    return result
  }

  private func others(_ places: [Finding.Location], file: String) -> [String] {
    let words = places.map { place($0, in: file) }.filter { !$0.isEmpty }
    let shown = isVerbose ? words : Array(words.prefix(Self.limit))
    let more = shown.count < words.count ? ", " + style.ellipsis : ""
    let list = shown.isEmpty ? "" : ": " + shown.joined(separator: ", ") + more
    return body("and \(places.count) more like this" + list, .faint)
  }

  private func place(_ location: Finding.Location, in file: String) -> String {
    DisplayText.printable(FindingWords.place(location, in: file))
  }

  private func body(_ text: String, _ ink: TextStyle.Ink?) -> [String] {
    DisplayText.wrapped(text, to: style.width - Self.margin).map { line in
      String(repeating: " ", count: Self.margin) + (ink.map { style.ink($0, line) } ?? line)
    }
  }

  private static let severityInks: [Finding.Severity: TextStyle.Ink] = [
    .error: .error, .warning: .warning, .note: .note,
  ]
}
