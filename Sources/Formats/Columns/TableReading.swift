/// Reading the table of a text of unknown layout: finding it, reading it, and judging what stands around it.
import Bytes

struct TableReading {
  var table: NumericTable
  var dialect: TableDialect
  var columnCount: Int
  /// The first byte of the first row, and its line.
  var start: Int
  var firstLine: Int
  /// Set when numbers without a blank between them had to be separated.
  var fusedLine: Int?
  /// Lines after the table that are no rows.
  var linesAfter: [NumericTable.OtherLine] = []
  /// Rows of other tables, and the line of the first one.
  var otherRows = 0
  var firstOtherLine: Int?

  /// Reads the largest table of `text`; nil when there is no row of numbers from `start` on. Where a comment says
  /// the same as `separator`, one table ends. `linesBefore` lines of the text stand before `start`.
  static func largest(
    _ text: Span<UInt8>, from start: Int, linesBefore: Int = 0, separator: String? = nil,
    dialects: [TableDialect] = TableDialect.all
  ) -> TableReading? {
    let sample = TableSearch.sample(text, from: start)
    guard let fit = TableDialect.best(text, lines: sample, among: dialects) else { return nil }
    let search = TableSearch(start: start, linesBefore: linesBefore, separator: separator)
    if separator == nil, let first = search.firstRow(text, fit: fit) {
      let whole = first.range.lowerBound..<text.count
      let reading = read(
        text, whole, firstLine: first.number, dialect: fit.dialect, columnCount: fit.columnCount)
      if reading.isUndisturbed(text) { return reading }
    }
    guard let block = search.largestBlock(text, dialect: fit.dialect) else { return nil }
    var reading = read(
      text, block.range, firstLine: block.firstLine, dialect: block.dialect, columnCount: block.columnCount)
    reading.survey(text, before: block.range.lowerBound, from: Lines(from: start, linesBefore: linesBefore))
    reading.survey(text, after: block.range.upperBound)
    return reading
  }

  private static func read(
    _ text: Span<UInt8>, _ range: Range<Int>, firstLine: Int, dialect: TableDialect, columnCount: Int
  ) -> TableReading {
    var options = dialect.options(columnCount: columnCount, fused: false)
    var table = NumericTable.read(text, in: range, firstLine: firstLine, options: options)
    var fusedLine: Int?
    if let bad = table.issues.first(where: { $0.kind == .notNumeric }) {
      options.fusedNumbers = true
      let separated = NumericTable.read(text, in: range, firstLine: firstLine, options: options)
      if separated.issueCount < table.issueCount {
        table = separated
        fusedLine = bad.line
      }
    }
    return TableReading(
      table: table, dialect: dialect, columnCount: columnCount, start: range.lowerBound, firstLine: firstLine,
      fusedLine: fusedLine)
  }

  /// Whether what was read from the first row to the end of the file is one table: no text between its rows, hardly
  /// a row of another length, and nothing that looks like the header of a further scan.
  private func isUndisturbed(_ text: Span<UInt8>) -> Bool {
    let raggedLimit = max(2, table.rowCount / 100)
    guard table.rowCount > 0, table.issueCount <= raggedLimit, table.otherLineCount == table.otherLines.count else {
      return false
    }
    guard !table.issues.contains(where: { $0.kind == .notNumeric && $0.cell == 0 }) else { return false }
    return !table.otherLines.contains { line in
      line.rowsBefore < table.rowCount
        && (!TableSearch.isPassedOver(text, line.bytes) || TableSearch(start: 0).separatesTables(text, line.bytes))
    }
  }

  /// Whether one of the comments between the rows says the same as this line of the header.
  func repeats(_ header: String, in text: Span<UInt8>) -> Bool {
    table.otherLines.contains { line in
      line.rowsBefore < table.rowCount && line.bytes.count < header.utf8.count + 64
        && HeaderLine(number: 1, bytes: line.bytes.map { text[$0] }).text == header
    }
  }

  /// Counts rows of a further table before this one.
  private mutating func survey(_ text: Span<UInt8>, before end: Int, from start: Lines) {
    guard let further = furtherRows(text, before: end, from: start) else { return }
    otherRows += further.count
    firstOtherLine = further.firstLine
  }

  /// The rows of as many cells as this table has that stand before it; nil where these are few, since a few rows of
  /// numbers are part of many headers.
  func furtherRows(_ text: Span<UInt8>, before end: Int, from start: Lines) -> (count: Int, firstLine: Int)? {
    let reader = dialect.rowReader(fused: true)
    var lines = start
    var count = 0
    var first: Int?
    while let line = lines.next(in: text), line.range.upperBound <= end {
      guard TableSearch.mayBeRow(text, line.range), reader.cellCount(text, in: line.range) == columnCount else {
        continue
      }
      count += 1
      if first == nil { first = line.number }
    }
    return count < Self.otherTableRows ? nil : first.map { (count, $0) }
  }

  static let otherTableRows = 20

  /// Lists what follows the table: lines of text, and rows that belong to other tables.
  private mutating func survey(_ text: Span<UInt8>, after end: Int) {
    let reader = dialect.rowReader(fused: true)
    var lines = Lines(from: self.start, linesBefore: firstLine - 1)
    while lines.offset < end, lines.next(in: text) != nil {}
    while let line = lines.next(in: text) {
      if TableSearch.mayBeRow(text, line.range), reader.cellCount(text, in: line.range) != nil {
        otherRows += 1
        if firstOtherLine == nil { firstOtherLine = line.number }
      } else if !line.range.isEmpty, linesAfter.count < Self.lineLimit {
        linesAfter.append(
          NumericTable.OtherLine(
            kind: .text, position: .init(line: line.number, offset: line.range.lowerBound), bytes: line.range,
            rowsBefore: table.rowCount))
      } else if !line.range.isEmpty {
        leftOut += 1
      }
    }
  }

  /// How many lines of text were not kept.
  var leftOut = 0
  static let lineLimit = 10_000
}
