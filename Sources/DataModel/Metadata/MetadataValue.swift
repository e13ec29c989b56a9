public import Bytes

/// A metadata value: text as written, typed numbers, or the statement that there is none.
public enum MetadataValue: Sendable, Hashable {
  /// The file names the key and says that it has no value (`undef`, an HDF5 null dataspace).
  case missing
  case text(String)
  /// Numbers or several texts, with type and shape.
  case array(TypedArray)

  public static func number(_ value: Double) -> MetadataValue { .array(TypedArray(scalar: value)) }
  public static func integer(_ value: Int64) -> MetadataValue { .array(TypedArray(scalar: value)) }

  /// The text, when it is text.
  public var text: String? {
    switch self {
    case .text(let text): text
    case .array(let array): array.singleText
    case .missing: nil
    }
  }

  /// How a person reads it: text as it is, one number in its shortest exact form, several in brackets.
  public var display: String {
    switch self {
    case .missing: return ""
    case .text(let text): return text
    case .array(let array):
      let items = array.displayItems(limit: 64)
      if array.count == 1, let only = items.first { return only }
      return "[" + items.joined(separator: ", ") + (array.count > items.count ? ", ..." : "") + "]"
    }
  }
}
