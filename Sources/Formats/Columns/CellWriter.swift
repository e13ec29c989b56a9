/// Writes the numbers of one column, each as the shortest text that reads back exactly.
import Bytes

struct CellWriter {
  private let append: (Int, inout [UInt8]) -> Void

  init(_ array: TypedArray) {
    append =
      switch array.type {
      case .int8: Self.integers(array, Int8.self)
      case .uint8: Self.integers(array, UInt8.self)
      case .int16: Self.integers(array, Int16.self)
      case .uint16: Self.integers(array, UInt16.self)
      case .int32: Self.integers(array, Int32.self)
      case .uint32: Self.integers(array, UInt32.self)
      case .int64: Self.integers(array, Int64.self)
      case .uint64: Self.integers(array, UInt64.self)
      // A float as the double that it is: reading goes through doubles.
      case .float32, .float64, .complex64, .complex128, .text: Self.floats(array.doubles())
      }
  }

  func append(_ row: Int, to output: inout [UInt8]) { append(row, &output) }

  private static func integers<N: FixedWidthInteger & ArrayElement>(
    _ array: TypedArray, _: N.Type
  ) -> (Int, inout [UInt8]) -> Void {
    let values = array.elements(as: N.self) ?? []
    return { row, output in NumberFormatter.append(values[row], to: &output) }
  }

  private static func floats(_ values: [Double]) -> (Int, inout [UInt8]) -> Void {
    { row, output in NumberFormatter.append(values[row], to: &output) }
  }
}
