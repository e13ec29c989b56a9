/// Reads JSON (RFC 8259) strictly, with limits on depth and size.

extension JSONValue {
  /// Reads a whole document; a UTF-8 byte order mark is passed over.
  ///
  /// `depthLimit` counts nested containers (at most 1000 are allowed whatever is asked for), `sizeLimit` bytes.
  public init(parsing bytes: Span<UInt8>, depthLimit: Int = 256, sizeLimit: Int = 1 << 28) throws(JSONError) {
    guard bytes.count <= sizeLimit else {
      throw JSONError("more than \(sizeLimit) bytes", at: 0, in: bytes)
    }
    let text: Result<Void, UTF8.ValidationError> = Result { () throws(UTF8.ValidationError) in
      _ = try UTF8Span(validating: bytes)
    }
    if case .failure(let error) = text {
      throw JSONError("this is not UTF-8", at: error.byteOffsets.lowerBound, in: bytes)
    }
    var parser = JSONParser(depthLimit: min(depthLimit, 1000))
    self = try parser.document(bytes)
  }

  /// Reads a whole document from an array. Throws as the other initializer does.
  public init(parsing bytes: [UInt8], depthLimit: Int = 256, sizeLimit: Int = 1 << 28) throws(JSONError) {
    try self.init(parsing: bytes.span, depthLimit: depthLimit, sizeLimit: sizeLimit)
  }

  /// Reads a whole document from text. Throws as the other initializer does.
  public init(parsing text: String, depthLimit: Int = 256, sizeLimit: Int = 1 << 28) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), depthLimit: depthLimit, sizeLimit: sizeLimit)
  }
}

/// A place in the text; the bytes are known to be UTF-8.
private struct JSONParser {
  let depthLimit: Int
  private var index = 0
  private var depth = 0

  init(depthLimit: Int) {
    self.depthLimit = depthLimit
  }

  mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { index = 3 }
    let value = try value(bytes)
    skipBlanks(bytes)
    guard index == bytes.count else { throw JSONError("text after the end of the document", at: index, in: bytes) }
    return value
  }

  private mutating func value(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    skipBlanks(bytes)
    switch peek(bytes) {
    case UInt8(ascii: "{"): return try object(bytes)
    case UInt8(ascii: "["): return try array(bytes)
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
    case UInt8(ascii: "n"): return try word("null", .null, bytes)
    case nil: throw JSONError("the text ends where a value should be", at: index, in: bytes)
    default: return try number(bytes)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    try elements(bytes, until: UInt8(ascii: "}")) { parser, bytes throws(JSONError) in
      guard parser.peek(bytes) == UInt8(ascii: "\"") else {
        throw JSONError("a key in quotes should be here", at: parser.index, in: bytes)
      }
      let key = try parser.string(bytes)
      parser.skipBlanks(bytes)
      guard parser.peek(bytes) == UInt8(ascii: ":") else {
        throw JSONError("a colon should follow the key", at: parser.index, in: bytes)
      }
      parser.index += 1
      members.append(JSONValue.Member(key, try parser.value(bytes)))
    }
    return .object(members)
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    try self.elements(bytes, until: UInt8(ascii: "]")) { parser, bytes throws(JSONError) in
      elements.append(try parser.value(bytes))
    }
    return .array(elements)
  }

  /// What stands between two brackets, separated by commas.
  private mutating func elements(
    _ bytes: Span<UInt8>, until end: UInt8,
    _ element: (inout JSONParser, Span<UInt8>) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard depth < depthLimit else { throw JSONError("nested deeper than \(depthLimit)", at: index, in: bytes) }
    depth += 1
    index += 1
    skipBlanks(bytes)
    if peek(bytes) != end {
      while true {
        skipBlanks(bytes)
        try element(&self, bytes)
        skipBlanks(bytes)
        guard peek(bytes) == UInt8(ascii: ",") else { break }
        index += 1
      }
    }
    guard peek(bytes) == end else {
      let bracket = Character(Unicode.Scalar(end))
      throw JSONError("a comma or \(bracket) should be here", at: index, in: bytes)
    }
    index += 1
    depth -= 1
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue {
    let start = index
    let matches = word.withUTF8Buffer { letters in
      letters.indices.allSatisfy { start + $0 < bytes.count && bytes[start + $0] == letters[$0] }
    }
    guard matches else { throw JSONError("this is no JSON value", at: index, in: bytes) }
    index += word.utf8CodeUnitCount
    return value
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    let start = index
    guard JSONNumber.isSign(peek(bytes)) || JSONNumber.isDigit(peek(bytes)) else {
      throw JSONError("this is no JSON value", at: start, in: bytes)
    }
    guard let end = JSONNumber.end(bytes, from: start) else {
      throw JSONError("this is no JSON number", at: start, in: bytes)
    }
    index = end
    return .number(bytes.extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
  }

  private mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while let byte = peek(bytes) {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try escape(bytes, &text)
      case 0..<0x20:
        throw JSONError("a control character in a string", at: index, in: bytes)
      default:
        text.append(byte)
        index += 1
      }
    }
    throw JSONError("a string without end", at: start, in: bytes)
  }

  private mutating func escape(_ bytes: Span<UInt8>, _ text: inout [UInt8]) throws(JSONError) {
    let start = index
    index += 1
    guard let letter = peek(bytes) else { throw JSONError("a string without end", at: start, in: bytes) }
    index += 1
    if letter == UInt8(ascii: "u") {
      text.append(contentsOf: String(Character(try scalar(bytes, from: start))).utf8)
      return
    }
    guard let meaning = Self.escapes[letter] else { throw JSONError("an unknown escape", at: start, in: bytes) }
    text.append(meaning)
  }

  private mutating func scalar(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits(bytes)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, peek(bytes) == UInt8(ascii: "\\"), index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "u")
    else { throw JSONError("half a surrogate pair", at: start, in: bytes) }
    index += 2
    let second = try fourDigits(bytes)
    guard 0xdc00...0xdfff ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw JSONError("half a surrogate pair", at: start, in: bytes) }
    return scalar
  }

  private mutating func fourDigits(_ bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(bytes), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONError("four hexadecimal digits should be here", at: index, in: bytes)
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private func peek(_ bytes: Span<UInt8>) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while let byte = peek(bytes), byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]
}
