import Bytes

/// Numbers as the document writes them: decimal, exact to the last bit, `INF`, `-INF`, `NaN`, and `NaN:HEX` for a NaN
/// that is not the usual one.
enum MetaXMLNumbers {
  // MARK: Writing

  static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The elements of an array of numbers, with blanks between.
  static func text(of array: TypedArray) -> String {
    var bytes: [UInt8] = []
    func list<N: ArrayElement>(_: N.Type, _ append: (N, inout [UInt8]) -> Void) {
      array.bytes.withUnsafeBytes { raw in
        for element in raw.bindMemory(to: N.self) {
          if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
          append(element, &bytes)
        }
      }
    }
    switch array.type {
    case .int8: list(Int8.self) { NumberFormatter.append($0, to: &$1) }
    case .uint8: list(UInt8.self) { NumberFormatter.append($0, to: &$1) }
    case .int16: list(Int16.self) { NumberFormatter.append($0, to: &$1) }
    case .uint16: list(UInt16.self) { NumberFormatter.append($0, to: &$1) }
    case .int32: list(Int32.self) { NumberFormatter.append($0, to: &$1) }
    case .uint32: list(UInt32.self) { NumberFormatter.append($0, to: &$1) }
    case .int64: list(Int64.self) { NumberFormatter.append($0, to: &$1) }
    case .uint64: list(UInt64.self) { NumberFormatter.append($0, to: &$1) }
    case .float32, .complex64: list(Float.self) { append($0, to: &$1) }
    case .float64, .complex128: list(Double.self) { append($0, to: &$1) }
    case .text: break
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value.isFinite { return NumberFormatter.append(value, to: &bytes) }
    let isUsual = value.isInfinite || value.bitPattern == Double.nan.bitPattern
    bytes += special(value.isNaN, value < 0, isUsual ? nil : value.bitPattern)
  }

  private static func append(_ value: Float, to bytes: inout [UInt8]) {
    if value.isFinite { return NumberFormatter.append(value, to: &bytes) }
    let isUsual = value.isInfinite || value.bitPattern == Float.nan.bitPattern
    bytes += special(value.isNaN, value < 0, isUsual ? nil : UInt64(value.bitPattern))
  }

  private static func special(_ isNaN: Bool, _ isNegative: Bool, _ bits: UInt64?) -> [UInt8] {
    if let bits { return Array("NaN:\(String(bits, radix: 16, uppercase: true))".utf8) }
    return Array((isNaN ? "NaN" : isNegative ? "-INF" : "INF").utf8)
  }

  // MARK: Reading

  static func double(_ text: String) -> Double? {
    let words = words(text)
    return words.count == 1 ? words.first.flatMap { number($0) } : nil
  }

  /// The array that the words make; nil when one is no number of the type, or there are not as many as the shape asks.
  static func array(_ text: String, type: ElementType, shape: [Int]) -> TypedArray? {
    let words = words(text)
    switch type {
    case .int8: return integers(words, Int8.self, shape)
    case .uint8: return integers(words, UInt8.self, shape)
    case .int16: return integers(words, Int16.self, shape)
    case .uint16: return integers(words, UInt16.self, shape)
    case .int32: return integers(words, Int32.self, shape)
    case .uint32: return integers(words, UInt32.self, shape)
    case .int64: return integers(words, Int64.self, shape)
    case .uint64: return integers(words, UInt64.self, shape)
    case .float32, .complex64: return array(words, type, shape) { (word) -> Float? in single(word) }
    case .float64, .complex128: return array(words, type, shape) { (word) -> Double? in number(word) }
    case .text: return nil
    }
  }

  private static func words(_ text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
  }

  private static func integers<N: ArrayElement & FixedWidthInteger>(
    _ words: [Substring], _: N.Type, _ shape: [Int]
  ) -> TypedArray? {
    array(words, N.elementType, shape) { N($0) }
  }

  private static func array<N: ArrayElement>(
    _ words: [Substring], _ type: ElementType, _ shape: [Int], _ convert: (Substring) -> N?
  ) -> TypedArray? {
    var elements: [N] = []
    elements.reserveCapacity(words.count)
    for word in words {
      guard let element = convert(word) else { return nil }
      elements.append(element)
    }
    return TypedArray(type: type, shape: shape, bytes: elements.withUnsafeBytes { Array($0) })
  }

  private static func number(_ word: Substring) -> Double? {
    if isPlain(word) { return Double(word) }
    switch word {
    case "NaN": return .nan
    case "INF": return .infinity
    case "-INF": return -.infinity
    default: return bits(word).map { Double(bitPattern: $0) }
    }
  }

  private static func single(_ word: Substring) -> Float? {
    if isPlain(word) { return Float(word) }
    switch word {
    case "NaN": return .nan
    case "INF": return .infinity
    case "-INF": return -.infinity
    default: return bits(word).flatMap { UInt32(exactly: $0) }.map { Float(bitPattern: $0) }
    }
  }

  /// Only digits, signs, a point and an exponent: the words that Swift would also take do not pass.
  private static func isPlain(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
  }

  private static func bits(_ word: Substring) -> UInt64? {
    word.hasPrefix("NaN:") ? UInt64(word.dropFirst(4), radix: 16) : nil
  }
}
