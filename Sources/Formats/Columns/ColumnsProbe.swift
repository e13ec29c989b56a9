/// Recognises text with a table of numbers in it.
import Bytes

enum ColumnsProbe {
  /// Only the beginning is looked at: a header that is longer than this hides the table.
  private static let reach = 1 << 20

  /// Certain of what Edgewise itself wrote.
  static func match(_ source: ByteSource) -> Format.Match {
    withHead(of: source, reach: 256) { text, start in
      isOwn(text, from: start)
        ? .certain(reason: "the first line says that Edgewise wrote these columns") : .no
    }
  }

  /// Probable where a table is found.
  static func guess(_ source: ByteSource) -> Format.Match {
    withHead(of: source, reach: reach, guess)
  }

  private static func withHead(
    of source: ByteSource, reach: Int, _ judge: (Span<UInt8>, _ start: Int) -> Format.Match
  ) -> Format.Match {
    source.withBytes { bytes in
      let head = bytes.extracting(0..<min(bytes.count, reach))
      let detected = TextEncoding.detect(head.extracting(0..<min(head.count, 4)))
      guard detected.encoding == .utf16LittleEndian || detected.encoding == .utf16BigEndian else {
        return judge(head, detected.markLength)
      }
      return judge(detected.encoding.utf8Bytes(of: head.extracting(detected.markLength..<head.count)).span, 0)
    }
  }

  private static func guess(_ text: Span<UInt8>, from start: Int) -> Format.Match {
    guard !text.isEmpty, !isBinary(text), !isMarkup(text, from: start) else { return .no }
    guard let fit = TableDialect.best(text, lines: TableSearch.sample(text, from: start)) else { return .no }
    guard let first = TableSearch(start: start).firstRow(text, fit: fit) else { return .no }
    if fit.rows >= 2, fit.columnCount >= 2 {
      return .maybe(reason: "text with a table of \(fit.columnCount) columns from line \(first.number) on")
    }
    guard fit.columnCount >= 2 || fit.rows >= 2, hasKnownLabels(text, from: start, to: first, fit) else { return .no }
    return .maybe(reason: "labels that the field knows above the numbers from line \(first.number) on")
  }

  /// Text has hardly any control characters; a few NULs in a header are forgiven.
  private static func isBinary(_ text: Span<UInt8>) -> Bool {
    var strange = 0
    let count = min(text.count, 1 << 16)
    for index in 0..<count where text[index] < 0x20 && !allowed.contains(text[index]) { strange += 1 }
    return strange * 50 > count || (text[0] == 0x89 && text.count > 3 && text[1] == 0x48 && text[2] == 0x44)
  }

  /// Tab, line ends, form feed, Ctrl-Z.
  private static let allowed: [UInt8] = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A]

  /// XML and JSON begin with their signs.
  private static func isMarkup(_ text: Span<UInt8>, from start: Int) -> Bool {
    var position = start
    while position < text.count, text[position].isBlank || text[position].isLineEnd { position += 1 }
    guard position < text.count else { return true }
    return Array("<{[".utf8).contains(text[position])
  }

  private static func isOwn(_ text: Span<UInt8>, from start: Int) -> Bool {
    var lines = Lines(from: start)
    guard let line = lines.next(in: text), line.range.count < 80 else { return false }
    let bytes = line.range.map { text[$0] }
    return HeaderLine(number: 1, bytes: bytes).text == EdgewiseLine.marker
  }

  private static func hasKnownLabels(
    _ text: Span<UInt8>, from start: Int, to first: Line, _ fit: TableDialect.Fit
  ) -> Bool {
    var walk = Lines(from: start)
    var lines: [HeaderLine] = []
    while let line = walk.next(in: text), line.number < first.number {
      lines.append(HeaderLine(number: line.number, bytes: line.range.map { text[$0] }))
    }
    let labels = LabelSearch(lines: lines, columnCount: fit.columnCount, delimiter: fit.dialect.delimiter).find()
    return labels?.labels.contains { RoleTable.entry(forColumn: ColumnLabel(parsing: $0).name) != nil } ?? false
  }
}
