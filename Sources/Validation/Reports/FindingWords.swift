/// The words of a finding for reports that have one place for them.
public import DataModel

public enum FindingWords {
  /// The message, with what was expected and found where the message does not say it.
  public static func sentence(_ finding: Finding) -> String {
    let details = [("expected", finding.expected), ("found", finding.found)].compactMap { name, value in
      value.flatMap { says(finding.message, $0) ? nil : "\(name) \(shortened($0))" }
    }
    return details.isEmpty ? finding.message : "\(finding.message) (\(details.joined(separator: "; ")))"
  }

  /// Whether a message says a value: a short one could stand in it by chance, unless it is quoted.
  private static func says(_ message: String, _ value: String) -> Bool {
    let isLong = value.count > 3
    return isLong && message.contains(value) || message.contains("\"\(value)\"") || message.contains("'\(value)'")
  }

  /// `line 12, column 3: /entry/data`; empty when only the file is known.
  public static func place(_ location: Finding.Location, in file: String) -> String {
    var parts: [String] = []
    if let other = location.file, other != file { parts.append(other) }
    if let line = location.line { parts.append("line \(line)" + (location.column.map { ", column \($0)" } ?? "")) }
    if let path = location.path { parts.append(path) }
    return parts.joined(separator: ": ")
  }

  private static func shortened(_ text: String) -> String {
    let limit = 300
    return text.count > limit ? text.prefix(limit) + "..." : text
  }
}
