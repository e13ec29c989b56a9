// Which characters XML 1.0 (fifth edition) allows in text and in names.

enum XMLCharacters {
  /// The start characters of a name without the colon, production [4].
  private static let nameStart: [ClosedRange<UInt32>] = [
    0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
    0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
    0x10000...0xEFFFF,
  ]
  /// The characters a name may go on with besides those, production [4a].
  private static let nameRest: [ClosedRange<UInt32>] = [
    0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040,
  ]

  /// Whether a text is a name without a colon (an NCName).
  static func isName(_ text: String) -> Bool {
    if isPlainName(text) { return true }
    var isFirst = true
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let fits = nameStart.contains { $0.contains(value) } || (!isFirst && nameRest.contains { $0.contains(value) })
      guard fits else { return false }
      isFirst = false
    }
    return !isFirst
  }

  /// Whether a text is a name of ASCII letters, digits and underscores, as nearly all are.
  private static func isPlainName(_ text: String) -> Bool {
    var isFirst = true
    for byte in text.utf8 {
      let isLetter = (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      guard isLetter || (!isFirst && (0x30...0x39).contains(byte)) else { return false }
      isFirst = false
    }
    return !isFirst
  }

  /// Whether a document can hold the character, production [2]. Swift strings hold no surrogates.
  static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
