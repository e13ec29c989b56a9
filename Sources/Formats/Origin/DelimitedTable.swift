/// Rows of numbers with a delimiter in which an empty cell is a missing value.
import Bytes
import DataModel

/// Reads cells one by one, without taking memory for any that is a number.
struct DelimitedTable {
  /// The columns: doubles, or 64-bit integers where a double would not hold them.
  private(set) var columns: [TypedArray] = []
  private(set) var findings: [Finding] = []
  private let delimiter: UInt8
  private let count: Int
  private let spellings: NumberParser.Options
  private let start: Int
  private let linesBefore: Int
  private var faults = 0
  private static let findingLimit = 50

  init(
    _ text: Span<UInt8>, from start: Int, linesBefore: Int, columnCount: Int, delimiter: UInt8,
    decimalComma: Bool = false
  ) {
    self.delimiter = delimiter
    self.start = start
    self.linesBefore = linesBefore
    count = columnCount
    spellings = decimalComma ? [.c, .decimalComma] : .c
    if let whole = Self.whole(text, from: start, columnCount, delimiter, decimalComma) {
      columns = whole
      return
    }
    var values = [[Double]](repeating: [], count: columnCount)
    let wide = read(text, into: &values)
    columns = values.map { TypedArray($0) }
    let exact = integers(text, wide)
    for column in wide.sorted() {
      if let array = exact[column] {
        columns[column] = array
      } else {
        report(ColumnsFinding.rounded, "Integers of column \(column + 1) were rounded to floating-point numbers.", nil)
      }
    }
    if faults > Self.findingLimit {
      findings.append(
        Finding(ColumnsFinding.moreIssues, "\(faults - Self.findingLimit) more faults in the table are not listed."))
    }
  }

  /// The columns of a table in which every cell is a number: most are, and are read faster so.
  private static func whole(
    _ text: Span<UInt8>, from start: Int, _ columnCount: Int, _ delimiter: UInt8, _ decimalComma: Bool
  ) -> [TypedArray]? {
    var options = NumericTable.Options()
    options.delimiter = .byte(delimiter)
    options.columnCount = columnCount
    options.commentSigns = []
    options.decimalComma = decimalComma
    options.issueLimit = 1
    options.otherLineLimit = 1
    let table = NumericTable.read(text, in: start..<text.count, firstLine: 1, options: options)
    return table.issueCount == 0 && table.otherLineCount == 0 ? table.columns.map(\.array) : nil
  }

  /// Fills the columns; gives those with integers that a double does not hold.
  private mutating func read(_ text: Span<UInt8>, into values: inout [[Double]]) -> Set<Int> {
    var wide: Set<Int> = []
    // Short rows are filled up only as long as the text's size allows it.
    var paddingLeft = text.count + (1 << 16)
    var lines = Lines(from: start, linesBefore: linesBefore)
    while let line = lines.next(in: text) {
      guard line.range.contains(where: { !text[$0].isBlank || text[$0] == delimiter }) else { continue }
      var position = line.range.lowerBound
      var column = 0
      while let cell = nextCell(text, &position, end: line.range.upperBound) {
        if column < count {
          let (value, isWide) = number(text, cell, line, column)
          values[column].append(value)
          if isWide { wide.insert(column) }
        } else if !cell.isEmpty {
          report(
            ColumnsFinding.longRow, "The row has more cells than the table has columns (\(count)).", line, at: cell,
            expected: "\(count) cells")
          break
        }
        column += 1
      }
      guard column < count else { continue }
      paddingLeft -= count - column
      guard paddingLeft > 0 else {
        for index in values.indices.prefix(column) { values[index].removeLast() }
        report(ColumnsFinding.moreIssues, "From here on most rows are too short for the table; reading ended.", line)
        break
      }
      for index in column..<count { values[index].append(.nan) }
      report(
        ColumnsFinding.shortRow, "The row has \(column) of \(count) cells; the others are NaN.", line,
        expected: "\(count) cells", found: "\(column) cells")
    }
    return wide
  }

  /// The bytes of the next cell without the blanks and quotation marks around it; nil at the end of the line.
  private func nextCell(_ text: Span<UInt8>, _ position: inout Int, end: Int) -> Range<Int>? {
    guard position <= end else { return nil }
    var stop = position
    while stop < end, text[stop] != delimiter { stop += 1 }
    var cell = position..<stop
    // Beyond the end when this was the last cell.
    position = stop + 1
    while let first = cell.first, text[first].isBlank { cell = cell.dropFirst() }
    while let last = cell.last, text[last].isBlank { cell = cell.dropLast() }
    let quote = UInt8(ascii: "\"")
    if cell.count >= 2, text[cell.lowerBound] == quote, text[cell.upperBound - 1] == quote {
      cell = cell.dropFirst().dropLast()
    }
    return cell
  }

  private mutating func number(
    _ text: Span<UInt8>, _ cell: Range<Int>, _ line: Line, _ column: Int
  ) -> (value: Double, isWide: Bool) {
    if let found = NumberParser.number(text, cell, options: spellings) {
      return (found.value, found.traits.contains(.inexactInteger))
    }
    // Origin shows a missing value as two dashes.
    let isMissing = cell.isEmpty || (cell.count == 2 && cell.allSatisfy { text[$0] == UInt8(ascii: "-") })
    if !isMissing {
      let shown = StoredText.string(text.extracting(cell.prefix(80)))
      report(
        ColumnsFinding.badCell, "\"\(shown)\" is no number; the value is NaN.", line, at: cell, expected: "a number",
        found: shown)
    }
    return (.nan, false)
  }

  /// The columns among these of which every cell is a 64-bit integer.
  private func integers(_ text: Span<UInt8>, _ wanted: Set<Int>) -> [Int: TypedArray] {
    guard let last = wanted.max() else { return [:] }
    var signed = Dictionary(uniqueKeysWithValues: wanted.map { ($0, [Int64]()) })
    var unsigned = Dictionary(uniqueKeysWithValues: wanted.map { ($0, [UInt64]()) })
    var lines = Lines(from: start, linesBefore: linesBefore)
    while let line = lines.next(in: text), !signed.isEmpty || !unsigned.isEmpty {
      guard line.range.contains(where: { !text[$0].isBlank || text[$0] == delimiter }) else { continue }
      var position = line.range.lowerBound
      for column in 0...last {
        let cell = nextCell(text, &position, end: line.range.upperBound) ?? 0..<0
        guard wanted.contains(column) else { continue }
        if let value = NumberParser.int64(text, cell) { signed[column]?.append(value) } else { signed[column] = nil }
        if let value = NumberParser.uint64(text, cell) {
          unsigned[column]?.append(value)
        } else {
          unsigned[column] = nil
        }
      }
    }
    return signed.mapValues { TypedArray($0) }.merging(unsigned.mapValues { TypedArray($0) }) { first, _ in first }
  }

  private mutating func report(
    _ code: FindingCode, _ message: String, _ line: Line?, at cell: Range<Int>? = nil, expected: String? = nil,
    found: String? = nil
  ) {
    faults += 1
    guard faults <= Self.findingLimit else { return }
    let column = line.flatMap { line in cell.map { $0.lowerBound - line.range.lowerBound + 1 } }
    findings.append(
      Finding(code, message, at: .init(line: line?.number, column: column), expected: expected, found: found))
  }
}
