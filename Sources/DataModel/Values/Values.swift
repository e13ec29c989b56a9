public import Bytes

/// The values of a channel: element type as stored and shape, in memory or read slab by slab from a file.
///
/// Writers, rules and reductions walk `slabs()` and so need no more memory than one slab, however large the file.
public struct Values: Sendable {
  private indirect enum Storage: Sendable {
    case memory(TypedArray)
    case source(any BlockSource)
    case absent(ArrayRecord)
    case withheld(Values)
  }

  private let storage: Storage

  /// Values in memory.
  public init(_ array: TypedArray) { storage = .memory(array) }

  /// Values that stay in their file until a slab is asked for.
  public init(source: any BlockSource) { storage = .source(source) }

  /// Values of which only type, shape and checksum are known: reading them throws.
  public init(absent record: ArrayRecord) { storage = .absent(record) }

  private init(withholding values: Values) { storage = .withheld(values) }

  /// The same array without its elements. The checksum is computed from them when it is asked for.
  public var withoutElements: Values { areHere ? Values(withholding: self) : self }

  /// Whether there are elements to read, and not only their type, shape and checksum.
  public var areHere: Bool {
    switch storage {
    case .memory, .source: true
    case .absent, .withheld: false
    }
  }

  /// What was written down of absent values; nil when there is more than that.
  public var record: ArrayRecord? {
    if case .absent(let record) = storage { return record }
    return nil
  }

  /// The values that these are without the elements of.
  var original: Values? {
    if case .withheld(let values) = storage { return values }
    return nil
  }

  /// One-dimensional numbers in memory.
  public init<Element: ArrayElement>(_ elements: [Element], shape: [Int]? = nil) {
    self.init(TypedArray(elements, shape: shape))
  }

  public var type: ElementType {
    switch storage {
    case .memory(let array): array.type
    case .source(let source): source.type
    case .absent(let record): record.type
    case .withheld(let values): values.type
    }
  }

  /// The length of each dimension, slowest first.
  public var shape: [Int] {
    switch storage {
    case .memory(let array): array.shape
    case .source(let source): source.shape
    case .absent(let record): record.shape
    case .withheld(let values): values.shape
    }
  }

  /// The number of elements; `Int.max` for a shape that a file declares but no machine can count.
  public var count: Int {
    if shape.contains(0) { return 0 }
    // One byte per element: the byte count of this type is the element count.
    return TypedArray.byteCount(ofShape: shape, type: .uint8) ?? Int.max
  }

  /// The array when it lies in memory already.
  public var inMemory: TypedArray? {
    if case .memory(let array) = storage { return array }
    return nil
  }

  /// The piece that the storage likes best; nil when any will do.
  public var preferredBlock: [Int]? {
    if case .source(let source) = storage { return source.preferredBlock }
    return nil
  }

  /// The slabs that cover the values once, in storage order, each of about `byteLimit` bytes at the most: 1 MiB, or what
  /// the storage likes best.
  public func slabs(byteLimit: Int? = nil) -> SlabWalk {
    var limit = byteLimit ?? 1 << 20
    if byteLimit == nil, case .source(let source) = storage { limit = max(limit, source.preferredBytes ?? 0) }
    return SlabWalk(shape: shape, elementWidth: type.byteWidth, preferredBlock: preferredBlock, byteLimit: limit)
  }

  /// Reads one slab. Throws `BlockError` when the file no longer gives it.
  public func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    switch storage {
    case .source(let source): return try source.read(slab)
    case .absent, .withheld: throw BlockError(Self.absence)
    case .memory(let array):
      guard let part = array.slab(slab) else { throw BlockError("a slab outside an array of shape \(array.shape)") }
      return part
    }
  }

  /// The whole array in memory. Throws when it is larger than `byteLimit` or cannot be read.
  public func load(byteLimit: Int = 1 << 31) throws(BlockError) -> TypedArray {
    if case .memory(let array) = storage { return array }
    guard areHere else { throw BlockError(Self.absence) }
    // A string of text takes sixteen bytes before its first character.
    let width: ElementType = type == .text ? .complex128 : type
    guard let bytes = TypedArray.byteCount(ofShape: shape, type: width), bytes <= byteLimit else {
      throw BlockError("an array of shape \(shape) is larger than the limit of \(byteLimit) bytes")
    }
    return try read(Slab(all: shape))
  }
}
