public import Bytes

/// The type of stored elements, as the file describes it.
public indirect enum Datatype: Sendable, Hashable {
  case integer(IntegerLayout)
  case float(FloatLayout)
  case string(StringLayout)
  /// Names for integers; the values as stored.
  case enumeration(base: IntegerLayout, members: [EnumerationMember])
  /// A pair of equal floats (real, imaginary), stored as a compound of two members.
  case complex(FloatLayout)
  /// A record of `width` bytes.
  case compound(width: Int, members: [CompoundMember])
  case array(base: Datatype, shape: [Int])
  case opaque(width: Int, tag: String)
  case reference(ReferenceKind)
  case bitfield(width: Int, order: ByteOrder)
  /// Sequences of any length, one per element.
  case variableLength(base: Datatype)
  /// The obsolete time class.
  case time(width: Int)
  /// A class or layout without a name here (VAX order, a type nested too deep, ...).
  case other(width: Int)
}

/// Which byte of a number comes first.
public enum ByteOrder: Sendable, Hashable { case littleEndian, bigEndian }
/// Whether a reference means an object or a part of a dataset.
public enum ReferenceKind: Sendable, Hashable { case object, region }

/// How an integer is stored.
public struct IntegerLayout: Sendable, Hashable {
  /// In bytes.
  public let width: Int
  public let isSigned: Bool
  public let order: ByteOrder
}

/// How a floating-point number is stored.
public struct FloatLayout: Sendable, Hashable {
  /// In bytes.
  public let width: Int
  public let order: ByteOrder
  public let exponentBits: Int
  public let mantissaBits: Int

  /// True for binary16, binary32 and binary64.
  public var isIEEE: Bool {
    [[2, 5, 10], [4, 8, 23], [8, 11, 52]].contains([width, exponentBits, mantissaBits])
  }
}

/// How text is stored.
public struct StringLayout: Sendable, Hashable {
  /// The encodings that a file can declare.
  public enum CharacterSet: Sendable, Hashable { case ascii, utf8 }
  /// What fills a field beyond its text.
  public enum Padding: Sendable, Hashable { case nullTerminated, nullPadded, spacePadded }

  /// In bytes; nil for variable length.
  public let length: Int?
  /// What the file says; many writers say ASCII and store UTF-8.
  public let characterSet: CharacterSet
  public let padding: Padding
}

/// One name of an enumeration.
public struct EnumerationMember: Sendable, Hashable {
  public let name: String
  /// The value; an unsigned 64-bit value beyond `Int64.max` appears as its bit pattern.
  public let value: Int64
}

/// One field of a record.
public struct CompoundMember: Sendable, Hashable {
  public let name: String
  /// In bytes from the start of the record.
  public let offset: Int
  public let type: Datatype
}

extension Datatype {
  /// How the elements read into an array; nil where there is no faithful counterpart.
  ///
  /// Enumerations give their integers, bit fields unsigned integers, 16-bit floats `float32`; floats wider than
  /// 64 bits are rounded to `float64`, and integers of odd widths widen.
  public var elementType: ElementType? {
    switch self {
    case .integer(let layout), .enumeration(let layout, _):
      Self.integerType(width: layout.width, isSigned: layout.isSigned)
    case .bitfield(let width, _): Self.integerType(width: width, isSigned: false)
    case .float(let layout): layout.width <= 4 ? .float32 : .float64
    case .complex(let layout): layout.width <= 4 ? .complex64 : .complex128
    case .string: .text
    default: nil
    }
  }

  /// True when an element holds text or sequences that lie elsewhere in the file.
  var holdsVariableLength: Bool {
    switch self {
    case .variableLength, .other: true
    case .string(let layout): layout.length == nil
    case .compound(_, let members): members.contains { $0.type.holdsVariableLength }
    case .array(let base, _): base.holdsVariableLength
    default: false
    }
  }

  private static func integerType(width: Int, isSigned: Bool) -> ElementType? {
    switch width {
    case 1: isSigned ? .int8 : .uint8
    case 2: isSigned ? .int16 : .uint16
    case 3...4: isSigned ? .int32 : .uint32
    case 5...8: isSigned ? .int64 : .uint64
    default: nil
    }
  }
}
