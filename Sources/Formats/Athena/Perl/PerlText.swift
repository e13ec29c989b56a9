/// Characters, numbers and strings of Perl source as far as literals have them.
import Bytes

enum PerlText {
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }

  static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { isBlank(bytes[$0]) }
  }

  @inline(__always)
  static func isWordStart(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool { isWordStart(byte) || byte &- 0x30 < 10 }

  /// A name as variables have it.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return isWordStart(first) && text.utf8.allSatisfy(isWord)
  }

  /// The spellings of bare numbers: no names such as `inf`, no Fortran.
  static let numberOptions: NumberParser.Options = [.leadingPlus, .openPoint]

  /// Where the bare number that begins at `start` ends; nil when none does.
  static func endOfNumber(_ bytes: Span<UInt8>, from start: Int, to limit: Int) -> Int? {
    NumberParser.scan(bytes, from: start, to: limit, options: numberOptions)?.end
  }

  /// Whether a text can stand without quotes.
  static func isNumber(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { NumberParser.number($0.span, 0..<$0.count, options: numberOptions) != nil }
  }

  /// The number in a text, which may have blanks around it.
  static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    // Almost all numbers have no blanks.
    if let number = NumberParser.double(bytes, range, options: .text) { return number }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return low < high ? NumberParser.double(bytes, low..<high, options: .text) : nil
  }

  /// The number in a text, which may have blanks around it.
  static func number(_ text: String) -> Double? {
    var copy = text
    return copy.withUTF8 { number($0.span, 0..<$0.count) }
  }
}
