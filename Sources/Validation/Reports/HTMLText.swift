/// Markup as text: elements with their content escaped.

/// Gathers a page. What comes from files goes through `text` or an attribute value and can never become markup.
struct HTMLText {
  private(set) var bytes: [UInt8] = []

  /// Markup of our own, as it is.
  mutating func markup(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Text from anywhere.
  mutating func text(_ text: String) {
    bytes.append(contentsOf: Self.escaped(text).utf8)
  }

  /// An element with attributes, and what `content` adds inside.
  mutating func element(
    _ name: StaticString, _ attributes: [(StaticString, String)] = [], content: (inout HTMLText) -> Void
  ) {
    markup("<")
    markup(name)
    for (key, value) in attributes {
      markup(" ")
      markup(key)
      markup("=\"")
      text(value)
      markup("\"")
    }
    markup(">")
    content(&self)
    markup("</")
    markup(name)
    markup(">\n")
  }

  /// An element that holds one text.
  mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)], _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element without attributes that holds one text.
  mutating func element(_ name: StaticString, _ text: String) {
    element(name, []) { $0.text(text) }
  }

  /// Markup characters as references; controls, and marks that turn the direction of writing, in Swift's notation.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isSpecial($0) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if let reference = references[scalar] {
        result += reference
      } else if isSpecial(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static let references: [Unicode.Scalar: String] = [
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\n": " ", "\t": " ", "\r": " ",
  ]

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "&", "<", ">", "\"", "'": return true
    default: break
    }
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069, 0xfffe...0xffff: return true
    default: return false
    }
  }
}
