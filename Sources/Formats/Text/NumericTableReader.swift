/// Walks over the lines of a numeric block: rows into columns, everything else into lists.
import Bytes

/// One reading of a table. No memory is taken per line or per cell, only when something is wrong with one.
struct NumericTableReader {
  let options: NumericTable.Options
  let range: Range<Int>
  let cells: CellReader
  var columnCount = 0
  /// Set when an integer was met that a double does not hold.
  private(set) var columnsOfWideIntegers: Set<Int> = []

  private var line: Int
  private var rows = RowBuffer(columnCount: 0)
  private var wide: [WideIntegerColumn]
  /// Where in `wide` a column is.
  private let widePositions: [Int: Int]
  private let hasWideColumns: Bool
  private var issues: [NumericTable.Issue] = []
  private var issueCount = 0
  private var otherLines: [NumericTable.OtherLine] = []
  private var otherLineCount = 0
  private var firstRow: NumericTable.Position?
  /// Short rows are filled up with NaN only as long as the text's size allows it: a row of a million cells followed
  /// by a million rows of one cell is an attack on memory, not a table.
  private var paddingLeft: Int

  init(
    range: Range<Int>, firstLine: Int, options: NumericTable.Options, wideColumns: Set<Int> = []
  ) {
    self.options = options
    self.range = range
    line = firstLine
    cells = CellReader(options: options)
    wide = wideColumns.map { WideIntegerColumn(column: $0) }
    widePositions = Dictionary(uniqueKeysWithValues: wide.enumerated().map { ($1.column, $0) })
    hasWideColumns = !wideColumns.isEmpty
    paddingLeft = range.count + (1 << 16)
  }

  mutating func read(_ text: Span<UInt8>) {
    // Nothing behind the range is looked at, so its end may as well be the text's: one check instead of two.
    let text = text.extracting(0..<range.upperBound)
    columnCount = max(1, options.columnCount ?? likelyColumnCount(text))
    rows = RowBuffer(columnCount: columnCount)
    var position = range.lowerBound
    while position < range.upperBound {
      position = readLine(text, at: position)
      if rows.isFull { rows.flush(bytesRead: position - range.lowerBound, of: range.count) }
    }
    rows.flush(bytesRead: range.count, of: range.count)
    // A line end at the very end begins no further line.
    if range.isEmpty || text[range.upperBound - 1].isLineEnd { line -= 1 }
  }

  /// Reads one line and gives the position after its end.
  private mutating func readLine(_ text: Span<UInt8>, at start: Int) -> Int {
    let end = range.upperBound
    var position = start
    while position < end, cells.isBlank(text[position]) { position += 1 }
    guard position < end else { return end }
    let first = text[position]
    if first.isLineEnd { return afterLineEnd(text, at: position) }
    if options.commentSigns.contains(first) {
      return keepLine(text, from: start, kind: .comment)
    }
    return readRow(text, lineStart: start, at: position)
  }

  private mutating func readRow(_ text: Span<UInt8>, lineStart: Int, at first: Int) -> Int {
    if !hasWideColumns,
      let end = rows.readPlainRow(
        text, from: first, delimiter: cells.delimiter, point: cells.decimalSign,
        spellings: cells.spellings)
    {
      if firstRow == nil { firstRow = .init(line: line, offset: lineStart) }
      rows.commit()
      return afterLineEnd(text, at: end)
    }
    return readAnyRow(text, lineStart: lineStart, at: first)
  }

  private mutating func readAnyRow(_ text: Span<UInt8>, lineStart: Int, at first: Int) -> Int {
    let issuesBefore = (issues.count, issueCount)
    var cursor = CellCursor(position: first, end: range.upperBound)
    while cells.next(text, &cursor) {
      if cursor.index < columnCount {
        rows.set(cursor.value, at: cursor.index)
        if cursor.flaw != nil || hasWideColumns { note(text, cursor, lineStart: lineStart) }
      } else if cursor.index == columnCount {
        cursor.surplusStart = cursor.cellStart
      }
    }
    let count = cursor.count
    guard isRow(cursor) else {
      withdraw(toIssues: issuesBefore)
      return keepLine(text, from: lineStart, kind: .text)
    }
    if count != columnCount, !finishRagged(text, cursor, lineStart: lineStart) {
      withdraw(toIssues: issuesBefore)
      return keepLine(text, from: lineStart, kind: .text)
    }
    if firstRow == nil { firstRow = .init(line: line, offset: lineStart) }
    rows.commit()
    if hasWideColumns {
      for position in wide.indices { wide[position].commit() }
    }
    return afterLineEnd(text, at: cursor.position)
  }

  /// Half of the cells are numbers, or the first is and their number is right.
  private func isRow(_ cursor: CellCursor) -> Bool {
    guard cursor.numericCount > 0 else { return false }
    return 2 * cursor.numericCount >= cursor.count || (cursor.firstIsNumeric && cursor.count == columnCount)
  }

