/// Where in a text the table is: the header before it is everything else.
import Bytes

/// A run of rows of numbers.
struct TableBlock: Hashable {
  var dialect: TableDialect
  var columnCount: Int
  /// From the first byte of the first row to the end of the last one.
  var range: Range<Int>
  var firstLine: Int
  var rowCount: Int
}

/// Finds the largest run of rows of numbers.
///
/// In an ordinary file, the sample of lines tells the dialect, the first row of its kind begins the table, and the
/// table is read to the end of the file at once; `largestBlock` walks over all lines for the others.
struct TableSearch {
  /// The first byte after a byte order mark, or after what cannot be the table.
  let start: Int
  /// How many lines stand before it.
  var linesBefore = 0
  /// The text of comment lines that begin a further table: a repeated label line.
  var separator: String?

  /// The lines that tell the dialect: all of a small text; of a large one some from the beginning and three from
  /// further places, where the table will be.
  static func sample(_ text: Span<UInt8>, from start: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    let size = text.count - start
    let isSmall = size <= sampleSize
    for quarter in 0..<(isSmall ? 1 : 4) {
      var lines = Lines(from: start + size / 4 * quarter)
      // The first line of a later place is the rest of one.
      if quarter > 0 { _ = lines.next(in: text) }
      var count = 0
      var bytes = 0
      while count < (isSmall ? 4096 : 256), bytes < sampleSize, let line = lines.next(in: text) {
        bytes += line.range.count
        count += 1
        if mayBeRow(text, line.range) { result.append(line.range) }
      }
    }
    return result
  }

  private static let sampleSize = 1 << 17

  /// Whether the first visible byte may begin a number (or is a delimiter before an empty cell).
  static func mayBeRow(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var position = line.lowerBound
    while position < line.upperBound, text[position].isBlank { position += 1 }
    guard position < line.upperBound else { return false }
    return firstBytes.contains(text[position])
  }

  private static let firstBytes = Set("0123456789+-.,\"nNiI".utf8)

  /// The first row that has as many cells as the sample says and is followed by another such row (or by nothing),
  /// with two odd rows between them at the most.
  func firstRow(_ text: Span<UInt8>, fit: TableDialect.Fit) -> Line? {
    let reader = fit.dialect.rowReader(fused: true)
    var lines = Lines(from: start, linesBefore: linesBefore)
    var candidate: Line?
    var oddRows = 0
    while let line = lines.next(in: text) {
      if Self.isPassedOver(text, line.range) { continue }
      switch Self.mayBeRow(text, line.range) ? reader.look(text, at: line.range) : .text {
      case .row(fit.columnCount):
        if let candidate { return candidate }
        candidate = line
        oddRows = 0
      case .row where oddRows < 2, .flawed(fit.columnCount) where oddRows < 2: oddRows += 1
      default: candidate = nil
      }
    }
    return candidate
  }

  /// Blank lines and comments do not end a table.
  static func isPassedOver(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var position = line.lowerBound
    while position < line.upperBound, text[position].isBlank || text[position] == 0 { position += 1 }
    guard position < line.upperBound else { return true }
    if HeaderLine.commentSigns.contains(text[position]) { return true }
    let slash = UInt8(ascii: "/")
    return text[position] == slash && position + 1 < line.upperBound && text[position + 1] == slash
  }

  /// Whether a comment line begins a further table: `#S` of SPEC, or the label line once more.
  func separatesTables(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let mark = Array("#S ".utf8)
    if line.count > mark.count, mark.indices.allSatisfy({ text[line.lowerBound + $0] == mark[$0] }) { return true }
    guard let separator, line.count < separator.utf8.count + 64 else { return false }
    return HeaderLine(number: 1, bytes: line.map { text[$0] }).text == separator
  }

  /// The largest table of the text, by number of cells; nil when there is no row of numbers at all.
  func largestBlock(_ text: Span<UInt8>, dialect: TableDialect) -> TableBlock? {
    let reader = dialect.rowReader(fused: true)
    var lines = Lines(from: start, linesBefore: linesBefore)
    var open = OpenBlock(dialect: dialect)
    var best: TableBlock?
    func close() {
      guard let block = open.close() else { return }
      if best.map({ $0.rowCount * $0.columnCount < block.rowCount * block.columnCount }) ?? true { best = block }
    }
    while let line = lines.next(in: text) {
      switch Self.mayBeRow(text, line.range) ? reader.look(text, at: line.range) : .text {
      case .row(let cells): open.add(line, cellCount: cells)
      case .flawed(let cells) where open.columnCount == cells: open.add(line, cellCount: cells)
      default: if !Self.isPassedOver(text, line.range) || separatesTables(text, line.range) { close() }
      }
    }
    close()
    return best
  }
}
