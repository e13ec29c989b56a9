/// The old EPICS scan of GSECARS (APS 13-ID and 13-BM): labels in a legend of positioners and detectors.
import Bytes
import DataModel

extension BeamlineDialect {
  static let epicsScan = BeamlineDialect(
    id: "epics-scan", name: "GSECARS EPICS Scan (text)",
    sign: { head in
      let line = head.opening.lowercased()
      let isScan = line.hasPrefix(";") && line.drop { $0 == ";" || $0 == " " }.hasPrefix("epics scan 1 dim")
      return isScan ? "the first line says Epics Scan 1 dimensional scan" : nil
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
      let names = [(variable, "mca"), (label, "mca"), (variable, "dxp")]
      return names.lazy.compactMap { text, mark in
        text.lowercased().text(behind: mark).map { String($0.prefix { $0.isNumber }) }
      }.first { !$0.isEmpty }
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
    return entries.indices.map { index in
      let stem = entries[index].stem
      let isRepeated = entries.count { $0.stem == stem } > 1
      return isRepeated ? "\(stem)_mca\(number(index, entries))" : stem
    }
  }

  /// The number of a detector's element; where no name has it, columns of one label are counted.
  private static func number(_ index: Int, _ entries: [Entry]) -> String {
    let alike = entries.indices.filter { entries[$0].stem == entries[index].stem }
    let numbers = alike.compactMap { entries[$0].element }
    if Set(numbers).count == alike.count, let number = entries[index].element { return number }
    return String(alike.count { $0 <= index })
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

  /// Process variables go to their columns. What several elements of a detector count under one label is fluorescence:
  /// of several such labels the one whose element has an edge at E0, else the first one.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let entries = entries(scan.header)
    guard entries.count == scan.columns.count, !entries.isEmpty else { return }
    scan.dropHeaderLines(Set(entries.map(\.line)))
    for (index, entry) in entries.enumerated() {
      scan.columns[index].metadata.nodes.append(MetadataNode("pv", .text(entry.variable)))
    }
    if scan.index(of: .energy) == nil, entries[0].variable.lowercased().contains("energy") {
      scan.columns[0].draft.role = .energy
      scan.columns[0].draft.unit = "eV"
      scan.columns[0].draft.isSettled = true
    }
    let windows = entries.map(\.stem).filter { stem in
      let alike = entries.filter { $0.stem == stem }
      return alike.count > 1 && !stem.lowercased().hasSuffix("countrate") && alike.allSatisfy { $0.element != nil }
    }
    let edge = scan.number("Scan.edge_energy")
    guard let window = windows.first(where: { EmissionWindowLabel($0)?.hasEdge(near: edge) ?? false }) ?? windows.first
    else { return }
    for index in entries.indices where entries[index].stem == window && !scan.columns[index].draft.isSettled {
      scan.columns[index].draft.role = .ifluor
      scan.columns[index].draft.qualifier = number(index, entries)
      scan.columns[index].draft.isSettled = true
      scan.isFluorescence = true
    }
  }
}
