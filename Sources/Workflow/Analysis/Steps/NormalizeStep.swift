/// `analyze normalize`: spectra with a unit edge step.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let normalize: AnalysisStep = AnalysisStep(
    name: "normalize",
    summary: "Subtract the line before the edge and divide by the edge step.",
    parameters: [signal] + Normalization.parameters(),
    values: [
      Output("signal", "The formula that was normalised."), Output("e0", unit: "eV", "The edge that was used."),
      Output("edge_step", "The height of the post-edge curve over the pre-edge curve at the point nearest to e0."),
      Output(
        "edge_step_stderr",
        "Its standard error from the scatter of the points about both curves, XAFS included; e0 and the ranges are held "
          + "to be exact. Empty when the step was given."),
      Output("pre1", unit: "eV", "Where the pre-edge range begins, relative to e0."),
      Output("pre2", unit: "eV", "Where it ends."),
      Output("norm1", unit: "eV", "Where the post-edge range begins, relative to e0."),
      Output("norm2", unit: "eV", "Where it ends."),
      Output("nnorm", "The degree of the post-edge polynomial."),
      Output("nvict", "The power of the energy in the pre-edge fit."),
      Output("npre", "The degree of the pre-edge fit."),
      Output("pre_offset", "The pre-edge curve is (pre_offset + pre_slope E) / E^nvict, E in eV."),
      Output("pre_slope", unit: "1/eV", "See pre_offset."),
      Output("norm_coefs", "What the post-edge curve adds to it, as coefficients of rising powers of E in eV."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the spectrum."), Output("mu", "The signal as it was measured."),
      Output("norm", "The signal less the pre-edge curve, over the edge step."),
      Output("flat", "norm without the curvature of the post-edge curve behind e0."),
      Output("dmude", unit: "1/eV", "The derivative of norm."), Output("pre_edge", "The pre-edge curve."),
      Output("post_edge", "The post-edge curve."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let normalization = Normalization(parameters)
    let settled = parameters
    let outcome = try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let result = try normalization.apply(to: member.spectrum)
      outcome.findings += normalization.findings(about: result, at: member.place)
      outcome.results.append(AnalysisResult(result, of: member))
      outcome.measurements.append(Measurement(result, of: member, settled))
    }
    parameters.settleAgreed(["pre1", "pre2", "norm1", "norm2", "nnorm", "e0"], in: outcome.results)
    return outcome
  }
}

extension AnalysisResult {
  /// What the report says of a normalised spectrum.
  fileprivate init(_ result: Normalization.Result, of member: SpectrumSeries.Member) {
    let spectrum = member.spectrum
    file = member.file
    selector = member.measurement.selector
    values =
      [AnalysisField("signal", .text(spectrum.signal))] + result.fields
      + [
        AnalysisField("pre_offset", .number(result.preOffset)), AnalysisField("pre_slope", .number(result.preSlope)),
        AnalysisField("norm_coefs", .list(result.normCoefficients.map { .number($0) })),
      ]
    arrays = [
      ("energy", spectrum.energy), ("mu", spectrum.values), ("norm", result.norm), ("flat", result.flat),
      ("dmude", result.slope), ("pre_edge", result.preEdge), ("post_edge", result.postEdge),
    ]
  }
}

extension Measurement {
  /// The normalised spectrum as data: its first signal is `norm`, and `mu` stays beside it.
  fileprivate init(
    _ result: Normalization.Result, of member: SpectrumSeries.Member, _ parameters: AnalysisParameters
  ) {
    let spectrum = member.spectrum
    let asked = parameters.stepParameters(of: .normalize).filter { ["signal", "preset", "step"].contains($0.name) }
    let step = Step(
      operation: "normalize", program: "edgewise", version: EdgewiseVersion.string,
      parameters: asked + result.stepParameters)
    self.init(
      result: spectrum.energy, mu: spectrum.values, standardError: spectrum.variance?.map { $0.squareRoot() },
      of: [member], title: spectrum.label, step: step)
    channels.append(Channel(name: "norm", role: .norm, values: Values(result.norm)))
    for (name, values) in [("flat", result.flat), ("pre_edge", result.preEdge), ("post_edge", result.postEdge)] {
      channels.append(Channel(name: name, role: .other, values: Values(values)))
    }
    let raw = signals[0]
    signals =
      ["norm", "flat"].map { name in
        Signal(name: name, expression: name, mode: raw.mode, element: raw.element, edge: raw.edge)
      } + [raw]
  }
}
