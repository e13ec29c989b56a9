/// Gathers findings while a project is read: never too many of one kind, sorted by line at the end.
import DataModel

struct AthenaFindings {
  /// How many findings of one code are listed.
  static let limit = 100

  private var listed: [Finding] = []
  private var counts: [String: Int] = [:]

  mutating func add(
    _ code: FindingCode, _ message: String, line: Int?, column: Int? = nil, path: String? = nil,
    expected: String? = nil, found: String? = nil
  ) {
    let count = (counts[code.id] ?? 0) + 1
    counts[code.id] = count
    guard count <= Self.limit else { return }
    listed.append(
      Finding(
        code, message, at: Finding.Location(line: line, column: column, path: path), expected: expected,
        found: found.map(Self.shortened)))
  }

  /// Everything, by line.
  func sorted() -> [Finding] {
    var result = listed.enumerated().sorted {
      ($0.element.location.line ?? 0, $0.offset) < ($1.element.location.line ?? 0, $1.offset)
    }.map(\.element)
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.limit {
      result.append(
        Finding(AthenaFinding.more, "\(count - Self.limit) more findings \(code) are not listed", found: "\(count)"))
    }
    return result
  }

  /// Text short enough for a message.
  static func shortened(_ text: String) -> String {
    text.utf8.count <= 80 ? text : String(text.prefix(77)) + "..."
  }
}
