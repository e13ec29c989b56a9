/// The inner loop of the number parser: sign, digits, point, digits, exponent.

extension NumberParser {
  /// What the digits of a number say, before they become a double.
  struct Decimal {
    /// All digits, if there are at most 19; otherwise meaningless.
    var mantissa: UInt64 = 0
    /// The power of ten that the mantissa is to be multiplied by.
    var exponent = 0
    /// Where the digits are, the point among them.
    var digits = 0..<0
    /// How many digits were written, leading zeros included.
    var digitCount = 0
    var hasPoint = false
    var isInteger = true
  }

  @inline(__always)
  static func scanNumber(_ bytes: Span<UInt8>, _ start: Int, _ options: Options) -> ParsedNumber? {
    guard start >= 0, start < bytes.count else { return nil }
    var index = start
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || (bytes[index] == UInt8(ascii: "+") && options.contains(.leadingPlus)) { index += 1 }
    var decimal = Decimal()
    guard scanDigits(bytes, &index, options, &decimal) else {
      return options.contains(.namedValues) ? scanNamedValue(bytes, index, isNegative) : nil
    }
    if index < bytes.count, bytes[index] != 0x20, bytes[index] != 0x0a {
      scanExponent(bytes, &index, options, &decimal)
    }
    if decimal.digitCount <= 19, let value = exactDouble(decimal.mantissa, decimal.exponent) {
      return ParsedNumber(
        value: isNegative ? -value : value, end: index, traits: decimal.isInteger ? .integer : [])
    }
    return convertSlowly(bytes, decimal, isNegative, end: index)
  }

  @inline(__always)
  private static func scanDigits(
    _ bytes: Span<UInt8>, _ index: inout Int, _ options: Options, _ decimal: inout Decimal
  ) -> Bool {
    let start = index
    accumulate(bytes, &index, &decimal.mantissa)
    decimal.digitCount = index - start
    let point = options.contains(.decimalComma) ? UInt8(ascii: ",") : UInt8(ascii: ".")
    if index < bytes.count, bytes[index] == point, decimal.digitCount > 0 || options.contains(.openPoint) {
      let fraction = index + 1
      var end = fraction
      accumulate(bytes, &end, &decimal.mantissa)
      let length = end - fraction
      if length > 0 || (options.contains(.openPoint) && decimal.digitCount > 0) {
        decimal.digitCount += length
        decimal.exponent = -length
        decimal.hasPoint = true
        decimal.isInteger = false
        index = end
      }
    }
    decimal.digits = start..<index
    return decimal.digitCount > 0
  }

  @inline(__always)
  private static func accumulate(_ bytes: Span<UInt8>, _ index: inout Int, _ mantissa: inout UInt64) {
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index += 1
    }
  }

  @inline(__always)
  private static func scanExponent(
    _ bytes: Span<UInt8>, _ index: inout Int, _ options: Options, _ decimal: inout Decimal
  ) {
    var next = index
    switch bytes[index] | 0x20 {
    case UInt8(ascii: "e"): next += 1
    case UInt8(ascii: "d") where options.contains(.fortranExponent): next += 1
    case UInt8(ascii: "q") where options.contains(.fortranExponent): next += 1
    case 0x2b where bytes[index] == 0x2b && options.contains(.bareExponent) && decimal.hasPoint: break
    case 0x2d where bytes[index] == 0x2d && options.contains(.bareExponent) && decimal.hasPoint: break
    default: return
    }
    let needsThreeDigits = next == index
    guard next < bytes.count else { return }
    let isNegative = bytes[next] == UInt8(ascii: "-")
    if isNegative || bytes[next] == UInt8(ascii: "+") { next += 1 }
    let start = next
    var exponent = 0
    while next < bytes.count, bytes[next] &- 0x30 < 10 {
      // Far beyond every double, even after a mantissa of a thousand million digits.
      if exponent < 1 << 50 { exponent = exponent * 10 + Int(bytes[next] &- 0x30) }
      next += 1
    }
    guard next > start, !needsThreeDigits || next - start == 3 else { return }
    decimal.exponent += isNegative ? -exponent : exponent
    decimal.isInteger = false
    index = next
  }

  @inline(never)
  private static func scanNamedValue(
    _ bytes: Span<UInt8>, _ start: Int, _ isNegative: Bool
  ) -> ParsedNumber? {
    for (name, value) in namedValues where name.count <= bytes.count - start {
      guard name.indices.allSatisfy({ bytes[start + $0] | 0x20 == name[$0] }) else { continue }
      return ParsedNumber(value: isNegative ? -value : value, end: start + name.count, traits: [])
    }
    return nil
  }

  /// The longer name first.
  private static let namedValues: [([UInt8], Double)] = [
    (Array("infinity".utf8), .infinity), (Array("inf".utf8), .infinity), (Array("nan".utf8), .nan),
  ]
}
