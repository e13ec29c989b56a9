/// The grammar of XDI 1.0: what one line of a header is.

/// A field of the header: `# Family.key: value`.
struct XDIField: Sendable, Hashable {
  var family: String
  var key: String
  var value: String
  var line: Int?

  /// The name without regard to case, for comparisons.
  var name: String { family.lowercased() + "." + key.lowercased() }
}

/// What a header line that begins with `#` is.
enum XDIHeaderLine: Sendable, Hashable {
  /// Nothing but the sign.
  case empty
  /// `XDI/`, the version, and what is behind it.
  case version(String, applications: String?)
  case field(XDIField)
  /// Three slashes or more: from here on free comments.
  case fieldEnd
  /// Three dashes or more.
  case headerEnd
  /// Anything else, with what is wrong with it.
  case other(fault: String)
}

enum XDIGrammar {
  /// What the text behind the `#` of a header line is.
  static func classify(_ body: String) -> XDIHeaderLine {
    let text = trimmed(body)
    if text.isEmpty { return .empty }
    if text.utf8.starts(with: "---".utf8) { return .headerEnd }
    if text.utf8.starts(with: "///".utf8) { return .fieldEnd }
    if let version = version(text) { return version }
    return field(text)
  }

  /// `XDI/1.0 GSE/1.0`
  static func version(_ text: String) -> XDIHeaderLine? {
    let prefix = "XDI/"
    guard text.utf8.starts(with: prefix.utf8) else { return nil }
    let rest = text.utf8.dropFirst(prefix.utf8.count)
    let number = rest.prefix { !$0.isBlank }
    let applications = trimmed(String(Substring(rest.dropFirst(number.count))))
    return .version(String(Substring(number)), applications: applications.isEmpty ? nil : applications)
  }

  /// Whether a version is two or three whole numbers joined by points.
  static func isVersionNumber(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0.digit != nil } }
  }

  /// `Family.key: value`, or what is wrong with it.
  private static func field(_ text: String) -> XDIHeaderLine {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return .other(fault: "it has no colon") }
    let name = String(Substring(bytes[..<colon]))
    guard let point = name.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      return .other(fault: "no point stands between a family and a key before the colon")
    }
    let family = String(Substring(name.utf8[..<point]))
    let key = String(Substring(name.utf8[name.utf8.index(after: point)...]))
    if key.utf8.contains(UInt8(ascii: ".")) { return .other(fault: "its name has more than one point") }
    guard isFamily(family) else {
      return .other(fault: "a family is a letter followed by letters, digits, _ and -, but this is \"\(family)\"")
    }
    guard isKey(key) else {
      return .other(fault: "a key is made of letters, digits, _ and -, but this is \"\(key)\"")
    }
    let value = trimmed(String(Substring(bytes[bytes.index(after: colon)...])))
    return .field(XDIField(family: family, key: key, value: value))
  }

  static func isFamily(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first.isLetter && isKey(text)
  }

  static func isKey(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0.isLetter || $0.digit != nil || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  /// Without the blanks (space, tab, vertical tab, form feed) at both ends.
  static func trimmed(_ text: String) -> String {
    let start = text.utf8.drop { $0.isBlank }
    return trimmedAtEnd(String(Substring(start)))
  }

  /// Without the blanks at the end.
  static func trimmedAtEnd(_ text: String) -> String {
    guard let last = text.utf8.last, last.isBlank else { return text }
    guard let end = text.utf8.lastIndex(where: { !$0.isBlank }) else { return "" }
    return String(Substring(text.utf8[...end]))
  }

  /// The text behind the first `#`.
  static func afterSign(_ line: String) -> String {
    String(Substring(line.utf8.drop { $0 != UInt8(ascii: "#") }.dropFirst()))
  }

  /// The words between blanks.
  static func words(_ text: String) -> [String] {
    text.utf8.split { $0.isBlank }.map { String(Substring($0)) }
  }

  /// Whether the text stays on one line when it is written.
  static func isOneLine(_ text: String) -> Bool { !text.utf8.contains { $0.isLineEnd } }
}

extension UInt8 {
  /// A letter of ASCII.
  var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
}
