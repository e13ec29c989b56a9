/// The common row: finite numbers, as many as there are columns. It is most of every file, so it has a path of its own,
/// and short numbers in it have theirs; all other numbers are left to the number parser, all other rows to the reader.
import Bytes

extension RowBuffer {
  /// Reads a row of finite numbers from its first cell and gives the position of its end (a line end, or the text's).
  /// Nil when any cell is something else or their number is not right; the row is to be read again then.
  mutating func readPlainRow(
    _ text: Span<UInt8>, from start: Int, delimiter: UInt8?, point: UInt8, spellings: NumberParser.Options
  ) -> Int? {
    var position = start
    var index = rowStart
    let last = rowStart &+ columnCount
    var cells = block.mutableSpan
    while index < last {
      let cell = position
      if let value = PlainNumber.read(text, &position, point) {
        cells[index] = value
      } else {
        guard let found = NumberParser.scan(text, from: cell, to: text.count, options: spellings),
          found.value.isFinite, !found.traits.contains(.inexactInteger)
        else { return nil }
        cells[index] = found.value
        position = found.end
      }
      index &+= 1
      let end = position
      while position < text.count, text[position].isBlank, text[position] != delimiter { position &+= 1 }
      guard position < text.count, !text[position].isLineEnd else { break }
      if let delimiter {
        guard text[position] == delimiter else { return nil }
        position &+= 1
        while position < text.count, text[position].isBlank, text[position] != delimiter { position &+= 1 }
      } else if position == end {
        return nil
      }
    }
    guard index == last, position == text.count || text[position].isLineEnd else { return nil }
    return position
  }
}

/// Numbers that the product or quotient of two exact doubles gives exactly: at most 2^53 without the point, and a
/// power of ten within 10^22.
enum PlainNumber {
  /// The number that begins at `position`, which moves behind it; nil when it is not plain.
  @inline(__always)
  static func read(_ text: Span<UInt8>, _ position: inout Int, _ point: UInt8) -> Double? {
    guard position < text.count else { return nil }
    let isNegative = text[position] == UInt8(ascii: "-")
    if isNegative || text[position] == UInt8(ascii: "+") { position &+= 1 }
    var mantissa: UInt64 = 0
    guard var digits = readDigits(text, &position, &mantissa) else { return nil }
    var exponent = 0
    if position < text.count, text[position] == point {
      position &+= 1
      guard let fraction = readDigits(text, &position, &mantissa) else { return nil }
      digits &+= fraction
      exponent = 0 &- fraction
    }
    guard digits > 0, digits <= 19, mantissa <= 1 << 53 else { return nil }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      guard let written = readExponent(text, &position) else { return nil }
      exponent &+= written
    }
    guard exponent >= -22, exponent <= 22 else { return nil }
    let magnitude = Double(mantissa)
    let value = exponent < 0 ? magnitude / powers[0 &- exponent] : magnitude * powers[exponent]
    return isNegative ? -value : value
  }

  /// Reads digits, eight at a time, and gives their number; nil when there are too many, or too near the end of the
  /// text for that.
  @inline(__always)
  private static func readDigits(
    _ text: Span<UInt8>, _ position: inout Int, _ mantissa: inout UInt64
  ) -> Int? {
    var total = 0
    while total <= 16 {
      guard text.count &- position >= 8 else { return nil }
      // After this a digit is its value.
      let word =
        UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
        ^ 0x3030_3030_3030_3030
      // The lowest marked byte is the first that is no digit; carries can spoil only the marks above it.
      let marks = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
      let count = marks.trailingZeroBitCount &>> 3
      guard count > 0 else { return total }
      let value = valueOfDigits(word &<< UInt64(truncatingIfNeeded: (8 &- count) &* 8))
      mantissa = mantissa &* wholePowers[count] &+ value
      position &+= count
      total &+= count
      guard count == 8 else { return total }
    }
    return nil
  }

  /// The number that eight digits make, the first of them in the lowest byte: pairs, then pairs of pairs, then all.
  @inline(__always)
  private static func valueOfDigits(_ digits: UInt64) -> UInt64 {
    let pairs = ((digits &* (10 << 8 + 1)) &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = ((pairs &* (100 << 16 + 1)) &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* (10000 << 32 + 1)) &>> 32
  }

  /// The exponent behind `e`; nil when none of at most three digits stands there.
  @inline(__always)
  private static func readExponent(_ text: Span<UInt8>, _ position: inout Int) -> Int? {
    position &+= 1
    guard position < text.count else { return nil }
    let isNegative = text[position] == UInt8(ascii: "-")
    if isNegative || text[position] == UInt8(ascii: "+") { position &+= 1 }
    let start = position
    var exponent = 0
    while position < text.count, position &- start < 3, let digit = text[position].digit {
      exponent = exponent &* 10 &+ Int(truncatingIfNeeded: digit)
      position &+= 1
    }
    return position > start ? (isNegative ? 0 &- exponent : exponent) : nil
  }

  private static let wholePowers: InlineArray<9, UInt64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]
  private static let powers: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]
}
