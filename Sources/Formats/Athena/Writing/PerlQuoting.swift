/// Text as a Perl literal that says exactly this text, to Perl and to programs that read projects as Python does.

enum PerlQuoting {
  /// Appends a text in quotes: whatever it holds, it is data.
  ///
  /// Plain text stands in single quotes. Everything else stands in double quotes, with escapes that Perl and Python
  /// share: octal for control characters, `\x{...}` for signs that Perl or Larch would take for more than signs. Larch
  /// drops each line with the letters `undef`, turns `=>` into a colon and replaces `\x{` wherever it stands.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let source = Array(text.utf8)
    guard isPlain(source) else { return appendDouble(text, to: &bytes) }
    bytes.append(quote)
    for byte in source {
      if byte == quote || byte == backslash { bytes.append(backslash) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static let quote = UInt8(ascii: "'")
  private static let backslash = UInt8(ascii: "\\")
  private static let undef = Array("undef".utf8)

  private static func isPlain(_ source: [UInt8]) -> Bool {
    for (index, byte) in source.enumerated() {
      guard byte >= 0x20, byte < 0x7f else { return false }
      switch byte {
      case UInt8(ascii: "u") where source[index...].starts(with: undef): return false
      case UInt8(ascii: "=") where source[index...].dropFirst().first == UInt8(ascii: ">"): return false
      case backslash where source[index...].dropFirst().starts(with: [UInt8(ascii: "x"), UInt8(ascii: "{")]):
        return false
      default: break
      }
    }
    return true
  }

  private static func appendDouble(_ text: String, to bytes: inout [UInt8]) {
    let scalars = Array(text.unicodeScalars)
    bytes.append(UInt8(ascii: "\""))
    for (index, scalar) in scalars.enumerated() {
      let rest = scalars[index...]
      switch scalar {
      case "\"", "\\": bytes.append(contentsOf: [backslash, UInt8(scalar.value)])
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "$", "@": appendHexadecimal(scalar, to: &bytes)
      case "u" where rest.starts(with: "undef".unicodeScalars): appendHexadecimal(scalar, to: &bytes)
      case "=" where rest.dropFirst().first == ">": appendHexadecimal(scalar, to: &bytes)
      case "x" where index > 0 && scalars[index - 1] == "\\" && rest.dropFirst().first == "{":
        appendHexadecimal(scalar, to: &bytes)
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: appendOctal(scalar, to: &bytes)
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      default: appendHexadecimal(scalar, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendHexadecimal(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\\x{\(String(scalar.value, radix: 16))}".utf8)
  }

  private static func appendOctal(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    let digits = String(scalar.value, radix: 8)
    bytes.append(contentsOf: ("\\" + String(repeating: "0", count: 3 - digits.count) + digits).utf8)
  }
}
