/// Reads Perl literals: strings, numbers, undef, lists, hashes and blessed hashes. It evaluates nothing.
import Bytes

/// Why something is not a literal.
enum PerlFault: Error {
  /// The text ends before the literal does.
  case ended
  /// Something that would have to be executed, or no Perl at all, at this byte.
  case notLiteral(at: Int)
  /// Containers in containers beyond the limit.
  case tooDeep(at: Int)
}

struct PerlParser {
  /// The next byte.
  private(set) var index: Int
  /// Bytes from here on are not looked at.
  let limit: Int
  /// Whether an escape named no character.
  private(set) var replacedCharacters = false

  init(from index: Int, to limit: Int) {
    self.index = index
    self.limit = limit
  }

  /// The next literal.
  mutating func value(_ bytes: Span<UInt8>, depth: Int = 0) throws(PerlFault) -> ProjectLiteral {
    skipBlanks(bytes)
    guard index < limit else { throw .ended }
    switch bytes[index] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try string(bytes))
    case UInt8(ascii: "["):
      index += 1
      return .list(try items(bytes, until: UInt8(ascii: "]"), depth: depth + 1))
    case UInt8(ascii: "{"):
      let start = index
      index += 1
      return .hash(try members(try items(bytes, until: UInt8(ascii: "}"), depth: depth + 1), start), name: nil)
    case let byte where PerlText.isWordStart(byte): return try word(bytes, depth: depth)
    default: return try number(bytes)
    }
  }

  /// The literals of a list in parentheses.
  mutating func list(_ bytes: Span<UInt8>) throws(PerlFault) -> [ProjectLiteral] {
    skipBlanks(bytes)
    guard index < limit else { throw .ended }
    guard bytes[index] == UInt8(ascii: "(") else { throw .notLiteral(at: index) }
    index += 1
    return try items(bytes, until: UInt8(ascii: ")"), depth: 1)
  }

  /// Goes past `;` and blanks; false when something else follows on the line.
  mutating func endStatement(_ bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    guard index < limit else { return true }
    guard bytes[index] == UInt8(ascii: ";") else { return bytes[index] == UInt8(ascii: "#") }
    while index < limit, bytes[index] == UInt8(ascii: ";") || PerlText.isBlank(bytes[index]) { index += 1 }
    return true
  }

  mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while index < limit, PerlText.isBlank(bytes[index]) { index += 1 }
  }

  private mutating func items(
    _ bytes: Span<UInt8>, until closing: UInt8, depth: Int
  ) throws(PerlFault) -> [ProjectLiteral] {
    guard depth <= ProjectLiteral.depthLimit else { throw .tooDeep(at: index) }
    var items: [ProjectLiteral] = []
    var needsSeparator = false
    while true {
      skipBlanks(bytes)
      guard index < limit else { throw .ended }
      if bytes[index] == closing {
        index += 1
        return items
      }
      if skipSeparator(bytes) {
        needsSeparator = false
        continue
      }
      guard !needsSeparator else { throw .notLiteral(at: index) }
      items.append(try value(bytes, depth: depth))
      needsSeparator = true
    }
  }

  private mutating func skipSeparator(_ bytes: Span<UInt8>) -> Bool {
    if bytes[index] == UInt8(ascii: ",") {
      index += 1
      return true
    }
    guard isFatComma(bytes, index) else { return false }
    index += 2
    return true
  }

  private func isFatComma(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    index + 1 < limit && bytes[index] == UInt8(ascii: "=") && bytes[index + 1] == UInt8(ascii: ">")
  }

  private func members(_ items: [ProjectLiteral], _ start: Int) throws(PerlFault) -> [ProjectLiteral.Member] {
    guard items.count % 2 == 0, let members = ProjectLiteral.paired(items) else { throw .notLiteral(at: start) }
    return members
  }

  private mutating func string(_ bytes: Span<UInt8>) throws(PerlFault) -> String {
    let quote = bytes[index]
    guard let end = PerlString.closingQuote(bytes, quote, from: index + 1, to: limit) else { throw .ended }
    let range = index + 1..<end
    let start = index
    index = end + 1
    guard quote == UInt8(ascii: "\"") else { return PerlString.single(bytes, range) }
    guard let text = PerlString.double(bytes, range, replaced: &replacedCharacters) else {
      throw .notLiteral(at: start)
    }
    return text
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(PerlFault) -> ProjectLiteral {
    guard let end = PerlText.endOfNumber(bytes, from: index, to: limit) else { throw .notLiteral(at: index) }
    defer { index = end }
    return .number(TextEncoding.utf8.decode(bytes.extracting(index..<end)))
  }

  private mutating func word(_ bytes: Span<UInt8>, depth: Int) throws(PerlFault) -> ProjectLiteral {
    let start = index
    while index < limit, PerlText.isWord(bytes[index]) { index += 1 }
    let word = TextEncoding.utf8.decode(bytes.extracting(start..<index))
    skipBlanks(bytes)
    if isFatComma(bytes, index) { return .text(word) }
    if word == "undef" { return .undefined }
    guard word == "bless" else { throw .notLiteral(at: start) }
    guard index < limit else { throw .ended }
    guard bytes[index] == UInt8(ascii: "(") else { throw .notLiteral(at: start) }
    index += 1
    let parts = try items(bytes, until: UInt8(ascii: ")"), depth: depth + 1)
    guard parts.count == 2, case .hash(let members, nil) = parts[0], case .text(let name) = parts[1] else {
      throw .notLiteral(at: start)
    }
    return .hash(members, name: name)
  }
}
