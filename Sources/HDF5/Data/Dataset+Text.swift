import Bytes
import CHDF5
import HDF5Shims

extension Dataset {
  /// Text of a slab, and the widest encoding met.
  func readText(
    _ slab: Slab, _ layout: StringLayout, _ byteLimit: Int
  ) throws(HDF5Error) -> (array: TypedArray, encoding: TextEncoding) {
    let width = layout.length ?? MemoryLayout<UnsafeMutablePointer<CChar>>.size
    let bytes = try requireSize(slab.count, width: width, byteLimit, "reading text")
    try requireStorage(forReading: bytes, byteLimit, "reading text")
    let type = try storedType("reading text")
    let count = bytes / max(width, 1)
    let texts =
      layout.length == nil
      ? try readVariableText(slab, count, as: type.id, byteLimit)
      : try readFixedText(slab, count, as: type.id, width, layout.padding)
    return (TypedArray(texts.strings, shape: slab.count), texts.encoding)
  }

  private func readFixedText(
    _ slab: Slab, _ count: Int, as type: hid_t, _ width: Int, _ padding: StringLayout.Padding
  ) throws(HDF5Error) -> (strings: [String], encoding: TextEncoding) {
    let bytes = try filled(byteCount: count * width) { room throws(HDF5Error) in
      try readElements(slab, as: type, into: room.baseAddress)
    }
    return StoredText.fields(bytes, width: width, padding: padding, count: count)
  }

  /// The library allocates each text on its own; the arena counts, since many elements may point to one large text.
  private func readVariableText(
    _ slab: Slab, _ count: Int, as type: hid_t, _ byteLimit: Int
  ) throws(HDF5Error) -> (strings: [String], encoding: TextEncoding) {
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    let arena = UnsafeMutablePointer<h5x_arena>.allocate(capacity: 1)
    arena.initialize(to: h5x_arena(remaining: byteLimit, is_exhausted: false, blocks: nil))
    defer {
      h5x_free_arena(arena)
      arena.deallocate()
    }
    let transfer = try owned("reading text", place) { h5x_property_list(Int32(H5X_TRANSFER)) }
    try checked("reading text", place) { h5x_use_arena(transfer.id, arena) }
    let outcome = pointers.withUnsafeMutableBytes { room in
      Result { () throws(HDF5Error) in
        try readElements(slab, as: type, into: room.baseAddress, transfer: transfer.id)
      }
    }
    if arena.pointee.is_exhausted {
      throw HDF5Error(.tooLarge(bytes: nil, limit: byteLimit), "reading text", at: place)
    }
    try outcome.get()
    return StoredText.variable(pointers)
  }
}

extension StoredText {
  /// The texts behind pointers that the library filled in; an unwritten element is empty.
  static func variable(_ pointers: [UnsafeMutablePointer<CChar>?]) -> (strings: [String], encoding: TextEncoding) {
    var encoding = TextEncoding.ascii
    let strings = pointers.map { pointer -> String in
      guard let pointer else { return "" }
      let text = decoded(UnsafeRawBufferPointer(start: pointer, count: cStringLength(pointer)))
      encoding = wider(encoding, text.encoding)
      return text.string
    }
    return (strings, encoding)
  }
}

/// Bytes that a throwing closure fills in.
func filled<E: Error>(
  byteCount: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
) throws(E) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: byteCount)
  let outcome: Result<Void, E> = bytes.withUnsafeMutableBytes { room in
    Result { () throws(E) in try fill(room) }
  }
  try outcome.get()
  return bytes
}
