public import Bytes
import CHDF5
import HDF5Shims

/// How a new dataset is stored. The defaults store small data in the object header and the rest contiguously.
public struct DatasetOptions: Sendable, Hashable {
  /// The shape of a chunk; nil for none, or, where filters or growth need chunks, for whole rows of about
  /// 1 MiB.
  public var chunk: [Int]?
  /// Compression level 0...9; nil for none.
  public var deflate: Int?
  /// Bytes of equal rank together before compression.
  public var shuffle: Bool
  /// A checksum per chunk.
  public var fletcher32: Bool
  /// What elements that were never written read as: one number of the dataset's type; nil for zero.
  public var fill: TypedArray?
  /// The limits of growth, nil meaning none; nil for a fixed shape.
  public var maxShape: [Int?]?

  public init(
    chunk: [Int]? = nil, deflate: Int? = nil, shuffle: Bool = false, fletcher32: Bool = false,
    fill: TypedArray? = nil, maxShape: [Int?]? = nil
  ) {
    self.chunk = chunk
    self.deflate = deflate
    self.shuffle = shuffle
    self.fletcher32 = fletcher32
    self.fill = fill
    self.maxShape = maxShape
  }

  var isPlain: Bool {
    chunk == nil && deflate == nil && !shuffle && !fletcher32 && fill == nil && maxShape == nil
  }

  /// A creation list for these options. A scalar can be neither chunked nor filtered: it is stored plainly.
  func creationList(
    _ type: MemoryType, shape: [Int], width: Int, tracksOrder: Bool, _ place: Place
  ) throws(HDF5Error) -> Handle {
    let list = Handle(SharedIDs.creation(H5X_DATASET, tracksOrder: tracksOrder))
    let operation: StaticString = "setting dataset options"
    if let fill, fill.count == 1, fill.type.isNumeric {
      let fillType = MemoryType(writing: fill.type)
      try checked(operation, place) {
        fill.bytes.withUnsafeBytes { H5Pset_fill_value(list.id, fillType.id, $0.baseAddress) }
      }
    }
    let isChunked = chunk != nil || deflate != nil || shuffle || fletcher32 || maxShape != nil
    guard isChunked, !shape.isEmpty else { return list }
    let lengths = (chunk ?? Self.suggestedChunk(shape, width: width)).map { hsize_t(clamping: $0) }
    guard lengths.count == shape.count else {
      throw HDF5Error(.invalidArgument, operation.description, at: place, detail: "chunk and shape differ in rank")
    }
    try checked(operation, place) { H5Pset_chunk(list.id, Int32(lengths.count), lengths) }
    if shuffle { try checked(operation, place) { H5Pset_shuffle(list.id) } }
    if let deflate { try checked(operation, place) { H5Pset_deflate(list.id, UInt32(clamping: deflate)) } }
    if fletcher32 { try checked(operation, place) { H5Pset_fletcher32(list.id) } }
    return list
  }

  /// Whole rows of the fastest dimensions, at most about 1 MiB.
  static func suggestedChunk(_ shape: [Int], width: Int) -> [Int] {
    var chunk = shape.map { max($0, 1) }
    var dimension = 0
    while dimension < chunk.count, (elementCount(chunk + [max(width, 1)]) ?? .max) > 1 << 20 {
      let rest = elementCount(chunk[(dimension + 1)...] + [max(width, 1)]) ?? .max
      chunk[dimension] = max(1, (1 << 20) / rest)
      dimension += 1
    }
    return chunk
  }
}
