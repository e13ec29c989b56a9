/// JSON, written piece by piece into bytes.

/// Writes one JSON document in the order of the calls.
///
///     var json = JSONWriter(isPretty: true)
///     json.object { json in
///       json.member("schema", "edgewise.validate/1")
///       json.key("files")
///       json.array { json in json.value("a.xdi") }
///     }
///     let bytes = json.finish()
///
/// Whatever the calls, the result is valid JSON; calls that make no sense (a value without a key, a key in an array, an
/// end without a beginning, a second document) are repaired or dropped and counted in `misuses`.
public struct JSONWriter: Sendable {
  private enum Container {
    case object, array
  }

  /// How many calls made no sense: a bug in the caller, which tests can look for.
  public private(set) var misuses = 0
  private var bytes: [UInt8] = []
  private var open: [Container] = []
  /// Whether the innermost container has a member already.
  private var hasMembers = false
  private var hasKey = false
  private var isComplete = false
  private let isPretty: Bool

  /// A writer of compact JSON, or of JSON indented by two spaces.
  public init(isPretty: Bool = false) {
    self.isPretty = isPretty
  }

  /// Begins an object.
  public mutating func beginObject() { begin(.object, "{") }
  /// Ends an object.
  public mutating func endObject() { end(.object) }
  /// Begins an array.
  public mutating func beginArray() { begin(.array, "[") }
  /// Ends an array.
  public mutating func endArray() { end(.array) }

  /// An object whose members the closure writes.
  public mutating func object<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// An array whose elements the closure writes.
  public mutating func array<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    beginArray()
    try body(&self)
    endArray()
  }

  /// The key of the next value.
  public mutating func key(_ key: String) {
    guard open.last == .object else {
      misuses += 1
      return
    }
    if hasKey {
      misuses += 1
      null()
    }
    separate()
    appendString(key)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(0x20) }
    hasKey = true
  }

  /// A string.
  public mutating func value(_ text: String) {
    write { $0.appendString(text) }
  }

  /// A truth value.
  public mutating func value(_ flag: Bool) {
    write { $0.append(flag ? "true" : "false") }
  }

  /// A number; NaN and infinities become `null`.
  public mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    write { NumberFormatter.append(number, to: &$0.bytes) }
  }

  /// A single-precision number in its own shortest text; NaN and infinities become `null`.
  public mutating func value(_ number: Float) {
    guard number.isFinite else { return null() }
    write { NumberFormatter.append(number, to: &$0.bytes) }
  }

  /// An integer, all digits of it.
  public mutating func value(_ number: some FixedWidthInteger) {
    write { NumberFormatter.append(number, to: &$0.bytes) }
  }

  /// A number in its own words, which must be a JSON number: anything else becomes `null` and counts as misuse.
  public mutating func number(_ text: String) {
    let bytes = Array(text.utf8)
    guard JSONNumber.end(bytes.span, from: 0) == bytes.count else {
      misuses += 1
      return null()
    }
    write { $0.bytes.append(contentsOf: bytes) }
  }

  /// The null value.
  public mutating func null() {
    write { $0.append("null") }
  }

  /// What has been written since the last call: a long document need not be held as a whole.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Ends the document (whatever is still open is closed) and gives its bytes, with a line end when pretty.
  public mutating func finish() -> [UInt8] {
    if !open.isEmpty { misuses += 1 }
    while let container = open.last { end(container) }
    if !isComplete {
      misuses += 1
      null()
    }
    if isPretty { bytes.append(0x0a) }
    return takeBytes()
  }

  // MARK: Structure

  private mutating func begin(_ container: Container, _ bracket: Unicode.Scalar) {
    guard let byte = UInt8(exactly: bracket.value), prepareValue() else {
      // A second document: its containers are not opened, so their ends count as misuse too.
      misuses += 1
      return
    }
    bytes.append(byte)
    open.append(container)
    hasMembers = false
  }

  private mutating func end(_ container: Container) {
    guard open.last == container else {
      misuses += 1
      return
    }
    if hasKey {
      misuses += 1
      null()
    }
    open.removeLast()
    if isPretty, hasMembers { newLine() }
    bytes.append(container == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    finishValue()
  }

  private mutating func write(_ append: (inout JSONWriter) -> Void) {
    guard prepareValue() else {
      misuses += 1
      return
    }
    append(&self)
    finishValue()
  }

  /// Separators before a value; false when no value may follow.
  private mutating func prepareValue() -> Bool {
    switch open.last {
    case nil: return !isComplete
    case .array: separate()
    case .object:
      if !hasKey {
        misuses += 1
        key("")
      }
      hasKey = false
    }
    return true
  }

  private mutating func finishValue() {
    hasMembers = true
    if open.isEmpty { isComplete = true }
  }

  private mutating func separate() {
    if hasMembers { bytes.append(UInt8(ascii: ",")) }
    if isPretty { newLine() }
  }

  private mutating func newLine() {
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * open.count))
  }

  // MARK: Text

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func appendString(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else {
        appendEscape(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0c: bytes.append(UInt8(ascii: "f"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    default:
      let hex = Array("0123456789abcdef".utf8)
      append("u00")
      bytes.append(hex[Int(byte >> 4)])
      bytes.append(hex[Int(byte & 15)])
    }
  }
}

extension JSONWriter {
  /// A key with a string.
  public mutating func member(_ key: String, _ text: String) {
    self.key(key)
    value(text)
  }

  /// A key with a truth value.
  public mutating func member(_ key: String, _ flag: Bool) {
    self.key(key)
    value(flag)
  }

  /// A key with a number; NaN and infinities become `null`.
  public mutating func member(_ key: String, _ number: Double) {
    self.key(key)
    value(number)
  }

  /// A key with an integer.
  public mutating func member(_ key: String, _ number: some FixedWidthInteger) {
    self.key(key)
    value(number)
  }
}
