/// Text from files on a terminal: made harmless, measured and cut to fit.
enum DisplayText {
  /// The text without anything that a terminal would obey: control characters and marks that turn the direction of
  /// writing stand as `\u{1b}`; line ends and tabs as blanks.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isObeyed($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result.append(" ")
      case _ where isObeyed(scalar):
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// The columns that printable text takes.
  static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return true
    default: return false
    }
  }

  /// The text, or its beginning and an ellipsis when it is wider than `limit`.
  static func fitted(_ text: String, to limit: Int, _ style: TextStyle) -> String {
    guard width(text) > limit else { return text }
    let room = max(0, limit - width(style.ellipsis))
    var used = 0
    let kept = text.prefix { character in
      used += isWide(character) ? 2 : 1
      return used <= room
    }
    return kept + style.ellipsis
  }

  /// The text, or an ellipsis and its end when it is wider than `limit`.
  static func fittedEnd(_ text: String, to limit: Int, _ style: TextStyle) -> String {
    guard width(text) > limit else { return text }
    let room = max(0, limit - width(style.ellipsis))
    var used = 0
    let kept = text.reversed().prefix { character in
      used += isWide(character) ? 2 : 1
      return used <= room
    }
    return style.ellipsis + String(kept.reversed())
  }

  /// The text followed by blanks up to `width` columns.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - self.width(text)))
  }

  /// Blanks up to `width` columns, followed by the text.
  static func rightAligned(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - self.width(text))) + text
  }

  /// The words of the text on lines of at most `limit` columns; words that are longer are cut.
  static func wrapped(_ text: String, to limit: Int) -> [String] {
    let limit = max(8, limit)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = String(word)
      if !line.isEmpty, width(line) + 1 + width(rest) <= limit {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while width(rest) > limit {
        let head = rest.prefix(limit)
        lines.append(String(head))
        rest = String(rest.dropFirst(head.count))
      }
      line = rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
