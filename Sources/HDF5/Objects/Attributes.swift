public import Bytes
import CHDF5
import HDF5Shims

/// The value of an attribute, with what the file says about it.
public struct AttributeValue: Sendable, Hashable {
  /// The type of the elements, as stored.
  public let datatype: Datatype
  /// How many elements there are.
  public let dataspace: Dataspace
  /// The elements; nil for a null dataspace and for types without a counterpart in memory (`datatype` tells).
  public let value: TypedArray?
  /// How text turned out to be encoded; nil for numbers.
  public let encoding: TextEncoding?
}

/// The attributes of a group, dataset or named datatype.
public struct Attributes: Sendable {
  let handle: Handle
  let place: Place

  /// The most bytes that an attribute may declare: 64 MiB.
  public static let byteLimit = 64 << 20

  /// The names in the order of creation where the object knows it, else in byte order.
  public func names() throws(HDF5Error) -> [String] {
    let inCreationOrder = try tracksCreationOrder()
    var names: [String] = []
    let index = inCreationOrder ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME
    try checked("listing attributes", place) {
      withUnsafeMutablePointer(to: &names) { H5Aiterate2(handle.id, index, H5_ITER_INC, nil, Self.appendName, $0) }
    }
    return names
  }

  private static let appendName: H5A_operator2_t = { _, name, _, context in
    guard let name, let context else { return -1 }
    let bytes = UnsafeRawBufferPointer(start: name, count: cStringLength(name))
    context.assumingMemoryBound(to: [String].self).pointee.append(StoredText.decoded(bytes).string)
    return 0
  }

  /// True when an attribute of this name is there.
  public func contains(_ name: String) throws(HDF5Error) -> Bool {
    guard !name.isEmpty, !name.utf8.contains(0) else { return false }
    return try checked("looking for an attribute", place.attribute(name)) { H5Aexists(handle.id, name) } > 0
  }

  /// Reads an attribute. Throws `notFound`, and `tooLarge` beyond `Attributes.byteLimit`.
  public func read(_ name: String) throws(HDF5Error) -> AttributeValue {
    try requireName(name, "reading an attribute", place.attribute(name))
    h5x_enter()
    let attribute = Handle(H5Aopen(handle.id, name, defaultList))
    guard attribute.id >= 0 else {
      let error = failure("reading an attribute", place.attribute(name))
      if let repaired = openRepaired(name) {
        return try AttributeReading(attribute: repaired, place: place.attribute(name)).value()
      }
      let isMissing = H5Aexists(handle.id, name) == 0
      throw isMissing ? HDF5Error(.notFound, error.operation, at: place.attribute(name)) : error
    }
    return try AttributeReading(attribute: attribute, place: place.attribute(name)).value()
  }

  /// A name that `names()` had to read as Latin-1.
  private func openRepaired(_ name: String) -> Handle? {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }), name.unicodeScalars.allSatisfy({ $0.value < 0x100 }) else { return nil }
    let raw = name.unicodeScalars.map { CChar(truncatingIfNeeded: $0.value) } + [0]
    guard H5Aexists(handle.id, raw) > 0 else { return nil }
    return Handle(H5Aopen(handle.id, raw, defaultList))
  }

  /// Reads an attribute that may be missing.
  public func readIfPresent(_ name: String) throws(HDF5Error) -> AttributeValue? {
    try contains(name) ? try read(name) : nil
  }

  private func tracksCreationOrder() throws(HDF5Error) -> Bool {
    let operation: StaticString = "reading object settings"
    let list: Handle
    switch H5Iget_type(handle.id) {
    case H5I_DATASET: list = try owned(operation, place) { H5Dget_create_plist(handle.id) }
    case H5I_DATATYPE: list = try owned(operation, place) { H5Tget_create_plist(handle.id) }
    default:
      let group = try owned(operation, place) { H5Gopen2(handle.id, ".", defaultList) }
      list = try owned(operation, place) { H5Gget_create_plist(group.id) }
    }
    var flags: UInt32 = 0
    try checked(operation, place) { H5Pget_attr_creation_order(list.id, &flags) }
    return flags & UInt32(H5P_CRT_ORDER_TRACKED) != 0
  }
}

