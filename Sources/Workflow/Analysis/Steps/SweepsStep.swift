/// `analyze sweeps`: scans that go back and forth as spectra on one grid.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let sweeps: AnalysisStep = AnalysisStep(
    name: "sweeps",
    summary: "Take scans that go back and forth apart and bin them to one grid: quick-EXAFS, many files or one.",
    parameters: [
      AnalysisParameter(
        "signal", .text, "Which signal comes first in the result: the name of one, or a formula such as log(i0/i1)."),
      AnalysisParameter("axis", .text, "The channel of energies or encoder; without it the one with the role energy."),
      AnalysisParameter(
        "grid", .grid(["auto", "xafs"]), standard: "auto",
        "The energies of the spectra: even, in steps of about one point of a sweep; the three regions of an XAFS scan; or "
          + "an even grid in eV."),
      AnalysisParameter("e0", .number, unit: "eV", "The edge for grid=xafs."),
      AnalysisParameter(
        "direction", .choice(["both", "up", "down"]), standard: "both", "Which sweeps become spectra."),
      AnalysisParameter(
        "average", .integer, standard: "1", "How many sweeps in a row, of those that are taken, make one spectrum."),
      AnalysisParameter(
        "turn", .number, standard: "0.2", "The part of the whole range by which the axis goes back where it turns."),
      AnalysisParameter(
        "coverage", .number, standard: "0.5",
        "The part of the usual range that a sweep has to cover to be kept; 0 keeps all."),
    ],
    values: [
      Output("signal", "The formula of the default signal; it is kept as it is, over binned channels."),
      Output("spectra", "How many spectra came of it."),
      Output("up", "How many sweeps had rising energy."), Output("down", "How many had falling energy."),
      Output("dropped", "How many were left out, because they cover too little."),
      Output("points", "How many energies the grid has."),
      Output("first", unit: "eV", "Its first energy."), Output("last", unit: "eV", "Its last energy."),
      Output("points_per_sweep", "The median number of points of a sweep."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the grid."),
      Output("direction", "For each spectrum 1 where energy rose, -1 where it fell, 0 for the mean of both."),
    ]
  ) { input, parameters throws(AnalysisError) in
    input.context.step("finding the sweeps")
    let scans = try SweepScan.all(in: input, parameters)
    let usual = try SweepRange(of: scans)
    let coverage = parameters.number("coverage") ?? 0.5
    let grid = try grid(usual, parameters)
    parameters.settle(
      "grid",
      "\(AnalysisWords.text(grid[0])):\(AnalysisWords.text(grid[grid.count - 1])):"
        + AnalysisWords.text(usual.step))
    var stack = try SweepStack(grid: grid, scans: scans)
    var dropped = 0
    input.context.step("binning the sweeps")
    for scan in scans {
      let kept = scan.sweeps.filter { usual.coverage(of: $0) >= coverage }
      dropped += scan.sweeps.count - kept.count
      try stack.add(scan, groups(of: kept, parameters), from: input)
    }
    let sweeps = scans.flatMap(\.sweeps)
    var outcome = AnalysisOutcome()
    outcome.findings = scans.flatMap(\.findings)
    if dropped > 0 {
      outcome.findings.append(
        Finding(
          AnalysisFinding.partialSweep,
          "\(dropped) of \(sweeps.count) sweeps cover less than \(coverage) of the usual range and were left out"))
    }
    guard stack.count > 0 else { throw AnalysisError("no sweep is left: set coverage= lower, or turn= lower") }
    var measurement = stack.measurement(scans, parameters.stepParameters(of: .sweeps))
    try putFirst(parameters.text("signal"), in: &measurement)
    outcome.measurements = [measurement]
    outcome.results = [
      AnalysisResult(
        file: scans.count == 1 ? scans[0].file : nil, selector: scans.count == 1 ? scans[0].measurement.selector : nil,
        values: [
          AnalysisField("signal", AnalysisValue(measurement.signals.first?.expression)),
          AnalysisField("spectra", .integer(stack.count)),
          AnalysisField("up", .integer(sweeps.count { $0.isRising })),
          AnalysisField("down", .integer(sweeps.count { !$0.isRising })),
          AnalysisField("dropped", .integer(dropped)), AnalysisField("points", .integer(grid.count)),
          AnalysisField("first", .number(grid[0])), AnalysisField("last", .number(grid[grid.count - 1])),
          AnalysisField("points_per_sweep", .integer(usual.points)),
        ], arrays: [("energy", grid), ("direction", stack.directions.map(Double.init))])
    ]
    return outcome
  }

  /// Makes the signal that was asked for the default one.
  private static func putFirst(_ words: String?, in measurement: inout Measurement) throws(AnalysisError) {
    guard let words else { return }
    do throws(ResolveError) {
      let chosen = try SignalChoice(words).signal(of: measurement)
      measurement.signals = [chosen] + measurement.signals.filter { $0.expression != chosen.expression }
    } catch {
      throw AnalysisError(error)
    }
  }

  private static func grid(_ usual: SweepRange, _ parameters: AnalysisParameters) throws(AnalysisError) -> [Double] {
    switch parameters.text("grid") {
    case "auto", nil:
      return try EnergyGrid.uniform(
        start: (usual.range.lowerBound / usual.step).rounded(.up) * usual.step, stop: usual.range.upperBound,
        step: usual.step
      ).energies(in: usual.range)
    case "xafs"?:
      guard let e0 = parameters.number("e0") else { throw AnalysisError("grid=xafs needs the edge: --param e0=...") }
      return try EnergyGrid("xafs", e0: e0).energies(in: usual.range)
    case let words?: return try EnergyGrid(words, e0: 0).energies(in: usual.range)
    }
  }

  /// The sweeps that make a spectrum each.
  private static func groups(of sweeps: [Sweep], _ parameters: AnalysisParameters) -> [[Sweep]] {
    let direction = parameters.text("direction")
    let taken = sweeps.filter { direction == "up" ? $0.isRising : direction == "down" ? !$0.isRising : true }
    let length = max(1, parameters.integer("average") ?? 1)
    return stride(from: 0, to: taken.count, by: length).map { Array(taken[$0..<min(taken.count, $0 + length)]) }
  }
}
