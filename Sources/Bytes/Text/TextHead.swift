/// The beginning of a file as recognisers of text look at it.

/// The first lines of a file, decoded byte by byte: signs are ASCII.
public struct TextHead: Sendable {
  /// Without line ends; at most `lineLimit` of them.
  public let lines: [String]
  /// The first bytes, as they are.
  public let bytes: [UInt8]

  /// How many bytes are looked at.
  public static let reach = 1 << 13
  /// How many lines are looked at.
  public static let lineLimit = 100

  /// The beginning of these bytes.
  public init(_ file: Span<UInt8>) {
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

  /// The line of this number from 1; empty behind the end.
  public func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? lines[number - 1] : "" }

  /// The number of the first line, among the first `limit`, that begins so; nil when none does.
  public func firstLine(beginning prefix: String, within limit: Int = lineLimit) -> Int? {
    lines.prefix(limit).firstIndex { $0.hasPrefix(prefix) }.map { $0 + 1 }
  }

  /// The number of the first line, among the first `limit`, that has this text in it; nil when none has.
  public func firstLine(with text: String, within limit: Int = lineLimit) -> Int? {
    lines.prefix(limit).firstIndex { $0.contains(text) }.map { $0 + 1 }
  }
}
