/// The three rows above the numbers of an Origin table.
import Bytes
import DataModel

struct OriginHead {
  var names: [String]
  var units: [String]
  var comments: [String]
  var delimiter: UInt8
  /// Where the numbers begin, and the lines before them.
  var end: Int
  var lineCount: Int
  /// True when Edgewise wrote it.
  var isOwn: Bool {
    !comments.isEmpty && OriginComment(parsing: comments[0])[OriginComment.markKey] == OriginComment.mark
  }

  /// Reads three rows; nil where there are not as many, or the first has more than `columnLimit` cells.
  init?(_ text: Span<UInt8>, from start: Int, delimiter: UInt8) {
    let head = text.extracting(0..<min(text.count, start + Self.reach))
    var records = CSVRecords(from: start, delimiter: delimiter)
    guard let names = records.next(in: head), let units = records.next(in: head), let comments = records.next(in: head),
      names.count <= Self.columnLimit
    else { return nil }
    self.names = names.map(StoredText.string)
    self.units = Self.padded(units, to: names.count)
    self.comments = Self.padded(comments, to: names.count)
    self.delimiter = delimiter
    end = records.offset
    lineCount = records.lineCount
    isRegular = units.count <= names.count && comments.count <= names.count
  }

  /// Whether no row is longer than that of the names.
  let isRegular: Bool

  static let reach = 1 << 20
  private static let columnLimit = 16384
  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]

  private static func padded(_ cells: [[UInt8]], to count: Int) -> [String] {
    let texts = cells.map(StoredText.string)
    return texts + [String](repeating: "", count: max(0, count - texts.count))
  }

  /// The unit that a cell states; nil for none.
  static func unit(_ cell: String) -> String? {
    let text = cell.trimmingBlanks()
    return text.isEmpty || text == "-" || text == "--" ? nil : String(text)
  }

  /// Whether three rows of another program say names, units and comments: units are told by being units, and numbers
  /// stand in none of them.
  var looksLikeOrigin: Bool {
    let named = names.count { !$0.trimmingBlanks().isEmpty }
    guard isRegular, names.count >= 2, 2 * named > names.count,
      names[0].utf8.first.map(HeaderLine.commentSigns.contains) != true
    else { return false }
    guard (names + comments).allSatisfy({ !Self.isNumber($0) }) else { return false }
    let stated = units.compactMap(Self.unit)
    return !stated.isEmpty && stated.allSatisfy { ColumnLabel.isUnit(Self.withoutBrackets($0)) || $0 == "1" }
  }

  static func withoutBrackets(_ text: String) -> String {
    for (open, close) in [("(", ")"), ("[", "]")] where text.hasPrefix(open) && text.hasSuffix(close) {
      return String(text.dropFirst().dropLast())
    }
    return text
  }

  static func isNumber(_ cell: String) -> Bool {
    let text = cell.trimmingBlanks()
    return NumberParser.double(text) != nil || NumberParser.double(text, options: [.c, .decimalComma]) != nil
  }
}
