/// The beginning of a file as recognisers of text look at it.
import Glibc

/// The first lines of a file, decoded byte by byte: signs are ASCII.
public struct TextHead: Sendable {
  /// Without line ends; at most `lineLimit` of them. Empty where the bytes are no text.
  public let lines: [String]
  /// The first bytes, as they are.
  public let bytes: [UInt8]
  /// The first line that is not blank, without the blanks around it.
  public let opening: Substring
  /// Whether the bytes may be text: hardly any control characters, but for NULs that some old programs left.
  public let isText: Bool

  /// How many bytes are looked at.
  public static let reach = 1 << 13
  /// How many lines are looked at.
  public static let lineLimit = 100

  /// The beginning of these bytes; UTF-16 with a byte order mark is converted first.
  public init(_ file: Span<UInt8>) {
    let mark = TextEncoding.detect(file.extracting(first: min(file.count, 4)))
    if mark.encoding.isWide {
      let head = file.extracting(mark.markLength..<min(file.count, mark.markLength + 2 * Self.reach))
      self.init(narrow: mark.encoding.utf8Bytes(of: head).span, from: 0)
    } else {
      self.init(narrow: file, from: mark.markLength)
    }
  }

  private init(narrow file: Span<UInt8>, from start: Int) {
    let head = file.extracting(first: min(file.count, Self.reach))
    bytes = head.indices.map { head[$0] }
    isText = Self.isText(head)
    var walk = Lines(from: start)
    var found: [String] = []
    while found.count < Self.lineLimit, let line = walk.next(in: head) {
      let text = TextEncoding.latin1.utf8Bytes(of: head.extracting(line.range))
      found.append(String(decoding: text, as: UTF8.self))
      // Of what is no text the first line may still be one.
      if !isText { break }
    }
    lines = found
    opening = found.lazy.map(Self.trimmed).first { !$0.isEmpty } ?? ""
  }

  private static func isText(_ head: Span<UInt8>) -> Bool {
    var strange = 0
    for index in head.indices where head[index] < 0x20 && !plainControls.contains(head[index]) { strange += 1 }
    return strange * 50 <= head.count
  }

  /// NUL, tab, line ends, form feed, Ctrl-Z.
  private static let plainControls: [UInt8] = [0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A]

  private static func trimmed(_ line: String) -> Substring {
    var rest = line[...]
    while let first = rest.utf8.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
    while let last = rest.utf8.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
    return rest
  }

  /// The line of this number from 1; empty behind the end.
  public func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? lines[number - 1] : "" }

  /// The number of the first line, among the first `limit`, that begins so; nil when none does.
  public func firstLine(beginning prefix: String, within limit: Int = lineLimit) -> Int? {
    guard has(prefix) else { return nil }
    return lines.prefix(limit).firstIndex { $0.hasPrefix(prefix) }.map { $0 + 1 }
  }

  /// The number of the first line, among the first `limit`, that has this text in it; nil when none has.
  public func firstLine(with text: String, within limit: Int = lineLimit) -> Int? {
    guard has(text) else { return nil }
    return lines.prefix(limit).firstIndex { $0.contains(text) }.map { $0 + 1 }
  }

  /// Whether the text occurs anywhere among the first bytes: quick, so that it is asked before lines are walked through.
  public func has(_ text: String) -> Bool {
    bytes.withUnsafeBytes { head in
      var text = text
      return text.withUTF8 { wanted in
        guard let start = head.baseAddress, let sought = wanted.baseAddress, let first = wanted.first else {
          return false
        }
        var place = 0
        while place + wanted.count <= head.count {
          let rest = head.count - wanted.count - place + 1
          guard let hit = memchr(start + place, Int32(first), rest) else { return false }
          if memcmp(hit, sought, wanted.count) == 0 { return true }
          place = UnsafeRawPointer(hit) - start + 1
        }
        return false
      }
    }
  }
}
