/// Which encoding a text file is in, and how its bytes become text.

/// The encodings that data files come in.
///
/// Detection knows no guess that could be wrong silently: a byte order mark decides; bytes that are valid UTF-8 are
/// UTF-8; all others are Latin-1 (ISO 8859-1), in which every byte is a character. Windows-1252 is not assumed: its
/// quotes and dashes (0x80-0x9F) come out as the control characters that Latin-1 has there.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "UTF-8"
  case latin1 = "ISO-8859-1"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  /// An encoding and the length of the mark that announced it.
  public struct Detection: Sendable, Hashable {
    /// The encoding.
    public let encoding: TextEncoding
    /// The length of the byte order mark in bytes; 0 when there is none.
    public let markLength: Int
  }

  private static let marks: [(bytes: [UInt8], encoding: TextEncoding)] = [
    ([0xef, 0xbb, 0xbf], .utf8), ([0xff, 0xfe], .utf16LittleEndian), ([0xfe, 0xff], .utf16BigEndian),
  ]

  /// The encoding of a whole text. (A UTF-8 mark before bytes that are not UTF-8 means Latin-1 after the mark.)
  public static func detect(_ bytes: Span<UInt8>) -> Detection {
    let mark = marks.first { mark in
      bytes.count >= mark.bytes.count && mark.bytes.indices.allSatisfy { bytes[$0] == mark.bytes[$0] }
    }
    let length = mark?.bytes.count ?? 0
    if let mark, mark.encoding != .utf8 { return Detection(encoding: mark.encoding, markLength: length) }
    return Detection(encoding: isUTF8(bytes) ? .utf8 : .latin1, markLength: length)
  }

  /// Whether a letter takes two bytes or more, so that nothing of it can be read as ASCII.
  public var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// Whether bytes are valid UTF-8.
  public static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes)
      return true
    } catch {
      return false
    }
  }

  /// Bytes of this encoding (without mark) as text; what is not valid becomes U+FFFD.
  public func decode(_ bytes: Span<UInt8>) -> String {
    switch self {
    case .utf8: bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    default: String(decoding: utf8Bytes(of: bytes), as: UTF8.self)
    }
  }

  /// Bytes of this encoding (without mark) in UTF-8, for readers that work on bytes. Line ends stay what they are, so
  /// line numbers do too; what is not valid becomes U+FFFD.
  public func utf8Bytes(of bytes: Span<UInt8>) -> [UInt8] {
    switch self {
    case .utf8: bytes.withUnsafeBufferPointer { TextEncoding.isUTF8(bytes) ? Array($0) : Array(decode(bytes).utf8) }
    case .latin1: Self.fromLatin1(bytes)
    case .utf16LittleEndian: Self.fromUTF16(bytes) { UInt16($0) | UInt16($1) << 8 }
    case .utf16BigEndian: Self.fromUTF16(bytes) { UInt16($0) << 8 | UInt16($1) }
    }
  }

  private static func fromLatin1(_ bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x80 {
        result.append(byte)
      } else {
        result.append(0xc0 | byte >> 6)
        result.append(0x80 | byte & 0x3f)
      }
    }
    return result
  }

  private static func fromUTF16(_ bytes: Span<UInt8>, _ unit: (UInt8, UInt8) -> UInt16) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2 + 1)
    var index = 0
    while index + 1 < bytes.count {
      units.append(unit(bytes[index], bytes[index + 1]))
      index += 2
    }
    // Half a unit at the end is a lone surrogate's equal: not valid.
    if index < bytes.count { units.append(0xd800) }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
