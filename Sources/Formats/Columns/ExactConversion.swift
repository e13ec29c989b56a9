/// Columns of numbers in the element type that they had before they were written as text.
import Bytes

extension TypedArray {
  /// The same numbers as `type`; nil when one of them does not fit exactly.
  func converted(to type: ElementType) -> TypedArray? {
    switch type {
    case self.type: self
    case .int8: integers(Int8.self)
    case .uint8: integers(UInt8.self)
    case .int16: integers(Int16.self)
    case .uint16: integers(UInt16.self)
    case .int32: integers(Int32.self)
    case .uint32: integers(UInt32.self)
    case .int64: integers(Int64.self)
    case .uint64: integers(UInt64.self)
    case .float32: floats()
    case .float64, .complex64, .complex128, .text: nil
    }
  }

  private func integers<N: FixedWidthInteger & ArrayElement>(_: N.Type) -> TypedArray? {
    let converted: [N]? =
      if let values = elements(as: Double.self) {
        Self.all(values) { N(exactly: $0) }
      } else if let values = elements(as: Int64.self) {
        Self.all(values) { N(exactly: $0) }
      } else if let values = elements(as: UInt64.self) {
        Self.all(values) { N(exactly: $0) }
      } else {
        nil
      }
    return converted.map { TypedArray($0, shape: shape) }
  }

  private func floats() -> TypedArray? {
    guard let values = elements(as: Double.self) else { return nil }
    let converted = Self.all(values) { value -> Float? in
      let narrow = Float(value)
      return Double(narrow) == value || value.isNaN ? narrow : nil
    }
    return converted.map { TypedArray($0, shape: shape) }
  }

  private static func all<From, To>(_ values: [From], _ convert: (From) -> To?) -> [To]? {
    var result: [To] = []
    result.reserveCapacity(values.count)
    for value in values {
      guard let converted = convert(value) else { return nil }
      result.append(converted)
    }
    return result
  }
}
