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
    ]
  ) { input, parameters throws(AnalysisError) in
    let series = try SpectrumSeries(input, parameters)
    var outcome = AnalysisOutcome(findings: series.findings)
    for member in series.members {
      do throws(AnalysisError) {
        try rebin(member, parameters, &outcome)
      } catch {
        outcome.findings.append(
          Finding(
            AnalysisFinding.impossible, error.description,
            at: member.place))
      }
    }
    return outcome
  }

  private static func rebin(
    _ member: SpectrumSeries.Member, _ parameters: AnalysisParameters, _ outcome: inout AnalysisOutcome
  ) throws(AnalysisError) {
    let spectrum = member.spectrum
    let e0 = parameters.number("e0") ?? EdgeEnergy.derivative(spectrum)
    let grid = try self.grid(parameters, e0: e0).energies(in: spectrum.range)
    let result = try Rebinning(grid: grid).apply(to: spectrum)
    outcome.results.append(
      AnalysisResult(
        file: member.file, selector: member.measurement.selector,
        values: [
          AnalysisField("signal", .text(spectrum.signal)), AnalysisField("e0", .number(e0)),
          AnalysisField("points", .integer(result.counts.count)),
          AnalysisField("empty", .integer(result.counts.count { $0 == 0 })),
        ],
        arrays: [
          ("energy", result.spectrum.energy), ("mu", result.spectrum.values),
          ("points", result.counts.map(Double.init)),
        ], label: spectrum.label, companions: [AnalysisCurve("before", x: spectrum.energy, y: spectrum.values)]))
    var step = Step(
      operation: Rebinning.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .rebin).filter { $0.name != "e0" })
    step.parameters.append(StepParameter("e0", .number(e0), unit: "eV"))
    outcome.measurements.append(
      Measurement(
        result: result.spectrum.energy, mu: result.spectrum.values,
        standardError: result.spectrum.variance?.map { $0.squareRoot() }, of: [member], title: spectrum.label,
        step: step))
  }

  private static func grid(_ parameters: AnalysisParameters, e0: Double) throws(AnalysisError) -> EnergyGrid {
    guard parameters.text("grid") == "xafs" else { return try EnergyGrid(parameters.text("grid") ?? "", e0: e0) }
    let low = parameters.number("pre2") ?? -30
    let high = parameters.number("exafs1") ?? 15
    guard low < high else { throw AnalysisError("pre2 (\(low) eV) has to lie below exafs1 (\(high) eV)") }
    return .regions(
      EnergyGrid.Regions(
        e0: e0, xanes: low...high, preStep: parameters.number("pre_step") ?? 2,
        xanesStep: parameters.number("xanes_step"), kStep: parameters.number("exafs_kstep") ?? 0.05))
  }
}
