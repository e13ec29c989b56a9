/// PHOENIX at the Swiss Light Source: one line of labels that end with the number of the column.
import Bytes
import DataModel

extension BeamlineDialect {
  static let phoenix = BeamlineDialect(
    id: "phoenix", name: "SLS PHOENIX (text)",
    sign: { head in
      guard head.has("Energy_c1") else { return nil }
      let labels = head.opening.split { "# \t".contains($0) }
      guard head.opening.hasPrefix("#"), labels.first == "Energy_c1", labels.count > 2,
        labels.dropLast().enumerated().allSatisfy({ $1.hasSuffix("_c\($0 + 1)") })
      else { return nil }
      return "the labels end with the numbers of their columns, as PHOENIX writes them: \(labels[0]), \(labels[1]), ..."
    },
    content: .text(TextLayout()), complete: PHOENIXScan.complete)
}

private enum PHOENIXScan {
  /// What the labels mean without the number of the column.
  private static let columns: [(stem: String, role: ChannelRole, unit: String?)] = [
    ("Energy", .energy, "eV"), ("I0_KEITHLEY1", .i0, nil), ("I1_KEITHLEY2", .itrans, nil), ("KEITHLEY4_TEY", .iey, nil),
  ]

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.add(HeaderFact("Facility.name", "SLS"), line: nil)
    scan.add(HeaderFact("Beamline.name", "PHOENIX"), line: nil)
    let stems = scan.columns.map { column in
      column.draft.name.split(separator: "_").dropLast().joined(separator: "_")
    }
    for (index, stem) in stems.enumerated() {
      if let known = columns.first(where: { $0.stem == stem }) { scan.settle(index, known.role, unit: known.unit) }
      if stem.hasSuffix("_ICR") || stem.hasSuffix("_OCR") || stem.hasSuffix("_cps") {
        scan.columns[index].draft.unit = "counts/s"
      }
      scan.columns[index].draft.isSettled = true
    }
    guard let i0 = scan.index(of: .i0) else { return }
    let beam = scan.quoted(i0)
    // The sums over the elements are corrected for dead time already; each is of another emission line.
    var signals: [Signal] = []
    for (index, stem) in stems.enumerated() where stem.hasSuffix("_sum_cps") {
      let line = stem.split(separator: "_").first.map(String.init) ?? stem
      scan.columns[index].draft.role = .ifluor
      scan.columns[index].draft.qualifier = line
      signals.append(
        Signal(name: "fluorescence_\(line)", expression: "\(scan.quoted(index))/\(beam)", mode: .fluorescence))
    }
    if let current = scan.index(of: .iey), isUsed(scan, current) {
      signals.append(
        Signal(name: "electron_yield", expression: "\(scan.quoted(current))/\(beam)", mode: .totalElectronYield))
    }
    if let transmitted = scan.index(of: .itrans), scan.columns[transmitted].values.doubles().allSatisfy({ $0 > 0 }) {
      signals.append(
        Signal(name: "transmission", expression: "ln(\(beam)/\(scan.quoted(transmitted)))", mode: .transmission))
    }
    scan.signals = signals.isEmpty ? nil : signals
  }

  /// An amplifier without a signal writes the same number in every row.
  private static func isUsed(_ scan: BeamlineScan, _ index: Int) -> Bool {
    let values = scan.columns[index].values.doubles()
    return values.contains { $0 != values.first }
  }
}
