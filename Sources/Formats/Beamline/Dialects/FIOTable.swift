/// The rows of a .fio file whose columns are not all numbers: each column's line states its type.
import Bytes

/// Words are kept as they were written, `True` and `False` among them.
struct FIOTable {
  private static let wordTypes: Set<String> = ["STRING", "BOOLEAN"]

  private let areWords: [Bool]
  private var numbers: [[Double]]
  private var words: [[String]]
  private var table = NumericTable(
    columns: [], rowCount: 0, issues: [], issueCount: 0, otherLines: [], otherLineCount: 0, lastLine: 0)

  /// Tables of numbers are read like any other. Where there are columns of words, rows are what follows the lines of
  /// the columns, since no row then looks like one by itself.
  @Sendable static func read(_ text: Span<UInt8>, _ start: Int) -> TableReading? {
    var lines = Lines(from: start)
    var types: [String] = []
    var pending: Line?
    while pending == nil, let line = lines.next(in: text) {
      if let type = columnType(text, line.range) {
        types.append(type)
      } else if !types.isEmpty, !line.range.isEmpty {
        pending = line
      }
    }
    guard types.contains(where: wordTypes.contains) else { return TableMark("%D").table(text, start) }
    var table = FIOTable(types)
    while let line = pending ?? lines.next(in: text) {
      pending = nil
      table.add(line, text)
    }
    return table.reading()
  }

  /// The type that a line ` Col 3 NAME STRING` states.
  private static func columnType(_ text: Span<UInt8>, _ line: Range<Int>) -> String? {
    guard line.count < 4096 else { return nil }
    let words = cells(text, line)
    guard words.count >= 4, string(text, words[0]) == "Col", Int(string(text, words[1])) != nil else { return nil }
    return string(text, words[words.count - 1]).uppercased()
  }

  private init(_ types: [String]) {
    areWords = types.map(Self.wordTypes.contains)
    numbers = types.map { _ in [] }
    words = types.map { _ in [] }
  }

  private mutating func add(_ line: Line, _ text: Span<UInt8>) {
    let cells = Self.cells(text, line.range)
    guard let first = cells.first else { return }
    table.lastLine = line.number
    let isComment = text[first.lowerBound] == UInt8(ascii: "!")
    // Rows that lack most of their cells would be filled up with more than the file is large.
    guard !isComment, cells.count * 2 >= areWords.count else {
      table.otherLineCount += 1
      guard table.otherLines.count < TableReading.lineLimit else { return }
      table.otherLines.append(
        NumericTable.OtherLine(
          kind: isComment ? .comment : .text, position: .init(line: line.number, offset: line.range.lowerBound),
          bytes: line.range, rowsBefore: table.rowCount))
      return
    }
    if table.firstRow == nil { table.firstRow = .init(line: line.number, offset: line.range.lowerBound) }
    if cells.count < areWords.count {
      report(.shortRow(expected: areWords.count, found: cells.count), line, cells[cells.count - 1], nil, text)
    } else if cells.count > areWords.count {
      report(.longRow(expected: areWords.count, found: cells.count), line, cells[areWords.count], areWords.count, text)
    }
    for column in areWords.indices {
      let cell = column < cells.count ? cells[column] : nil
      if areWords[column] {
        words[column].append(cell.map { Self.string(text, $0) } ?? "")
      } else {
        let value = cell.flatMap { NumberParser.number(text, $0)?.value }
        if value == nil, let cell { report(.notNumeric, line, cell, column, text) }
        numbers[column].append(value ?? .nan)
      }
    }
    table.rowCount += 1
  }

  private static let issueLimit = 50

  private mutating func report(
    _ kind: NumericTable.Issue.Kind, _ line: Line, _ cell: Range<Int>, _ column: Int?, _ text: Span<UInt8>
  ) {
    table.issueCount += 1
    guard table.issues.count < Self.issueLimit else { return }
    let shown = cell.lowerBound..<min(cell.upperBound, cell.lowerBound + 80)
    table.issues.append(
      NumericTable.Issue(
        kind: kind, line: line.number, column: cell.lowerBound - line.range.lowerBound + 1, row: table.rowCount,
        cell: column, text: Self.string(text, shown)))
  }

  /// Nil where no row follows.
  private func reading() -> TableReading? {
    guard let first = table.firstRow else { return nil }
    var table = table
    table.columns = areWords.indices.map { column in
      NumericTable.Column(
        array: areWords[column] ? TypedArray(words[column]) : TypedArray(numbers[column]))
    }
    return TableReading(
      table: table, dialect: TableDialect(delimiter: .blanks, decimalComma: false), columnCount: areWords.count,
      start: first.offset, firstLine: first.line)
  }

  /// The runs of bytes between blanks.
  private static func cells(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = line.lowerBound
    while position < line.upperBound {
      while position < line.upperBound, text[position].isBlank { position += 1 }
      let start = position
      while position < line.upperBound, !text[position].isBlank { position += 1 }
      if position > start { result.append(start..<position) }
    }
    return result
  }

  private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    text.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
