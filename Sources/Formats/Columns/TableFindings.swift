/// What went wrong in a table, as findings at their true lines.
import Bytes
import DataModel

enum TableFindings {
  /// The findings about how the table was read, and about what of it was not.
  static func list(_ reading: TableReading) -> [Finding] {
    var findings: [Finding] = []
    if reading.dialect.decimalComma {
      findings.append(
        Finding(
          ColumnsFinding.decimalComma, "The numbers are written with a decimal comma and were read so.",
          at: .init(line: reading.firstLine)))
    }
    if let line = reading.fusedLine {
      findings.append(
        Finding(
          ColumnsFinding.fusedNumbers, "Numbers that touch each other were separated before the sign.",
          at: .init(line: line)))
    }
    findings += list(reading.table)
    if reading.otherRows > 0 {
      findings.append(
        Finding(
          ColumnsFinding.otherTable,
          "\(reading.otherRows) rows of numbers outside the table, from this line on, were not read.",
          at: .init(line: reading.firstOtherLine)))
    }
    return findings
  }

  /// The findings about the rows of a table.
  static func list(_ table: NumericTable) -> [Finding] {
    var findings = table.issues.compactMap(finding)
    let unlisted = table.issueCount - table.issues.count
    if unlisted > 0, let last = table.issues.last {
      findings.append(
        Finding(
          ColumnsFinding.moreIssues, "\(unlisted) more faults in the table are not listed.", at: .init(line: last.line))
      )
    }
    return findings
  }

  private static func finding(_ issue: NumericTable.Issue) -> Finding? {
    let place = Finding.Location(line: issue.line, column: issue.column)
    switch issue.kind {
    case .shortRow(let expected, let found):
      return Finding(
        ColumnsFinding.shortRow, "The row has \(found) of \(expected) cells; the others are NaN.",
        at: .init(line: issue.line), expected: "\(expected) cells", found: "\(found) cells")
    case .longRow(let expected, let found):
      return Finding(
        ColumnsFinding.longRow, "The row has \(found) cells where the table has \(expected) columns.", at: place,
        expected: "\(expected) cells", found: "\(found) cells")
    case .notNumeric:
      return Finding(
        ColumnsFinding.badCell, "\"\(issue.text)\" is no number; the value is NaN.", at: place, expected: "a number",
        found: issue.text)
    case .emptyCell:
      return Finding(
        ColumnsFinding.emptyCell, "The cell is empty; the value is NaN.", at: place, expected: "a number")
    case .rounded:
      return Finding(
        ColumnsFinding.rounded, "The integer \(issue.text) was rounded to a floating-point number.", at: place,
        found: issue.text)
    case .notFinite: return nil
    }
  }
}
