/// What an element of an array is.

/// The type of the elements of an array, as stored: never silently converted.
public enum ElementType: String, Sendable, CaseIterable, Hashable {
  case int8, uint8, int16, uint16, int32, uint32, int64, uint64
  case float32, float64
  /// A pair of floats (real, imaginary).
  case complex64, complex128
  /// Text of any length, Unicode.
  case text

  /// The width of one element in bytes; 0 for text, whose elements differ in length.
  public var byteWidth: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64, .complex64: 8
    case .complex128: 16
    case .text: 0
    }
  }

  /// Whether the elements are integers.
  public var isInteger: Bool {
    switch self {
    case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
    default: false
    }
  }

  /// Whether the elements are pairs of real and imaginary part.
  public var isComplex: Bool { self == .complex64 || self == .complex128 }
  /// Whether the elements are numbers of any kind.
  public var isNumeric: Bool { self != .text }
}

/// A Swift type that an array can hold without conversion.
public protocol ArrayElement: BitwiseCopyable, Sendable {
  /// The type as files know it.
  static var elementType: ElementType { get }
}

extension Int8: ArrayElement { public static var elementType: ElementType { .int8 } }
extension UInt8: ArrayElement { public static var elementType: ElementType { .uint8 } }
extension Int16: ArrayElement { public static var elementType: ElementType { .int16 } }
extension UInt16: ArrayElement { public static var elementType: ElementType { .uint16 } }
extension Int32: ArrayElement { public static var elementType: ElementType { .int32 } }
extension UInt32: ArrayElement { public static var elementType: ElementType { .uint32 } }
extension Int64: ArrayElement { public static var elementType: ElementType { .int64 } }
extension UInt64: ArrayElement { public static var elementType: ElementType { .uint64 } }
extension Float: ArrayElement { public static var elementType: ElementType { .float32 } }
extension Double: ArrayElement { public static var elementType: ElementType { .float64 } }
