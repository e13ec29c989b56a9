/// The beginning of a file as the signs of dialects look at it.
import Bytes

/// The first lines of a file, decoded byte by byte: signs are ASCII.
struct TextHead: Sendable {
  /// Without line ends; at most `lineLimit` of them.
  let lines: [String]
  /// The first bytes, as they are.
  let bytes: [UInt8]

  static let reach = 1 << 13
  private static let lineLimit = 100

  init(_ file: Span<UInt8>) {
    let head = file.extracting(first: min(file.count, Self.reach))
    var walk = Lines(from: TextEncoding.detect(file.extracting(first: min(file.count, 4))).markLength)
    var found: [String] = []
    while found.count < Self.lineLimit, let line = walk.next(in: head) {
      let text = TextEncoding.latin1.utf8Bytes(of: head.extracting(line.range))
      found.append(String(decoding: text, as: UTF8.self))
    }
    lines = found
    bytes = head.indices.map { head[$0] }
  }

  /// The first line that is not blank, without the blanks around it.
  var opening: Substring { lines.lazy.map { $0.trimmingBlanks() }.first { !$0.isEmpty } ?? "" }

  /// The line of this number from 1; empty behind the end.
  func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? lines[number - 1] : "" }

  /// The number of the first line, among the first `limit`, that begins so; nil when none does.
  func firstLine(beginning prefix: String, within limit: Int = lineLimit) -> Int? {
    lines.prefix(limit).firstIndex { $0.hasPrefix(prefix) }.map { $0 + 1 }
  }

  /// The number of the first line, among the first `limit`, that has this text in it; nil when none has.
  func firstLine(with text: String, within limit: Int = lineLimit) -> Int? {
    lines.prefix(limit).firstIndex { $0.contains(text) }.map { $0 + 1 }
  }
}
