/// Reads Igor text: blocks of waves, what commands say about them, and data folders, each of which is a measurement.
import Bytes
import DataModel

enum ItxReader {
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.itx.id))
    try source.withText { text, start throws(FormatError) in
      var content = ItxContent()
      content.read(text, from: start)
      guard !content.waves.isEmpty else {
        throw FormatError(.unreadable, "there is no wave in it that can be read", findings: content.findings)
      }
      document.findings = content.findings
      let assembly = ItxAssembly(content)
      document.metadata = assembly.metadata
      document.measurements = assembly.measurements
      document.findings += assembly.findings
    }
    document.origin.addHash(of: source)
    return document
  }
}

/// What stands in a file of Igor text.
struct ItxContent {
  var waves: [ItxWave] = []
  var folders = ItxFolders()
  /// Whether Edgewise wrote the file.
  var isOwn = false
  /// Commands that are kept as text, and other lines, with the folder in which they stand.
  var texts: [(folder: Int, node: MetadataNode)] = []
  var findings: [Finding] = []
  /// The waves by folder and name in lower case.
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    var folder: Int
    var name: String
  }

  private static let textLimit = 100_000

  mutating func read(_ text: Span<UInt8>, from start: Int) {
    var lines = Lines(from: start)
    while let line = lines.next(in: text) {
      guard let first = line.range.first(where: { !text[$0].isBlank }) else { continue }
      if let rest = Self.rest(text, line, first, after: "WAVES") {
        readBlock(text, &lines, line, ItxBlockHead(rest))
      } else if let rest = Self.rest(text, line, first, after: "X") {
        for command in ItxCommand.parse(rest) { obey(command, line.number) }
      } else if Self.rest(text, line, first, after: "IGOR") == nil {
        keep("line", StoredText.string(text.extracting(first..<line.range.upperBound)), line.number)
      }
    }
  }

  /// What follows a word at the beginning of a line; nil where another word stands there.
  private static func rest(_ text: Span<UInt8>, _ line: Line, _ first: Int, after word: String) -> ArraySlice<UInt8>? {
    let letters = Array(word.utf8)
    let end = first + letters.count
    guard end <= line.range.upperBound, letters.indices.allSatisfy({ text[first + $0] & 0xDF == letters[$0] }) else {
      return nil
    }
    // `X//` and `WAVES/D` have no blank behind the word.
    guard end == line.range.upperBound || text[end].isBlank || text[end] == UInt8(ascii: "/") else { return nil }
    var bytes = [UInt8](repeating: 0x20, count: end - line.range.lowerBound)
    bytes += (end..<line.range.upperBound).map { text[$0] }
    // Positions count from the beginning of the line.
    return bytes[(end - line.range.lowerBound)...]
  }

  // MARK: Commands

  private mutating func obey(_ command: ItxCommand, _ line: Int) {
    switch command {
    case .note(let wave, let text, let continues):
      guard let place = place(of: wave) else { return keep("command", "Note \(wave), \"\(text)\"", line) }
      var parts = text.split(separator: "\r", omittingEmptySubsequences: false).map(String.init)
      let last = waves[place].note.count - 1
      if continues, last >= 0 { waves[place].note[last] += parts.removeFirst() }
      waves[place].note += parts
    case .unit(let unit, let names):
      for name in names { if let place = place(of: name) { waves[place].unit = unit } }
    case .scale(let scale, let names):
      for name in names { if let place = place(of: name) { waves[place].scales.append(scale) } }
    case .enter(let folder): folders.enter(folder)
    case .go(let folder): folders.go(folder)
    case .comment(let text):
      if text == ItxNote.marker { isOwn = true } else if !text.isEmpty { keep("comment", text, line) }
    case .other(let text): keep("command", text, line)
    }
  }

  private mutating func keep(_ kind: String, _ text: String, _ line: Int) {
    guard texts.count < Self.textLimit else { return }
    texts.append((folders.current, MetadataNode(kind, .text(text), line: line)))
  }

  private func place(of name: String) -> Int? {
    // A path ends with the name.
    let last = name.split(separator: ":").last.map { ItxCommand.unquoted(String($0)) } ?? name
    return places[Key(folder: folders.current, name: last.lowercased())]
  }

  // MARK: Blocks

  private mutating func readBlock(_ text: Span<UInt8>, _ lines: inout Lines, _ line: Line, _ head: ItxBlockHead) {
    for (flag, column) in head.unknown {
      findings.append(
        Finding(
          PlotFinding.flag, "The flag \(flag) of this block is not known.",
          at: .init(line: line.number, column: column),
          found: flag))
    }
    guard let begin = Self.begin(text, &lines) else {
      return report(PlotFinding.block, "BEGIN does not follow the line of names.", line, expected: "BEGIN")
    }
    let (range, isClosed) = Self.body(text, &lines, from: begin)
    if !isClosed { report(PlotFinding.cut, "The file ends inside this block: END is missing.", line, expected: "END") }
    guard !head.names.isEmpty else { return report(PlotFinding.block, "The block names no wave.", line) }
    guard !head.letters.contains("C") else {
      return report(
        PlotFinding.complex, "The complex waves \(head.names.joined(separator: ", ")) were not read.", line)
    }
    var block = ItxBlock(head: head, line: line.number, firstLine: begin.number + 1)
    let arrays = block.read(text, range)
    findings += block.findings
    for (name, array) in zip(head.names, arrays) {
      // What is loaded again replaces what was there.
      let key = Key(folder: folders.current, name: name.lowercased())
      let wave = ItxWave(name: name, values: array, folder: folders.current, line: line.number)
      if let place = places[key] {
        waves[place] = wave
      } else {
        places[key] = waves.count
        waves.append(wave)
      }
    }
  }

  private mutating func report(_ code: FindingCode, _ message: String, _ line: Line, expected: String? = nil) {
    findings.append(Finding(code, message, at: .init(line: line.number), expected: expected))
  }

  /// The line BEGIN, if it is the next one that is not blank.
  private static func begin(_ text: Span<UInt8>, _ lines: inout Lines) -> Line? {
    var ahead = lines
    while let line = ahead.next(in: text) {
      guard let first = line.range.first(where: { !text[$0].isBlank }) else { continue }
      guard let rest = rest(text, line, first, after: "BEGIN"), HeaderPairs.trimmed(rest).isEmpty else { return nil }
      lines = ahead
      return line
    }
    return nil
  }

  /// The rows up to END, and whether it is there.
  private static func body(_ text: Span<UInt8>, _ lines: inout Lines, from begin: Line) -> (Range<Int>, Bool) {
    while let line = lines.next(in: text) {
      guard let first = line.range.first(where: { !text[$0].isBlank }), text[first] & 0xDF == UInt8(ascii: "E"),
        let rest = rest(text, line, first, after: "END"), HeaderPairs.trimmed(rest).isEmpty
      else { continue }
      return (begin.end..<line.range.lowerBound, true)
    }
    return (begin.end..<text.count, false)
  }
}
