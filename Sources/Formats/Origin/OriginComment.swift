/// A cell of the comments row: what a person reads in Origin, and what makes the table readable again:
/// `Cu foil | role=i0`.
import DataModel

struct OriginComment {
  /// Words for the person, such as the title; empty for none.
  var text = ""
  var fields: [(key: String, value: String)] = []

  /// In the first cell of every table that Edgewise writes.
  static let markKey = "edgewise"
  static let mark = "origin 1"

  init(text: String = "", fields: KeyValuePairs<String, String?>) {
    self.text = text
    add(fields)
  }

  mutating func add(_ fields: KeyValuePairs<String, String?>) {
    self.fields += fields.compactMap { key, value in value.map { (key, $0) } }
  }

  /// Adds what another line about the column says, under the same names but for `except`.
  mutating func add(_ line: EdgewiseLine, except: Set<String> = []) {
    fields += line.fields.filter { !except.contains($0.name) }.map { ($0.name, $0.value) }
  }

  /// Reads a cell. What is no field is text.
  init(parsing cell: String, title: String? = nil) {
    var texts: [String] = []
    let parts = PlainField.split(cell, at: "|")
    for (index, part) in parts.enumerated() {
      var part = Substring(part)
      if index > 0, part.first == " " { part = part.dropFirst() }
      if index < parts.count - 1, part.last == " " { part = part.dropLast() }
      // The title is decoration here, whatever it looks like.
      if index == 0, let title, !title.isEmpty, PlainField.unescaped(part) == title { continue }
      if let field = PlainField.parse(part), Self.isKey(field.key) {
        fields.append(field)
      } else if !part.isEmpty {
        texts.append(PlainField.unescaped(part))
      }
    }
    text = texts.joined(separator: " | ")
  }

  subscript(key: String) -> String? { fields.first { $0.key == key }?.value }

  var cell: String {
    let words = text.isEmpty ? [] : [PlainField.escaped(text, signs: ["|"])]
    return (words + fields.map { "\($0.key)=\(PlainField.escaped($0.value, signs: ["|"]))" }).joined(
      separator: Self.gap)
  }

  private static let gap = " | "

  private static func isKey(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
  }
}
