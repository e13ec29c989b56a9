/// Reads the Perl flavour of a project, statement by statement; after a damaged one it goes on with the next line.
import Bytes
import DataModel

struct PerlProjectReader {
  private(set) var project = AthenaProject()
  private(set) var findings: AthenaFindings
  /// The record whose end has not come yet.
  private var open: AthenaRecord?
  private var lines = Lines()
  private var hasEnd = false
  private var isInHeader = true

  init(findings: AthenaFindings) { self.findings = findings }

  mutating func read(_ bytes: Span<UInt8>) {
    while let line = lines.next(in: bytes) {
      switch PerlLine(bytes, line.range) {
      case .blank: break
      case .comment: takeComment(TextEncoding.utf8.decode(bytes.extracting(line.range)), line.number)
      case .record: closeRecord(line.number)
      case .end:
        hasEnd = true
        isInHeader = false
      case .statement(let sigil, let name, let value):
        isInHeader = false
        readStatements(bytes, sigil, name, value, line)
      case .other:
        isInHeader = false
        keep(line, bytes, from: line.range.lowerBound, to: line.range.upperBound)
      }
    }
    if let record = open {
      findings.add(
        AthenaFinding.truncated, "the file ends before the record \"\(record.title)\" does", line: lines.count,
        expected: "[record]")
      close(record)
    } else if !hasEnd {
      findings.add(AthenaFinding.end, "the line \"1;\" at the end is missing", line: max(1, lines.count))
    }
  }

  // MARK: Statements

  /// Reads the statement that begins on a line, and others behind it. A statement that goes on takes in the lines up
  /// to the next one that begins something.
  private mutating func readStatements(
    _ bytes: Span<UInt8>, _ sigil: String, _ name: String, _ value: Int, _ line: Line
  ) {
    var (sigil, name, value, start) = (sigil, name, value, line.range.lowerBound)
    var limit = line.range.upperBound
    var isExtended = false
    while true {
      var parser = PerlParser(from: value, to: limit)
      do throws(PerlFault) {
        try read(bytes, sigil, name, &parser, line.number)
      } catch {
        if case .ended = error, !isExtended {
          isExtended = true
          limit = extend(bytes, limit)
          continue
        }
        report(error, "\(sigil)\(name)", line, limit)
        keep(sigil: sigil, name: name, bytes, from: value, to: limit, line.number)
        return
      }
      parser.skipBlanks(bytes)
      start = parser.index
      guard start < limit, bytes[start] != UInt8(ascii: "#") else { return }
      guard case .statement(let next, let nextName, let nextValue) = PerlLine(bytes, start..<limit) else {
        keep(line, bytes, from: start, to: limit)
        return
      }
      (sigil, name, value) = (next, nextName, nextValue)
    }
  }

  /// Takes in the lines that belong to an unfinished statement; gives where they end.
  private mutating func extend(_ bytes: Span<UInt8>, _ limit: Int) -> Int {
    var limit = limit
    var ahead = lines
    while let next = ahead.next(in: bytes) {
      switch PerlLine(bytes, next.range) {
      case .blank, .other: break
      case .comment, .record, .end, .statement: return limit
      }
      limit = next.range.upperBound
      lines = ahead
    }
    return limit
  }

  private mutating func read(
    _ bytes: Span<UInt8>, _ sigil: String, _ name: String, _ parser: inout PerlParser, _ line: Int
  ) throws(PerlFault) {
    if sigil == "@", AthenaArray.names.contains(name) {
      do throws(PerlFault) {
        var (array, end) = try PerlArrayParser.array(name, bytes, from: parser.index, to: parser.limit)
        parser = PerlParser(from: end, to: parser.limit)
        try endStatement(bytes, &parser)
        array.line = line
        take(array)
        return
      } catch {
        // A list of other things is no array of the record, but it may still be a literal.
        guard case .notLiteral = error else { throw error }
      }
    }
    let literal: ProjectLiteral
    if sigil == "$" || isHashReference(bytes, parser) {
      literal = try parser.value(bytes)
    } else {
      let items = try parser.list(bytes)
      literal = sigil == "%" && items.count % 2 == 0
        ? ProjectLiteral.paired(items).map { .hash($0, name: nil) } ?? .list(items) : .list(items)
    }
    try endStatement(bytes, &parser)
    if parser.replacedCharacters {
      findings.add(
        AthenaFinding.character, "an escape in \(sigil)\(name) names no character; U+FFFD stands for it", line: line)
    }
    take(ProjectStatement(sigil: sigil, name: name, value: literal, line: line))
  }

