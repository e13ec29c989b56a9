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
    try document(source) { index, text in
      // Numbers are known without a look into the scans.
      let numbered = index.scans.indices.map { Measurement(selector: index.selector(of: $0)) }
      return (choose(numbered) ?? choose(outline(text, index, of: source))).map { $0..<$0 + 1 }
    }
  }

  /// All scans with selector and title, and nothing else.
  private static func outline(_ text: Span<UInt8>, _ index: SpecIndex, of source: ByteSource) -> [Measurement] {
    index.scans.indices.map { place in
      if place % 1000 == 999 { source.release(before: index.scans[place].range.lowerBound) }
      var words = SpecScanText()
      var lines = Lines(from: index.scans[place].range.lowerBound)
      if let line = lines.next(in: text) { words.add(SpecLine(text.extracting(line.range), number: line.number)) }
      return Measurement(selector: index.selector(of: place), title: words.title)
    }
  }

  private static func document(
    _ source: ByteSource, scans: (SpecIndex, Span<UInt8>) -> Range<Int>?
  ) throws(FormatError) -> Document? {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.spec.id))
    let isChosen = try source.withText { (text, start) throws(FormatError) in
      let index = SpecIndex(text, from: start) { source.release(before: $0) }
      guard let chosen = scans(index, text)?.clamped(to: index.scans.indices) else { return false }
      // Programs write a header before each scan: of one scan, only its own counts.
      let blocks =
        chosen.count == 1 && index.scans.count > 1
        ? [index.scans[chosen.lowerBound].block].compactMap { $0 } : Array(index.blocks.indices)
      let headers = Dictionary(uniqueKeysWithValues: blocks.map { ($0, SpecFileHeader(text, index.blocks[$0])) })
      guard !index.scans.isEmpty || headers.values.contains(where: \.isSpec) else {
        throw FormatError(.unreadable, "there is no scan in it: no line begins with #S")
      }
      document.metadata.nodes = blocks.flatMap { headers[$0]?.metadata.nodes ?? [] }
      document.origin.header = headerText(text, blocks.map { index.blocks[$0] })
      var findings = SpecFindings()
      if index.scans.isEmpty {
        findings.add(Finding(SpecFinding.noScan, "The file has a header but no scan.", at: .init(line: 1)))
      }
      for place in chosen {
        let scan = index.scans[place]
        let reader = SpecScanReader(
          header: scan.block.flatMap { headers[$0] } ?? SpecFileHeader(), selector: index.selector(of: place),
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
