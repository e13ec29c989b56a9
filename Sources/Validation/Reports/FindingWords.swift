/// The words of a finding for reports that have one place for them.
import DataModel

enum FindingWords {
  /// The message, with what was expected and found where the message does not say it.
  static func sentence(_ finding: Finding) -> String {
    let details = [("expected", finding.expected), ("found", finding.found)].compactMap { name, value in
      value.flatMap { finding.message.contains($0) ? nil : "\(name) \(shortened($0))" }
    }
    return details.isEmpty ? finding.message : "\(finding.message) (\(details.joined(separator: ", ")))"
  }

  /// `line 12, column 3: /entry/data`; empty when only the file is known.
  static func place(_ location: Finding.Location, in file: String) -> String {
    var parts: [String] = []
    if let other = location.file, other != file { parts.append(other) }
    if let line = location.line { parts.append("line \(line)" + (location.column.map { ", column \($0)" } ?? "")) }
    if let path = location.path { parts.append(path) }
    return parts.joined(separator: ": ")
  }

  private static func shortened(_ text: String) -> String {
    let limit = 500
    return text.count > limit ? text.prefix(limit) + "..." : text
  }
}
