/// How the rows of a table of unknown origin are written: what stands between cells, and the decimal sign.
import Bytes

/// One way to write rows of numbers.
struct TableDialect: Sendable, Hashable {
  var delimiter: NumericTable.Delimiter
  var decimalComma: Bool

  /// All that are tried, the ones that say most first: of two that read equally many rows the earlier one wins.
  static let all: [TableDialect] = [
    TableDialect(delimiter: .tab, decimalComma: false),
    TableDialect(delimiter: .semicolon, decimalComma: false),
    TableDialect(delimiter: .comma, decimalComma: false),
    TableDialect(delimiter: .blanks, decimalComma: false),
    TableDialect(delimiter: .semicolon, decimalComma: true),
    TableDialect(delimiter: .tab, decimalComma: true),
    TableDialect(delimiter: .blanks, decimalComma: true),
  ]

  func options(columnCount: Int?, fused: Bool) -> NumericTable.Options {
    var options = NumericTable.Options()
    options.delimiter = delimiter
    options.decimalComma = decimalComma
    options.columnCount = columnCount
    options.commentSigns = HeaderLine.commentSigns.filter { delimiter != .byte($0) }
    options.fortranExponents = true
    options.fusedNumbers = fused
    options.issueLimit = 50
    return options
  }

  /// Reads rows as this dialect writes them.
  func rowReader(fused: Bool) -> RowReader {
    RowReader(cells: CellReader(options: options(columnCount: nil, fused: fused)))
  }

  /// How many columns a table written so seems to have, and how sure that is.
  struct Fit: Hashable {
    var dialect: TableDialect
    var columnCount: Int
    /// Rows of just that many cells among the lines looked at.
    var rows: Int
  }

  /// The dialect that reads most of these lines as rows of equal length; nil when none reads any.
  static func best(_ text: Span<UInt8>, lines: [Range<Int>], among dialects: [TableDialect] = all) -> Fit? {
    var best: Fit?
    for dialect in dialects {
      guard let fit = dialect.fit(text, lines: lines) else { continue }
      guard let known = best else {
        best = fit
        continue
      }
      // One column that any delimiter would give loses against two that only one gives.
      let isBetter = (fit.columnCount > 1) == (known.columnCount > 1) ? fit.rows > known.rows : fit.columnCount > 1
      if isBetter { best = fit }
    }
    return best
  }

  private func fit(_ text: Span<UInt8>, lines: [Range<Int>]) -> Fit? {
    let reader = rowReader(fused: true)
    var rowsByCount: [Int: Int] = [:]
    for line in lines {
      if let count = reader.cellCount(text, in: line) { rowsByCount[count, default: 0] += 1 }
    }
    // Of two equally frequent widths the greater one: nothing is cut off then.
    return rowsByCount.max { ($0.value, $0.key) < ($1.value, $1.key) }
      .map { Fit(dialect: self, columnCount: $0.key, rows: $0.value) }
  }
}

/// Tells rows of numbers from other lines.
struct RowReader {
  let cells: CellReader

  /// What a line is when it is looked at as a row.
  enum Line: Hashable {
    /// Numbers only, and empty cells between delimiters.
    case row(cells: Int)
    /// A number first, and at least as many numbers as other cells: a row with faults, if others like it are around.
    case flawed(cells: Int)
    case text
  }

  func look(_ text: Span<UInt8>, at line: Range<Int>) -> Line {
    var cursor = CellCursor(position: line.lowerBound, end: line.upperBound)
    var empty = 0
    while cells.next(text, &cursor) {
      if cursor.flaw == .empty { empty += 1 }
      if cursor.index == 0, cursor.flaw == .notNumeric { return .text }
    }
    guard cursor.numericCount > empty else { return .text }
    if cursor.numericCount + empty == cursor.count { return .row(cells: cursor.count) }
    return cursor.firstIsNumeric && 2 * cursor.numericCount >= cursor.count ? .flawed(cells: cursor.count) : .text
  }

  /// The number of cells when the line holds numbers (and empty cells between delimiters) only; nil for other lines.
  func cellCount(_ text: Span<UInt8>, in line: Range<Int>) -> Int? {
    if case .row(let cells) = look(text, at: line) { cells } else { nil }
  }
}
