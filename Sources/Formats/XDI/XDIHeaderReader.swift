/// Reads the header of an XDI file line by line, up to the table.
import Bytes
import DataModel

struct XDIHeaderReader {
  var content = XDIContent()
  var findings = XDIFindings()
  /// The line that ends the header: the dashes, or the last line before the table.
  private(set) var endLine = 1
  /// Where the header ends and how many lines it has: what follows is the table.
  private(set) var tableStart = 0
  private(set) var linesBeforeTable = 0
  private(set) var hasEnd = false

  /// The line that names the columns; nil when there is none.
  private(set) var labelLine: Int?

  private let encoding: TextEncoding
  private var isInComments = false
  private var hasControlBytes = false
  private var hasLongLine = false

  init(encoding: TextEncoding) { self.encoding = encoding }

  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String { encoding.decode(bytes.extracting(range)) }

  /// Reads the header that begins at `start` (behind a byte order mark).
  mutating func read(_ bytes: Span<UInt8>, from start: Int) {
    var lines = Lines(from: start)
    tableStart = start
    while let line = lines.next(in: bytes) {
      if !readLine(bytes, line) { break }
      tableStart = line.end
      linesBeforeTable = line.number
      if hasEnd { break }
    }
    if content.version == nil {
      findings.add(
        XDIFinding.versionMissing, "the first line does not name XDI and its version", line: 1, expected: "# XDI/1.0")
    }
    if hasEnd {
      readLabelLine(bytes)
    } else {
      findings.add(
        XDIFinding.headerEnd, "the header ends here without a line of dashes", line: endLine, expected: "# ---")
    }
  }

  /// Reads one line; false when it belongs to the table.
  private mutating func readLine(_ bytes: Span<UInt8>, _ line: Line) -> Bool {
    var first = line.range.lowerBound
    while first < line.range.upperBound, bytes[first].isBlank { first += 1 }
    guard first < line.range.upperBound else { return true }
    let isHeader = bytes[first] == UInt8(ascii: "#")
    if !isHeader, XDITable.isRow(bytes, line.range) { return false }
    endLine = line.number
    checkBytes(bytes, line)
    guard isHeader else {
      let text = text(bytes, line.range)
      content.header.append(.line(text, number: line.number))
      findings.add(
        XDIFinding.commentSign, "this header line does not begin with #, so its content is not used",
        line: line.number, column: first - line.range.lowerBound + 1, expected: "#", found: text)
      return true
    }
    if first > line.range.lowerBound {
      findings.add(XDIFinding.indented, "blanks stand before the #", line: line.number, column: 1)
    }
    readHeaderLine(bytes, line, from: first + 1, column: first - line.range.lowerBound + 1)
    return true
  }

  private mutating func readHeaderLine(_ bytes: Span<UInt8>, _ line: Line, from start: Int, column: Int) {
    let body = text(bytes, start..<line.range.upperBound)
    let kind = XDIGrammar.classify(body)
    if case .headerEnd = kind {
      hasEnd = true
      return
    }
    guard !isInComments else {
      // At most one blank belongs to the sign; the rest may be somebody's layout.
      let text = body.utf8.first == UInt8(ascii: " ") ? String(body.unicodeScalars.dropFirst()) : body
      content.comments?.append(XDIGrammar.trimmedAtEnd(text))
      return
    }
    switch kind {
    case .empty, .headerEnd: break
    case .fieldEnd:
      isInComments = true
      content.comments = []
    case .field(var field):
      field.line = line.number
      content.header.append(.field(field))
    case .version(let version, let applications) where content.version == nil:
      readVersion(version, applications, line)
    case .version: keepOther(bytes, line, column: column, fault: "the version belongs into the first line, once")
    case .other(let fault): keepOther(bytes, line, column: column, fault: fault)
    }
  }

  private mutating func keepOther(_ bytes: Span<UInt8>, _ line: Line, column: Int, fault: String) {
    let text = text(bytes, line.range)
    content.header.append(.line(text, number: line.number))
    findings.add(
      XDIFinding.headerLine, "this header line is no field, because \(fault)", line: line.number, column: column,
      expected: "# Family.key: value", found: XDIGrammar.trimmed(text))
  }

  private mutating func readVersion(_ version: String, _ applications: String?, _ line: Line) {
    content.version = version
    content.applications = applications
    if line.number != 1 {
      findings.add(
        XDIFinding.versionMissing, "the version stands on line \(line.number), not on the first", line: 1,
        expected: "# XDI/\(version)")
    }
    if !XDIGrammar.isVersionNumber(version) {
      findings.add(
        XDIFinding.versionForm, "\"\(XDIFindings.shortened(version))\" is not a version", line: line.number,
        expected: "1.0", found: version)
    } else if !version.utf8.starts(with: "1.".utf8) {
      findings.add(
        XDIFinding.versionUnknown, "XDI \(version) is not known; read as XDI 1.0", line: line.number, expected: "1.0",
        found: version)
    }
  }

  private mutating func checkBytes(_ bytes: Span<UInt8>, _ line: Line) {
    if line.range.count > 2048, !hasLongLine {
      hasLongLine = true
      findings.add(
        XDIFinding.limit, "this line has \(line.range.count) bytes; lines of a header should have at most 2048",
        line: line.number)
    }
    guard !hasControlBytes else { return }
    for index in line.range where bytes[index] < 0x20 && bytes[index] != 0x09 {
      hasControlBytes = true
      findings.add(
        XDIFinding.control, "the header holds a byte \(bytes[index]), which is no text", line: line.number,
        column: index - line.range.lowerBound + 1)
      return
    }
  }
}

/// What stands between the header proper and the rows.
extension XDIHeaderReader {
  /// The first line behind the dashes, when it begins with `#`, is the label line, even when it is blank.
  private mutating func readLabelLine(_ bytes: Span<UInt8>) {
    var lines = Lines(from: tableStart, linesBefore: linesBeforeTable)
    while let line = lines.next(in: bytes) {
      var first = line.range.lowerBound
      while first < line.range.upperBound, bytes[first].isBlank { first += 1 }
      guard first < line.range.upperBound else { continue }
      guard bytes[first] == UInt8(ascii: "#") else { return }
      let body = text(bytes, first + 1..<line.range.upperBound)
      guard XDIOuter.value(in: body) == nil else { return }
      let words = XDIGrammar.words(body)
      if !words.isEmpty { content.labels = words }
      labelLine = line.number
      tableStart = line.end
      linesBeforeTable = line.number
      return
    }
  }

  /// Without dashes the label line was taken for a comment or a bad field: the last line of the header, when it has a
  /// known word for each column. `labels` are those of the Column.N fields.
  mutating func recoverLabels(columnCount: Int, labels: [String?]) {
    guard !hasEnd, columnCount > 0, let last = lastFreeLine else { return }
    let words = XDIGrammar.words(last)
    guard words.count == columnCount else { return }
    let isLabelLine = zip(words, labels).allSatisfy { word, label in
      label.map { $0.lowercased() == word.lowercased() } ?? (RoleTable.entry(forColumn: word) != nil)
    }
    guard isLabelLine else { return }
    if isInComments { content.comments?.removeLast() } else { content.header.removeLast() }
    findings.removeAll(of: XDIFinding.headerLine, line: endLine)
    content.labels = words
    labelLine = endLine
  }

  private var lastFreeLine: String? {
    if isInComments { return content.comments?.last }
    guard case .line(let text, endLine)? = content.header.last else { return nil }
    let line = XDIGrammar.trimmed(text)
    return line.utf8.first == UInt8(ascii: "#") ? XDIGrammar.afterSign(line) : nil
  }
}
