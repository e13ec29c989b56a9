/// Records of comma-separated values (RFC 4180): a cell in quotation marks may hold delimiters, line ends and doubled
/// quotation marks.
import Bytes

struct CSVRecords {
  /// Where the next record begins.
  private(set) var offset: Int
  /// The lines passed so far.
  private(set) var lineCount = 0
  let delimiter: UInt8

  init(from start: Int, delimiter: UInt8) {
    offset = start
    self.delimiter = delimiter
  }

  /// The cells of the next record; a blank line is one empty cell. Nil at the end of the text, and where a quotation
  /// mark is not closed in it.
  mutating func next(in text: Span<UInt8>) -> [[UInt8]]? {
    guard offset < text.count else { return nil }
    var cells: [[UInt8]] = []
    var position = offset
    while true {
      guard let cell = cell(text, &position) else { return nil }
      cells.append(cell)
      guard position < text.count, text[position] == delimiter else { break }
      position += 1
    }
    lineCount += 1
    if position < text.count {
      position += text[position] == 0x0D && position + 1 < text.count && text[position + 1] == 0x0A ? 2 : 1
    }
    offset = position
    return cells
  }

  private mutating func cell(_ text: Span<UInt8>, _ position: inout Int) -> [UInt8]? {
    var result: [UInt8] = []
    let quote = UInt8(ascii: "\"")
    if position < text.count, text[position] == quote {
      position += 1
      while true {
        guard position < text.count else { return nil }
        let byte = text[position]
        position += 1
        if byte != quote {
          if byte == 0x0A || (byte == 0x0D && !(position < text.count && text[position] == 0x0A)) { lineCount += 1 }
          result.append(byte)
        } else if position < text.count, text[position] == quote {
          result.append(quote)
          position += 1
        } else {
          break
        }
      }
    }
    // What stands behind a closing quotation mark belongs to the cell, too.
    while position < text.count, text[position] != delimiter, !text[position].isLineEnd {
      result.append(text[position])
      position += 1
    }
    return result
  }

  /// A text as a cell: in quotation marks where it needs them, and where the cell is the only one of its row.
  static func cell(_ text: String, isOnly: Bool) -> String {
    let needsQuotes =
      text.unicodeScalars.contains { "\",;\t\r\n".unicodeScalars.contains($0) } || text.first == " " || text.last == " "
    guard needsQuotes || (isOnly && text.isEmpty) else { return text }
    let doubled = text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return "\"\(doubled)\""
  }
}
