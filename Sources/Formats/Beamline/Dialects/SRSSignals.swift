/// What an SRS file measured, as far as its columns tell.
import Bytes
import DataModel

enum SRSSignals {
  static func state(_ scan: inout BeamlineScan) {
    if scan.index(named: SRSHeader.elementLabel + "1") != nil {
      stateElements(&scan)
    } else if let fluorescence = scan.index(named: "if"), scan.columns[fluorescence].draft.role == .other {
      // A counter that saw nothing makes no signal.
      let isOn = scan.columns[fluorescence].values.doubles().contains { $0 != 0 }
      scan.settle(fluorescence, isOn ? .ifluor : .other, unit: "counts")
    }
    stateRatios(&scan)
    stateReference(&scan)
  }

  /// The column "if" is the sum of the detector's elements: counting both would count twice.
  private static func stateElements(_ scan: inout BeamlineScan) {
    scan.isFluorescence = true
    guard let sum = scan.index(named: "if") else { return }
    scan.settle(sum, .other, "sum of elements", unit: "counts")
  }

  /// Soft X-ray stations of Diamond write the ratios `idio` (drain current) and `ifio` (fluorescence) beside numbered
  /// counters: which counters these are follows from the values.
  private static func stateRatios(_ scan: inout BeamlineScan) {
    let counters = scan.columns.indices.filter { index in
      let name = scan.columns[index].draft.name
      return name.count > 1 && name.hasPrefix("C") && name.dropFirst().allSatisfy(\.isNumber)
    }
    var signals: [Signal] = []
    for (name, role, mode) in ratios {
      guard let ratio = scan.index(named: name),
        let found = FormulaEvidence(scan, ratio).quotient(of: counters),
        scan.index(of: .i0).map({ $0 == found.below }) ?? true
      else { continue }
      if scan.index(of: .i0) == nil { scan.settle(found.below, .i0) }
      scan.settle(found.above, role)
      signals.append(
        Signal(
          name: role == .iey ? "electron_yield" : "fluorescence",
          expression: "\(scan.quoted(found.above))/\(scan.quoted(found.below))", mode: mode))
      let above = scan.columns[found.above].draft.name
      let below = scan.columns[found.below].draft.name
      scan.findings.append(
        Finding(
          ColumnsFinding.roleGuess,
          "Column \"\(above)\" is taken for \(role.rawValue) and \"\(below)\" for i0, because \"\(name)\" is "
            + "\(above)/\(below) in every row.",
          at: .init(path: ColumnRoles.rolePath(above)), found: role.rawValue))
    }
    if !signals.isEmpty { scan.signals = signals }
  }

  private static let ratios: [(name: String, role: ChannelRole, mode: DetectionMode)] = [
    ("idio", .iey, .totalElectronYield), ("ifio", .ifluor, .fluorescence),
  ]

  /// Stations that label their columns count a reference and some signals.
  private static func stateReference(_ scan: inout BeamlineScan) {
    guard let reference = scan.index(named: "refer"), scan.columns[reference].draft.role == .i0 else { return }
    let signals = scan.columns.indices.filter { index in
      scan.columns[index].draft.name.lowercased().hasPrefix("signal")
        && scan.columns[index].values.doubles().contains { $0 != 0 }
    }
    guard !signals.isEmpty else { return }
    scan.signals = signals.map { index in
      Signal(
        name: scan.columns[index].draft.name.lowercased(),
        expression: "\(scan.quoted(index))/\(scan.quoted(reference))")
    }
    scan.findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "Column \"\(scan.columns[reference].draft.name)\" is taken for i0; the file does not say how the signals were "
          + "detected.", at: .init(path: ColumnRoles.rolePath(scan.columns[reference].draft.name)), found: "i0"))
  }
}
