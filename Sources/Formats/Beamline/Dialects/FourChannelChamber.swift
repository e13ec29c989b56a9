/// An ion chamber of four channels: four samples side by side in one wide beam, at X-23A2 and at APS 10-BM.
import Bytes
import DataModel

/// Four incoming and four transmitted beams are four spectra of one scan.
enum FourChannelChamber {
  static func read(_ scan: inout BeamlineScan) {
    if readNamed(&scan) { return }
    readCounters(&scan)
  }

  /// X-23A2: I0 (or I01) to I04 before, It1 to It4 behind the samples.
  private static func readNamed(_ scan: inout BeamlineScan) -> Bool {
    let first = scan.index(named: "I0") ?? scan.index(named: "I01")
    let incoming = [first] + ["I02", "I03", "I04"].map { scan.index(named: $0) }
    let transmitted = ["It1", "It2", "It3", "It4"].map { scan.index(named: $0) }
    let pairs = zip(incoming, transmitted).compactMap { before, behind in
      if let before, let behind { (before, behind) } else { nil }
    }
    guard pairs.count == 4 else { return false }
    settle(pairs, &scan)
    return true
  }

  /// 10-BM: the columns are numbered counters (`mcs3`), and the beamline's order says what they are: columns 2 to 5 are
  /// before the samples, 6 to 9 behind them, 10 behind the reference foil; `mcs6`, where it is none of these, is the
  /// amplified voltage of a thermocouple. No real file seen.
  private static func readCounters(_ scan: inout BeamlineScan) {
    guard scan.columns.count > 8, scan.columns[1...8].allSatisfy({ isCounter($0.draft.name) }) else { return }
    settle((1...4).map { ($0, $0 + 4) }, &scan)
    var last = 8
    if scan.columns.count > 9, isReference(scan.columns[9].draft.name) {
      last = 9
      scan.settle(9, .irefer)
      let sum = (5...8).map { scan.quoted($0) }.joined(separator: "+")
      let reference = "ln((\(sum))/\(scan.quoted(9)))"
      scan.signals?.append(Signal(name: "reference", expression: reference, mode: .transmission))
    }
    let names = (1...last).map { scan.columns[$0].draft.name }
    scan.findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "The counters \(names.joined(separator: ", ")) are taken in the order that 10-BM uses: four incoming beams, the "
          + "four transmitted ones\(last == 9 ? ", the reference" : ""). Use --columns to state another order.",
        at: .init(path: "/1/channels/\(names[0])/role")))
    if let place = scan.index(named: thermocouple), place > last { addTemperature(&scan, from: place) }
  }

  private static func isCounter(_ name: String) -> Bool {
    let digits = name.dropFirst(3)
    return name.lowercased().hasPrefix("mcs") && (1...2).contains(digits.count) && digits.allSatisfy(\.isNumber)
  }

  private static func isReference(_ name: String) -> Bool {
    isCounter(name) || ["iref", "ir"].contains(name.lowercased())
  }

  private static func settle(_ pairs: [(Int, Int)], _ scan: inout BeamlineScan) {
    for (number, pair) in pairs.enumerated() {
      scan.settle(pair.0, .i0, "\(number + 1)")
      scan.settle(pair.1, .itrans, "\(number + 1)")
    }
    scan.signals = pairs.enumerated().map { number, pair in
      Signal(
        name: "transmission_\(number + 1)", expression: "ln(\(scan.quoted(pair.0))/\(scan.quoted(pair.1)))",
        mode: .transmission)
    }
  }

  private static let thermocouple = "mcs6"

  /// The thermocouple's amplifier gives 100 000 counts at 0 °C and as many more at 200 °C.
  private static func addTemperature(_ scan: inout BeamlineScan, from place: Int) {
    guard scan.index(named: "temperature") == nil else { return }
    let counts = scan.columns[place].values.doubles()
    let name = scan.columns[place].draft.name
    scan.columns[place].draft.isSettled = true
    scan.columns.append(
      BeamlineScan.Column("temperature", unit: "degC", TypedArray(counts.map { $0 / 500 - 200 })))
    scan.steps.append(
      Step(
        operation: "temperature from thermocouple", program: "edgewise", version: EdgewiseVersion.string,
        parameters: [
          StepParameter("counts_at_0_degC", .number(1e5)),
          StepParameter("degrees_per_count", .number(0.002), unit: "K"),
        ], inputs: [name], outputs: ["temperature"]))
  }
}
