/// In which pieces an array is walked.

/// Slabs of whole rows of the slowest dimensions in storage order, each at most about `byteLimit` bytes. Slabs are
/// aligned to the preferred block in the dimension that is split, so that no block is read twice, unless that would
/// take more than 32 times the limit.
public struct SlabWalk: Sequence, IteratorProtocol, Sendable {
  private let shape: [Int]
  private let splitDimension: Int
  private let rowsPerSlab: Int
  private var next0: [Int]?

  private static let alignmentAllowance = 32

  /// A walk through an array of this shape with elements of this many bytes. A shape with a length of zero (or, in
  /// damaged files, below) has no slabs; a scalar has one, of no dimensions.
  public init(shape: [Int], elementWidth: Int, preferredBlock: [Int]? = nil, byteLimit: Int = 1 << 20) {
    self.shape = shape
    guard !shape.isEmpty, shape.allSatisfy({ $0 > 0 }) else {
      splitDimension = 0
      rowsPerSlab = 1
      next0 = shape.isEmpty ? [] : nil
      return
    }
    let limit = Swift.max(byteLimit, 1)
    let rowBytes = Self.rowBytes(shape, elementWidth: Swift.max(elementWidth, 1))
    let dimension = rowBytes.firstIndex { $0 <= limit } ?? shape.count - 1
    var rows = Swift.max(1, Swift.min(shape[dimension], limit / rowBytes[dimension]))
    if let block = preferredBlock, block.count == shape.count, block[dimension] > 1,
      block[dimension] < shape[dimension]
    {
      let length = block[dimension]
      let aligned = Swift.max(length, rows / length * length)
      if Self.isAllowed(aligned, rowBytes[dimension], limit) { rows = aligned }
    }
    splitDimension = dimension
    rowsPerSlab = rows
    next0 = Array(repeating: 0, count: shape.count)
  }

  /// The bytes of one row of each dimension, at most `Int.max`.
  private static func rowBytes(_ shape: [Int], elementWidth: Int) -> [Int] {
    var result = [Int](repeating: elementWidth, count: shape.count)
    for dimension in shape.indices.dropLast().reversed() {
      let (product, overflow) = result[dimension + 1].multipliedReportingOverflow(by: shape[dimension + 1])
      result[dimension] = overflow ? .max : product
    }
    return result
  }

  private static func isAllowed(_ rows: Int, _ rowBytes: Int, _ limit: Int) -> Bool {
    let (bytes, overflow) = rows.multipliedReportingOverflow(by: rowBytes)
    return !overflow && bytes / alignmentAllowance <= limit
  }

  /// The next slab; nil after the last.
  public mutating func next() -> Slab? {
    guard let start = next0 else { return nil }
    guard !shape.isEmpty else {
      next0 = nil
      return Slab(start: [], count: [])
    }
    var count = shape
    for index in 0..<splitDimension { count[index] = 1 }
    count[splitDimension] = Swift.min(rowsPerSlab, shape[splitDimension] - start[splitDimension])
    next0 = advanced(start, by: count[splitDimension])
    return Slab(start: start, count: count)
  }

  private func advanced(_ start: [Int], by rows: Int) -> [Int]? {
    var result = start
    result[splitDimension] += rows
    var dimension = splitDimension
    while result[dimension] >= shape[dimension] {
      guard dimension > 0 else { return nil }
      result[dimension] = 0
      dimension -= 1
      result[dimension] += 1
    }
    return result
  }
}