  private func endStatement(_ bytes: Span<UInt8>, _ parser: inout PerlParser) throws(PerlFault) {
    guard parser.endStatement(bytes) else { throw .notLiteral(at: parser.index) }
  }

  /// `@journal = {};`, which Larch wrote.
  private func isHashReference(_ bytes: Span<UInt8>, _ parser: PerlParser) -> Bool {
    var copy = parser
    copy.skipBlanks(bytes)
    return copy.index < copy.limit && (bytes[copy.index] == UInt8(ascii: "{") || bytes[copy.index] == UInt8(ascii: "["))
  }

  // MARK: What becomes of them

  private mutating func take(_ statement: ProjectStatement) {
    switch (statement.sigil, statement.name) {
    case ("$", PerlNames.group): beginRecord(statement)
    case ("@", PerlNames.arguments):
      guard case .list(let items) = statement.value else { return takeOther(statement) }
      let arguments = AthenaArguments(flat: items)
      if arguments.unpaired != nil || items.count % 2 == 1 {
        findings.add(
          AthenaFinding.arguments, "the parameters are not pairs of names and values", line: statement.line,
          found: "\(items.count) values")
      }
      inRecord(statement.line) { $0.arguments = arguments }
    case ("$", PerlNames.xdi):
      guard case .hash(let members, let name) = statement.value else { return takeOther(statement) }
      inRecord(statement.line) { $0.xdi = AthenaXDI(members, className: name) }
    case ("@", PerlNames.kept):
      guard let parts = statement.value.elements?.map(\.scalar), parts.count == 2, let name = parts[0],
        let text = parts[1]
      else { return takeOther(statement) }
      let sigil = name.first.map(String.init).flatMap { ["@", "%", "$"].contains($0) ? $0 : nil } ?? ""
      takeOther(
        ProjectStatement(
          sigil: sigil, name: String(name.dropFirst(sigil.count)), value: .code(text), line: statement.line))
    case ("@", AthenaProject.Node.journal) where statement.value == .hash([], name: nil):
      findings.add(AthenaFinding.journal, "the journal is an empty hash, not a list", line: statement.line)
      takeOther(ProjectStatement(sigil: "@", name: statement.name, value: .list([]), line: statement.line))
    default: takeOther(statement)
    }
  }

  private mutating func takeOther(_ statement: ProjectStatement) {
    if PerlNames.ofProject.contains(statement.name), let record = open {
      findings.add(
        AthenaFinding.record, "the record \"\(record.title)\" does not end before \(statement.sigil)\(statement.name)",
        line: statement.line, expected: "[record]")
      close(record)
    }
    if open == nil { project.statements.append(statement) } else { open?.others.append(statement) }
  }

  private mutating func take(_ array: AthenaArray) {
    inRecord(array.line) { record in
      record.arrays.removeAll { $0.name == array.name }
      record.arrays.append(array)
    }
  }

  private mutating func inRecord(_ line: Int?, _ change: (inout AthenaRecord) -> Void) {
    if open == nil {
      findings.add(
        AthenaFinding.record, "a record begins without its group key", line: line, expected: "$old_group = 'abcde';")
    }
    var record = open ?? AthenaRecord(line: line)
    change(&record)
    open = record
  }

