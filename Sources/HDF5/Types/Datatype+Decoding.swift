// From a type id to its description. A type that cannot be described is `.other`: an odd file stays readable.
import CHDF5
import HDF5Shims

extension Datatype {
  /// The description of a type id, which stays with the caller.
  init(stored id: hid_t) {
    h5x_enter()
    self = Self.decoded(id, depth: 0)
  }

  private static let depthLimit = 32

  private static func decoded(_ id: hid_t, depth: Int) -> Datatype {
    let width = Int(clamping: H5Tget_size(id))
    guard depth < depthLimit else { return .other(width: width) }
    switch H5Tget_class(id) {
    case H5T_INTEGER: return integer(id).map(Datatype.integer) ?? .other(width: width)
    case H5T_FLOAT: return float(id).map(Datatype.float) ?? .other(width: width)
    case H5T_STRING: return .string(string(id))
    case H5T_ENUM: return enumeration(id) ?? .other(width: width)
    case H5T_COMPOUND: return compound(id, width: width, depth: depth)
    case H5T_ARRAY: return array(id, depth: depth) ?? .other(width: width)
    case H5T_OPAQUE: return .opaque(width: width, tag: takenText(H5Tget_tag(id)))
    case H5T_REFERENCE: return reference(id) ?? .other(width: width)
    case H5T_BITFIELD: return order(id).map { .bitfield(width: width, order: $0) } ?? .other(width: width)
    case H5T_VLEN:
      let base = Handle(H5Tget_super(id))
      return .variableLength(base: decoded(base.id, depth: depth + 1))
    case H5T_TIME: return .time(width: width)
    default: return .other(width: width)
    }
  }

  private static func order(_ id: hid_t) -> ByteOrder? {
    switch H5Tget_order(id) {
    case H5T_ORDER_LE: .littleEndian
    case H5T_ORDER_BE: .bigEndian
    default: nil
    }
  }

  private static func integer(_ id: hid_t) -> IntegerLayout? {
    guard let order = order(id) else { return nil }
    return IntegerLayout(
      width: Int(clamping: H5Tget_size(id)), isSigned: H5Tget_sign(id) == H5T_SGN_2, order: order)
  }

  private static func float(_ id: hid_t) -> FloatLayout? {
    var (sign, exponent, exponentBits, mantissa, mantissaBits) = (0, 0, 0, 0, 0)
    guard let order = order(id),
      H5Tget_fields(id, &sign, &exponent, &exponentBits, &mantissa, &mantissaBits) >= 0
    else { return nil }
    return FloatLayout(
      width: Int(clamping: H5Tget_size(id)), order: order, exponentBits: exponentBits, mantissaBits: mantissaBits)
  }

  private static func string(_ id: hid_t) -> StringLayout {
    let paddings = [H5T_STR_SPACEPAD: StringLayout.Padding.spacePadded, H5T_STR_NULLPAD: .nullPadded]
    return StringLayout(
      length: H5Tis_variable_str(id) > 0 ? nil : Int(clamping: H5Tget_size(id)),
      characterSet: H5Tget_cset(id) == H5T_CSET_UTF8 ? .utf8 : .ascii,
      padding: paddings[H5Tget_strpad(id)] ?? .nullTerminated)
  }

  private static func enumeration(_ id: hid_t) -> Datatype? {
    let base = Handle(H5Tget_super(id))
    // The library copies values in the width of the enumeration, which a damaged header may make another than its
    // base's.
    guard base.id >= 0, let layout = integer(base.id), layout.width <= 8, H5Tget_size(id) == layout.width else {
      return nil
    }
    var members: [EnumerationMember] = []
    for index in 0..<UInt32(max(H5Tget_nmembers(id), 0)) {
      var bytes = [UInt8](repeating: 0, count: 8)
      guard H5Tget_member_value(id, index, &bytes) >= 0 else { return nil }
      let value = layout.value(of: bytes.prefix(layout.width))
      members.append(EnumerationMember(name: takenText(H5Tget_member_name(id, index)), value: value))
    }
    return .enumeration(base: layout, members: members)
  }

  private static func compound(_ id: hid_t, width: Int, depth: Int) -> Datatype {
    var members: [CompoundMember] = []
    var room = width
    for index in 0..<UInt32(max(H5Tget_nmembers(id), 0)) {
      let type = Handle(H5Tget_member_type(id, index))
      let offset = Int(clamping: H5Tget_member_offset(id, index))
      let memberWidth = Int(clamping: H5Tget_size(type.id))
      // libhdf5 1.10 copies such members beyond its buffers.
      guard memberWidth <= room, offset <= width - memberWidth else { return .other(width: width) }
      room -= memberWidth
      members.append(
        CompoundMember(
          name: takenText(H5Tget_member_name(id, index)), offset: offset, type: decoded(type.id, depth: depth + 1)))
    }
    if let layout = ComplexNames.float(of: members) { return .complex(layout) }
    return .compound(width: width, members: members)
  }

  private static func array(_ id: hid_t, depth: Int) -> Datatype? {
    let rank = H5Tget_array_ndims(id)
    guard rank > 0, rank <= 32 else { return nil }
    var lengths = [hsize_t](repeating: 0, count: Int(rank))
    guard H5Tget_array_dims2(id, &lengths) >= 0 else { return nil }
    let base = Handle(H5Tget_super(id))
    return .array(base: decoded(base.id, depth: depth + 1), shape: lengths.map { Int(clamping: $0) })
  }

  private static func reference(_ id: hid_t) -> Datatype? {
    if H5Tequal(id, h5x_object_reference()) > 0 { return .reference(.object) }
    return H5Tget_size(id) == MemoryLayout<hdset_reg_ref_t>.size ? .reference(.region) : nil
  }

  /// A text that the library has allocated.
  private static func takenText(_ text: UnsafeMutablePointer<CChar>?) -> String {
    guard let text else { return "" }
    defer { H5free_memory(text) }
    return StoredText.decoded(UnsafeRawBufferPointer(start: text, count: cStringLength(text))).string
  }
}

/// The member names under which programs store complex numbers.
enum ComplexNames {
  private static let pairs = [["r", "i"], ["real", "imag"], ["re", "im"]]

  static func float(of members: [CompoundMember]) -> FloatLayout? {
    guard pairs.contains(members.map(\.name)), case .float(let layout) = members[0].type,
      members[1].type == members[0].type, layout.width <= 8
    else { return nil }
    return layout
  }
}

extension IntegerLayout {
  /// The value that stored bytes stand for.
  fileprivate func value(of stored: ArraySlice<UInt8>) -> Int64 {
    let bigEndian = order == .bigEndian ? Array(stored) : stored.reversed()
    let isNegative = isSigned && (bigEndian.first ?? 0) >= 0x80
    return bigEndian.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
  }
}
