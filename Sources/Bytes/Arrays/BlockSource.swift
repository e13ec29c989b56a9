/// A box inside an array: where it begins and how far it reaches, per dimension.
public struct Slab: Sendable, Hashable {
  public var start: [Int]
  public var count: [Int]

  public init(start: [Int], count: [Int]) {
    self.start = start
    self.count = count
  }

  /// The whole of an array.
  public init(all shape: [Int]) {
    start = Array(repeating: 0, count: shape.count)
    count = shape
  }

  public var elementCount: Int { count.reduce(1, *) }
}

/// Why a block of an array could not be read.
public struct BlockError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// An array that is read piece by piece, so that memory is bounded by the work and not by the file.
public protocol BlockSource: Sendable {
  var type: ElementType { get }
  var shape: [Int] { get }
  /// The piece that the storage likes best (an HDF5 chunk); nil when any will do.
  var preferredBlock: [Int]? { get }
  /// Reads one slab. Throws when the bytes cannot be had; the slab must lie inside `shape`.
  func read(_ slab: Slab) throws(BlockError) -> TypedArray
}

/// How an array is walked: slabs of whole rows of the slowest dimensions, each at most about `byteLimit` bytes,
/// aligned to the preferred block in the slowest dimension.
public struct SlabWalk: Sequence, IteratorProtocol, Sendable {
  private let shape: [Int]
  private let splitDimension: Int
  private let rowsPerSlab: Int
  private var next0: [Int]?

  public init(shape: [Int], elementWidth: Int, preferredBlock: [Int]? = nil, byteLimit: Int = 1 << 20) {
    self.shape = shape
    guard !shape.isEmpty, !shape.contains(0) else {
      splitDimension = 0
      rowsPerSlab = 1
      next0 = shape.contains(0) ? nil : []
      return
    }
    var dimension = 0
    var rowBytes = Self.product(shape.dropFirst(), times: elementWidth)
    while dimension < shape.count - 1, rowBytes > byteLimit {
      dimension += 1
      rowBytes = Self.product(shape.dropFirst(dimension + 1), times: elementWidth)
    }
    var rows = Swift.max(1, Swift.min(shape[dimension], byteLimit / Swift.max(rowBytes, 1)))
    if let block = preferredBlock, block.count == shape.count, block[dimension] > 1, block[dimension] < shape[dimension] {
      rows = Swift.max(block[dimension], rows / block[dimension] * block[dimension])
    }
    splitDimension = dimension
    rowsPerSlab = rows
    next0 = Array(repeating: 0, count: shape.count)
  }

  /// Files can declare shapes beyond what a machine word counts: such a product stays at the largest number.
  private static func product(_ lengths: ArraySlice<Int>, times width: Int) -> Int {
    lengths.reduce(Swift.max(width, 1)) { product, length in
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? Int.max : next
    }
  }

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
