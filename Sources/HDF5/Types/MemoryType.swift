// The types that data has in memory: between `ElementType` and library ids.
import Bytes
import CHDF5
import HDF5Shims

/// A type id, and its owner where it is not shared.
struct MemoryType {
  let id: hid_t
  let owner: Handle?

  init(shared id: hid_t) {
    self.id = id
    owner = nil
  }

  init(_ handle: Handle) {
    id = handle.id
    owner = handle
  }

  /// What numbers of a stored type are read into; nil for text and types without a counterpart.
  init?(reading datatype: Datatype, stored: hid_t) {
    guard let type = datatype.elementType, type.isNumeric else { return nil }
    switch datatype {
    case .bitfield: self.init(shared: h5x_native_bitfield(type.byteWidth))
    case .complex: self.init(Handle(Self.complex(type, naming: stored)))
    default: self.init(writing: type)
    }
  }

  /// What numbers are written as: the machine's own layout.
  init(writing type: ElementType) {
    switch type {
    case .float32, .float64: self.init(shared: h5x_native_float(type.byteWidth))
    case .complex64: self.init(shared: Self.complex64)
    case .complex128: self.init(shared: Self.complex128)
    case .text: self.init(shared: StringTypes.variable)
    case .int8, .int16, .int32, .int64: self.init(shared: h5x_native_integer(type.byteWidth, true))
    case .uint8, .uint16, .uint32, .uint64: self.init(shared: h5x_native_integer(type.byteWidth, false))
    }
  }

  /// FALSE and TRUE over one byte, as h5py stores truth values.
  static let boolean: hid_t = {
    h5x_enter()
    let type = H5Tenum_create(h5x_native_integer(1, true))
    for member in Datatype.booleanMembers {
      var value = Int8(truncatingIfNeeded: member.value)
      H5Tenum_insert(type, member.name, &value)
    }
    return type
  }()

  private static let complex64 = complex(.complex64, naming: nil)
  private static let complex128 = complex(.complex128, naming: nil)

  /// A compound of two floats, named as in a stored type or, as h5py does, "r" and "i".
  private static func complex(_ type: ElementType, naming stored: hid_t?) -> hid_t {
    h5x_enter()
    let half = type.byteWidth / 2
    let compound = H5Tcreate(H5T_COMPOUND, type.byteWidth)
    for (index, name) in ["r", "i"].enumerated() {
      let given = stored.flatMap { H5Tget_member_name($0, UInt32(index)) }
      if let given {
        H5Tinsert(compound, given, index * half, h5x_native_float(half))
        H5free_memory(given)
      } else {
        H5Tinsert(compound, name, index * half, h5x_native_float(half))
      }
    }
    return compound
  }
}

extension Datatype {
  static let booleanMembers = [
    EnumerationMember(name: "FALSE", value: 0), EnumerationMember(name: "TRUE", value: 1),
  ]

  /// What `createDataset(_:boolean:)` makes.
  static let boolean = Datatype.enumeration(
    base: IntegerLayout(width: 1, isSigned: true, order: .littleEndian), members: booleanMembers)

  /// The description of what the writer makes of an element type.
  init(written type: ElementType, textLength: Int? = nil) {
    #if _endian(little)
      let order = ByteOrder.littleEndian
    #else
      let order = ByteOrder.bigEndian
    #endif
    let single = FloatLayout(width: 4, order: order, exponentBits: 8, mantissaBits: 23)
    let double = FloatLayout(width: 8, order: order, exponentBits: 11, mantissaBits: 52)
    switch type {
    case .float32: self = .float(single)
    case .float64: self = .float(double)
    case .complex64: self = .complex(single)
    case .complex128: self = .complex(double)
    case .text:
      let padding: StringLayout.Padding = textLength == nil ? .nullTerminated : .nullPadded
      self = .string(StringLayout(length: textLength, characterSet: .utf8, padding: padding))
    case .int8, .int16, .int32, .int64:
      self = .integer(IntegerLayout(width: type.byteWidth, isSigned: true, order: order))
    case .uint8, .uint16, .uint32, .uint64:
      self = .integer(IntegerLayout(width: type.byteWidth, isSigned: false, order: order))
    }
  }
}
