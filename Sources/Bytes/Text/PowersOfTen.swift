/// Powers of ten to 128 bits, made at first use, and products with them that know whether they round safely.

/// For each power of ten from 10^-342 to 10^308 the leading 128 bits, cut off, and the power of two that belongs
/// to them.
enum PowersOfTen {
  struct Power: Sendable {
    /// The top bit of `high` is set.
    let high: UInt64
    let low: UInt64
    /// 10^q lies in [m, m + 1) * 2^exponent, where m is the 128-bit integer (high, low).
    let exponent: Int
  }

  private static let lowest = -342
  private static let highest = 308

  /// The double nearest to `mantissa * 10^exponent`, or for `isCut` to a number between that and
  /// `(mantissa + 1) * 10^exponent`; nil when 128 bits do not decide. At most 19 digits of mantissa.
  static func product(_ mantissa: UInt64, _ exponent: Int, isCut: Bool) -> Double? {
    if mantissa == 0 { return 0 }
    // 10^20 * 10^-344 is less than half the smallest double; 1 * 10^309 more than the largest.
    if exponent < lowest - 2 { return 0 }
    if exponent > highest { return .infinity }
    guard exponent >= lowest else { return nil }
    let power = table[exponent - lowest]
    guard let result = rounded(mantissa, power) else { return nil }
    guard !isCut else { return rounded(mantissa + 1, power) == result ? result : nil }
    return result
  }

  /// The double nearest to the product; nil outside the normal doubles and when it is not certain.
  ///
  /// The product lies in [p, p + 2) * 2^x for a 128-bit integer p = (high, low): p holds the upper bits of an exact
  /// product, the cut power adds less than one unit, what was cut from the product less than one more.
  private static func rounded(_ mantissa: UInt64, _ power: Power) -> Double? {
    let shift = mantissa.leadingZeroBitCount
    let normal = mantissa << UInt64(shift)
    let upper = normal.multipliedFullWidth(by: power.high)
    let carried = normal.multipliedFullWidth(by: power.low).high
    let (low, overflow) = upper.low.addingReportingOverflow(carried)
    let high = upper.high + (overflow ? 1 : 0)
    let dropped = UInt64(11 - high.leadingZeroBitCount)
    var significand = high >> dropped
    let rest = high & (1 << dropped - 1)
    let half: UInt64 = 1 << (dropped - 1)
    // Uncertain: two more units would carry into the high word, or this may be the middle between two doubles.
    guard low < .max - 1, rest != half || low > 0 else { return nil }
    if rest >= half { significand += 1 }
    var exponent = power.exponent + 128 - shift + Int(dropped) + 52
    if significand == 1 << 53 {
      significand = 1 << 52
      exponent += 1
    }
    guard exponent >= -1022, exponent <= 1023 else { return nil }
    return Double(bitPattern: UInt64(exponent + 1023) << 52 | significand & (1 << 52 - 1))
  }

  // MARK: The table

  private static let table: [Power] = negativePowers().reversed() + positivePowers()

  /// 10^q = 5^q * 2^q, the powers of five as exact integers.
  private static func positivePowers() -> [Power] {
    var words: [UInt64] = [1]
    return (0...highest).map { q in
      defer { multiplyByFive(&words) }
      return leadingBits(words, scale: q)
    }
  }

  /// 10^-n = 2^1024 / 5^n * 2^(-1024 - n). Dividing by five n times, each time rounding down, is dividing by 5^n and
  /// rounding down once.
  private static func negativePowers() -> [Power] {
    var words = [UInt64](repeating: 0, count: 16) + [1]
    return (1 ... -lowest).map { n in
      divideByFive(&words)
      return leadingBits(words, scale: -1024 - n)
    }
  }

  /// `words` holds an integer, least significant word first, the last one not zero.
  private static func leadingBits(_ words: [UInt64], scale: Int) -> Power {
    let padded = [0, 0] + words
    let top = padded.count - 1
    let shift = UInt64(padded[top].leadingZeroBitCount)
    func word(_ index: Int) -> UInt64 {
      shift == 0 ? padded[index] : padded[index] << shift | padded[index - 1] >> (64 - shift)
    }
    return Power(
      high: word(top), low: word(top - 1), exponent: scale + 64 * words.count - 128 - Int(shift))
  }

  private static func multiplyByFive(_ words: inout [UInt64]) {
    var carry: UInt64 = 0
    for index in words.indices {
      let product = words[index].multipliedFullWidth(by: 5)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      words[index] = low
      carry = product.high + (overflow ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  private static func divideByFive(_ words: inout [UInt64]) {
    var remainder: UInt64 = 0
    for index in words.indices.reversed() {
      (words[index], remainder) = UInt64(5).dividingFullWidth((remainder, words[index]))
    }
    while words.last == 0 { words.removeLast() }
  }
}
