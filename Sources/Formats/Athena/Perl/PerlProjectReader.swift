/// Reads the Perl flavour of a project, statement by statement; after a damaged one it goes on with the next line.
import Bytes
import DataModel

struct PerlProjectReader {
  private var assembly: ProjectAssembly
  private var lines = Lines()

  init(findings: AthenaFindings) { assembly = ProjectAssembly(findings: findings) }

  var project: AthenaProject { assembly.project }
  var findings: AthenaFindings { assembly.findings }

  mutating func read(_ bytes: Span<UInt8>) {
    var hasEnd = false
    while let line = lines.next(in: bytes) {
      switch PerlLine(bytes, line.range) {
      case .blank: break
      case .comment: assembly.takeComment(TextEncoding.utf8.decode(bytes.extracting(line.range)), line.number)
      case .record: assembly.closeRecord(line.number)
      case .end:
        hasEnd = true
        assembly.endHeader()
      case .statement(let sigil, let name, let value):
        assembly.endHeader()
        readStatements(bytes, sigil, name, value, line)
      case .other:
        assembly.endHeader()
        keep(line, bytes, from: line.range.lowerBound, to: line.range.upperBound)
      }
    }
    assembly.finish(line: lines.count, hasEnd: hasEnd)
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
        assembly.take(array)
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
      literal =
        sigil == "%" && items.count % 2 == 0
        ? ProjectLiteral.paired(items).map { .hash($0, name: nil) } ?? .list(items) : .list(items)
    }
    try endStatement(bytes, &parser)
    if parser.replacedCharacters {
      assembly.findings.add(
        AthenaFinding.character, "an escape in \(sigil)\(name) names no character; U+FFFD stands for it", line: line)
    }
    assembly.take(ProjectStatement(sigil: sigil, name: name, value: literal, line: line))
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

  // MARK: What is no literal

  private mutating func keep(_ line: Line, _ bytes: Span<UInt8>, from start: Int, to limit: Int) {
    let text = TextEncoding.utf8.decode(bytes.extracting(start..<limit))
    assembly.findings.add(
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
    assembly.takeOther(ProjectStatement(sigil: sigil, name: name, value: .code(text), line: line))
  }

  private mutating func report(_ fault: PerlFault, _ name: String, _ line: Line, _ limit: Int) {
    func column(_ place: Int) -> Int? {
      place <= line.range.upperBound ? place - line.range.lowerBound + 1 : nil
    }
    switch fault {
    case .ended:
      assembly.findings.add(
        AthenaFinding.damaged, "the statement \(name) stops before its end; it was kept as text", line: line.number)
    case .notLiteral(let place):
      assembly.findings.add(
        AthenaFinding.code, "the right side of \(name) is not a literal; it was kept as text and not executed",
        line: line.number, column: column(place), expected: "a literal")
    case .tooDeep(let place):
      assembly.findings.add(
        AthenaFinding.code, "\(name) is nested deeper than \(ProjectLiteral.depthLimit) levels; it was kept as text",
        line: line.number, column: column(place))
    }
  }
}
