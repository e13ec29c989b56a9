/// Arrays as JSON: nested rows, written piece by piece.
import Bytes
import DataModel

/// Writes the elements of an array in storage order and sets the brackets of its rows.
///
/// Numbers are exact: integers with all their digits, floats as the shortest text that reads back to the same double
/// (a float32 is widened first, so that it reads back exactly whatever the reader's precision). Complex numbers are
/// `[re, im]`; what is not finite is `null`. An array without elements is `[]`, whatever its shape.
struct ValuesWriter {
  private let shape: [Int]
  private let count: Int
  private var written = 0
  /// The number of elements in a row of each dimension.
  private let rowLengths: [Int]

  init(shape: [Int]) {
    self.shape = shape
    var lengths = shape
    for index in lengths.indices.dropLast().reversed() {
      lengths[index] = lengths[index].multipliedReportingOverflow(by: lengths[index + 1]).partialValue
    }
    rowLengths = lengths
    count = shape.contains(0) ? 0 : lengths.first ?? 1
  }

  /// An array that lies in memory, as one JSON value.
  static func write(_ array: TypedArray, to json: inout JSONWriter) {
    var writer = ValuesWriter(shape: array.shape)
    writer.begin(&json)
    writer.append(array, to: &json)
  }

  /// Has to be called once before the first piece.
  mutating func begin(_ json: inout JSONWriter) {
    guard count == 0 else { return }
    json.beginArray()
    json.endArray()
  }

  /// Ends the rows that are open when no further element can be had.
  func end(_ json: inout JSONWriter) {
    if written == 0, count > 0 { json.null() }
    for length in rowLengths where written > 0 && written < count && written % length != 0 { json.endArray() }
  }

  /// The next elements in storage order.
  mutating func append(_ part: TypedArray, to json: inout JSONWriter) {
    switch part.type {
    case .int8: append(part.elements(as: Int8.self), &json) { $0.value($1) }
    case .uint8: append(part.elements(as: UInt8.self), &json) { $0.value($1) }
    case .int16: append(part.elements(as: Int16.self), &json) { $0.value($1) }
    case .uint16: append(part.elements(as: UInt16.self), &json) { $0.value($1) }
    case .int32: append(part.elements(as: Int32.self), &json) { $0.value($1) }
    case .uint32: append(part.elements(as: UInt32.self), &json) { $0.value($1) }
    case .int64: append(part.elements(as: Int64.self), &json) { $0.value($1) }
    case .uint64: append(part.elements(as: UInt64.self), &json) { $0.value($1) }
    case .float32: append(part.elements(as: Float.self), &json) { $0.value(Double($1)) }
    case .float64: append(part.elements(as: Double.self), &json) { $0.value($1) }
    case .text: append(part.strings, &json) { $0.value($1) }
    case .complex64, .complex128: append(Self.pairs(part), &json) { Self.write($1, &$0) }
    }
  }

  private mutating func append<Element>(
    _ elements: [Element]?, _ json: inout JSONWriter, _ write: (inout JSONWriter, Element) -> Void
  ) {
    for element in elements ?? [] where written < count {
      for length in rowLengths where written % length == 0 { json.beginArray() }
      write(&json, element)
      written += 1
      for length in rowLengths where written % length == 0 { json.endArray() }
    }
  }

  private static func pairs(_ array: TypedArray) -> [(re: Double, im: Double)] {
    let parts: [Double] = array.bytes.withUnsafeBytes { bytes in
      array.type == .complex64
        ? bytes.bindMemory(to: Float.self).map(Double.init) : Array(bytes.bindMemory(to: Double.self))
    }
    return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }

  private static func write(_ pair: (re: Double, im: Double), _ json: inout JSONWriter) {
    json.array { json in
      json.value(pair.re)
      json.value(pair.im)
    }
  }
}
