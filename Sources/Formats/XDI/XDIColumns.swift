/// What the columns of an XDI table are called: Column.N fields first, then the label line, then `col1`, `col2` ...
import DataModel

/// A Column.N value taken apart: `energy eV || 13BMA:E:Energy.VAL`.
struct XDIColumnText: Sendable, Hashable {
  var label: String?
  /// One to three words behind the label, without brackets around them; a longer text is a description, no unit.
  var unit: String?

  init(label: String?, unit: String?) {
    self.label = label
    self.unit = unit
  }

  /// Neither label nor unit reach into `|| PV` or ` # comment`.
  init(_ value: String) {
    let text = Self.withoutSuffix(value)
    let words = XDIGrammar.words(text)
    label = words.first
    guard let label, (2...4).contains(words.count) else { return }
    let rest = XDIGrammar.trimmed(String(Substring(text.utf8.dropFirst(label.utf8.count))))
    unit = Self.withoutBrackets(rest)
  }

  /// The value without `|| PV` and without `# comment` (which a blank must precede).
  static func withoutSuffix(_ value: String) -> String {
    let bytes = Array(XDIGrammar.trimmed(value).utf8)
    var end = bytes.count
    for index in bytes.indices {
      let isPair = bytes[index] == UInt8(ascii: "|") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "|")
      let isComment = bytes[index] == UInt8(ascii: "#") && (index == 0 || bytes[index - 1].isBlank)
      if isPair || isComment {
        end = index
        break
      }
    }
    return XDIGrammar.trimmed(String(decoding: bytes[..<end], as: UTF8.self))
  }

  private static func withoutBrackets(_ text: String) -> String? {
    for (open, close) in [("(", ")"), ("[", "]")] where text.hasPrefix(open) && text.hasSuffix(close) {
      let inner = XDIGrammar.trimmed(String(text.dropFirst().dropLast()))
      return inner.isEmpty ? nil : inner
    }
    return text
  }
}

/// Names and units of a table's columns, worked out from fields and label line.
struct XDIColumns {
  /// Unique names, one per column.
  private(set) var names: [String] = []
  private(set) var units: [String?] = []
  /// The labels of the Column.N fields; nil where there is none.
  private(set) var fieldLabels: [String?] = []
  /// Whether the label line says something else than the fields.
  private(set) var labelLineDisagrees = false
  /// The name that an outer channel gets; nil when the header names none.
  private(set) var outer: XDIColumnText?

  init(fields: [XDIField], labels: [String]?, count: Int) {
    let numbered = Self.numbered(fields)
    let texts = (0..<count).map { numbered[$0 + 1].map { XDIColumnText($0.value) } }
    fieldLabels = texts.map { $0?.label }
    let fits = labels?.count == count
    var unique = UniqueNames()
    for index in 0..<count {
      let label = texts[index]?.label ?? (fits ? labels?[index] : nil) ?? "col\(index + 1)"
      names.append(unique.name(label))
      units.append(texts[index]?.unit)
    }
    if let labels {
      labelLineDisagrees =
        !fits || zip(labels, fieldLabels).contains { word, label in label.map { $0 != word } ?? false }
    }
    if let field = XDIFieldIndex(fields)["Outer.name"] {
      let text = XDIColumnText(field.value)
      if let label = text.label {
        outer = text
        outer?.label = unique.name(label)
      }
    }
  }

  /// The Column.N fields by number; the last one counts.
  static func numbered(_ fields: [XDIField]) -> [Int: XDIField] {
    var result: [Int: XDIField] = [:]
    for field in fields {
      if let number = number(of: field), number > 0 { result[number] = field }
    }
    return result
  }

  /// The number of a Column.N field; nil for other fields, and for keys that are no number.
  static func number(of field: XDIField) -> Int? {
    guard field.family.lowercased() == "column", field.key.utf8.allSatisfy({ $0.digit != nil }) else { return nil }
    return Int(field.key)
  }

  /// How many columns a file without rows has: as many Column.N as follow each other from 1, else one per label.
  static func count(fields: [XDIField], labels: [String]?) -> Int {
    let numbered = numbered(fields)
    var count = 0
    while numbered[count + 1] != nil { count += 1 }
    return count > 0 ? count : labels?.count ?? 0
  }
}

/// Makes names unique by `_2`, `_3` ...
struct UniqueNames {
  private var taken: Set<String> = []
  private var next: [String: Int] = [:]

  mutating func name(_ wanted: String) -> String {
    if taken.insert(wanted).inserted { return wanted }
    var number = next[wanted] ?? 2
    while !taken.insert("\(wanted)_\(number)").inserted { number += 1 }
    next[wanted] = number + 1
    return "\(wanted)_\(number)"
  }
}
