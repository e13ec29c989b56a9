/// Writes the numbers of one column, each as the shortest text that reads back exactly.
import Bytes
import DataModel

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

  /// Writes channels of equal length as rows of cells with blanks between them, and one before the first when `indent` is
  /// set.
  static func appendRows(_ channels: [Channel], indent: Bool = false, to output: inout [UInt8]) throws(FormatError) {
    var columns: [CellWriter] = []
    for channel in channels {
      do throws(BlockError) {
        columns.append(CellWriter(try channel.values.load()))
      } catch {
        throw FormatError(.unwritable, "channel \"\(channel.name)\": \(error.description)")
      }
    }
    let rowCount = channels.first?.values.count ?? 0
    output.reserveCapacity(output.count + rowCount * columns.count * 12)
    for row in 0..<rowCount {
      for (index, column) in columns.enumerated() {
        if indent || index > 0 { output.append(UInt8(ascii: " ")) }
        column.append(row, to: &output)
      }
      output.append(UInt8(ascii: "\n"))
    }
  }
}
