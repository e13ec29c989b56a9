/// Reads a file of a dialect: the same way for all, with what the dialect's row says where it says something.
import Bytes
import DataModel

struct BeamlineReader {
  let dialect: BeamlineDialect

  func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: dialect.id))
    try source.withBytes { bytes throws(FormatError) in
      // As in XDI and columns, text in UTF-16 is converted as a whole: that of a beamline is small.
      let mark = TextEncoding.detect(bytes.extracting(first: min(bytes.count, 4)))
      guard mark.encoding.isWide else { return try read(bytes, into: &document) }
      let text = mark.encoding.utf8Bytes(of: bytes.extracting(mark.markLength..<bytes.count))
      try read(text.span, into: &document)
      document.findings.append(
        Finding(ColumnsFinding.encoding, "The text is in \(mark.encoding.rawValue).", at: .init(line: 1)))
    }
    document.origin.addHash(of: source)
    return document
  }

  private func read(_ bytes: Span<UInt8>, into document: inout Document) throws(FormatError) {
    var scan: BeamlineScan
    switch dialect.content {
    case .text(let layout): scan = try BeamlineText(layout: layout).read(bytes)
    case .bytes(let read): scan = try read(bytes)
    }
    RoleRule.apply(dialect.roles, to: &scan.columns)
    dialect.complete(&scan)
    document.measurements = [scan.measurement()]
    document.findings = scan.findings
    if !scan.headerText.isEmpty { document.origin.header = scan.headerText }
  }
}

/// A text with one table as columns, labels and facts.
struct BeamlineText {
  let layout: TextLayout

  func read(_ text: Span<UInt8>) throws(FormatError) -> BeamlineScan {
    let start = TextEncoding.detect(text.extracting(0..<min(text.count, 4))).markLength
    guard let reading = layout.table(text, start) else { return try readWithoutRows(text, from: start) }
    var scan = BeamlineScan()
    let columnCount = reading.columnCount
    let labels = readHeader(text, start..<reading.start, columnCount, reading.dialect.delimiter, into: &scan)
    scan.hasLabels = !labels.isEmpty
    if scan.hasLabels, labels.count != columnCount { scan.findings.append(labelFinding(labels.count, columnCount)) }
    scan.columns = reading.table.columns.enumerated().map { index, column in
      Self.column(labels.indices.contains(index) ? labels[index] : "", index, column.array)
    }
    scan.findings += TableFindings.list(reading)
    addLinesAfter(text, reading, to: &scan)
    return scan
  }

  /// An aborted scan: a header without numbers.
  private func readWithoutRows(_ text: Span<UInt8>, from start: Int) throws(FormatError) -> BeamlineScan {
    var scan = BeamlineScan()
    let labels = readHeader(text, start..<text.count, 0, .blanks, into: &scan)
    guard !labels.isEmpty else {
      throw FormatError(.unreadable, "no table of numbers was found", findings: scan.findings)
    }
    scan.columns = labels.enumerated().map { Self.column($1, $0, TypedArray([Double]())) }
    scan.findings.append(
      Finding(ColumnsFinding.noRows, "The file names \(labels.count) columns but has no row of numbers."))
    return scan
  }

  private static func column(_ label: String, _ index: Int, _ values: TypedArray) -> BeamlineScan.Column {
    let parsed = ColumnLabel(parsing: label)
    return BeamlineScan.Column(parsed.name.isEmpty ? "col\(index + 1)" : parsed.name, unit: parsed.unit, values)
  }

  private func labelFinding(_ found: Int, _ expected: Int) -> Finding {
    Finding(
      ColumnsFinding.labelCount, "The header names \(found) columns and the table has \(expected).",
      expected: "\(expected) labels", found: "\(found) labels")
  }

  /// Reads the lines of a header into facts; returns the labels.
  private func readHeader(
    _ text: Span<UInt8>, _ range: Range<Int>, _ columnCount: Int, _ delimiter: NumericTable.Delimiter,
    into scan: inout BeamlineScan
  ) -> [String] {
    let decoded = HeaderText(text, from: range.lowerBound, to: range.upperBound)
    scan.headerText = decoded.text
    if let note = decoded.encodingNote { scan.findings.append(note) }
    let header = ScanHeader(
      decoded.lines, raw: decoded.rawLines, columnCount: columnCount, delimiter: delimiter)
    scan.header = header
    var labelLines: Set<Int> = []
    var labels = layout.labels(header)
    if labels == nil {
      let search = LabelSearch(lines: header.lines, columnCount: columnCount, delimiter: delimiter)
      let found = columnCount > 0 ? search.find() : LabelSearch.labelsWithoutTable(header.lines)
      if let found, found.isClear {
        labels = found.labels
        labelLines = Set(found.otherLines).union([found.line])
      }
    }
    // The places of lines count from the first that is not empty, as the signs of the dialects do.
    let blankLines = header.raw.prefix { $0.trimmingBlanks().isEmpty }.count
    for (index, line) in header.lines.enumerated() where line.kind == .text && !labelLines.contains(index) {
      scan.add(line) { layout.facts($0, $1 - blankLines) }
    }
    return labels ?? []
  }

  /// Comments between the rows and lines after them become nodes at the end of the metadata.
  private func addLinesAfter(_ text: Span<UInt8>, _ reading: TableReading, to scan: inout BeamlineScan) {
    let others = reading.table.otherLines + reading.linesAfter
    for other in others.prefix(TableReading.lineLimit) {
      let line = HeaderLine(number: other.position.line, stored: text.extracting(other.bytes))
      guard line.kind == .text else { continue }
      let isInside = other.rowsBefore < reading.table.rowCount
      scan.metadata.nodes.append(
        MetadataNode(
          isInside ? ColumnsHeader.commentLine : ColumnsHeader.footerLine, .text(line.text), line: line.number))
    }
  }
}