  private mutating func beginRecord(_ statement: ProjectStatement) {
    guard let group = statement.value.scalar else { return takeOther(statement) }
    if let record = open {
      findings.add(
        AthenaFinding.record, "the record \"\(record.title)\" does not end before the next one begins",
        line: statement.line, expected: "[record]")
      close(record)
    }
    open = AthenaRecord(group: group, line: statement.line)
  }

  private mutating func closeRecord(_ line: Int) {
    isInHeader = false
    guard let record = open else {
      findings.add(AthenaFinding.record, "a record ends that has not begun", line: line, found: "[record]")
      return
    }
    close(record)
  }

  private mutating func close(_ record: AthenaRecord) {
    if record.group == AthenaProject.defaultsGroup {
      project.defaults.append(record)
    } else {
      project.records.append(record)
    }
    open = nil
  }

  // MARK: What is no statement

  private mutating func takeComment(_ text: String, _ line: Int) {
    if isInHeader {
      project.header.append(text)
    } else if !PerlNames.isTrailer(text) {
      project.statements.append(
        ProjectStatement(
          sigil: ProjectStatement.comment, name: AthenaProject.Node.comment, value: .text(text), line: line))
    }
  }

  private mutating func keep(_ line: Line, _ bytes: Span<UInt8>, from start: Int, to limit: Int) {
    let text = TextEncoding.utf8.decode(bytes.extracting(start..<limit))
    findings.add(
      AthenaFinding.line, "this line is no statement of a project", line: line.number,
      column: start - line.range.lowerBound + 1, found: text)
    keep(sigil: "", name: AthenaProject.Node.text, bytes, from: start, to: limit, line.number)
  }

  private mutating func keep(
    sigil: String, name: String, _ bytes: Span<UInt8>, from start: Int, to limit: Int, _ line: Int
  ) {
    var (low, high) = (start, limit)
    while low < high, PerlText.isBlank(bytes[low]) { low += 1 }
    while high > low, PerlText.isBlank(bytes[high - 1]) || bytes[high - 1] == UInt8(ascii: ";") { high -= 1 }
    let text = TextEncoding.utf8.decode(bytes.extracting(low..<high))
    takeOther(ProjectStatement(sigil: sigil, name: name, value: .code(text), line: line))
  }

  private mutating func report(_ fault: PerlFault, _ name: String, _ line: Line, _ limit: Int) {
    func column(_ place: Int) -> Int? {
      place <= line.range.upperBound ? place - line.range.lowerBound + 1 : nil
    }
    switch fault {
    case .ended:
      findings.add(
        AthenaFinding.damaged, "the statement \(name) stops before its end; it was kept as text", line: line.number)
    case .notLiteral(let place):
      findings.add(
        AthenaFinding.code, "the right side of \(name) is not a literal; it was kept as text and not executed",
        line: line.number, column: column(place), expected: "a literal")
    case .tooDeep(let place):
      findings.add(
        AthenaFinding.code, "\(name) is nested deeper than \(ProjectLiteral.depthLimit) levels; it was kept as text",
        line: line.number, column: column(place))
    }
  }
}

/// Names of the Perl flavour.
enum PerlNames {
  static let group = "old_group"
  static let arguments = "args"
  static let xdi = "xdi"
  /// A statement of this program: the name and the text of one that was no literal. It stays data for ever.
  static let kept = "edgewise_kept"
  /// What never belongs to a record.
  static let ofProject: Set<String> = [
    "journal", "plot_features", "indicator", "lcf_data", "LCF", "PCA", "peakfit", "lineshape",
  ]
  /// What a statement of its own must not be called.
  static let reserved = AthenaArray.names.union([group, arguments, xdi, kept])
  /// What Emacs is told at the end of each project.
  static let trailer = ["# Local Variables:", "# truncate-lines: t", "# End:"]

  static func isTrailer(_ comment: String) -> Bool {
    let words = comment.filter { $0 != " " && $0 != "\r" && $0 != "\t" }
    return trailer.contains { $0.filter { $0 != " " } == words }
  }
}
