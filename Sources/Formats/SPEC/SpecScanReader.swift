/// Reads one scan: its header lines, its table, its spectra.
import Bytes
import DataModel

struct SpecScanReader {
  let header: SpecFileHeader
  let selector: String
  let line: Int

  /// The measurement and the findings about it, which have paths that begin with `/1/`.
  func read(_ text: Span<UInt8>, _ scan: SpecIndex.Scan) -> (measurement: Measurement, findings: [Finding]) {
    guard scan.hasSpectra else { return read(text, scan.range, endsFile: scan.range.upperBound == text.count, nil) }
    let spectra = SpecSpectra(text, in: scan.range, firstLine: scan.line)
    let rest = spectra.rest
    return read(rest.span, 0..<rest.count, endsFile: scan.range.upperBound == text.count, spectra)
  }

  private func read(
    _ text: Span<UInt8>, _ range: Range<Int>, endsFile: Bool, _ spectra: SpecSpectra?
  ) -> (measurement: Measurement, findings: [Finding]) {
    var words = SpecScanText(names: header.names, isOwn: header.isOwn)
    let table = readLines(text, range, &words)
    var findings: [Finding] = []
    if !TextEncoding.isUTF8(text.extracting(range)) {
      findings.append(
        Finding(
          SpecFinding.encoding, "The text of a scan is not UTF-8; it was read as ISO-8859-1.", at: .init(line: line)))
    }
    if endsFile, let table, Self.endsInsideRow(text, range, table) {
      findings.append(
        Finding(
          SpecFinding.cut, "The file ends inside a row, without a line end.", at: .init(line: table.lastLine),
          found: "row \(table.rowCount)"))
    }
    var columns = SpecColumns(words: words, table: table, line: line)
    var measurement = columns.measurement(motors: words.names.motors, headerComments: header.comments)
    measurement.selector = selector
    if var spectra {
      let channels = spectra.channels(rowCount: table?.rowCount ?? 0, facts: words.spectrumFacts)
      for var channel in channels {
        while measurement.channel(named: channel.name) != nil { channel.name += "_mca" }
        measurement.channels.append(channel)
      }
      findings += spectra.findings
    } else {
      for fact in words.spectrumFacts { measurement.metadata.append(fact, toFamily: SpecScanText.family) }
    }
    if let table { findings += TableFindings.list(table) }
    return (measurement, findings + words.findings + columns.findings)
  }

  /// Reads the lines of the header, then the rows and what stands between and behind them; nil without rows.
  private func readLines(_ text: Span<UInt8>, _ range: Range<Int>, _ words: inout SpecScanText) -> NumericTable? {
    let part = text.extracting(0..<range.upperBound)
    var lines = Lines(from: range.lowerBound, linesBefore: line - 1)
    while let line = lines.next(in: part) {
      guard let first = line.range.first(where: { !part[$0].isBlank }) else { continue }
      if part[first] == UInt8(ascii: "#") {
        words.add(SpecLine(part.extracting(first..<line.range.upperBound), number: line.number))
        continue
      }
      let table = SpecTable.read(
        part, line.range.lowerBound..<range.upperBound, firstLine: line.number, stated: words.statedColumnCount)
      addOtherLines(part, table, &words)
      words.end()
      return table.rowCount > 0 ? table : nil
    }
    words.end()
    return nil
  }

  private func addOtherLines(_ text: Span<UInt8>, _ table: NumericTable, _ words: inout SpecScanText) {
    for other in table.otherLines {
      let first = other.bytes.first { !text[$0].isBlank } ?? other.bytes.lowerBound
      let isBetween = other.rowsBefore > 0 && other.rowsBefore < table.rowCount
      let bytes = text.extracting(first..<other.bytes.upperBound)
      if other.kind == .comment {
        words.add(SpecLine(bytes, number: other.position.line), row: isBetween ? other.rowsBefore : nil)
      } else {
        words.addText(String(SpecLine.decode(bytes).trimmingBlanks()), line: other.position.line)
      }
    }
    words.reportUnlisted(table.otherLineCount - table.otherLines.count)
  }

  private static func endsInsideRow(_ text: Span<UInt8>, _ range: Range<Int>, _ table: NumericTable) -> Bool {
    guard !range.isEmpty, !text[range.upperBound - 1].isLineEnd else { return false }
    return table.otherLines.last.map { $0.bytes.upperBound < range.upperBound } ?? true
  }
}
