/// Reads SPEC files: all scans, or one of them, which costs no more than finding it.
import Bytes
import DataModel

enum SpecReader {
  /// The document of a file. Throws when there is neither a scan nor the header of a SPEC file in it.
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    guard let document = try document(source, scans: { index, _ in index.scans.indices }) else {
      throw FormatError(.unreadable, "there is no scan in it")
    }
    return document
  }

  /// The document with the one scan that is chosen among all, of which selector and title are known; nil when none is.
  static func read(
    _ source: ByteSource, choose: ([Measurement]) -> Int?
  ) throws(FormatError) -> Document? {
    try document(source) { index, text in choose(outline(text, index)).map { $0..<$0 + 1 } }
  }

  /// All scans with selector and title, and nothing else.
  private static func outline(_ text: Span<UInt8>, _ index: SpecIndex) -> [Measurement] {
    index.scans.indices.map { place in
      var words = SpecScanText()
      var lines = Lines(from: index.scans[place].range.lowerBound)
      if let line = lines.next(in: text) { words.add(SpecLine(text.extracting(line.range), number: line.number)) }
      return Measurement(selector: index.selector(of: place), title: words.title)
    }
  }

  /// The text and the byte at which it begins. UTF-16 is converted first.
  private static func withText<Result, E: Error>(
    _ source: ByteSource, _ body: (Span<UInt8>, Int) throws(E) -> Result
  ) throws(E) -> Result {
    try source.withBytes { bytes throws(E) in
      let mark = TextEncoding.detect(bytes.extracting(0..<min(bytes.count, 4)))
      guard mark.encoding == .utf16BigEndian || mark.encoding == .utf16LittleEndian else {
        return try body(bytes, mark.markLength)
      }
      let text = mark.encoding.utf8Bytes(of: bytes.extracting(mark.markLength..<bytes.count))
      return try body(text.span, 0)
    }
  }

  private static func document(
    _ source: ByteSource, scans: (SpecIndex, Span<UInt8>) -> Range<Int>?
  ) throws(FormatError) -> Document? {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.spec.id))
    let isChosen = try withText(source) { (text, start) throws(FormatError) in
      let index = SpecIndex(text, from: start)
      let headers = index.blocks.map { SpecFileHeader(text, $0) }
      guard !index.scans.isEmpty || headers.contains(where: \.isSpec) else {
        throw FormatError(.unreadable, "there is no scan in it: no line begins with #S")
      }
      guard let chosen = scans(index, text)?.clamped(to: index.scans.indices) else { return false }
      document.metadata.nodes = headers.flatMap(\.metadata.nodes)
      document.origin.header = headerText(text, index.blocks)
      var findings = SpecFindings()
      if index.scans.isEmpty {
        findings.add(Finding(SpecFinding.noScan, "The file has a header but no scan.", at: .init(line: 1)))
      }
      for place in chosen {
        let scan = index.scans[place]
        let reader = SpecScanReader(
          header: scan.block.map { headers[$0] } ?? SpecFileHeader(), selector: index.selector(of: place),
          line: scan.line)
        let result = reader.read(text, scan)
        document.measurements.append(result.measurement)
        findings.add(result.findings, place: document.measurements.count)
      }
      if chosen == index.scans.indices { reportRepeated(index, &findings) }
      document.findings = findings.all
      return true
    }
    guard isChosen else { return nil }
    document.origin.addHash(of: source)
    return document
  }

  private static func reportRepeated(_ index: SpecIndex, _ findings: inout SpecFindings) {
    for place in index.repeatedScans {
      let scan = index.scans[place]
      let number = scan.number ?? 0
      let count = index.scans.count { $0.number == number }
      findings.add(
        Finding(
          SpecFinding.repeated,
          "Scan \(number) stands \(count) times in the file; the later ones are \(number).2"
            + (count > 2 ? " to \(number).\(count)." : "."), at: .init(line: scan.line), found: "\(count) scans"))
    }
  }

  /// The file headers to the letter, unless they are larger than headers are.
  private static func headerText(_ text: Span<UInt8>, _ blocks: [SpecIndex.Block]) -> String? {
    guard !blocks.isEmpty, blocks.reduce(0, { $0 + $1.range.count }) <= 1 << 20 else { return nil }
    return blocks.map { block in
      let part = text.extracting(block.range)
      return (TextEncoding.isUTF8(part) ? TextEncoding.utf8 : .latin1).decode(part)
    }.joined()
  }
}
