public import Bytes
import CHDF5
import HDF5Shims

extension Dataset {
  /// Reads everything. Throws `tooLarge` beyond `byteLimit` bytes, `missingFilter`, `damaged`, and `typeMismatch`
  /// for a type without a counterpart in memory and for a null dataspace.
  public func read(byteLimit: Int = Dataset.defaultByteLimit) throws(HDF5Error) -> TypedArray {
    try read(Slab(all: shape), byteLimit: byteLimit)
  }

  /// Reads a slab, which must lie inside the shape.
  public func read(_ slab: Slab, byteLimit: Int = Dataset.defaultByteLimit) throws(HDF5Error) -> TypedArray {
    guard let type = elementType else { throw withoutCounterpart("reading a dataset") }
    try requireInside(slab, "reading a dataset")
    if case .string(let layout) = datatype { return try readText(slab, layout, byteLimit).array }
    let bytes = try requireSize(slab.count, width: type.byteWidth, byteLimit, "reading a dataset")
    try requireStorage(forReading: bytes, byteLimit, "reading a dataset")
    let stored = try storedType("reading a dataset")
    guard let memory = MemoryType(reading: datatype, stored: stored.id) else {
      throw withoutCounterpart("reading a dataset")
    }
    return try TypedArray(type: type, shape: slab.count) { buffer throws(HDF5Error) in
      try readElements(slab, as: memory.id, into: buffer.baseAddress)
    }
  }

  /// Reads elements as a memory type into room that the caller has made.
  func readElements(
    _ slab: Slab, as memoryType: hid_t, into room: UnsafeMutableRawPointer?, transfer: hid_t = defaultList
  ) throws(HDF5Error) {
    guard !slab.count.contains(0) else { return }
    let selection = try selection(slab, "reading a dataset")
    try checked("reading a dataset", place) {
      H5Dread(handle.id, memoryType, selection.memory, selection.file, transfer, room)
    }
  }

  func storedType(_ operation: StaticString) throws(HDF5Error) -> Handle {
    try owned(operation, place) { H5Dget_type(handle.id) }
  }

  func withoutCounterpart(_ operation: StaticString) -> HDF5Error {
    HDF5Error(.typeMismatch, operation.description, at: place, detail: "elements of this type have no array form")
  }

  func requireInside(_ slab: Slab, _ operation: StaticString) throws(HDF5Error) {
    let rank = shape.count
    let isInside =
      slab.start.count == rank && slab.count.count == rank
      && shape.indices.allSatisfy {
        slab.start[$0] >= 0 && slab.count[$0] >= 0 && slab.count[$0] <= shape[$0]
          && slab.start[$0] <= shape[$0] - slab.count[$0]
      }
    guard isInside else {
      throw HDF5Error(
        .invalidArgument, operation.description, at: place,
        detail: "start \(slab.start), count \(slab.count) is not inside \(shape)")
    }
  }
}

/// The elements that a read or write touches, in the file and in memory.
struct Selection {
  let file: hid_t
  let memory: hid_t
  private let owners: [Handle]

  static let everything = Selection(file: wholeSpace, memory: wholeSpace, owners: [])

  init(file: hid_t, memory: hid_t, owners: [Handle]) {
    self.file = file
    self.memory = memory
    self.owners = owners
  }
}

extension Dataset {
  func selection(_ slab: Slab, _ operation: StaticString) throws(HDF5Error) -> Selection {
    guard slab.count != shape else { return .everything }
    let start = slab.start.map { hsize_t($0) }
    let count = slab.count.map { hsize_t($0) }
    let file = try owned(operation, place) { H5Dget_space(handle.id) }
    try checked(operation, place) { H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start, nil, count, nil) }
    let memory = try owned(operation, place) { H5Screate_simple(Int32(count.count), count, nil) }
    return Selection(file: file.id, memory: memory.id, owners: [file, memory])
  }
}
