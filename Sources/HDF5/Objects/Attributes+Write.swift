public import Bytes
import CHDF5
import HDF5Shims

extension Attributes {
  /// The library's limit for one attribute where the object keeps attributes in its header.
  private static let headerLimit = 64 << 10

  /// Writes an attribute, replacing one of the same name. Text gets variable-length UTF-8, which h5py hands out as `str`
  /// where it hands out fixed-length text as bytes; text with NUL inside needs fixed length.
  ///
  /// Throws `tooLarge` beyond 64 KiB, unless the file tracks creation order: such objects take larger ones.
  public func write(_ name: String, _ array: TypedArray) throws(HDF5Error) {
    guard array.type != .text else { return try writeText(name, array.strings, array.shape) }
    let type = MemoryType(writing: array.type)
    try array.bytes.span.bytes.withUnsafeBytes { bytes throws(HDF5Error) in
      try write(name, type.id, array.shape, bytes.baseAddress, byteCount: bytes.count)
    }
  }

  /// Writes a scalar text.
  public func write(_ name: String, text: String) throws(HDF5Error) {
    try writeText(name, CollectionOfOne(text).map { $0 }, [])
  }

  /// Writes a scalar number.
  public func write<Number: ArrayElement>(_ name: String, number: Number) throws(HDF5Error) {
    let type = MemoryType(writing: Number.elementType)
    try withUnsafePointer(to: number) { pointer throws(HDF5Error) in
      try write(name, type.id, [], UnsafeRawPointer(pointer), byteCount: MemoryLayout<Number>.size)
    }
  }

  /// Removes an attribute; throws when there is none.
  public func remove(_ name: String) throws(HDF5Error) {
    try requireName(name, "removing an attribute", place.attribute(name))
    try checked("removing an attribute", place.attribute(name)) { H5Adelete(handle.id, name) }
  }

  private func writeText(_ name: String, _ strings: [String], _ shape: [Int]) throws(HDF5Error) {
    let holdsNUL = strings.contains { $0.utf8.contains(0) }
    let layout = holdsNUL ? TextLayout(fitting: strings) : TextLayout(length: nil)
    let byteCount = elementCount([layout.length ?? 16, strings.count]) ?? .max
    let outcome = layout.withBytes(of: strings) { bytes in
      Result { () throws(HDF5Error) in
        try write(name, layout.type.id, shape, bytes, byteCount: byteCount)
      }
    }
    try outcome.get()
  }

  private func write(
    _ name: String, _ type: hid_t, _ shape: [Int], _ bytes: UnsafeRawPointer?, byteCount: Int
  ) throws(HDF5Error) {
    try requireName(name, "writing an attribute", place.attribute(name))
    let space = try makeSpace(shape, "writing an attribute", place.attribute(name))
    let attribute = try create(name, type, space.id, byteCount)
    guard byteCount > 0 else { return }
    try checked("writing an attribute", place.attribute(name)) { H5Awrite(attribute.id, type, bytes) }
  }

  /// Most attributes are new: whether the name is taken is asked only when making it fails.
  private func create(
    _ name: String, _ type: hid_t, _ space: hid_t, _ byteCount: Int
  ) throws(HDF5Error) -> Handle {
    func make() -> hid_t { H5Acreate2(handle.id, name, type, space, SharedIDs.attributeCreation(name), defaultList) }
    h5x_enter()
    let id = make()
    if id >= 0 { return Handle(id) }
    let error = failure("writing an attribute", place.attribute(name))
    if H5Aexists(handle.id, name) > 0 {
      try remove(name)
      return try owned("writing an attribute", place.attribute(name), make)
    }
    guard byteCount < Self.headerLimit - 1024 else {
      throw HDF5Error(
        .tooLarge(bytes: byteCount, limit: Self.headerLimit), error.operation, at: place.attribute(name),
        detail: "larger attributes need a file that tracks creation order", frames: error.frames)
    }
    throw error
  }
}
