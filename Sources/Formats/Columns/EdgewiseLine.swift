/// A header line in which Edgewise says about its own files what labels and `key: value` lines cannot say:
/// `# Edgewise.column: column="2" name="C 2" role="i0"`.
struct EdgewiseLine: Hashable, Sendable {
  var kind: Kind
  var fields: [Field]
  /// The line that it was read from.
  var number = 0

  enum Kind: String, Sendable, CaseIterable {
    case measurement, column, signal, metadata
  }

  struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  /// The first line of every file of columns that Edgewise writes.
  static let marker = "Edgewise columns 1"
  static let family = "Edgewise"

  /// A line from fields, leaving out those that are nil.
  init(_ kind: Kind, _ fields: KeyValuePairs<String, String?>) {
    self.kind = kind
    self.fields = fields.compactMap { name, value in value.map { Field(name: name, value: $0) } }
  }

  /// Reads the value of an `Edgewise.KIND` line; nil when the kind is unknown or the text is not made of fields.
  init?(key: String, text: String, number: Int) {
    guard let kind = Kind(rawValue: key) else { return nil }
    var scanner = FieldScanner(bytes: Array(text.utf8)[...])
    var fields: [Field] = []
    while let more = scanner.next() {
      guard let field = more else { return nil }
      fields.append(field)
    }
    self.kind = kind
    self.fields = fields
    self.number = number
  }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The line without its comment sign.
  var text: String {
    "\(Self.family).\(kind.rawValue): "
      + fields.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Walks over `name="value"` fields.
private struct FieldScanner {
  var bytes: ArraySlice<UInt8>

  /// The next field; `.some(nil)` for text that is none; nil at the end.
  mutating func next() -> EdgewiseLine.Field?? {
    bytes = HeaderPairs.trimmed(bytes)
    guard !bytes.isEmpty else { return nil }
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")), bytes[sign...].dropFirst().first == quote else {
      return .some(nil)
    }
    let name = String(decoding: bytes[..<sign], as: UTF8.self)
    bytes = bytes[(sign + 2)...]
    guard let value = quotedText() else { return .some(nil) }
    return .some(EdgewiseLine.Field(name: name, value: value))
  }

  private mutating func quotedText() -> String? {
    var result: [UInt8] = []
    while let byte = bytes.popFirst() {
      switch byte {
      case quote: return String(decoding: result, as: UTF8.self)
      case backslash:
        guard let code = bytes.popFirst() else { return nil }
        if code == quote || code == backslash {
          result.append(code)
        } else if code == UInt8(ascii: "u"), let scalar = scalarInBraces() {
          result += Array(String(Character(scalar)).utf8)
        } else {
          return nil
        }
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func scalarInBraces() -> Unicode.Scalar? {
    guard bytes.popFirst() == UInt8(ascii: "{"), let end = bytes.prefix(8).firstIndex(of: UInt8(ascii: "}")) else {
      return nil
    }
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    bytes = bytes[(end + 1)...]
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }

  private var quote: UInt8 { UInt8(ascii: "\"") }
  private var backslash: UInt8 { UInt8(ascii: "\\") }
}
