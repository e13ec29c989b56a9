/// What the lines of a project's Perl flavour begin with.
import Bytes

enum PerlLine {
  case blank
  case comment
  /// `[record]`
  case record
  /// `1;`
  case end
  /// `@name = `: the value begins at `value`.
  case statement(sigil: String, name: String, value: Int)
  case other

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound, PerlText.isBlank(bytes[start]) { start += 1 }
    guard start < range.upperBound else {
      self = .blank
      return
    }
    switch bytes[start] {
    case UInt8(ascii: "#"): self = .comment
    case UInt8(ascii: "["): self = Self.isRecord(bytes, start, range.upperBound) ? .record : .other
    case UInt8(ascii: "1"): self = Self.isEnd(bytes, start, range.upperBound) ? .end : .other
    case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "$"):
      self = Self.assignment(bytes, start, range.upperBound) ?? .other
    default: self = .other
    }
  }

  private static func isRecord(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Bool {
    let word = Array("[record]".utf8)
    return limit - start >= word.count && word.indices.allSatisfy { bytes[start + $0] == word[$0] }
  }

  private static func isEnd(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Bool {
    limit - start >= 2 && bytes[start + 1] == UInt8(ascii: ";") && PerlText.isBlank(bytes, start + 2..<limit)
  }

  private static func assignment(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> PerlLine? {
    var index = start + 1
    guard index < limit, PerlText.isWordStart(bytes[index]) else { return nil }
    while index < limit, PerlText.isWord(bytes[index]) { index += 1 }
    let name = TextEncoding.utf8.decode(bytes.extracting(start + 1..<index))
    while index < limit, PerlText.isBlank(bytes[index]) { index += 1 }
    guard index < limit, bytes[index] == UInt8(ascii: "=") else { return nil }
    let next = index + 1 < limit ? bytes[index + 1] : 0
    guard next != UInt8(ascii: "="), next != UInt8(ascii: "~"), next != UInt8(ascii: ">") else { return nil }
    return .statement(sigil: String(UnicodeScalar(bytes[start])), name: name, value: index + 1)
  }
}
