import HDF5Shims

/// The type of stored elements in short: what a rule about types has to know.
public struct ElementSummary: Sendable, Hashable {
  /// The classes of types that are told apart.
  public enum Kind: Int32, Sendable, CaseIterable {
    case integer, float, text
    /// An enumeration of FALSE and TRUE in a byte, as h5py stores `bool`.
    case boolean
    case enumeration
    /// A record of two floats.
    case complex
    /// A record of four floats.
    case quaternion
    case compound, reference, opaque, bitfield
    /// Sequences of any length, one for each element.
    case sequence
    case array
    case other
  }

  public let kind: Kind
  /// In bytes; of a text of variable length, the size of what points to it.
  public let width: Int
  /// Of integers.
  public let isSigned: Bool
  /// Of texts.
  public let isVariable: Bool
  /// What a text is said to be, not what it is.
  public let isDeclaredUTF8: Bool
  let padding: StringLayout.Padding

  static let none = ElementSummary(h5x_elements())

  init(_ elements: h5x_elements) {
    kind = Kind(rawValue: elements.kind) ?? .other
    width = Int(clamping: elements.width)
    isSigned = elements.is_signed
    isVariable = elements.is_variable
    isDeclaredUTF8 = elements.is_utf8
    padding = elements.padding == 0 ? .nullTerminated : elements.padding == 1 ? .nullPadded : .spacePadded
  }

  /// As a person would say it: `int32`, `float64`, `text of 7 bytes`.
  public var name: String {
    switch kind {
    case .integer: "\(isSigned ? "" : "u")int\(width * 8)"
    case .float: "float\(width * 8)"
    case .text: isVariable ? "text" : "text of \(width) bytes"
    case .boolean: "boolean (FALSE/TRUE)"
    case .enumeration: "enumeration"
    case .complex: "complex (\(width) bytes)"
    case .quaternion: "record of four floats"
    case .compound: "record (compound)"
    case .reference: "reference"
    case .opaque: "opaque bytes"
    case .bitfield: "bit field"
    case .sequence: "sequence of variable length"
    case .array: "array type"
    case .other: "type that libhdf5 does not name"
    }
  }
}