  /// Fills a short row up, or reports a surplus. False when there is no room left to fill up rows like this one.
  private mutating func finishRagged(_ text: Span<UInt8>, _ cursor: CellCursor, lineStart: Int) -> Bool {
    let count = cursor.count
    if count < columnCount {
      paddingLeft -= columnCount - count
      guard paddingLeft >= 0 else { return false }
      for index in count..<columnCount { rows.set(.nan, at: index) }
      report(
        .shortRow(expected: columnCount, found: count), text, cursor.cellStart..<cursor.cellEnd,
        lineStart: lineStart, cell: nil)
    } else {
      report(
        .longRow(expected: columnCount, found: count), text, cursor.surplusStart..<cursor.cellEnd,
        lineStart: lineStart, cell: columnCount)
    }
    return true
  }

  /// Deals with a cell that is more than a plain number.
  private mutating func note(_ text: Span<UInt8>, _ cursor: CellCursor, lineStart: Int) {
    let cell = cursor.cellStart..<cursor.cellEnd
    let position = widePositions[cursor.index]
    if let position { wide[position].offer(cells.integer(text, in: cell)) }
    switch cursor.flaw {
    case nil: break
    case .wideInteger:
      columnsOfWideIntegers.insert(cursor.index)
      if position == nil { report(.rounded, text, cell, lineStart: lineStart, cell: cursor.index) }
    case .notFinite:
      if options.reportsNonFinite { report(.notFinite, text, cell, lineStart: lineStart, cell: cursor.index) }
    case .notNumeric: report(.notNumeric, text, cell, lineStart: lineStart, cell: cursor.index)
    case .empty: report(.emptyCell, text, cell, lineStart: lineStart, cell: cursor.index)
    }
  }

  /// The columns that were asked for as integers and cannot be given so.
  var impossibleWideColumns: [Int] {
    wide.filter { $0.values(rowCount: rows.count) == nil }.map(\.column)
  }

  private mutating func report(
    _ kind: NumericTable.Issue.Kind, _ text: Span<UInt8>, _ bytes: Range<Int>, lineStart: Int, cell: Int?
  ) {
    issueCount += 1
    guard issues.count < options.issueLimit else { return }
    let shown = bytes.lowerBound..<min(bytes.upperBound, bytes.lowerBound + 80)
    issues.append(
      NumericTable.Issue(
        kind: kind, line: line, column: bytes.lowerBound - lineStart + 1, row: rows.count, cell: cell,
        text: text.extracting(shown).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }))
  }

  /// Forgets what a line has left that turned out to be no row.
  private mutating func withdraw(toIssues before: (kept: Int, all: Int)) {
    for position in wide.indices { wide[position].withdraw() }
    issues.removeLast(issues.count - before.kept)
    issueCount = before.all
  }

  private mutating func keepLine(_ text: Span<UInt8>, from start: Int, kind: NumericTable.OtherLine.Kind) -> Int {
    var position = start
    while position < range.upperBound, !text[position].isLineEnd { position += 1 }
    otherLineCount += 1
    if otherLines.count < options.otherLineLimit {
      otherLines.append(
        NumericTable.OtherLine(
          kind: kind, position: .init(line: line, offset: start), bytes: start..<position, rowsBefore: rows.count))
    }
    return afterLineEnd(text, at: position)
  }

  /// The position after the line end at `position`, counting the line.
  private mutating func afterLineEnd(_ text: Span<UInt8>, at position: Int) -> Int {
    guard position < range.upperBound else { return position }
    line += 1
    let isPair =
      text[position] == .carriageReturn && position + 1 < range.upperBound && text[position + 1] == .lineFeed
    return position + (isPair ? 2 : 1)
  }

  /// The most frequent number of cells among the first rows.
  private func likelyColumnCount(_ text: Span<UInt8>) -> Int {
    var counts: [(cells: Int, rows: Int)] = []
    var position = range.lowerBound
    var seen = 0
    while position < range.upperBound, seen < 20 {
      while position < range.upperBound, cells.isBlank(text[position]) || text[position].isLineEnd { position += 1 }
      guard position < range.upperBound else { break }
      var cursor = CellCursor(position: position, end: range.upperBound)
      if !options.commentSigns.contains(text[position]) {
        while cells.next(text, &cursor) {}
        if isRow(cursor) {
          seen += 1
          if let known = counts.firstIndex(where: { $0.cells == cursor.count }) {
            counts[known].rows += 1
          } else {
            counts.append((cursor.count, 1))
          }
        }
      }
      position = cursor.position
      while position < range.upperBound, !text[position].isLineEnd { position += 1 }
    }
    var best = (cells: 0, rows: 0)
    for count in counts where count.rows > best.rows { best = count }
    return best.cells
  }

  /// What was read.
  consuming func table() -> NumericTable {
    let rowCount = rows.count
    var columns =
      rowCount == 0 && options.columnCount == nil ? [] : rows.arrays().map { NumericTable.Column(array: $0) }
    for column in wide where column.column < columns.count {
      columns[column.column] = column.values(rowCount: rowCount) ?? columns[column.column]
    }
    return NumericTable(
      columns: columns, rowCount: rowCount, firstRow: firstRow, issues: issues, issueCount: issueCount,
      otherLines: otherLines, otherLineCount: otherLineCount, lastLine: line)
  }
}
