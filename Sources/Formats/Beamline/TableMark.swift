/// A line of the header behind which the table of a dialect begins: a scan that was stopped after few points has fewer
/// rows than many headers have lines of numbers.
import Bytes

struct TableMark: Sendable {
  /// What the line begins with, in capital letters, behind blanks and comment signs.
  let beginnings: [String]
  /// Whether the last of these lines counts, where there are several, instead of the first.
  var isLast = false
  /// How many lines of header follow it.
  var linesBehind = 0

  init(_ beginnings: String..., isLast: Bool = false, linesBehind: Int = 0) {
    self.beginnings = beginnings
    self.isLast = isLast
    self.linesBehind = linesBehind
  }

  /// A walk over the lines behind the mark; nil where there is no such line among the first few thousand.
  func linesBehind(_ text: Span<UInt8>, from start: Int) -> Lines? {
    var lines = Lines(from: start)
    var found: Lines?
    while found == nil || isLast, lines.count < Self.limit, let line = lines.next(in: text) {
      if beginnings.contains(where: { Self.begins(text, line.range, $0) }) { found = lines }
    }
    guard var found else { return nil }
    for _ in 0..<linesBehind { _ = found.next(in: text) }
    return found
  }

  private static let limit = 4096

  /// Reads the largest table behind the mark; of the whole text where there is no mark, or where the mark is out of
  /// place, since more rows stand before it than a header has.
  func table(_ text: Span<UInt8>, _ start: Int) -> TableReading? {
    guard let lines = linesBehind(text, from: start) else { return TableReading.largest(text, from: start) }
    guard let behind = TableReading.largest(text, from: lines.offset, linesBefore: lines.count) else {
      let whole = TableReading.largest(text, from: start)
      return whole.flatMap { $0.table.rowCount < TableReading.otherTableRows ? nil : $0 }
    }
    let further = behind.furtherRows(text, before: lines.offset, from: Lines(from: start))
    return further == nil ? behind : TableReading.largest(text, from: start)
  }

  /// Whether the first visible bytes of a line, after comment signs `#`, are these in capital or small letters.
  static func begins(_ text: Span<UInt8>, _ line: Range<Int>, _ mark: String) -> Bool {
    var position = line.lowerBound
    while position < line.upperBound, text[position].isBlank || text[position] == UInt8(ascii: "#") { position += 1 }
    for byte in mark.utf8 {
      guard position < line.upperBound, upper(text[position]) == byte else { return false }
      position += 1
    }
    return true
  }

  private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
}
