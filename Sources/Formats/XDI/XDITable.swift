/// Reads the table of an XDI file and says what is wrong with its columns and rows.
import Bytes
import DataModel

enum XDITable {
  /// Whether a line without `#` is a row of the table, and not a line of the header that went astray.
  static func isRow(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    NumericTable.read(bytes, in: line, firstLine: 1).rowCount > 0
  }

  /// The table as XDI writes it. Where that leaves cells unread, spellings of other languages are tried: the second
  /// result says which.
  static func read(_ bytes: Span<UInt8>, from start: Int, firstLine: Int) -> (NumericTable, spelling: String?) {
    var options = NumericTable.Options()
    options.reportsNonFinite = true
    let range = min(start, bytes.count)..<bytes.count
    let plain = NumericTable.read(bytes, in: range, firstLine: firstLine, options: options)
    guard plain.faultCount > 0 else { return (plain, nil) }
    for (name, change) in spellings {
      var options = options
      change(&options)
      let table = NumericTable.read(bytes, in: range, firstLine: firstLine, options: options)
      if table.rowCount >= plain.rowCount, table.rowCount > 0, table.faultCount < plain.faultCount {
        return (table, name)
      }
    }
    return (plain, nil)
  }

  /// Whether a line inside a table of so many columns is no row.
  static func isOtherLine(_ text: String, columnCount: Int?) -> Bool {
    let bytes = Array(text.utf8)
    var options = NumericTable.Options()
    options.columnCount = columnCount
    let table = NumericTable.read(bytes.span, in: 0..<bytes.count, firstLine: 1, options: options)
    return table.rowCount == 0 && table.otherLines.count == 1
  }

  private static let spellings: [(name: String, change: @Sendable (inout NumericTable.Options) -> Void)] = [
    (
      "Fortran's exponents, or numbers that touch each other",
      {
        $0.fortranExponents = true
        $0.fusedNumbers = true
      }
    ),
    ("decimal commas", { $0.decimalComma = true }),
    ("commas between the cells", { $0.delimiter = .comma }),
  ]
}

extension NumericTable {
  /// Cells and lines that could not be read.
  fileprivate var faultCount: Int {
    let listed = issues.count { $0.kind != .notFinite && $0.kind != .rounded }
    // What is not listed is taken to be like the last that is.
    let unlisted = listed > 0 ? issueCount - issues.count : 0
    return listed + unlisted + otherLines.count { $0.kind == .text }
  }
}

/// Findings about columns and rows.
struct XDITableChecks {
  let table: NumericTable
  let names: XDIColumns
  let content: XDIContent
  let endLine: Int
  let labelLine: Int?

  func run(_ findings: inout XDIFindings) {
    checkColumnNumbers(&findings)
    checkLabels(&findings)
    checkRoles(&findings)
    if content.columns.count > 128 {
      findings.add(
        XDIFinding.limit, "the table has \(content.columns.count) columns; other XDI readers take at most 128",
        line: table.firstRow?.line ?? endLine)
    }
    if table.rowCount == 0 {
      findings.add(XDIFinding.noRows, "the file has no row of numbers", line: max(endLine, table.lastLine))
    }
    for issue in table.issues { report(issue, &findings) }
    if table.issueCount > table.issues.count, let last = table.issues.last {
      findings.addUnlisted(code(of: last.kind), count: table.issueCount - table.issues.count)
    }
  }

  private func checkColumnNumbers(_ findings: inout XDIFindings) {
    let count = content.columns.count
    var seen: Set<Int> = []
    for field in content.fields where field.family.lowercased() == "column" {
      guard let number = XDIColumns.number(of: field), number > 0 else {
        findings.add(
          XDIFinding.columnNumber, "Column.\(field.key) has no number from 1", line: field.line,
          expected: "Column.1, Column.2 ...", found: "Column.\(field.key)")
        continue
      }
      seen.insert(number)
      if number > count, table.rowCount > 0 {
        findings.add(
          XDIFinding.columnSurplus, "the table has \(count) columns, so there is no column \(number)", line: field.line,
          expected: "Column.1 to Column.\(count)", found: "Column.\(field.key): \(field.value)")
      }
    }
    let missing = (0..<count).filter { !seen.contains($0 + 1) }.map { $0 + 1 }
    guard !seen.isEmpty, let first = missing.first else { return }
    let list = missing.prefix(8).map { "Column.\($0)" }.joined(separator: ", ") + (missing.count > 8 ? " ..." : "")
    findings.add(
      XDIFinding.columnMissing,
      "the table has \(count) columns, but \(list) \(missing.count == 1 ? "is" : "are") missing; "
        + "column \(first) is called \"\(names.names[first - 1])\"",
      line: endLine, expected: list)
  }

  private func checkLabels(_ findings: inout XDIFindings) {
    guard names.labelLineDisagrees, let labels = content.labels else { return }
    let isOnlyCase =
      labels.count == names.fieldLabels.count
      && zip(labels, names.fieldLabels).allSatisfy { word, label in (label ?? word).lowercased() == word.lowercased() }
    guard !isOnlyCase else { return }
    findings.add(
      XDIFinding.labels,
      labels.count == content.columns.count
        ? "the label line does not say the same as the Column fields, which were believed"
        : "the label line has \(labels.count) words for \(content.columns.count) columns",
      line: labelLine ?? endLine, expected: names.names.prefix(12).joined(separator: " "),
      found: labels.joined(separator: " "))
  }

  private func checkRoles(_ findings: inout XDIFindings) {
    let numbered = XDIColumns.numbered(content.fields)
    for (index, name) in names.names.enumerated() {
      guard RoleTable.entry(forXDILabel: name).role == .other, let entry = RoleTable.entry(forColumn: name) else {
        continue
      }
      findings.add(
        XDIFinding.role, "column \(index + 1) is taken for \(entry.role.rawValue) because it is called \"\(name)\"",
        line: numbered[index + 1]?.line ?? labelLine ?? endLine, found: name)
    }
  }

  private func code(of kind: NumericTable.Issue.Kind) -> FindingCode {
    switch kind {
    case .shortRow: XDIFinding.rowShort
    case .longRow: XDIFinding.rowLong
    case .notNumeric, .emptyCell: XDIFinding.notNumeric
    case .notFinite: XDIFinding.notFinite
    case .rounded: XDIFinding.rounded
    }
  }

  private func report(_ issue: NumericTable.Issue, _ findings: inout XDIFindings) {
    let column =
      issue.cell.flatMap { names.names.indices.contains($0) ? " (column \"\(names.names[$0])\")" : nil } ?? ""
    let message: String
    var expected = "a finite decimal number"
    switch issue.kind {
    case .shortRow(let wanted, let found):
      expected = "\(wanted) cells"
      message = "this row has \(found) cells, the table \(wanted) columns: the last \(wanted - found) became NaN"
    case .longRow(let wanted, let found):
      expected = "\(wanted) cells"
      message = "this row has \(found) cells, the table \(wanted) columns: the surplus was left out"
    case .notNumeric, .emptyCell: message = "this cell is not a number\(column); it became NaN"
    case .notFinite: message = "this cell is not a finite number\(column)"
    case .rounded: message = "this integer has more digits than a double holds\(column)"
    }
    findings.add(
      code(of: issue.kind), message, line: issue.line, column: issue.column, expected: expected, found: issue.text)
  }
}
