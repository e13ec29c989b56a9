public import Bytes

/// A dataset that is read piece by piece.
public struct DatasetBlocks: BlockSource {
  /// Where the slabs come from.
  public let dataset: Dataset
  public let type: ElementType
  public let preferredBlock: [Int]?
  private let byteLimit: Int
  private let direct: DirectChunks?

  public var shape: [Int] { dataset.shape }
  public var preferredBytes: Int? { direct?.preferredBytes }

  init(_ dataset: Dataset, type: ElementType, preferredBlock: [Int]?, byteLimit: Int, direct: DirectChunks? = nil) {
    self.direct = direct
    self.dataset = dataset
    self.type = type
    self.preferredBlock = preferredBlock
    self.byteLimit = byteLimit
  }

  public func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    if let array = direct?.read(slab) { return array }
    do throws(HDF5Error) {
      return try dataset.read(slab, byteLimit: byteLimit)
    } catch {
      throw BlockError(error.description)
    }
  }
}

extension Dataset {
  /// The dataset as a source of slabs, each at most `byteLimit` bytes. What would make every read fail is thrown
  /// here: `typeMismatch`, `missingFilter`, and `tooLarge` for a shape that the stored bytes cannot possibly fill.
  public func blocks(byteLimit: Int = Dataset.defaultByteLimit) throws(HDF5Error) -> DatasetBlocks {
    guard let type = elementType, !isNull else { throw withoutCounterpart("reading a dataset") }
    guard !shape.isEmpty else {
      return DatasetBlocks(self, type: type, preferredBlock: nil, byteLimit: byteLimit)
    }
    let storage = try storage()
    try requireFilters(storage, "reading a dataset")
    try requirePlausibleShape(storage, "reading a dataset")
    return DatasetBlocks(
      self, type: type, preferredBlock: storage.chunk, byteLimit: byteLimit, direct: DirectChunks(self, storage))
  }
}
