// Text to bytes: markup characters become references, illegal characters what the caller chose.

struct XMLEscaping {
  /// Where the text goes, which decides what must be escaped there.
  enum Place {
    case text
    case attribute
    /// CDATA, comments and instructions, where references mean nothing.
    case verbatim
  }

  let policy: XMLWriter.IllegalCharacters

  func append(_ text: String, in place: Place, to output: inout [UInt8]) throws(XMLError) {
    var text = text
    let problem = text.withUTF8 { appendPlain($0, place, &output) }
    if problem { try appendByScalar(text, place, &output) }
  }

  /// Copies text in one go; true, with nothing copied, when some character may be illegal.
  private func appendPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Place, _ output: inout [UInt8]) -> Bool {
    // U+FFFE and U+FFFF begin with EF; other control characters are single bytes.
    let isSuspicious = bytes.contains { ($0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13) || $0 == 0xEF }
    if isSuspicious { return true }
    var copied = 0
    for index in bytes.indices where Self.mayBeMarkup(bytes[index]) {
      guard let reference = Self.reference(for: bytes[index], in: place) else { continue }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<index]))
      output.append(contentsOf: reference.utf8)
      copied = index + 1
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    return false
  }

  /// The bytes for which there is a reference in some place.
  private static func mayBeMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
    default: false
    }
  }

  private func appendByScalar(_ text: String, _ place: Place, _ output: inout [UInt8]) throws(XMLError) {
    for scalar in text.unicodeScalars {
      if !XMLCharacters.isLegal(scalar) {
        output.append(contentsOf: try substitute(for: scalar).utf8)
      } else if scalar.isASCII, let reference = Self.reference(for: UInt8(scalar.value), in: place) {
        output.append(contentsOf: reference.utf8)
      } else {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private func substitute(for scalar: Unicode.Scalar) throws(XMLError) -> String {
    let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
    switch policy {
    case .refuse: throw XMLError(.illegalCharacter, "character U+\(hexadecimal) cannot stand in XML 1.0")
    case .replace: return "\u{FFFD}"
    case .escape: return "\\u{\(hexadecimal)}"
    }
  }

  /// `>` only matters in `]]>`; a carriage return, and in attributes tab and line feed, would be read back as
  /// something else.
  private static func reference(for byte: UInt8, in place: Place) -> String? {
    switch (byte, place) {
    case (_, .verbatim): nil
    case (UInt8(ascii: "&"), _): "&amp;"
    case (UInt8(ascii: "<"), _): "&lt;"
    case (UInt8(ascii: ">"), _): "&gt;"
    case (UInt8(ascii: "\r"), _): "&#13;"
    case (UInt8(ascii: "\""), .attribute): "&quot;"
    case (UInt8(ascii: "\t"), .attribute): "&#9;"
    case (UInt8(ascii: "\n"), .attribute): "&#10;"
    default: nil
    }
  }
}
