/// The table of an SRS file, whose rows may go over several lines.
import Bytes
import DataModel

enum SRSTable {
  /// Reads the rows between `&END` and the line that ends the scan; nil where there is no row.
  @Sendable static func read(_ text: Span<UInt8>, _ start: Int) -> TableReading? {
    guard let data = dataLines(text, from: start), let first = data.first else { return nil }
    let hasTabs = first.range.contains { text[$0] == UInt8(ascii: "\t") }
    let dialect = TableDialect(delimiter: hasTabs ? .tab : .blanks, decimalComma: false)
    var options = dialect.options(columnCount: nil, fused: false)
    // The comments of these files begin with the letter C, which no number does.
    options.commentSigns = []
    let rows = RowsOverLines(text, data)
    var table: NumericTable
    if rows.linesPerRow == 1 {
      table = NumericTable.read(
        text, in: first.range.lowerBound..<data.end, firstLine: first.number, options: options)
    } else {
      table = NumericTable.read(rows.bytes.span, in: 0..<rows.bytes.count, firstLine: 1, options: options)
      rows.placeInFile(&table)
    }
    guard table.rowCount > 0 else { return nil }
    var reading = TableReading(
      table: table, dialect: dialect, columnCount: table.columns.count, start: first.range.lowerBound,
      firstLine: first.number)
    var lines = Lines(from: data.end, linesBefore: data.linesBefore)
    while let line = lines.next(in: text) {
      guard !line.range.isEmpty, reading.linesAfter.count < TableReading.lineLimit else { continue }
      reading.linesAfter.append(
        NumericTable.OtherLine(
          kind: .text, position: .init(line: line.number, offset: line.range.lowerBound), bytes: line.range,
          rowsBefore: table.rowCount))
    }
    return reading
  }

  /// The lines of the table: from the first row to the line before the mark of the end.
  struct DataLines {
    var first: Line?
    /// The first byte behind the table, and how many lines stand before it.
    var end: Int
    var linesBefore: Int
    /// Marks of the end stop the scan early.
    static let marks = ["END", "DATA ABORTED"]
  }

  private static func dataLines(_ text: Span<UInt8>, from start: Int) -> DataLines? {
    var lines = Lines(from: start)
    var isHeader = true
    var data = DataLines(end: text.count, linesBefore: 0)
    let reader = TableDialect(delimiter: .blanks, decimalComma: false).rowReader(fused: false)
    while let line = lines.next(in: text) {
      data.linesBefore = line.number
      if isHeader {
        isHeader = !TableMark.begins(text, line.range, SRSHeader.endMark)
      } else if data.first == nil {
        if reader.cellCount(text, in: line.range) != nil { data.first = line }
      } else if DataLines.marks.contains(where: { TableMark.begins(text, line.range, $0) }) {
        data.end = line.range.lowerBound
        data.linesBefore = line.number - 1
        break
      }
    }
    return data.first == nil ? nil : data
  }
}

/// Rows that go on in further lines, put together: a row begins with more than four numbers, and the elements of the
/// fluorescence detector follow in lines of four.
private struct RowsOverLines {
  var linesPerRow = 1
  /// One row per line.
  var bytes: [UInt8] = []
  /// The line that each of them begins with, in the file.
  private var starts: [Line] = []
  private static let continued = 4

  init(_ text: Span<UInt8>, _ data: SRSTable.DataLines) {
    guard let first = data.first, Self.cells(text, first.range) > Self.continued else { return }
    let lines = Lines(from: first.range.lowerBound, linesBefore: first.number - 1)
    linesPerRow = 1 + Self.continuations(text, data.end, lines)
    guard linesPerRow > 1 else { return }
    bytes.reserveCapacity(data.end - first.range.lowerBound)
    join(text, data.end, lines)
  }

  /// How many lines of up to four numbers follow the first one.
  private static func continuations(_ text: Span<UInt8>, _ end: Int, _ start: Lines) -> Int {
    var lines = start
    var count = 0
    _ = lines.next(in: text)
    while let line = lines.next(in: text), line.range.lowerBound < end {
      if isContinuation(text, line.range) {
        count += 1
      } else if cells(text, line.range) > 0 {
        break
      }
    }
    return count
  }

  private static func isContinuation(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    (1...continued).contains(cells(text, line)) && holdsCells(text, line)
  }

  /// Not text. Counters that overflowed are printed as stars.
  private static func holdsCells(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard !TableSearch.mayBeRow(text, line) else { return true }
    guard let first = line.first(where: { !text[$0].isBlank }) else { return false }
    return text[first] == UInt8(ascii: "*")
  }

  private mutating func join(_ text: Span<UInt8>, _ end: Int, _ start: Lines) {
    var lines = start
    var missing = 0
    while let line = lines.next(in: text), line.range.lowerBound < end {
      let count = Self.cells(text, line.range)
      guard count > 0 else { continue }
      let holdsCells = Self.holdsCells(text, line.range)
      if missing > 0, holdsCells, count <= Self.continued {
        missing -= 1
        bytes.append(UInt8(ascii: " "))
      } else {
        missing = holdsCells && count > Self.continued ? linesPerRow - 1 : 0
        if !starts.isEmpty { bytes.append(.lineFeed) }
        starts.append(line)
      }
      text.extracting(line.range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }
  }

  /// How many words there are in a line.
  private static func cells(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
    var count = 0
    var isInside = false
    for position in line {
      let isBlank = text[position].isBlank
      if !isBlank, !isInside { count += 1 }
      isInside = !isBlank
    }
    return count
  }

  /// Gives what was found in the rows its place in the file.
  func placeInFile(_ table: inout NumericTable) {
    for index in table.issues.indices {
      table.issues[index].line = starts[min(table.issues[index].line, starts.count) - 1].number
    }
    for index in table.otherLines.indices {
      let line = starts[min(table.otherLines[index].position.line, starts.count) - 1]
      table.otherLines[index].position = .init(line: line.number, offset: line.range.lowerBound)
      table.otherLines[index].bytes = line.range
    }
    if let last = starts.last { table.lastLine = last.number }
  }
}
