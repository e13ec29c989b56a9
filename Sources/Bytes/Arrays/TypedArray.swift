/// Values of any element type and shape, held in memory.
import Glibc

/// An array in memory: element type, shape (row-major, last index fastest) and the elements.
///
/// Numbers lie as raw bytes in the machine's order, so that reading, writing, comparing and hashing need
/// one code path for all types; text lies as strings. A scalar has an empty shape and one element.
public struct TypedArray: Sendable, Hashable {
  /// The type of the elements.
  public let type: ElementType
  /// The length of each dimension, slowest first. Empty for a scalar.
  public let shape: [Int]
  /// The numbers, `count * type.byteWidth` bytes in machine order; empty for text.
  public let bytes: [UInt8]
  /// The strings of a text array; empty for numbers.
  public let strings: [String]

  /// The number of elements.
  public var count: Int { type == .text ? strings.count : bytes.count / type.byteWidth }
  /// Whether the array has no dimensions (and one element).
  public var isScalar: Bool { shape.isEmpty }

  /// Numbers from raw bytes in machine order. Nil when the byte count does not fit type and shape.
  public init?(type: ElementType, shape: [Int], bytes: [UInt8]) {
    guard type.isNumeric, Self.byteCount(ofShape: shape, type: type) == bytes.count else { return nil }
    self.type = type
    self.shape = shape
    self.bytes = bytes
    self.strings = []
  }

  /// Numbers whose bytes are filled in place. The buffer is zeroed before `fill` sees it. The caller has checked the
  /// size with `byteCount(ofShape:type:)`; for a shape that has none, `fill` is not called and the array is empty.
  public init<E: Error>(
    type: ElementType, shape: [Int], filling fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    guard type.isNumeric, let size = Self.byteCount(ofShape: shape, type: type) else {
      self.type = type
      self.shape = [0]
      bytes = []
      strings = []
      return
    }
    var bytes = [UInt8](repeating: 0, count: size)
    let outcome: Result<Void, E> = bytes.withUnsafeMutableBytes { buffer in
      do throws(E) {
        return .success(try fill(buffer))
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
    self.type = type
    self.shape = shape
    self.bytes = bytes
    self.strings = []
  }

  /// A one-dimensional array, or one of the given shape (whose product must be the element count; if it is
  /// not, the array stays one-dimensional).
  public init<Element: ArrayElement>(_ elements: [Element], shape: [Int]? = nil) {
    type = Element.elementType
    self.shape = Self.shape(shape, fitting: elements.count)
    bytes = elements.withUnsafeBytes { Array($0) }
    strings = []
  }

  /// A one-dimensional text array, or one of the given shape.
  public init(_ strings: [String], shape: [Int]? = nil) {
    type = .text
    self.shape = Self.shape(shape, fitting: strings.count)
    bytes = []
    self.strings = strings
  }

  /// A scalar number.
  public init<Element: ArrayElement>(scalar: Element) {
    self.init([scalar], shape: [])
  }

  /// A scalar text.
  public init(scalar: String) {
    self.init([scalar], shape: [])
  }

  /// Complex numbers from their real and imaginary parts, which must be equally long (surplus is dropped).
  public init(real: [Double], imaginary: [Double], shape: [Int]? = nil) {
    let pairs = zip(real, imaginary).flatMap { [$0, $1] }
    type = .complex128
    self.shape = Self.shape(shape, fitting: pairs.count / 2)
    bytes = pairs.withUnsafeBytes { Array($0) }
    strings = []
  }

  /// The same elements under another shape; nil when the element count differs.
  public func reshaped(_ shape: [Int]) -> TypedArray? {
    if type == .text {
      return ArrayShape.elementCount(shape) == strings.count ? TypedArray(strings, shape: shape) : nil
    }
    return TypedArray(type: type, shape: shape, bytes: bytes)
  }

  /// The bytes that an array of this shape takes; nil when a file declares more than a machine word can count.
  public static func byteCount(ofShape shape: [Int], type: ElementType) -> Int? {
    guard let count = ArrayShape.elementCount(shape) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: type.byteWidth)
    return overflow ? nil : bytes
  }

  private static func shape(_ shape: [Int]?, fitting count: Int) -> [Int] {
    guard let shape, ArrayShape.elementCount(shape) == count else { return [count] }
    return shape
  }
}

extension TypedArray {
  /// The elements as `Element`, without conversion; nil when the stored type is another one.
  public func elements<Element: ArrayElement>(as _: Element.Type = Element.self) -> [Element]? {
    guard type == Element.elementType else { return nil }
    return bytes.withUnsafeBytes { Array($0.bindMemory(to: Element.self)) }
  }

  /// Every element as a double, in storage order: exact for all types but 64-bit integers beyond 2^53, which
  /// are rounded. Complex numbers give their magnitude, text nothing.
  public func doubles() -> [Double] {
    func widened<N: ArrayElement>(_: N.Type, _ convert: (N) -> Double) -> [Double] {
      bytes.withUnsafeBytes { $0.bindMemory(to: N.self).map(convert) }
    }
    switch type {
    case .int8: return widened(Int8.self) { Double($0) }
    case .uint8: return widened(UInt8.self) { Double($0) }
    case .int16: return widened(Int16.self) { Double($0) }
    case .uint16: return widened(UInt16.self) { Double($0) }
    case .int32: return widened(Int32.self) { Double($0) }
    case .uint32: return widened(UInt32.self) { Double($0) }
    case .int64: return widened(Int64.self) { Double($0) }
    case .uint64: return widened(UInt64.self) { Double($0) }
    case .float32: return widened(Float.self) { Double($0) }
    case .float64: return widened(Double.self) { $0 }
    case .complex64: return magnitudes(widened(Float.self) { Double($0) })
    case .complex128: return magnitudes(widened(Double.self) { $0 })
    case .text: return []
    }
  }

  /// The single element of a scalar or one-element text array.
  public var singleText: String? { type == .text && count == 1 ? strings.first : nil }

  /// The single element of a scalar or one-element numeric array, as a double.
  public var singleNumber: Double? { type.isNumeric && count == 1 ? doubles().first : nil }

  private func magnitudes(_ pairs: [Double]) -> [Double] {
    (0..<pairs.count / 2).map { index in
      // Not the root of the squares: those overflow first.
      hypot(pairs[2 * index], pairs[2 * index + 1])
    }
  }
}
