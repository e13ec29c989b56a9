/// The rows between two lines of text, gathered into stretches of equal length while they come in.
import Bytes

struct OpenBlock {
  let dialect: TableDialect
  /// The stretch before the last one, and the last one.
  private var previous: TableBlock?
  private var last: TableBlock?
  /// The largest stretch before those: memory does not grow with the number of stretches.
  private var largest: TableBlock?
  private var first: TableBlock?
  private var rowCount = 0
  private var rowsByWidth: [Int: Int] = [:]

  init(dialect: TableDialect) { self.dialect = dialect }

  /// The number of cells of the last row; nil before the first.
  var columnCount: Int? { last?.columnCount }

  mutating func add(_ line: Line, cellCount: Int) {
    rowCount += 1
    rowsByWidth[cellCount, default: 0] += 1
    if last?.columnCount == cellCount {
      last = last.map { Self.extended($0, to: line, by: 1) }
    } else if let odd = last, odd.rowCount <= 2, let table = previous, table.columnCount == cellCount {
      // One or two odd rows inside a table do not end it.
      previous = nil
      last = Self.extended(table, to: line, by: odd.rowCount + 1)
    } else {
      let block = TableBlock(
        dialect: dialect, columnCount: cellCount, range: line.range.lowerBound..<line.end, firstLine: line.number,
        rowCount: 1)
      largest = Self.larger(largest, previous)
      previous = last
      last = block
      if first == nil { first = block }
    }
  }

  private static func extended(_ block: TableBlock, to line: Line, by rows: Int) -> TableBlock {
    var block = block
    block.range = block.range.lowerBound..<line.end
    block.rowCount += rows
    return block
  }

  private static func larger(_ a: TableBlock?, _ b: TableBlock?) -> TableBlock? {
    guard let a, let b else { return a ?? b }
    return a.rowCount * a.columnCount >= b.rowCount * b.columnCount ? a : b
  }

  /// The table among the rows: the largest stretch, with a short row at its end; where none is half of them, all
  /// of them under the widest row that is not rare.
  mutating func close() -> TableBlock? {
    defer { self = OpenBlock(dialect: dialect) }
    guard let first, let last, var block = Self.larger(Self.larger(largest, previous), last) else { return nil }
    if 2 * block.rowCount >= rowCount {
      if block == previous, last.rowCount == 1, last.columnCount < block.columnCount {
        block.range = block.range.lowerBound..<last.range.upperBound
        block.rowCount += 1
      }
      return block
    }
    let common = rowsByWidth.filter { $0.value * 20 >= rowCount }.keys.max() ?? first.columnCount
    return TableBlock(
      dialect: dialect, columnCount: common, range: first.range.lowerBound..<last.range.upperBound,
      firstLine: first.firstLine, rowCount: rowCount)
  }
}
