/// Characters that XML 1.0 cannot carry, written as `\u{H}`; and a backslash before `u{`, so that nothing else is.
enum MetaXMLText {
  /// The text as the document writes it.
  static func escaped(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { !needsEscape($0) }
    guard !isPlain else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isEscape =
        scalar == "\\" && index + 2 < scalars.count && scalars[index + 1] == "u" && scalars[index + 2] == "{"
      if isEscape || !isLegal(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text that the document means. What only looks like an escape stays as it is.
  static func unescaped(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { !$0.contains(UInt8(ascii: "\\")) }
    guard !isPlain else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\", let (meant, length) = escape(after: rest.prefix(9)) {
        result.append(meant)
        rest = rest.dropFirst(length)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The scalar of `u{H}` with one to six digits, and the length of that.
  private static func escape(after text: Substring.UnicodeScalarView) -> (Unicode.Scalar, Int)? {
    let scalars = Array(text)
    guard scalars.count >= 4, scalars[0] == "u", scalars[1] == "{",
      let end = scalars.firstIndex(of: "}"), (3...8).contains(end)
    else { return nil }
    var value: UInt32 = 0
    for digit in scalars[2..<end] {
      guard digit.isASCII, let number = Character(digit).hexDigitValue else { return nil }
      value = value * 16 + UInt32(number)
    }
    return Unicode.Scalar(value).map { ($0, end + 1) }
  }

  /// Whether a character may be illegal, or a backslash stands there.
  private static func needsEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes where byte < 0x20 || byte == UInt8(ascii: "\\") || byte == 0xEF {
      // U+FFFE and U+FFFF begin with EF.
      if byte != 9, byte != 10, byte != 13 { return true }
    }
    return false
  }

  /// Production [2] of XML 1.0.
  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