/// One attribute while it is read.
private struct AttributeReading {
  let attribute: Handle
  let place: Place

  private static let operation: StaticString = "reading an attribute"
  /// Texts of variable length lie elsewhere and may be large: an attribute has few of them.
  private static let variableTextLimit = 1 << 16

  func value() throws(HDF5Error) -> AttributeValue {
    let type = try owned(Self.operation, place) { H5Aget_type(attribute.id) }
    let space = try owned(Self.operation, place) { H5Aget_space(attribute.id) }
    let datatype = Datatype(stored: type.id)
    let dataspace = try Dataspace(space.id, Self.operation, place)
    guard dataspace != .null, let element = datatype.elementType else {
      return AttributeValue(datatype: datatype, dataspace: dataspace, value: nil, encoding: nil)
    }
    if case .string(let layout) = datatype {
      let text = try text(layout, type.id, space.id, dataspace.shape)
      let array = TypedArray(text.strings, shape: dataspace.shape)
      return AttributeValue(datatype: datatype, dataspace: dataspace, value: array, encoding: text.encoding)
    }
    let array = try numbers(element, datatype, type.id, dataspace.shape)
    return AttributeValue(datatype: datatype, dataspace: dataspace, value: array, encoding: nil)
  }

  private func numbers(
    _ element: ElementType, _ datatype: Datatype, _ stored: hid_t, _ shape: [Int]
  ) throws(HDF5Error) -> TypedArray? {
    let bytes = try size(shape, width: element.byteWidth)
    guard let memory = MemoryType(reading: datatype, stored: stored) else { return nil }
    return try TypedArray(type: element, shape: shape) { room throws(HDF5Error) in
      guard bytes > 0 else { return }
      try checked(Self.operation, place) { H5Aread(attribute.id, memory.id, room.baseAddress) }
    }
  }

  private func text(
    _ layout: StringLayout, _ type: hid_t, _ space: hid_t, _ shape: [Int]
  ) throws(HDF5Error) -> (strings: [String], encoding: TextEncoding) {
    guard let width = layout.length else { return try variableText(type, space, shape) }
    let count = try size(shape, width: width) / max(width, 1)
    guard count > 0 else { return ([], .ascii) }
    let bytes = try filled(byteCount: count * width) { room throws(HDF5Error) in
      try checked(Self.operation, place) { H5Aread(attribute.id, type, room.baseAddress) }
    }
    return StoredText.fields(bytes, width: width, padding: layout.padding, count: count)
  }

  private func variableText(
    _ type: hid_t, _ space: hid_t, _ shape: [Int]
  ) throws(HDF5Error) -> (strings: [String], encoding: TextEncoding) {
    let count = try size(shape, width: 1)
    guard count > 0 else { return ([], .ascii) }
    guard count <= Self.variableTextLimit else {
      throw HDF5Error(.tooLarge(bytes: count, limit: Self.variableTextLimit), Self.operation.description, at: place)
    }
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    try checked(Self.operation, place) {
      pointers.withUnsafeMutableBytes { H5Aread(attribute.id, type, $0.baseAddress) }
    }
    let texts = StoredText.variable(pointers)
    pointers.withUnsafeMutableBytes { _ = H5Dvlen_reclaim(type, space, defaultList, $0.baseAddress) }
    return texts
  }

  private func size(_ shape: [Int], width: Int) throws(HDF5Error) -> Int {
    let bytes = elementCount(shape + [max(width, 1)])
    guard let bytes, bytes <= Attributes.byteLimit else {
      throw HDF5Error(.tooLarge(bytes: bytes, limit: Attributes.byteLimit), Self.operation.description, at: place)
    }
    return bytes
  }
}
