/// The spelling of a unit made plain: one form of each sign, and nothing that a C parser should not see.
enum UnitText {
  /// No unit is longer; a text that is has been written to hurt.
  private static let byteLimit = 128

  /// The text with Unicode's look-alikes replaced, or nil when it cannot be a unit.
  static func normalised(_ text: String) -> String? {
    guard text.utf8.count <= byteLimit else { return nil }
    var result = ""
    var isRaised = false
    for character in text {
      if let digit = raised[character] {
        if !isRaised { result += "^" }
        result.append(digit)
        isRaised = true
        continue
      }
      isRaised = false
      guard character.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        // Tabs and line ends between words are blanks; other control characters are no part of a unit.
        guard character.isWhitespace else { return nil }
        result += " "
        continue
      }
      result += lookAlikes[character] ?? String(character)
    }
    return trimmed(result)
  }

  /// Compared by canonical equivalence: `Å` stands for the letter, the Ångström sign and A with a ring.
  private static let lookAlikes: [Character: String] = [
    "\u{C5}": "\u{C5}", "\u{3BC}": "\u{B5}", "\u{2212}": "-", "\u{2013}": "-", "\u{D7}": "*", "\u{22C5}": ".",
    "\u{B7}": ".", "\u{2219}": ".", "\u{2044}": "/", "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ",
    "\u{2103}": "degC", "\u{BA}": "\u{B0}",
  ]

  private static let raised: [Character: Character] = [
    "\u{207B}": "-", "\u{207A}": "+", "\u{2070}": "0", "\u{B9}": "1", "\u{B2}": "2", "\u{B3}": "3", "\u{2074}": "4",
    "\u{2075}": "5", "\u{2076}": "6", "\u{2077}": "7", "\u{2078}": "8", "\u{2079}": "9",
  ]

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
