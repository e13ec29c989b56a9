import Bytes

/// An array that pretends to lie in a file, or in one that can no longer be read.
struct StoredArray: BlockSource {
  private let array: TypedArray?
  let type: ElementType
  let shape: [Int]
  let preferredBlock: [Int]?

  init(_ array: TypedArray?, preferredBlock: [Int]? = nil, type: ElementType = .float64, shape: [Int] = [10]) {
    self.array = array
    self.type = array?.type ?? type
    self.shape = array?.shape ?? shape
    self.preferredBlock = preferredBlock
  }

  func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    guard let part = array?.slab(slab) else { throw BlockError("the file is gone") }
    return part
  }
}
