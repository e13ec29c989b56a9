import CHDF5
import HDF5Shims

/// A name in a group and what it stands for.
public struct Link: Sendable, Hashable {
  /// What a link holds.
  public enum Kind: Sendable, Hashable {
    /// The object itself.
    case hard
    /// A path in the same file.
    case soft(target: String)
    /// An object in another file; both as stored.
    case external(file: String, path: String)
    /// A link class that this library does not know.
    case other
  }

  /// The name; where its bytes are no UTF-8, they are read as Latin-1 (see `rawName`).
  public let name: String
  /// The bytes of a name that is not valid UTF-8; nil for a valid one.
  public let rawName: [UInt8]?
  /// What the name stands for.
  public let kind: Kind

  /// True when `name` is not what the file stores.
  public var isNameRepaired: Bool { rawName != nil }

  init(name: UnsafePointer<CChar>, kind: Int32, target: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(start: name, count: cStringLength(name))
    let text = StoredText.decoded(bytes)
    self.name = text.string
    rawName = text.encoding == .latin1 ? Array(bytes) : nil
    switch kind {
    case Int32(H5X_HARD): self.kind = .hard
    case Int32(H5X_SOFT): self.kind = .soft(target: StoredText.decoded(upToNUL(target[...])).string)
    case Int32(H5X_EXTERNAL): self.kind = Self.external(target)
    default: self.kind = .other
    }
  }

  /// One byte of version and flags, then file and path, each ended by NUL.
  private static func external(_ value: UnsafeRawBufferPointer) -> Kind {
    let file = upToNUL(value.dropFirst())
    let path = upToNUL(value.dropFirst(1 + file.count + 1))
    return .external(file: StoredText.decoded(file).string, path: StoredText.decoded(path).string)
  }
}

func upToNUL(_ bytes: Slice<UnsafeRawBufferPointer>) -> UnsafeRawBufferPointer {
  UnsafeRawBufferPointer(rebasing: bytes.prefix(while: { $0 != 0 }))
}

func cStringLength(_ text: UnsafePointer<CChar>) -> Int {
  var length = 0
  while text[length] != 0 { length += 1 }
  return length
}
