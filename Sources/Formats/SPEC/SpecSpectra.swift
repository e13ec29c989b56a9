/// The spectra of a scan: `@A` lines of counts, which a backslash at the end continues on the next line.
import Bytes
import DataModel

struct SpecSpectra {
  /// All spectra of one tag (`@A`), in file order.
  private struct Series {
    var tag: String
    var values: [Double] = []
    /// Where each spectrum begins in `values`.
    var starts: [Int] = []
    /// The row that each spectrum belongs to.
    var rows: [Int] = []
    var firstLine: Int

    func range(_ index: Int) -> Range<Int> {
      starts[index]..<(index + 1 < starts.count ? starts[index + 1] : values.count)
    }

    func longest(_ indices: [Int]) -> Int { indices.map { range($0).count }.max() ?? 0 }
  }

  private var series: [Series] = []
  /// Most programs write the spectrum of a point before its row.
  private var comesBeforeRow = true
  private(set) var findings: [Finding] = []
  /// The text of the scan with blanks in place of the spectra, so that lines keep their numbers.
  private(set) var rest: [UInt8] = []

  /// Reads the spectra in a part of a text whose first byte stands on line `firstLine`.
  init(_ text: Span<UInt8>, in range: Range<Int>, firstLine: Int) {
    let part = text.extracting(range)
    rest = part.withUnsafeBufferPointer { Array($0) }
    var lines = Lines(linesBefore: firstLine - 1)
    var current: Int?
    var rows = 0
    while let line = lines.next(in: part) {
      let isStart = !line.range.isEmpty && part[line.range.lowerBound] == UInt8(ascii: "@")
      var begin = line.range.lowerBound
      if isStart {
        begin = line.range.first { part[$0].isBlank } ?? line.range.upperBound
        if series.isEmpty { comesBeforeRow = rows == 0 }
        current = open(
          SpecLine.decode(part.extracting(line.range.lowerBound..<begin)), row: comesBeforeRow ? rows : rows - 1,
          line.number)
      }
      guard let target = current else {
        if let first = line.range.first(where: { !part[$0].isBlank }), part[first] != UInt8(ascii: "#") { rows += 1 }
        continue
      }
      if !take(part, begin..<line.range.upperBound, into: target, line: line.number) { current = nil }
      for index in line.range { rest[index] = 0x20 }
    }
  }

  private mutating func open(_ tag: String, row: Int, _ line: Int) -> Int {
    let place = series.firstIndex { $0.tag == tag } ?? series.count
    if place == series.count { series.append(Series(tag: tag, firstLine: line)) }
    series[place].starts.append(series[place].values.count)
    series[place].rows.append(row)
    return place
  }

