import Bytes

/// One line of a free-form header: its text without comment sign, and what it may be.
struct HeaderLine: Sendable {
  /// Counted from 1 in the file.
  let number: Int
  /// The text without comment signs and surrounding blanks; control characters are blanks.
  let text: String
  let kind: Kind

  enum Kind: Sendable {
    case blank
    /// Nothing but dashes and the like: what follows is usually the label line.
    case ruler
    case text
  }

  init(number: Int, bytes: some Collection<UInt8>) {
    self.number = number
    let raw = bytes.map { $0 < 0x20 && $0 != Self.tab || $0 == 0x7F ? Self.blank : $0 }
    let stripped = Self.withoutCommentSigns(raw[...])
    text = String(decoding: stripped, as: UTF8.self)
    kind = Self.isRuler(raw) ? .ruler : stripped.isEmpty ? .blank : .text
  }

  init(number: Int, text: String) {
    self.init(number: number, bytes: text.utf8)
  }

  /// A line as it is stored: UTF-8, or else Latin-1.
  init(number: Int, stored bytes: Span<UInt8>) {
    let encoding = TextEncoding.isUTF8(bytes) ? TextEncoding.utf8 : .latin1
    self.init(number: number, bytes: encoding.utf8Bytes(of: bytes))
  }

  static let commentSigns = Array("#;%*!$".utf8)
  private static let blank = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")
  private static let slash = UInt8(ascii: "/")
  static let rulerSigns = Array("-=_*~+#/%!;. \t".utf8)

  /// Takes off any number of comment signs, with blanks between them, and the blanks around the rest.
  private static func withoutCommentSigns(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first {
      if isBlank(first) || commentSigns.contains(first) {
        rest = rest.dropFirst()
      } else if first == slash, rest.dropFirst().first == slash {
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    return rest
  }

  private static func isRuler(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy(rulerSigns.contains) else { return false }
    return bytes.count { !isBlank($0) } >= 4
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == tab }
}
