/// The bytes of a text file as text that readers can walk over.
import Bytes

extension ByteSource {
  /// Calls `body` with the text and the byte at which it begins behind a byte order mark. UTF-16 is converted first.
  func withText<Result, E: Error>(_ body: (Span<UInt8>, _ start: Int) throws(E) -> Result) throws(E) -> Result {
    try withBytes { bytes throws(E) in
      let mark = TextEncoding.detect(bytes.extracting(0..<min(bytes.count, 4)))
      guard mark.encoding == .utf16BigEndian || mark.encoding == .utf16LittleEndian else {
        return try body(bytes, mark.markLength)
      }
      let text = mark.encoding.utf8Bytes(of: bytes.extracting(mark.markLength..<bytes.count))
      return try body(text.span, 0)
    }
  }

  /// The same for the first `limit` bytes.
  func withTextHead<Result>(_ limit: Int, _ body: (Span<UInt8>, _ start: Int) -> Result) -> Result {
    let head = prefix(limit)
    let mark = TextEncoding.detect(head.span.extracting(0..<min(head.count, 4)))
    guard mark.encoding == .utf16BigEndian || mark.encoding == .utf16LittleEndian else {
      return body(head.span, mark.markLength)
    }
    return body(mark.encoding.utf8Bytes(of: head.span.extracting(mark.markLength..<head.count)).span, 0)
  }
}

/// Pieces of a text as strings: UTF-8, or else Latin-1.
enum StoredText {
  static func string(_ bytes: Span<UInt8>) -> String {
    (TextEncoding.isUTF8(bytes) ? TextEncoding.utf8 : .latin1).decode(bytes)
  }

  static func string(_ bytes: some Collection<UInt8>) -> String { string(Array(bytes).span) }
}
