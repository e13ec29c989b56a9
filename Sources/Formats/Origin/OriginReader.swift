/// Reads tables with three rows of labels, as Origin exports and imports them.
import Bytes
import DataModel

enum OriginReader {
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.origin.id))
    try source.withText { text, start throws(FormatError) in
      guard let head = head(text, from: start) else {
        throw FormatError(
          .unreadable,
          "there are no three rows of names, units and comments above numbers; --from columns reads tables "
            + "with other headers")
      }
      document.origin.header = StoredText.string(text.extracting(start..<head.end))
      let table = DelimitedTable(
        text, from: head.end, linesBefore: head.lineCount, columnCount: head.names.count, delimiter: head.delimiter,
        decimalComma: hasDecimalComma(text, below: head))
      document.findings += table.findings
      if table.columns.first?.count ?? 0 == 0, !head.isOwn {
        document.findings.append(
          Finding(
            ColumnsFinding.noRows, "The file names \(head.names.count) columns but has no row of numbers.",
            at: .init(line: head.lineCount)))
      }
      var assembly = OriginAssembly(head: head, columns: table.columns)
      document.measurements = [head.isOwn ? assembly.own() : assembly.foreign()]
      document.findings += assembly.findings
    }
    document.origin.addHash(of: source)
    return document
  }

  private static func head(_ text: Span<UInt8>, from start: Int) -> OriginHead? {
    let heads = OriginHead.delimiters.compactMap { OriginHead(text, from: start, delimiter: $0) }
    return heads.first(where: \.isOwn) ?? heads.first { $0.looksLikeOrigin }
      ?? heads.first { head in head.names.count > 1 && head.names.allSatisfy { !OriginHead.isNumber($0) } }
  }

  /// Whether the first row says so: its cells are numbers only with a decimal comma.
  private static func hasDecimalComma(_ text: Span<UInt8>, below head: OriginHead) -> Bool {
    guard head.delimiter != UInt8(ascii: ",") else { return false }
    var records = CSVRecords(from: head.end, delimiter: head.delimiter)
    let cells = records.next(in: text)?.map { String(StoredText.string($0).trimmingBlanks()) } ?? []
    return cells.contains { NumberParser.double($0, options: .c) == nil && OriginHead.isNumber($0) }
  }
}
