public import Bytes
import CHDF5
import HDF5Shims

extension Dataset {
  /// The elements as bytes in the file's layout, with `datatype` as their description: for records, opaque data,
  /// references and nested arrays. Throws `typeMismatch` when elements point to data elsewhere (variable length).
  public func readRaw(byteLimit: Int = Dataset.defaultByteLimit) throws(HDF5Error) -> [UInt8] {
    guard !datatype.holdsVariableLength else { throw withoutCounterpart("reading raw bytes") }
    let type = try storedType("reading raw bytes")
    let width = Int(clamping: H5Tget_size(type.id))
    let bytes = try requireSize(shape, width: width, byteLimit, "reading raw bytes")
    try requireStorage(forReading: bytes, byteLimit, "reading raw bytes")
    return try filled(byteCount: bytes) { room throws(HDF5Error) in
      try readElements(Slab(all: shape), as: type.id, into: room.baseAddress)
    }
  }

  /// One member of records as an array of its own: a column of a table. Throws `notFound`, and `typeMismatch`
  /// unless the member is a number.
  public func readMember(
    _ name: String, byteLimit: Int = Dataset.defaultByteLimit
  ) throws(HDF5Error) -> TypedArray {
    guard case .compound(_, let members) = datatype, let member = members.first(where: { $0.name == name }) else {
      throw HDF5Error(.notFound, "reading a record member", at: place, detail: "no member \(name)")
    }
    let stored = try storedType("reading a record member")
    let index = try checked("reading a record member", place) { H5Tget_member_index(stored.id, name) }
    let memberType = try owned("reading a record member", place) { H5Tget_member_type(stored.id, UInt32(index)) }
    guard let type = member.type.elementType,
      let memory = MemoryType(reading: member.type, stored: memberType.id)
    else { throw withoutCounterpart("reading a record member") }
    let bytes = try requireSize(shape, width: type.byteWidth, byteLimit, "reading a record member")
    try requireStorage(forReading: bytes, byteLimit, "reading a record member")
    let record = try owned("reading a record member", place) { H5Tcreate(H5T_COMPOUND, type.byteWidth) }
    try checked("reading a record member", place) { H5Tinsert(record.id, name, 0, memory.id) }
    return try TypedArray(type: type, shape: shape) { room throws(HDF5Error) in
      try readElements(Slab(all: shape), as: record.id, into: room.baseAddress)
    }
  }

  /// The paths that stored references point to, in storage order; nil where one points to nothing.
  public func readReferences(byteLimit: Int = 1 << 20) throws(HDF5Error) -> [String?] {
    guard case .reference(let kind) = datatype else {
      throw HDF5Error(.typeMismatch, "reading references", at: place, detail: "the elements are no references")
    }
    let bytes = try readRaw(byteLimit: byteLimit)
    let width = kind == .region ? MemoryLayout<hdset_reg_ref_t>.size : MemoryLayout<hobj_ref_t>.size
    return stride(from: 0, to: bytes.count - bytes.count % width, by: width).map { offset in
      path(of: Array(bytes[offset..<offset + width]), isRegion: kind == .region)
    }
  }

  private func path(of reference: [UInt8], isRegion: Bool) -> String? {
    guard reference.contains(where: { $0 != 0 }) else { return nil }
    let length = h5x_reference_path(handle.id, isRegion, reference, nil, 0)
    guard length > 0, length < 1 << 20 else { return nil }
    var name = [CChar](repeating: 0, count: length + 1)
    guard h5x_reference_path(handle.id, isRegion, reference, &name, name.count) > 0 else { return nil }
    return name.withUnsafeBytes {
      StoredText.decoded(UnsafeRawBufferPointer(rebasing: $0.prefix(while: { $0 != 0 }))).string
    }
  }
}
