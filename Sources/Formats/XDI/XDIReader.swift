/// Reads XDI files: everything that can be read, and a finding for everything that is wrong.
import Bytes
import DataModel

enum XDIReader {
  /// The document of a file. Never throws for what a file holds; the signature is that of all readers.
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    return source.withBytes { bytes in
      let detection = TextEncoding.detect(bytes)
      switch detection.encoding {
      case .utf8, .latin1: return read(bytes, source, detection)
      case .utf16LittleEndian, .utf16BigEndian:
        let text = detection.encoding.utf8Bytes(of: bytes.extracting(detection.markLength..<bytes.count))
        return read(text.span, source, detection)
      }
    }
  }

  private static func read(
    _ bytes: Span<UInt8>, _ source: ByteSource, _ detection: TextEncoding.Detection
  ) -> Document {
    let isConverted = detection.encoding != .utf8 && detection.encoding != .latin1
    let encoding = isConverted ? .utf8 : detection.encoding
    let start = isConverted ? 0 : detection.markLength
    var header = XDIHeaderReader(encoding: encoding)
    note(detection, &header.findings)
    header.read(bytes, from: start)

    let (table, spelling) = XDITable.read(bytes, from: header.tableStart, firstLine: header.linesBeforeTable + 1)
    if let spelling {
      header.findings.add(
        XDIFinding.numberForm, "the table was read with \(spelling)", line: table.firstRow?.line ?? header.endLine)
    }
    take(table, bytes, encoding, into: &header)

    let content = header.content
    let names = XDIColumns(fields: content.fields, labels: content.labels, count: content.columns.count)
    XDIHeaderChecks(content: content, endLine: header.endLine).run(&header.findings)
    XDITableChecks(
      table: table, names: names, content: content, endLine: header.endLine, labelLine: header.labelLine
    ).run(&header.findings)
    let text = encoding.decode(bytes.extracting(start..<header.tableStart))
    return content.document(
      origin: Origin(of: source, format: Format.xdi.id, header: text),
      findings: header.findings.sorted(lastLine: max(table.lastLine, 1)))
  }

  /// Puts columns, outer values and stray lines of the table into the header's content.
  private static func take(
    _ table: NumericTable, _ bytes: Span<UInt8>, _ encoding: TextEncoding, into header: inout XDIHeaderReader
  ) {
    let fields = header.content.fields
    header.content.rowCount = table.rowCount
    header.content.columns = table.columns
    var count = table.columns.count
    if table.rowCount == 0 {
      count = XDIColumns.count(fields: fields, labels: header.content.labels)
      header.content.columns = Array(repeating: .float64([]), count: count)
    }
    let numbered = XDIColumns.numbered(fields)
    header.recoverLabels(
      columnCount: count, labels: (0..<count).map { numbered[$0 + 1].flatMap { XDIColumnText($0.value).label } })
    takeOtherLines(table, bytes, encoding, into: &header)
  }

  private static func takeOtherLines(
    _ table: NumericTable, _ bytes: Span<UInt8>, _ encoding: TextEncoding, into header: inout XDIHeaderReader
  ) {
    let index = XDIFieldIndex(header.content.fields)
    let outerName = XDIOuter.label(index)
    var changes: [(rowsBefore: Int, value: Double)] = []
    for line in table.otherLines {
      let text = encoding.decode(bytes.extracting(line.bytes))
      if outerName != nil, let value = XDIOuter.value(inLine: text) {
        changes.append((line.rowsBefore, value))
        continue
      }
      header.content.tableLines.append(
        XDIContent.TableLine(text: text, rowsBefore: line.rowsBefore, number: line.position.line))
      report(line, text, of: table, &header.findings)
    }
    if table.otherLineCount > table.otherLines.count {
      header.findings.addUnlisted(XDIFinding.tableText, count: table.otherLineCount - table.otherLines.count)
    }
    guard let outerName else { return }
    let headerValue = index.text("Outer.value").flatMap(XDIOuter.number)
    header.content.outer = XDIOuter.values(header: headerValue, changes: changes, rowCount: table.rowCount)
    header.findings.add(
      XDIFinding.outer, "the table has \(changes.count + 1) blocks with a value of \(outerName) each",
      line: index["Outer.name"]?.line)
  }

  private static func report(
    _ line: NumericTable.OtherLine, _ text: String, of table: NumericTable, _ findings: inout XDIFindings
  ) {
    let isBehind = line.rowsBefore == table.rowCount
    switch line.kind {
    case .comment:
      findings.add(
        XDIFinding.tableComment, "a comment stands \(isBehind ? "behind" : "inside") the table, where XDI allows none",
        line: line.position.line, found: XDIGrammar.trimmed(text))
    case .text:
      findings.add(
        XDIFinding.tableText, "this line \(isBehind ? "behind" : "inside") the table is no row of numbers",
        line: line.position.line, expected: "numbers", found: XDIGrammar.trimmed(text))
    }
  }

  private static func note(_ detection: TextEncoding.Detection, _ findings: inout XDIFindings) {
    if detection.encoding != .utf8 {
      findings.add(
        XDIFinding.encoding, "the text is not valid UTF-8 and was read as \(detection.encoding.rawValue)", line: 1,
        expected: "ASCII or UTF-8", found: detection.encoding.rawValue)
    } else if detection.markLength > 0 {
      findings.add(
        XDIFinding.encoding, "a byte order mark stands before the version line", line: 1, expected: "#",
        found: "byte order mark")
    }
  }
}
