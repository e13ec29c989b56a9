import Bytes
import DataModel
import HDF5

extension MetadataValue {
  /// Text for one string, an array for everything else.
  init(_ array: TypedArray) {
    if array.type == .text, array.isScalar, let text = array.strings.first {
      self = .text(text)
    } else {
      self = .array(array)
    }
  }

  /// The value of an attribute; `missing` when the file says that there is none, or holds a type that is not data.
  init(_ attribute: AttributeValue) {
    self = attribute.value.map { MetadataValue($0) } ?? .missing
  }

  /// The value as HDF5 stores it; nil for `missing`.
  var stored: TypedArray? {
    switch self {
    case .missing: nil
    case .text(let text): TypedArray(scalar: text)
    case .array(let array): array
    }
  }
}

extension Attributes {
  func text(_ name: String) throws(HDF5Error) -> String? {
    try readIfPresent(name)?.value?.singleText
  }

  func integer(_ name: String) throws(HDF5Error) -> Int? {
    guard let number = try readIfPresent(name)?.value?.singleNumber else { return nil }
    return Int(exactly: number.rounded(.towardZero))
  }
}
