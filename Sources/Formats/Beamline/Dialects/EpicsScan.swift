/// The old EPICS scan of GSECARS (APS 13-ID and 13-BM): labels in a legend of positioners and detectors.
import Bytes
import DataModel

extension BeamlineDialect {
  static let epicsScan = BeamlineDialect(
    id: "epics-scan", name: "GSECARS EPICS Scan (text)",
    sign: { head in
      let line = head.opening.lowercased()
      return line.hasPrefix("; epics scan 1 dim") ? "the first line says Epics Scan 1 dimensional scan" : nil
    },
    content: .text(TextLayout(labels: EpicsLegend.labels, facts: EpicsLegend.facts)), roles: EpicsLegend.roles,
    complete: EpicsLegend.complete)
}

private enum EpicsLegend {
  /// One column: `D5 = {As Ka} --> 13SDD1:mca4.R1`.
  struct Entry {
    let label: String
    let variable: String
    let line: Int

    /// The number of the detector's element in the name of the process variable, or in the label (`mca4: As Ka`).
    var element: String? {
      for text in [variable.lowercased(), label.lowercased()] {
        let digits = text.text(behind: "mca")?.prefix { $0.isNumber } ?? ""
        if !digits.isEmpty { return String(digits) }
      }
      return nil
    }

    /// The label without the number of the element.
    var stem: String {
      guard label.lowercased().hasPrefix("mca"), let text = label.text(behind: ":") else { return label }
      return String(text.trimmingBlanks())
    }
  }

  static func entries(_ header: ScanHeader) -> [Entry] {
    guard let start = header.lines.firstIndex(where: { $0.text.lowercased().contains("column labels:") }) else {
      return []
    }
    var result: [Entry] = []
    for line in header.lines[(start + 1)...] {
      guard let entry = entry(line) else { break }
      result.append(entry)
    }
    return result
  }

  private static func entry(_ line: HeaderLine) -> Entry? {
    guard let arrow = line.text.firstRange(of: "-->"), let sign = line.text.firstRange(of: "="),
      sign.lowerBound < arrow.lowerBound
    else { return nil }
    let key = line.text[..<sign.lowerBound].trimmingBlanks()
    guard let first = key.first, "PD".contains(first), key.dropFirst().allSatisfy(\.isNumber) else { return nil }
    let label = line.text[sign.upperBound..<arrow.lowerBound].filter { $0 != "{" && $0 != "}" }
    return Entry(
      label: String(label.trimmingBlanks()), variable: String(line.text[arrow.upperBound...].trimmingBlanks()),
      line: line.number)
  }

  /// Several elements of a detector have one label; its number tells them apart.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    let entries = entries(header)
    guard !entries.isEmpty, header.columnCount == 0 || entries.count == header.columnCount else { return nil }
    let stems = entries.map(\.stem)
    return entries.map { entry in
      let isRepeated = stems.count { $0 == entry.stem } > 1
      guard isRepeated, let element = entry.element else { return entry.stem }
      return "\(entry.stem)_mca\(element)"
    }
  }

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("mono energy", .energy, unit: "eV"),
    RoleRule("i0", .i0, unit: "counts"), RoleRule("i1", .itrans, unit: "counts"),
    RoleRule("i2", .irefer, unit: "counts"), RoleRule("scaler_count_time", .time),
    RoleRule("inputcountrate_mca*", .other, DetectorElement.inputRate),
    RoleRule("outputcountrate_mca*", .other, DetectorElement.outputRate),
  ]

  /// `PV list:` has lines `Storage Ring Current (S:SRcurrentAI.VAL)  = 102.1354`; they stay as they are.
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    let lower = line.lowercased()
    for (mark, key) in [("scan began at time:", "Scan.start_time"), ("scan ended at time:", "Scan.end_time")]
    where lower.hasPrefix(mark) {
      let text = line.dropFirst(mark.count).trimmingBlanks()
      return [HeaderFact(key, LocalTime.ctime(text) ?? monthFirst(text) ?? String(text))]
    }
    if line.hasPrefix("E0 ") || line.hasPrefix("E0="), let energy = line.text(behind: "=")?.numbers.first {
      return [HeaderFact("Scan.edge_energy", energy, unit: "eV")]
    }
    guard let equals = line.firstRange(of: "= "), line[..<equals.lowerBound].trimmingBlanks().hasSuffix(")"),
      let open = line.firstRange(of: " (")
    else { return nil }
    let value = line[equals.upperBound...]
    return line[..<open.lowerBound] == "Storage Ring Current"
      ? [HeaderFact("Facility.current", value, unit: "mA")] : nil
  }

  /// `APR 13, 2006 10:28:46.123`.
  private static func monthFirst(_ text: Substring) -> String? {
    let words = text.split { $0 == " " || $0 == "," }
    guard words.count >= 4 else { return nil }
    return LocalTime.iso(year: Int(words[2]), month: LocalTime.month(words[0]), day: Int(words[1]), time: words[3])
  }

  /// Process variables go to their columns. What several elements of a detector count under one label is fluorescence;
  /// of several such labels the first one is the signal's.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let entries = entries(scan.header)
    guard entries.count == scan.columns.count else { return }
    scan.dropHeaderLines(Set(entries.map(\.line)))
    for (index, entry) in entries.enumerated() {
      scan.columns[index].metadata.nodes.append(MetadataNode("pv", .text(entry.variable)))
    }
    let isRate = { (stem: String) in stem.lowercased().hasSuffix("countrate") }
    let window = entries.first { entry in
      entry.element != nil && !isRate(entry.stem) && entries.count { $0.stem == entry.stem } > 1
    }?.stem
    for (index, entry) in entries.enumerated()
    where entry.stem == window && !scan.columns[index].draft.isSettled {
      scan.columns[index].draft.role = .ifluor
      scan.columns[index].draft.qualifier = entry.element
      scan.columns[index].draft.isSettled = true
      scan.isFluorescence = true
    }
  }
}
