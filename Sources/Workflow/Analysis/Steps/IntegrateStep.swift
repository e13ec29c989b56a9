/// `analyze integrate`: areas and centroids of windows.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let integrate: AnalysisStep = AnalysisStep(
    name: "integrate",
    summary: "Integrate a window of each spectrum over a baseline fitted outside of it: area, centroid, width, height.",
    parameters: [
      signal,
      AnalysisParameter("range", .window, unit: "eV", "What is integrated; it has to be given."),
      AnalysisParameter(
        "relative", .choice(["none", "e0"]), standard: "none", "Whether ranges are energies, or relative to the edge."),
      AnalysisParameter(
        "space", .choice(WindowIntegral.Space.allCases.map(\.rawValue)), standard: "mu",
        "What is integrated: the signal, or the normalised, or the flattened spectrum."),
      AnalysisParameter(
        "baseline", .choice(BaselineForm.allCases.map(\.rawValue)), standard: "none",
        "What is subtracted: nothing, or a curve fitted in baseline_range."),
      AnalysisParameter(
        "baseline_range", .items, unit: "eV",
        "Where it is fitted, as LO:HI,LO:HI; without it both sides of the range, each half as wide as it."),
    ] + Normalization.parameters(),
    values: [
      Output("signal", "The formula that was integrated."),
      Output("area", unit: "eV", "The integral over the baseline, in eV times the unit of the signal."),
      Output("centroid", unit: "eV", "The first moment over the area."),
      Output("width", unit: "eV", "The root of the second moment about the centroid; a Gaussian's standard deviation."),
      Output("height", "The largest value over the baseline, at a measured point."),
      Output("peak", unit: "eV", "The energy of that point."),
      Output("e0", unit: "eV", "The edge, where it was needed."),
      Output("range", unit: "eV", "What was integrated."),
      Output("baseline_range", unit: "eV", "Where the baseline was fitted."),
      Output("uncertainty", "What errors rest on: stated variances, or the scatter of the points."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the range and the baseline's ranges."),
      Output("values", "What was integrated, there."), Output("baseline", "The baseline, there."),
    ]
  ) { input, parameters throws(AnalysisError) in
    guard let range = parameters.window("range") else {
      throw AnalysisError("say what to integrate with range=LO:HI, in eV; with relative=e0 it is relative to the edge")
    }
    var integral = WindowIntegral(window: range)
    integral.isRelative = parameters.text("relative") == "e0"
    integral.space = parameters.choice("space", .mu)
    integral.baseline = parameters.choice("baseline", .none)
    integral.baselineRanges = try parameters.windows("baseline_range")
    integral.normalization = Normalization(parameters)
    let series = try SpectrumSeries(input, parameters)
    var outcome = AnalysisOutcome(findings: series.findings)
    for member in series.members {
      do throws(AnalysisError) {
        let result = try integral.apply(to: member.spectrum)
        outcome.results.append(
          AnalysisResult(
            file: member.file, selector: member.measurement.selector,
            values: [
              AnalysisField("signal", .text(member.spectrum.signal)),
              AnalysisField("area", AnalysisValue(result.area)),
              AnalysisField("centroid", AnalysisValue(result.centroid)),
              AnalysisField("width", AnalysisValue(result.width)),
              AnalysisField("height", AnalysisValue(result.height)), AnalysisField("peak", .number(result.peak)),
              AnalysisField("e0", AnalysisValue(result.e0)), AnalysisField("range", AnalysisValue(result.window)),
              AnalysisField("baseline_range", .list(result.baselineRanges.map { AnalysisValue($0) })),
              AnalysisField("uncertainty", .text(result.noise.rawValue)),
            ],
            arrays: [("energy", result.energy), ("values", result.values), ("baseline", result.curve)]))
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
  }
}
