/// Blocks of a two-dimensional scan: `# Outer.value: 1.10` between the rows, which XDI 1.0 does not define but the
/// common library and Larch understand.
import Bytes

enum XDIOuter {
  /// The number of an `Outer.value` line (the text behind its `#`); nil for all other lines.
  static func value(in body: String) -> Double? {
    guard case .field(let field) = XDIGrammar.classify(body), field.name == "outer.value" else { return nil }
    return number(field.value)
  }

  /// The number of a whole line `# Outer.value: 1.10` in the table.
  static func value(inLine line: String) -> Double? {
    let text = XDIGrammar.trimmed(line)
    return text.utf8.first == UInt8(ascii: "#") ? value(in: XDIGrammar.afterSign(text)) : nil
  }

  /// The label of the outer channel, when the header names one.
  static func label(_ fields: XDIFieldIndex) -> String? {
    fields["Outer.name"].flatMap { XDIColumnText($0.value).label }
  }

  /// The number that an outer value begins with.
  static func number(_ text: String) -> Double? {
    XDIGrammar.words(XDIColumnText.withoutSuffix(text)).first.flatMap { NumberParser.double($0, options: .c) }
  }

  /// The outer value of each row: the header's until the first line in the table that gives another.
  static func values(header: Double?, changes: [(rowsBefore: Int, value: Double)], rowCount: Int) -> [Double] {
    var result = Array(repeating: header ?? .nan, count: rowCount)
    for (index, change) in changes.enumerated() {
      let end = index + 1 < changes.count ? changes[index + 1].rowsBefore : rowCount
      for row in change.rowsBefore..<max(end, change.rowsBefore) { result[row] = change.value }
    }
    return result
  }

  /// Where the outer value changes, seen from the header's: the lines that a writer needs.
  static func changes(header: Double?, values: [Double]) -> [(rowsBefore: Int, value: Double)] {
    var current = header ?? .nan
    var result: [(rowsBefore: Int, value: Double)] = []
    for (row, value) in values.enumerated() where value.bitPattern != current.bitPattern {
      if value.isNaN && current.isNaN { continue }
      result.append((row, value))
      current = value
    }
    return result
  }
}
