/// Strings of Perl source: what stands between quotes.
import Bytes

enum PerlString {
  /// Where the closing quote is; nil when there is none before `limit`. `start` is behind the opening quote.
  static func closingQuote(_ bytes: Span<UInt8>, _ quote: UInt8, from start: Int, to limit: Int) -> Int? {
    var index = start
    while index < limit, bytes[index] != quote {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < limit ? index : nil
  }

  /// The text between single quotes, where only a backslash and the quote are escaped.
  static func single(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.contains(where: { bytes[$0] == UInt8(ascii: "\\") }) else {
      return TextEncoding.utf8.decode(bytes.extracting(range))
    }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound,
        bytes[index + 1] == UInt8(ascii: "\\") || bytes[index + 1] == UInt8(ascii: "'")
      {
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text between double quotes; nil when Perl would have to look up a variable or change case.
  /// `replaced` is set when an escape names no character.
  static func double(_ bytes: Span<UInt8>, _ range: Range<Int>, replaced: inout Bool) -> String? {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < range.upperBound {
        guard let end = escape(bytes, index + 1, range.upperBound, &text, &replaced) else { return nil }
        index = end
        continue
      }
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "@") {
        guard !isVariable(bytes, index + 1, range.upperBound) else { return nil }
      }
      text.append(byte)
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether what follows a `$` or `@` makes it a variable.
  private static func isVariable(_ bytes: Span<UInt8>, _ index: Int, _ limit: Int) -> Bool {
    guard index < limit else { return false }
    let next = bytes[index]
    return PerlText.isWord(next) || next >= 0x80 || signsOfVariables.contains(next)
  }

  private static let signsOfVariables = Array("{$:&!([-+".utf8)

  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "a"): 0x07,
    UInt8(ascii: "e"): 0x1b, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "b"): 0x08,
  ]

  /// Reads the escape behind a backslash and gives where it ends; nil when it is none that a literal has.
  private static func escape(
    _ bytes: Span<UInt8>, _ start: Int, _ limit: Int, _ text: inout [UInt8], _ replaced: inout Bool
  ) -> Int? {
    let letter = bytes[start]
    if let control = controls[letter] {
      text.append(control)
      return start + 1
    }
    if letter == UInt8(ascii: "x") {
      guard start + 1 < limit, bytes[start + 1] == UInt8(ascii: "{") else {
        let (value, end) = digits(bytes, start + 1, Swift.min(limit, start + 3), base: 16)
        append(value, &text, &replaced)
        return end
      }
      let (value, end) = digits(bytes, start + 2, limit, base: 16)
      guard end < limit, bytes[end] == UInt8(ascii: "}") else { return nil }
      append(value, &text, &replaced)
      return end + 1
    }
    if letter &- 0x30 < 8 {
      let (value, end) = digits(bytes, start, Swift.min(limit, start + 3), base: 8)
      append(value, &text, &replaced)
      return end
    }
    guard !PerlText.isWord(letter) else { return nil }
    text.append(letter)
    return start + 1
  }

  private static func digits(
    _ bytes: Span<UInt8>, _ start: Int, _ limit: Int, base: UInt32
  ) -> (value: UInt32, end: Int) {
    var value: UInt32 = 0
    var index = start
    while index < limit, let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue, digit < base {
      // Beyond all characters is beyond them, however far.
      value = value > 0xff_ffff ? value : value &* base &+ UInt32(digit)
      index += 1
    }
    return (value, index)
  }

  private static func append(_ value: UInt32, _ text: inout [UInt8], _ replaced: inout Bool) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if Unicode.Scalar(value) == nil { replaced = true }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }
}
