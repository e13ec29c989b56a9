import Bytes

/// Numbers from text, exactly; nil for what is none, and for what the type cannot hold.
extension MetaXMLNumbers {
  static func double(_ text: String) -> Double? {
    array(text, type: .float64, shape: [])?.doubles().first
  }

  /// The array that the words make; nil when one is no number of the type, or there are not as many as the shape asks.
  static func array(_ text: String, type: ElementType, shape: [Int]) -> TypedArray? {
    var text = text
    return text.withUTF8 { buffer in
      let bytes = buffer.span
      switch type {
      case .int8: return Words.array(bytes, Int8.self, type, shape, signed)
      case .int16: return Words.array(bytes, Int16.self, type, shape, signed)
      case .int32: return Words.array(bytes, Int32.self, type, shape, signed)
      case .int64: return Words.array(bytes, Int64.self, type, shape, signed)
      case .uint8: return Words.array(bytes, UInt8.self, type, shape, unsigned)
      case .uint16: return Words.array(bytes, UInt16.self, type, shape, unsigned)
      case .uint32: return Words.array(bytes, UInt32.self, type, shape, unsigned)
      case .uint64: return Words.array(bytes, UInt64.self, type, shape, unsigned)
      case .float32, .complex64: return Words.array(bytes, Float.self, type, shape, single)
      case .float64, .complex128: return Words.array(bytes, Double.self, type, shape, double)
      case .text: return nil
      }
    }
  }

  private static func signed<N: FixedWidthInteger>(_ bytes: Span<UInt8>, _ word: Range<Int>) -> N? {
    NumberParser.int64(bytes, word).flatMap { N(exactly: $0) }
  }

  private static func unsigned<N: FixedWidthInteger>(_ bytes: Span<UInt8>, _ word: Range<Int>) -> N? {
    NumberParser.uint64(bytes, word).flatMap { N(exactly: $0) }
  }

  private static func double(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Double? {
    if let number = finite(bytes, word) { return number }
    switch string(bytes, word) {
    case "NaN": return .nan
    case "INF": return .infinity
    case "-INF": return -.infinity
    case let text: return bits(text).map { Double(bitPattern: $0) }
    }
  }

  private static func single(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Float? {
    let text = string(bytes, word)
    if finite(bytes, word) != nil {
      // Not by way of the double, which would be rounded twice.
      guard let number = Float(text), number.isFinite else { return nil }
      return number
    }
    switch text {
    case "NaN": return .nan
    case "INF": return .infinity
    case "-INF": return -.infinity
    default: return bits(text).flatMap { UInt32(exactly: $0) }.map { Float(bitPattern: $0) }
    }
  }

  private static func finite(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Double? {
    guard let number = NumberParser.number(bytes, word, options: [.leadingPlus, .openPoint]),
      !number.traits.contains(.overflow)
    else { return nil }
    return number.value
  }

  private static func string(_ bytes: Span<UInt8>, _ word: Range<Int>) -> String {
    bytes.extracting(word).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  private static func bits(_ word: String) -> UInt64? {
    word.hasPrefix("NaN:") ? UInt64(word.dropFirst(4), radix: 16) : nil
  }
}

/// The words of a text, with white space as XML has it between them.
private enum Words {
  static func array<N: ArrayElement>(
    _ bytes: Span<UInt8>, _: N.Type, _ type: ElementType, _ shape: [Int],
    _ convert: (Span<UInt8>, Range<Int>) -> N?
  ) -> TypedArray? {
    var elements: [N] = []
    var index = 0
    while let word = next(in: bytes, from: &index) {
      guard let element = convert(bytes, word) else { return nil }
      elements.append(element)
    }
    return TypedArray(type: type, shape: shape, bytes: elements.withUnsafeBytes { Array($0) })
  }

  private static func next(in bytes: Span<UInt8>, from index: inout Int) -> Range<Int>? {
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    let start = index
    while index < bytes.count, !isBlank(bytes[index]) { index += 1 }
    return start == index ? nil : start..<index
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }
}
