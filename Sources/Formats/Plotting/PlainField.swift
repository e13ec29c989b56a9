/// `key=value` fields on one line, in the form that the notes of plotting programs can hold.

enum PlainField {
  /// A text without control characters, which become `\u{a}`; a backslash, and each of `signs`, gets a backslash.
  static func escaped(_ text: String, signs: Set<Unicode.Scalar> = []) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        if scalar == "\\" || signs.contains(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text that was escaped.
  static func unescaped(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      if next == "u", let control = code(&rest) {
        result.append(control)
      } else {
        result.append(next)
      }
    }
    return String(result)
  }

  /// The texts between a sign that is not escaped, still escaped.
  static func split(_ text: String, at sign: Unicode.Scalar) -> [String] {
    var result: [String] = []
    var part = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == sign, !isEscaped {
        result.append(String(part))
        part = String.UnicodeScalarView()
      } else {
        part.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return result + [String(part)]
  }

  /// Key and value of `key=value`, the value without its escapes; nil for other texts.
  static func parse(_ text: some StringProtocol) -> (key: String, value: String)? {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
    return (String(text[..<sign]), unescaped(text[text.index(after: sign)...]))
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  private static func code(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    guard rest.first == "{", let end = rest.prefix(10).firstIndex(of: "}") else { return nil }
    let digits = String(rest[rest.index(after: rest.startIndex)..<end])
    guard let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) else { return nil }
    rest = rest[rest.index(after: end)...]
    return scalar
  }
}
