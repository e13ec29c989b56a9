/// Arrays that are read piece by piece: what a piece is, and where pieces come from.

/// A box inside an array: where it begins and how far it reaches, per dimension.
public struct Slab: Sendable, Hashable {
  /// The first index, per dimension.
  public var start: [Int]
  /// The number of elements, per dimension.
  public var count: [Int]

  /// A box from its corner and its extent.
  public init(start: [Int], count: [Int]) {
    self.start = start
    self.count = count
  }

  /// The whole of an array.
  public init(all shape: [Int]) {
    start = Array(repeating: 0, count: shape.count)
    count = shape
  }

  /// The number of elements; `Int.max` when a machine word cannot count them.
  public var elementCount: Int { ArrayShape.elementCount(count) ?? .max }
}

/// Why a block of an array could not be read.
public struct BlockError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, and where.
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}

/// An array that is read piece by piece, so that memory is bounded by the work and not by the file.
public protocol BlockSource: Sendable {
  /// The type of the elements as stored.
  var type: ElementType { get }
  /// The length of each dimension, slowest first.
  var shape: [Int] { get }
  /// The piece that the storage likes best (an HDF5 chunk); nil when any will do.
  var preferredBlock: [Int]? { get }
  /// How many bytes are best read at once; nil when any number will do.
  var preferredBytes: Int? { get }
  /// Reads one slab. Throws when the bytes cannot be had; the slab must lie inside `shape`.
  func read(_ slab: Slab) throws(BlockError) -> TypedArray
}

extension BlockSource {
  public var preferredBytes: Int? { nil }
}

/// Counting with shapes from files, which may declare anything.
enum ArrayShape {
  /// The product of the lengths; nil when one is negative or a machine word cannot hold it.
  static func elementCount(_ shape: [Int]) -> Int? {
    if shape.contains(where: { $0 < 0 }) { return nil }
    if shape.contains(0) { return 0 }
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }
}
