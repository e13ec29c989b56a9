/// Writes XDI files: header in the order of the metadata, numbers in the shortest form that reads back exactly.
import Bytes
import DataModel

enum XDIWriter {
  /// What reading the written file gives.
  static func projection(_ document: Document, _ options: WritingOptions) -> Document {
    guard let measurement = document.measurements.first else { return Document(origin: document.origin) }
    return XDIContentBuilder(measurement).content.document(origin: document.origin, findings: document.findings)
  }

  /// The file. Throws when there is no measurement, or when its values cannot be read.
  static func bytes(_ document: Document, _ options: WritingOptions) throws(FormatError) -> [UInt8] {
    guard let measurement = document.measurements.first else {
      throw FormatError(.unwritable, "XDI holds a measurement, and this document has none")
    }
    let builder = XDIContentBuilder(measurement)
    if let failure = builder.failure { throw FormatError(.unwritable, "values cannot be read: \(failure.description)") }
    var writer = XDITextWriter(content: builder.content)
    writer.writeHeader()
    writer.writeTable()
    return writer.bytes
  }
}

extension XDIWriter {
  /// Whether lines of text in the table leave its rows what they are: numbers in them may look like rows of another
  /// spelling to a reader.
  static func tableReadsBack(_ content: XDIContent) -> Bool {
    guard content.tableLines.contains(where: { !$0.isComment }) else { return true }
    var writer = XDITextWriter(content: content)
    writer.writeTable()
    let (table, spelling) = XDITable.read(writer.bytes.span, from: 0, firstLine: 1)
    let outerLines = writer.outerChanges().count
    return spelling == nil && table.rowCount == content.rowCount
      && table.otherLineCount == content.tableLines.count + outerLines
  }
}

/// Puts an XDI file together, line by line.
private struct XDITextWriter {
  let content: XDIContent
  private(set) var bytes: [UInt8] = []

  init(content: XDIContent) { self.content = content }

  private mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(.lineFeed)
  }

  mutating func writeHeader() {
    let applications = content.applications.map { " " + $0 } ?? ""
    line("# XDI/\(content.version ?? "1.0")\(applications)")
    for item in content.header {
      switch item {
      case .field(let field): line("# \(field.family).\(field.key):" + (field.value.isEmpty ? "" : " " + field.value))
      case .line(let text, _): line(text)
      }
    }
    if let comments = content.comments, !comments.isEmpty {
      line("# ///")
      for comment in comments { line(comment.isEmpty ? "#" : "# " + comment) }
    }
    line("# ---")
    // Always a line: a reader takes the first one behind the dashes for it.
    line(content.labels.map { "# " + $0.joined(separator: " ") } ?? "#")
  }

  mutating func writeTable() {
    let columns = content.columns.map { CellWriter($0.array) }
    let widths = columns.map(width)
    var lines = content.tableLines[...]
    var changes = outerChanges()[...]
    for row in 0...content.rowCount {
      while let next = lines.first, next.rowsBefore == row {
        line(next.text)
        lines.removeFirst()
      }
      guard row < content.rowCount else { return }
      if let next = changes.first, next.rowsBefore == row {
        line("# Outer.value: \(NumberFormatter.text(next.value))")
        changes.removeFirst()
      }
      for (cells, width) in zip(columns, widths) { append(cells, row, width: width) }
      bytes.append(.lineFeed)
    }
  }

  func outerChanges() -> [(rowsBefore: Int, value: Double)] {
    guard !content.outer.isEmpty else { return [] }
    let header = XDIFieldIndex(content.fields).text("Outer.value").flatMap(XDIOuter.number)
    return XDIOuter.changes(header: header, values: content.outer)
  }

  /// The width of each column in its first rows, so that it stands in line as far as its numbers are alike.
  private func width(_ cells: CellWriter) -> Int {
    var width = 0
    var cell: [UInt8] = []
    for row in 0..<min(content.rowCount, 64) {
      cell.removeAll(keepingCapacity: true)
      cells.append(row, to: &cell)
      width = max(width, min(cell.count, 24))
    }
    return width
  }

  private mutating func append(_ cells: CellWriter, _ row: Int, width: Int) {
    bytes.append(0x20)
    bytes.append(0x20)
    let start = bytes.count
    cells.append(row, to: &bytes)
    let missing = width - (bytes.count - start)
    if missing > 0 { bytes.insert(contentsOf: repeatElement(0x20, count: missing), at: start) }
  }
}
