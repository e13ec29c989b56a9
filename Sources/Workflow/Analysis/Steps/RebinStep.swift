/// `analyze rebin`: spectra on a coarser grid.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let rebin: AnalysisStep = AnalysisStep(
    name: "rebin",
    summary: "Average finely sampled spectra over the bins of a grid.",
    parameters: [
      signal,
      AnalysisParameter(
        "grid", .grid(["xafs"]), standard: "xafs", "The three regions of an XAFS scan, or an even grid in eV."),
      AnalysisParameter(
        "method", .choice(["mean"] + LarchRebinning.Way.allCases.map(\.rawValue)), standard: "mean",
        "mean keeps error bars, and its bins end midway between the grid's energies; boxcar, spline and centroid are "
          + "Larch's, with its grid of three regions and its bins."),
      AnalysisParameter("e0", .number, unit: "eV", "The edge; without it that of each spectrum."),
      AnalysisParameter("pre2", .number, unit: "eV", standard: "-30", "Where the edge region begins, relative to e0."),
      AnalysisParameter("pre_step", .number, unit: "eV", standard: "2", "The step before it."),
      AnalysisParameter(
        "xanes_step", .number, unit: "eV",
        "The step over the edge; without it 0.05 eV for each whole 1250 eV of e0, and at least that."),
      AnalysisParameter("exafs1", .number, unit: "eV", standard: "15", "Where it ends, relative to e0."),
      AnalysisParameter("exafs_kstep", .number, unit: "1/Å", standard: "0.05", "The step behind it."),
    ],
    values: [
      Output("signal", "The formula that was rebinned."), Output("e0", unit: "eV", "The edge that was used."),
      Output("points", "How many energies the result has."),
      Output("empty", "How many of them had no point and lie on the line between their neighbours."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the grid that the spectrum covers."),
      Output("mu", "The mean of the points in each bin."), Output("points", "How many points each mean is of."),
      Output("delta_mu", "The standard deviation of these points, as Larch has it; empty for a bin without points."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let settled = parameters
    return try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      try rebin(member, settled, &outcome)
    }
  }

  private static func rebin(
    _ member: SpectrumSeries.Member, _ parameters: AnalysisParameters, _ outcome: inout AnalysisOutcome
  ) throws(AnalysisError) {
    let spectrum = member.spectrum
    let e0 = parameters.number("e0") ?? EdgeEnergy.derivative(spectrum)
    let result = try rebinned(spectrum, parameters, e0: e0)
    outcome.results.append(
      AnalysisResult(
        file: member.file, selector: member.measurement.selector,
        values: [
          AnalysisField("signal", .text(spectrum.signal)), AnalysisField("e0", .number(e0)),
          AnalysisField("points", .integer(result.energy.count)),
          AnalysisField("empty", .integer(result.counts.count { $0 == 0 })),
        ],
        arrays: [
          ("energy", result.energy), ("mu", result.mu), ("points", result.counts.map(Double.init)),
        ] + (result.scatter.map { [("delta_mu", $0)] } ?? [])))
    var step = Step(
      operation: Rebinning.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .rebin).filter { $0.name != "e0" })
    step.parameters.append(StepParameter("e0", .number(e0), unit: "eV"))
    outcome.measurements.append(
      Measurement(
        result: result.energy, mu: result.mu, standardError: result.standardError, of: [member],
        title: spectrum.label, step: step))
  }

  private struct Rebinned {
    var energy: [Double]
    var mu: [Double]
    var standardError: [Double]?
    /// Larch's standard deviation of the points of each bin.
    var scatter: [Double]?
    var counts: [Int]
  }

  private static func rebinned(
    _ spectrum: Spectrum, _ parameters: AnalysisParameters, e0: Double
  ) throws(AnalysisError) -> Rebinned {
    guard let way = parameters.text("method").flatMap({ LarchRebinning.Way(rawValue: $0) }) else {
      let grid = try self.grid(parameters, e0: e0).energies(in: spectrum.range)
      let result = try Rebinning(grid: grid).apply(to: spectrum)
      return Rebinned(
        energy: result.spectrum.energy, mu: result.spectrum.values,
        standardError: result.spectrum.variance?.map { $0.squareRoot() }, counts: result.counts)
    }
    guard parameters.text("grid") == "xafs" else {
      throw AnalysisError(
        "method=\(way.rawValue) is Larch's and has a grid of its own; leave grid= out, or take method=mean")
    }
    let result = try LarchRebinning(
      e0: e0, xanes: try xanes(parameters), preStep: parameters.number("pre_step") ?? 2,
      xanesStep: parameters.number("xanes_step"), kStep: parameters.number("exafs_kstep") ?? 0.05, way: way
    ).apply(to: spectrum)
    return Rebinned(
      energy: result.energy, mu: result.values, scatter: result.scatter.map { $0 ?? .nan }, counts: result.counts)
  }

  private static func xanes(_ parameters: AnalysisParameters) throws(AnalysisError) -> ClosedRange<Double> {
    let low = parameters.number("pre2") ?? -30
    let high = parameters.number("exafs1") ?? 15
    guard low < high else { throw AnalysisError("pre2 (\(low) eV) has to lie below exafs1 (\(high) eV)") }
    return low...high
  }

  private static func grid(_ parameters: AnalysisParameters, e0: Double) throws(AnalysisError) -> EnergyGrid {
    guard parameters.text("grid") == "xafs" else { return try EnergyGrid(parameters.text("grid") ?? "", e0: e0) }
    return .regions(
      EnergyGrid.Regions(
        e0: e0, xanes: try xanes(parameters), preStep: parameters.number("pre_step") ?? 2,
        xanesStep: parameters.number("xanes_step"), kStep: parameters.number("exafs_kstep") ?? 0.05))
  }
}
