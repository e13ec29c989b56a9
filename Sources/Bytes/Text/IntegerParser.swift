/// Integers from text, exactly: for columns of counts and time stamps that a double would round.

extension NumberParser {
  /// The 64-bit integer that takes up the whole range, with `+` or `-` or no sign; nil for anything else and beyond
  /// the range of the type.
  public static func int64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return nil }
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    guard let magnitude = magnitude(bytes, digits(bytes, range, isNegative: isNegative)) else { return nil }
    guard isNegative else { return Int64(exactly: magnitude) }
    return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 }
  }

  /// The unsigned 64-bit integer that takes up the whole range, with `+` or no sign; nil for anything else and beyond
  /// the range of the type.
  public static func uint64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return nil }
    return magnitude(bytes, digits(bytes, range, isNegative: false))
  }

  /// The 64-bit integer that a whole text is.
  public static func int64(_ text: some StringProtocol) -> Int64? {
    var copy = String(text)
    return copy.withUTF8 { int64($0.span, 0..<$0.count) }
  }

  /// The unsigned 64-bit integer that a whole text is.
  public static func uint64(_ text: some StringProtocol) -> UInt64? {
    var copy = String(text)
    return copy.withUTF8 { uint64($0.span, 0..<$0.count) }
  }

  private static func digits(_ bytes: Span<UInt8>, _ range: Range<Int>, isNegative: Bool) -> Range<Int> {
    isNegative || bytes[range.lowerBound] == UInt8(ascii: "+") ? range.dropFirst() : range
  }

  private static func magnitude(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    guard !range.isEmpty else { return nil }
    var value: UInt64 = 0
    for index in range {
      let digit = bytes[index] &- 0x30
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(UInt64(digit))
      guard digit < 10, !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }
}
