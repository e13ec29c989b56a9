/// Markup as bytes: elements of our own, texts from anywhere escaped.

/// Gathers markup. What comes from files goes through `text` or an attribute's value and can never become markup.
struct MarkupText {
  private(set) var bytes: [UInt8] = []

  /// Markup of our own, as it is.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Bytes that are markup or data already.
  mutating func raw(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  /// Text from anywhere.
  mutating func text(_ text: String) { bytes.append(contentsOf: Self.escaped(text).utf8) }

  /// A number in pixels.
  mutating func pixel(_ value: Double) { bytes.append(contentsOf: PlotNumber.pixel(value).utf8) }

  /// The start of an element with attributes; `isEmpty` ends it as well.
  mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)] = [], isEmpty: Bool = false) {
    raw("<")
    raw(name)
    for (key, value) in attributes {
      raw(" ")
      raw(key)
      raw("=\"")
      text(value)
      raw("\"")
    }
    isEmpty ? raw("/>\n") : raw(">")
  }

  mutating func close(_ name: StaticString) {
    raw("</")
    raw(name)
    raw(">\n")
  }

  /// An element that holds one text.
  mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)], _ content: String) {
    open(name, attributes)
    text(content)
    close(name)
  }

  /// An element without attributes that holds one text.
  mutating func element(_ name: StaticString, _ content: String) { element(name, [], content) }

  /// Markup characters as references; what XML cannot hold, and marks that turn the direction of writing, in Swift's
  /// notation.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { references[$0] != nil || isForbidden($0) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if let reference = references[scalar] {
        result += reference
      } else if isForbidden(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static let references: [Unicode.Scalar: String] = [
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\n": " ", "\t": " ", "\r": " ",
  ]

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069, 0xfffe...0xffff: true
    default: false
    }
  }
}
