import Bytes

/// Numbers as the document writes them: decimal, exact to the last bit, `INF`, `-INF`, `NaN`, and `NaN:HEX` for a NaN
/// that is not the usual one.
enum MetaXMLNumbers {
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
}
