/// The `key: value` and `key = value` pairs of a header line.
struct HeaderPair: Hashable, Sendable {
  var key: String
  var value: String

  /// `Family.key` in its two parts; nil for a key that belongs to no family.
  var familyAndKey: (family: String, key: String)? {
    guard let dot = key.firstIndex(of: "."), !key.contains(" ") else { return nil }
    let family = key[..<dot]
    let rest = key[key.index(after: dot)...]
    guard let first = family.utf8.first, HeaderPairs.isLetter(first), !rest.isEmpty else { return nil }
    guard family.utf8.allSatisfy({ HeaderPairs.isLetter($0) || HeaderPairs.isDigit($0) || $0 == 0x2D }) else {
      return nil
    }
    return (String(family), String(rest))
  }
}

/// Cuts a header line into pairs.
///
/// The key begins with a letter, has at most four words with single blanks between them, and stands before the first
/// `:` or `=` of the line. A colon counts when a blank or the end follows, or when the key is one word of two letters
/// or more and no path, address or time begins there. After a first `key=`, further ones may follow, behind blanks
/// or commas. A line of which any part would get lost that way is no line of pairs.
enum HeaderPairs {
  static func parse(_ text: String) -> [HeaderPair]? {
    var bytes = Array(text.utf8)[...]
    // Old Athena exports begin such lines with a dot.
    if bytes.count > 1, bytes.first == dot, bytes.dropFirst().first.map(HeaderLine.isBlank) == true {
      bytes = trimmed(bytes.dropFirst())
    }
    let head = bytes.prefix(keyLimit + 1)
    guard let separator = head.firstIndex(where: { $0 == colon || $0 == equals }) else { return nil }
    let key = trimmed(bytes[..<separator])
    guard isKey(key), isSeparator(bytes, separator, key) else { return nil }
    guard bytes[separator] == equals else {
      return [HeaderPair(key: string(key), value: string(trimmed(bytes[(separator + 1)...])))]
    }
    return assignments(bytes, firstKey: key, firstSign: separator)
  }

  private static func assignments(
    _ bytes: ArraySlice<UInt8>, firstKey: ArraySlice<UInt8>, firstSign: Int
  ) -> [HeaderPair] {
    var result: [HeaderPair] = []
    var key = firstKey
    var valueStart = firstSign + 1
    var quote: UInt8?
    var position = valueStart
    while position < bytes.endIndex {
      let byte = bytes[position]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == singleQuote || byte == doubleQuote, opensValue(bytes, position, valueStart) {
        quote = byte
      } else if byte == equals, let next = keyBefore(bytes, sign: position, notBefore: valueStart) {
        result.append(pair(key, bytes[valueStart..<next.startIndex]))
        key = next
        valueStart = position + 1
      }
      position += 1
    }
    result.append(pair(key, bytes[valueStart...]))
    return result
  }

  /// A quotation mark in the middle of a value is an apostrophe, or a unit.
  private static func opensValue(_ bytes: ArraySlice<UInt8>, _ position: Int, _ valueStart: Int) -> Bool {
    bytes[valueStart..<position].allSatisfy(HeaderLine.isBlank)
      && bytes[(position + 1)...].contains(bytes[position])
  }

  /// The key of a further `key=` in a line: one word, or several when two blanks or a comma stand before them.
  private static func keyBefore(_ bytes: ArraySlice<UInt8>, sign: Int, notBefore start: Int) -> ArraySlice<UInt8>? {
    var end = sign
    while end > start, HeaderLine.isBlank(bytes[end - 1]) { end -= 1 }
    var wordStart = end
    while wordStart > start, isWordByte(bytes[wordStart - 1]) { wordStart -= 1 }
    guard wordStart < end, wordStart > start, isGap(bytes[wordStart - 1]) else { return nil }
    var phraseStart = wordStart
    while phraseStart > start, isWordByte(bytes[phraseStart - 1]) || isSingleBlank(bytes, phraseStart - 1) {
      guard end - phraseStart < keyLimit else { break }
      phraseStart -= 1
    }
    let phrase = trimmed(bytes[phraseStart..<end])
    let standsApart = phraseStart > start && (isGap(bytes[phraseStart - 1]))
    let candidate = standsApart && isKey(phrase) ? phrase : bytes[wordStart..<end]
    return isKey(candidate) ? candidate : nil
  }

  private static func isSingleBlank(_ bytes: ArraySlice<UInt8>, _ position: Int) -> Bool {
    bytes[position] == 0x20 && position > bytes.startIndex && isWordByte(bytes[position - 1])
      && position + 1 < bytes.endIndex && isWordByte(bytes[position + 1])
  }

  private static func isGap(_ byte: UInt8) -> Bool { HeaderLine.isBlank(byte) || byte == comma || byte == semicolon }

  private static func pair(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> HeaderPair {
    var text = trimmed(value)
    while let last = text.last, last == comma || last == semicolon { text = trimmed(text.dropLast()) }
    if text.count > 1, text.first == singleQuote, text.last == singleQuote {
      text = trimmed(text.dropFirst().dropLast())
    }
    return HeaderPair(key: string(key), value: string(text))
  }

  private static func isSeparator(_ bytes: ArraySlice<UInt8>, _ position: Int, _ key: ArraySlice<UInt8>) -> Bool {
    let next = position + 1 < bytes.endIndex ? bytes[position + 1] : nil
    if bytes[position] == equals { return next != equals }
    guard let next, !HeaderLine.isBlank(next) else { return true }
    return key.count > 1 && !key.contains(where: HeaderLine.isBlank) && next != slash && next != backslash
      && next != colon
  }

  static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
    guard let first = key.first, isLetter(first), key.count <= keyLimit else { return false }
    var words = 1
    for index in key.indices where HeaderLine.isBlank(key[index]) {
      words += 1
      guard key[index] == 0x20, !HeaderLine.isBlank(key[index + 1]) else { return false }
    }
    return words <= 4 && key.allSatisfy { isWordByte($0) || $0 == 0x20 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || keySigns.contains(byte)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x80
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, HeaderLine.isBlank(first) { rest = rest.dropFirst() }
    while let last = rest.last, HeaderLine.isBlank(last) { rest = rest.dropLast() }
    return rest
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  private static let keyLimit = 64
  private static let keySigns = Array("-./()[]%+#".utf8)
  private static let colon = UInt8(ascii: ":")
  private static let equals = UInt8(ascii: "=")
  private static let comma = UInt8(ascii: ",")
  private static let semicolon = UInt8(ascii: ";")
  private static let dot = UInt8(ascii: ".")
  private static let slash = UInt8(ascii: "/")
  private static let backslash = UInt8(ascii: "\\")
  private static let singleQuote = UInt8(ascii: "'")
  private static let doubleQuote = UInt8(ascii: "\"")
}
