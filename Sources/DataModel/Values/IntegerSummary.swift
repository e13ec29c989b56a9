import Bytes

/// Extremes and sum of integers, exact for all that a file can hold.
public struct IntegerSummary: Sendable, Hashable {
  public let minimum: Int128
  public let maximum: Int128
  public let sum: Int128

  /// The summary of an array of integers, together with what came before it; nil when there is no element at all.
  init?(of array: TypedArray, after before: IntegerSummary?) {
    func widened<N: ArrayElement & FixedWidthInteger>(_: N.Type) -> (Int128, Int128, Int128)? {
      guard let elements = array.elements(as: N.self), let low = elements.min(), let high = elements.max() else {
        return nil
      }
      return (Int128(low), Int128(high), elements.reduce(Int128(0)) { $0 + Int128($1) })
    }
    let own: (Int128, Int128, Int128)? =
      switch array.type {
      case .int8: widened(Int8.self)
      case .uint8: widened(UInt8.self)
      case .int16: widened(Int16.self)
      case .uint16: widened(UInt16.self)
      case .int32: widened(Int32.self)
      case .uint32: widened(UInt32.self)
      case .int64: widened(Int64.self)
      case .uint64: widened(UInt64.self)
      case .float32, .float64, .complex64, .complex128, .text: nil
      }
    guard let own else {
      guard let before else { return nil }
      self = before
      return
    }
    minimum = Swift.min(own.0, before?.minimum ?? own.0)
    maximum = Swift.max(own.1, before?.maximum ?? own.1)
    sum = own.2 + (before?.sum ?? 0)
  }
}

extension TypedArray {
  /// One element, by its position in storage order, as a scalar; nil outside.
  func element(at index: Int) -> TypedArray? {
    guard index >= 0, index < count else { return nil }
    if type == .text { return TypedArray(scalar: strings[index]) }
    let width = type.byteWidth
    return TypedArray(type: type, shape: [], bytes: Array(bytes[index * width..<(index + 1) * width]))
  }
}
