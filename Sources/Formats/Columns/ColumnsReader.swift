/// Reads a text with a table of numbers, whatever program wrote it: the header is everything before the table.
import Bytes
import DataModel

enum ColumnsReader {
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.columns.id))
    try source.withBytes { bytes throws(FormatError) in
      let detected = detection(bytes)
      switch detected.encoding {
      case .utf16LittleEndian, .utf16BigEndian:
        let converted = detected.encoding.utf8Bytes(of: bytes.extracting(detected.markLength..<bytes.count))
        document.findings.append(
          Finding(ColumnsFinding.encoding, "The text is in \(detected.encoding.rawValue).", at: .init(line: 1)))
        try ColumnsText(start: 0).read(converted.span, into: &document)
      default:
        try ColumnsText(start: detected.markLength).read(bytes, into: &document)
      }
    }
    document.origin.addHash(of: source)
    return document
  }

  /// What a byte order mark says; the rest of the encoding is found out where text has to be decoded.
  private static func detection(_ bytes: Span<UInt8>) -> TextEncoding.Detection {
    TextEncoding.detect(bytes.extracting(0..<min(bytes.count, 4)))
  }
}

/// One text, from behind its byte order mark.
struct ColumnsText {
  let start: Int

  func read(_ text: Span<UInt8>, into document: inout Document) throws(FormatError) {
    guard var reading = TableReading.largest(text, from: start) else {
      return try readWithoutRows(text, into: &document)
    }
    var (header, decoding) = self.header(text, of: reading)
    if let labels = header.labelText, reading.repeats(labels, in: text),
      let first = TableReading.largest(text, from: start, separator: labels)
    {
      reading = first
      (header, decoding) = self.header(text, of: reading)
    }
    decoding.report(to: &document)
    keepOtherLines(text, reading, in: &header)
    document.findings += TableFindings.list(reading)
    finish(header, reading.table.columns, into: &document)
  }

  private func header(_ text: Span<UInt8>, of reading: TableReading) -> (ColumnsHeader, HeaderText) {
    let decoding = HeaderText(text, from: start, to: reading.start)
    return (
      ColumnsHeader(decoding.lines, columnCount: reading.columnCount, delimiter: reading.dialect.delimiter), decoding
    )
  }

  /// A file that names columns and has no rows: an aborted scan.
  private func readWithoutRows(_ text: Span<UInt8>, into document: inout Document) throws(FormatError) {
    let decoding = HeaderText(text, from: start, to: text.count)
    decoding.report(to: &document)
    let lines = decoding.lines
    guard let labels = LabelSearch.labelsWithoutTable(lines) else {
      throw FormatError(.unreadable, "no table of numbers was found", findings: document.findings)
    }
    let header = ColumnsHeader(lines, labels: labels)
    document.findings.append(
      Finding(
        ColumnsFinding.noRows, "The file names \(labels.labels.count) columns but has no row of numbers.",
        at: .init(line: lines[labels.line].number)))
    finish(header, labels.labels.map { _ in .float64([]) }, into: &document)
  }

  private func finish(_ header: ColumnsHeader, _ columns: [NumericTable.Column], into document: inout Document) {
    let assembly = ColumnsAssembly(header: header, columns: columns)
    document.measurements = [assembly.measurement]
    document.findings += assembly.findings
  }

  /// Comments between the rows and lines after them become nodes at the end of the metadata.
  private func keepOtherLines(_ text: Span<UInt8>, _ reading: TableReading, in header: inout ColumnsHeader) {
    let inside = reading.table.otherLines
    for other in (inside + reading.linesAfter).prefix(TableReading.lineLimit) {
      let line = HeaderLine(number: other.position.line, stored: text.extracting(other.bytes))
      guard line.kind == .text else { continue }
      let name =
        other.rowsBefore < reading.table.rowCount ? ColumnsHeader.commentLine : ColumnsHeader.footerLine
      header.metadata.nodes.append(MetadataNode(name, .text(line.text), line: line.number))
    }
    let leftOut =
      reading.leftOut + max(0, reading.table.otherLineCount + reading.linesAfter.count - TableReading.lineLimit)
    guard leftOut > 0 else { return }
    header.findings.append(
      Finding(
        ColumnsFinding.longFooter, "\(leftOut) lines of text in or after the table were left out.",
        at: .init(line: reading.firstLine)))
  }
}

extension LabelSearch {
  /// The label line of a text without any rows: the last line with two names or more that the field knows, or the
  /// line after the dashes at the end of a file that Edgewise wrote.
  static func labelsWithoutTable(_ lines: [HeaderLine]) -> LabelLine? {
    guard let last = lines.lastIndex(where: { $0.kind == .text }) else { return nil }
    let isOwn = lines.first { $0.kind == .text }?.text == EdgewiseLine.marker
    for way in [LabelSplit.tab, LabelSplit.comma, LabelSplit.semicolon, .wide, .blanks] {
      let labels = LabelSplit.labels(lines[last].text, way)
      let known = labels.count { RoleTable.entry(forColumn: ColumnLabel(parsing: $0).name) != nil }
      if known >= 2, 2 * known >= labels.count { return LabelLine(labels: labels, line: last) }
      if isOwn, way == .blanks, last > 0, lines[last - 1].kind == .ruler {
        return LabelLine(labels: labels, line: last)
      }
    }
    return nil
  }
}
