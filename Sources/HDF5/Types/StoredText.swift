// From stored bytes to text. Files say little about their encoding that can be relied on.

/// How stored bytes turned out to be encoded.
public enum TextEncoding: Sendable, Hashable {
  case ascii
  case utf8
  /// The bytes are no UTF-8 and were read as Latin-1, which never fails.
  case latin1
}

enum StoredText {
  static func decoded(_ bytes: UnsafeRawBufferPointer) -> (string: String, encoding: TextEncoding) {
    let units = bytes.bindMemory(to: UInt8.self)
    if let text = String(validating: units, as: UTF8.self) {
      return (text, units.allSatisfy { $0 < 0x80 } ? .ascii : .utf8)
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: units.lazy.map { Unicode.Scalar($0) })
    return (text, .latin1)
  }

  /// The part of a fixed-length field that carries text.
  static func trimmed(
    _ field: UnsafeRawBufferPointer, _ padding: StringLayout.Padding
  ) -> UnsafeRawBufferPointer {
    var end = field.count
    switch padding {
    case .nullTerminated: end = field.firstIndex(of: 0) ?? end
    case .nullPadded: while end > 0, field[end - 1] == 0 { end -= 1 }
    case .spacePadded: while end > 0, field[end - 1] == 0x20 || field[end - 1] == 0 { end -= 1 }
    }
    return UnsafeRawBufferPointer(rebasing: field[..<end])
  }

  /// The texts of `count` fields of equal width, and the widest encoding among them.
  static func fields(
    _ bytes: [UInt8], width: Int, padding: StringLayout.Padding, count: Int
  ) -> (strings: [String], encoding: TextEncoding) {
    var encoding = TextEncoding.ascii
    let strings = bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        let field = UnsafeRawBufferPointer(rebasing: buffer[index * width..<(index + 1) * width])
        let text = decoded(trimmed(field, padding))
        encoding = wider(encoding, text.encoding)
        return text.string
      }
    }
    return (strings, encoding)
  }

  static func wider(_ one: TextEncoding, _ other: TextEncoding) -> TextEncoding {
    if one == .latin1 || other == .latin1 { return .latin1 }
    return one == .utf8 ? one : other
  }
}
