/// One line of a SPEC header: `#KEY rest`.
import Bytes
import DataModel

struct SpecLine: Sendable, Hashable {
  /// Counted from 1 in the file.
  let number: Int
  /// What stands between `#` and the first blank: `S`, `P0`, `UXML`; empty for `# text`.
  let key: String
  /// The text behind it, without blanks at its ends.
  let rest: String

  /// A line from its bytes, which begin with `#`.
  init(_ bytes: Span<UInt8>, number: Int) {
    self.init(text: Self.decode(bytes), number: number)
  }

  /// A line from its text with `#`.
  init(text: String, number: Int = 0) {
    let body = text.dropFirst()
    let end = body.firstIndex { $0 == " " || $0 == "\t" } ?? body.endIndex
    self.number = number
    key = String(body[..<end])
    rest = String(body[end...].trimmingBlanks())
  }

  /// The letter of a numbered key and its number (`P12`); nil for others.
  var numbered: (letter: Character, index: Int)? {
    guard let letter = key.first, key.count > 1, let index = Int(key.dropFirst()), index >= 0 else { return nil }
    return (letter, index)
  }

  /// The integer that the text begins with.
  var firstNumber: Int? { rest.split { $0 == " " || $0 == "\t" }.first.flatMap { Int($0) } }

  /// UTF-8, or else Latin-1; control characters are blanks.
  static func decode(_ bytes: Span<UInt8>) -> String {
    let encoding = TextEncoding.isUTF8(bytes) ? TextEncoding.utf8 : .latin1
    let plain = encoding.utf8Bytes(of: bytes).map { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F ? 0x20 : $0 }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Names that two blanks or tabs separate: single blanks belong to them.
  static func wideNames(_ text: String) -> [String] { LabelSplit.labels(text, .wide) }

  /// Names that any blanks separate.
  static func narrowNames(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\t" }.map(String.init) }

  /// The names on a line, for so many values: separated by two blanks, unless only single ones give that many.
  static func names(_ text: String, count: Int?) -> [String] {
    let wide = wideNames(text)
    guard let count, wide.count != count else { return wide }
    let narrow = narrowNames(text)
    return narrow.count == count || wide.count == 1 ? narrow : wide
  }
}
