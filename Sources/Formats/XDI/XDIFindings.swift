/// Gathers findings while a file is read: never too many of one kind, sorted by place at the end.
import DataModel

struct XDIFindings {
  /// How many findings of one code are listed.
  static let limit = 100

  private var listed: [Finding] = []
  private var counts: [String: Int] = [:]

  mutating func add(
    _ code: FindingCode, _ message: String, line: Int?, column: Int? = nil, expected: String? = nil,
    found: String? = nil, hint: String? = nil
  ) {
    let count = (counts[code.id] ?? 0) + 1
    counts[code.id] = count
    guard count <= Self.limit else { return }
    listed.append(
      Finding(
        code, message, at: Finding.Location(line: line, column: column), expected: expected,
        found: found.map(Self.shortened), hint: hint))
  }

  /// Takes back what turned out to be no fault.
  mutating func removeAll(of code: FindingCode, line: Int) {
    listed.removeAll { $0.code == code.id && $0.location.line == line }
  }

  /// More of the same that somebody else counted.
  mutating func addUnlisted(_ code: FindingCode, count: Int) {
    guard count > 0 else { return }
    counts[code.id] = max(counts[code.id] ?? 0, Self.limit) + count
  }

  /// Everything, by line.
  func sorted(lastLine: Int) -> [Finding] {
    var result = listed
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.limit {
      result.append(
        Finding(
          XDIFinding.more, "\(count - Self.limit) more findings \(code) are not listed",
          at: Finding.Location(line: lastLine), found: "\(count)"))
    }
    return result.enumerated().sorted {
      ($0.element.location.line ?? 0, $0.element.location.column ?? 0, $0.offset)
        < ($1.element.location.line ?? 0, $1.element.location.column ?? 0, $1.offset)
    }.map(\.element)
  }

  /// Text short enough for a message.
  static func shortened(_ text: String) -> String {
    text.utf8.count <= 80 ? text : String(text.prefix(77)) + "..."
  }
}
