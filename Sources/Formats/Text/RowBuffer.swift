/// Gathers the rows of a table and turns them into columns, block by block.
import Bytes

/// Rows are collected in a block that stays in the processor's cache; full blocks are transposed onto the columns.
struct RowBuffer {
  /// The numbers of each column as raw bytes, which is how arrays are kept.
  private var columns: [[UInt8]]
  let columnCount: Int
  private let rowsPerBlock: Int
  var block: [Double]
  private(set) var rowStart = 0
  private var flushedRows = 0

  init(columnCount: Int) {
    self.columnCount = columnCount
    columns = Array(repeating: [], count: columnCount)
    rowsPerBlock = columnCount == 0 ? 0 : max(1, min(512, (1 << 15) / columnCount))
    block = Array(repeating: 0, count: rowsPerBlock * columnCount)
  }

  var isFull: Bool { rowStart == block.count }
  /// The number of rows so far.
  var count: Int { columnCount == 0 ? 0 : flushedRows + rowStart / columnCount }

  /// Sets a cell of the row that is being read.
  @inline(__always)
  mutating func set(_ value: Double, at index: Int) { block[rowStart + index] = value }

  /// The row is complete.
  @inline(__always)
  mutating func commit() { rowStart += columnCount }

  /// Moves the rows of the block to the columns. How much of the text has been read tells how long these will be.
  mutating func flush(bytesRead: Int, of total: Int) {
    guard rowStart > 0 else { return }
    let rows = rowStart / columnCount
    if flushedRows == 0, bytesRead > 0, bytesRead < total {
      let expected = Int(Double(rows) * Double(total) / Double(bytesRead) * 1.02)
      for index in columns.indices { columns[index].reserveCapacity(expected * MemoryLayout<Double>.size) }
    }
    var part = Array(repeating: 0.0, count: rows)
    for index in columns.indices {
      var cell = index
      for row in part.indices {
        part[row] = block[cell]
        cell &+= columnCount
      }
      part.withUnsafeBytes { columns[index].append(contentsOf: $0) }
    }
    flushedRows += rows
    rowStart = 0
  }

  /// The columns, once the last block is flushed.
  consuming func arrays() -> [TypedArray] {
    let rows = flushedRows
    return columns.map { TypedArray(type: .float64, shape: [rows], bytes: $0) ?? TypedArray([Double]()) }
  }
}

/// A column of integers, some of which no double holds exactly.
struct WideIntegerColumn {
  private var magnitudes: [UInt64] = []
  private var signs: [Bool] = []
  private var pending: (magnitude: UInt64, isNegative: Bool)?
  private(set) var isPossible = true

  /// The cell of the row that is being read; nil when it is no integer of 64 bits.
  mutating func offer(_ integer: (magnitude: UInt64, isNegative: Bool)?) {
    pending = integer
    if integer == nil { isPossible = false }
  }

  /// The row is complete and is number `row`.
  mutating func commit(row: Int) {
    if let pending, isPossible {
      magnitudes.append(pending.magnitude)
      signs.append(pending.isNegative)
    } else {
      isPossible = false
    }
    pending = nil
  }

  /// The column as integers; nil when a cell is missing, is no integer, or is out of range.
  func column(rowCount: Int) -> NumericTable.Column? {
    guard isPossible, magnitudes.count == rowCount else { return nil }
    if !signs.contains(true) {
      if magnitudes.allSatisfy({ $0 <= UInt64(Int64.max) }) { return .int64(magnitudes.map { Int64($0) }) }
      return .uint64(magnitudes)
    }
    var values: [Int64] = []
    values.reserveCapacity(rowCount)
    for (magnitude, isNegative) in zip(magnitudes, signs) {
      guard magnitude <= UInt64(Int64.max) + (isNegative ? 1 : 0) else { return nil }
      values.append(isNegative ? 0 &- Int64(bitPattern: magnitude) : Int64(magnitude))
    }
    return .int64(values)
  }
}
