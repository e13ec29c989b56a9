/// The grammar of JSON numbers: narrower than what the number parser takes.

enum JSONNumber {
  static func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "-") }
  static func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 &- 0x30 < 10 } ?? false }

  /// Where the number that begins at `start` ends; nil when none does. The grammar:
  /// `-? (0 | [1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?`.
  static func end(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    func afterDigits(_ start: Int) -> Int? {
      var end = start
      while isDigit(byte(end)) { end += 1 }
      return end > start ? end : nil
    }
    if isSign(byte(index)) { index += 1 }
    let isZero = byte(index) == 0x30
    guard let integerEnd = afterDigits(index), !isZero || integerEnd == index + 1 else { return nil }
    index = integerEnd
    if byte(index) == UInt8(ascii: ".") {
      guard let fractionEnd = afterDigits(index + 1) else { return nil }
      index = fractionEnd
    }
    if let letter = byte(index), letter | 0x20 == UInt8(ascii: "e") {
      index += 1
      if byte(index) == UInt8(ascii: "+") || byte(index) == UInt8(ascii: "-") { index += 1 }
      guard let exponentEnd = afterDigits(index) else { return nil }
      index = exponentEnd
    }
    return index
  }
}
