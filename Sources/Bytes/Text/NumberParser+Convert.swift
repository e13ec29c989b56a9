/// From decimal digits to the nearest double: exactly where two doubles suffice, else with 128 bits, else by the
/// standard library.

extension NumberParser {
  /// The powers of ten that are doubles.
  private static let exactPowers: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]

  /// `mantissa * 10^exponent` where both factors are doubles, so that one rounding gives the nearest double
  /// (W. D. Clinger, How to read floating point numbers accurately, 1990); nil otherwise.
  @inline(__always)
  static func exactDouble(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
    let value = Double(Int64(bitPattern: mantissa))
    return exponent < 0 ? value / exactPowers[-exponent] : value * exactPowers[exponent]
  }

  /// All that is not exact at once.
  @inline(never)
  static func convertSlowly(
    _ bytes: Span<UInt8>, _ decimal: Decimal, _ isNegative: Bool, end: Int
  ) -> ParsedNumber {
    var mantissa = decimal.mantissa
    var exponent = decimal.exponent
    var isCut = false
    if decimal.digitCount > 19 {
      let leading = leadingDigits(bytes, decimal.digits)
      mantissa = leading.mantissa
      exponent += leading.dropped
      isCut = leading.isCut
    }
    let magnitude =
      PowersOfTen.product(mantissa, exponent, isCut: isCut)
      ?? standardDouble(bytes, decimal.digits, decimal.exponent)
    var traits: ParsedNumber.Traits = magnitude.isInfinite ? .overflow : []
    if decimal.isInteger {
      traits.insert(.integer)
      if !isExact(bytes, decimal, magnitude) { traits.insert(.inexactInteger) }
    }
    return ParsedNumber(value: isNegative ? -magnitude : magnitude, end: end, traits: traits)
  }

  /// The first 19 significant digits, how many follow, and whether one of those is not zero.
  private static func leadingDigits(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> (mantissa: UInt64, dropped: Int, isCut: Bool) {
    var mantissa: UInt64 = 0
    var kept = 0
    var dropped = 0
    var isCut = false
    for index in range {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { continue }
      if kept < 19 {
        mantissa = mantissa * 10 + UInt64(digit)
        if mantissa > 0 { kept += 1 }
      } else {
        dropped += 1
        isCut = isCut || digit > 0
      }
    }
    return (mantissa, dropped, isCut)
  }

  /// The standard library's conversion. No double and no middle between two has more than 767 digits, so of longer
  /// ones only whether anything follows counts: the text stays short whatever the file holds.
  private static func standardDouble(_ bytes: Span<UInt8>, _ range: Range<Int>, _ exponent: Int) -> Double {
    let most = 800
    var text: [UInt8] = []
    var dropped = 0
    var isCut = false
    for index in range {
      let byte = bytes[index]
      guard byte &- 0x30 < 10, !text.isEmpty || byte != 0x30 else { continue }
      if text.count < most {
        text.append(byte)
      } else {
        dropped += 1
        isCut = isCut || byte != 0x30
      }
    }
    guard !text.isEmpty else { return 0 }
    if isCut {
      text.append(0x31)
      dropped -= 1
    }
    let power = min(max(exponent + dropped, -5000), 5000)
    return Double(String(decoding: text, as: UTF8.self) + "e\(power)") ?? .nan
  }

  private static func isExact(_ bytes: Span<UInt8>, _ decimal: Decimal, _ magnitude: Double) -> Bool {
    var integer: UInt128 = 0
    for index in decimal.digits {
      let (shifted, overflow) = integer.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(UInt128(bytes[index] &- 0x30))
      if overflow || carry { return false }
      integer = sum
    }
    return UInt128(exactly: magnitude) == integer
  }
}