  /// Reads the counts of a line; true when a backslash says that they go on in the next one.
  private mutating func take(_ text: Span<UInt8>, _ range: Range<Int>, into target: Int, line: Int) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1].isBlank { end -= 1 }
    let goesOn = end > range.lowerBound && text[end - 1] == UInt8(ascii: "\\")
    if goesOn { end -= 1 }
    while end > range.lowerBound, text[end - 1].isBlank { end -= 1 }
    let stop = NumberParser.appendRow(text, range.lowerBound..<end, to: &series[target].values)
    if stop < end {
      findings.append(
        Finding(
          SpecFinding.spectra, "Something in a spectrum is no number; what follows on its line was not read.",
          at: .init(line: line, column: stop - range.lowerBound + 1), expected: "a number",
          found: SpecLine.decode(text.extracting(stop..<min(end, stop + 40)))))
    }
    return goesOn
  }

  // MARK: As channels

  /// A channel for each detector, spectrum by point; `facts` are the lines `#@MCA`, `#@CALIB` and so on. Spectra that
  /// belong to no row make a channel of their own.
  mutating func channels(rowCount: Int, facts: [MetadataNode]) -> [Channel] {
    let detectors = facts.filter { $0.name.hasPrefix("@DET_") }.compactMap { $0.value?.text }
    var lengths: [Int] = []
    var result: [Channel] = []
    for one in series {
      let (perDetector, rest) = assignment(one, rowCount: rowCount)
      var groups: [(name: String, indices: [Int], dimension: Dimension)] = perDetector.enumerated().map {
        place, indices in
        let number = perDetector.count > 1 ? "_\(place + 1)" : ""
        let isNamed = one.tag == "@A" && detectors.count == perDetector.count
        return (isNamed ? detectors[place] : Self.name(one.tag) + number, indices, .point)
      }
      if !rest.isEmpty {
        report(one, rest.count, rowCount)
        groups.append((Self.name(one.tag) + (perDetector.isEmpty ? "" : "_further"), rest, .spectrum))
      }
      for group in groups {
        let length = one.longest(group.indices)
        if !lengths.contains(length) { lengths.append(length) }
        let place = (lengths.firstIndex(of: length) ?? 0) + 1
        guard let array = array(one, group.indices, length) else { continue }
        result.append(
          Channel(
            name: group.name, role: .intensity,
            dimensions: [group.dimension, Dimension(place == 1 ? "channel" : "channel_\(place)")],
            values: Values(array), metadata: Metadata(facts)))
      }
    }
    return result
  }

  /// For each detector the spectra of all rows, and the spectra that are left: a scan has as many detectors as every
  /// row has spectra.
  private func assignment(_ one: Series, rowCount: Int) -> (perDetector: [[Int]], rest: [Int]) {
    var byRow = [[Int]](repeating: [], count: rowCount)
    for (index, row) in one.rows.enumerated() where byRow.indices.contains(row) { byRow[row].append(index) }
    let count = byRow.map(\.count).min() ?? 0
    guard count > 0 else { return ([], Array(one.starts.indices)) }
    // Of more spectra than there are detectors, those next to the row are its own.
    let chosen = byRow.map { comesBeforeRow ? Array($0.suffix(count)) : Array($0.prefix(count)) }
    let taken = Set(chosen.flatMap { $0 })
    return (
      (0..<count).map { detector in chosen.map { $0[detector] } }, one.starts.indices.filter { !taken.contains($0) }
    )
  }

  private mutating func report(_ one: Series, _ count: Int, _ rowCount: Int) {
    findings.append(
      Finding(
        SpecFinding.spectra, "Of \(one.starts.count) spectra \(one.tag), \(count) belong to none of \(rowCount) rows.",
        at: .init(line: one.firstLine), expected: "as many for each row", found: "\(one.starts.count)"))
  }

  private static func name(_ tag: String) -> String { tag == "@A" ? "mca" : "mca_" + tag.dropFirst() }

  /// The spectra as rows of a table; shorter ones are filled up with NaN as far as the size of the file allows it.
  private mutating func array(_ one: Series, _ indices: [Int], _ length: Int) -> TypedArray? {
    let filled = indices.count.multipliedReportingOverflow(by: length)
    guard !filled.overflow, filled.partialValue <= 4 * one.values.count + (1 << 16) else {
      findings.append(
        Finding(
          SpecFinding.spectra, "The spectra \(one.tag) differ so much in length that no array can hold them.",
          at: .init(line: one.firstLine), expected: "spectra of one length", found: "up to \(length) counts"))
      return nil
    }
    var values: [Double] = []
    values.reserveCapacity(filled.partialValue)
    var short = 0
    for index in indices {
      let range = one.range(index)
      values += one.values[range]
      if range.count < length {
        values += Array(repeating: .nan, count: length - range.count)
        short += 1
      }
    }
    if short > 0 {
      findings.append(
        Finding(
          SpecFinding.spectra,
          "\(short) of \(indices.count) spectra \(one.tag) are shorter than the longest; "
            + "their ends are NaN.", at: .init(line: one.firstLine), expected: "\(length) counts"))
    }
    return TypedArray(values, shape: [indices.count, length])
  }
}
