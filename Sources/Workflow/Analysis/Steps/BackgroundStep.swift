/// `analyze background`: chi(k) by AUTOBK.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let background: AnalysisStep = AnalysisStep(
    name: "background",
    summary: "Normalise, remove the background behind the edge (AUTOBK), and give chi(k).",
    parameters: [signal] + Normalization.parameters() + Autobk.parameters(),
    values: [
      Output("signal", "The formula that was analysed."), Output("e0", unit: "eV", "The edge."),
      Output("edge_step", "The edge step that chi is divided by."), Output("ek0", unit: "eV", "Where k is 0."),
      Output("kmax", unit: "1/Å", "Where the background ends."), Output("rbkg", unit: "Å", "What was asked for."),
      Output("nspl", "How many coefficients the background's spline has."),
      Output("irbkg", "How many points of chi(R) counted as background."),
      Output("redchi", "What of chi(R) is left there, and the clamps, over the degrees of freedom."),
      Output("kweight", "The power of k in the transform."), Output("nclamp", "How many points were clamped."),
      Output("clamp_lo", "How strongly at the beginning."), Output("clamp_hi", "How strongly at the end."),
    ],
    arrays: [
      Output("k", unit: "1/Å", "The wavenumbers."), Output("chi", "The fine structure (mu - bkg)/edge_step."),
      Output("energy", unit: "eV", "The energies of the spectrum."), Output("mu", "The signal as it was measured."),
      Output("bkg", "The background at these energies; mu itself before ek0 and behind kmax."),
      Output(
        "delta_chi",
        "What the background leaves uncertain of chi, as Larch has it: in the unit of mu, not divided by edge_step."),
      Output("chi_stderr", "The same over edge_step: the standard error of chi that comes of the background."),
    ],
    contained: ["normalize"]
  ) { input, parameters throws(AnalysisError) in
    let normalization = Normalization(parameters)
    var reduction = FineStructureReduction(normalization, Autobk(parameters, normalization.preset))
    let standard = try input.standard(parameters)
    let settled = parameters
    let outcome = try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let (edge, result) = try reduction.apply(to: member.spectrum, standard: standard)
      outcome.findings += normalization.findings(about: edge, at: member.place)
      outcome.results.append(AnalysisResult(edge, result, reduction.background, of: member))
      outcome.measurements.append(Measurement(edge, result, of: member, reduction, settled))
    }
    parameters.settleAgreed(
      ["pre1", "pre2", "norm1", "norm2", "nnorm", "e0", "ek0", "kmax", "kweight", "nclamp", "clamp_hi"],
      in: outcome.results)
    return outcome
  }
}

extension AnalysisResult {
  /// What the report says of a fine structure.
  fileprivate init(
    _ edge: Normalization.Result, _ result: Autobk.Result, _ options: Autobk, of member: SpectrumSeries.Member
  ) {
    file = member.file
    selector = member.measurement.selector
    values =
      [AnalysisField("signal", .text(member.spectrum.signal))] + edge.fields
      + [
        AnalysisField("ek0", .number(result.ek0)), AnalysisField("kmax", .number(result.kmax)),
        AnalysisField("rbkg", .number(options.rbkg)), AnalysisField("nspl", .integer(result.splineCount)),
        AnalysisField("irbkg", .integer(result.binCount)), AnalysisField("redchi", .number(result.reducedChiSquare)),
        AnalysisField("kweight", .number(options.weight)), AnalysisField("nclamp", .integer(options.clampCount)),
        AnalysisField("clamp_lo", .number(options.lowClamp)), AnalysisField("clamp_hi", .number(options.highClamp)),
      ]
    arrays = [
      ("k", result.k), ("chi", result.chi), ("energy", member.spectrum.energy), ("mu", member.spectrum.values),
      ("bkg", result.background),
    ]
    if let errors = result.chiError {
      arrays += [("delta_chi", errors), ("chi_stderr", errors.map { $0 / edge.edgeStep })]
    }
  }
}

extension Measurement {
  /// chi(k) as data, with mu and its background beside it.
  fileprivate init(
    _ edge: Normalization.Result, _ result: Autobk.Result, of member: SpectrumSeries.Member,
    _ reduction: FineStructureReduction, _ parameters: AnalysisParameters
  ) {
    let spectrum = member.spectrum
    self.init(
      result: spectrum.energy, mu: spectrum.values, standardError: spectrum.variance?.map { $0.squareRoot() },
      of: [member], title: spectrum.label, step: Step.background(edge, result, reduction, parameters))
    let raw = signals[0]
    channels.append(Channel(name: "bkg", role: .other, values: Values(result.background)))
    channels.append(Channel(name: "k", role: .k, unit: "1/Å", dimensions: ["k"], values: Values(result.k)))
    var chi = Channel(name: "chi", role: .chi, dimensions: ["k"], values: Values(result.chi))
    if let errors = result.chiError {
      chi.uncertainty = .channel("chi_stderr")
      channels.append(chi)
      channels.append(
        Channel(
          name: "chi_stderr", role: .stddev, qualifier: "chi", dimensions: ["k"],
          values: Values(errors.map { $0 / edge.edgeStep })))
    } else {
      channels.append(chi)
    }
    signals = [Signal(name: "chi", expression: "chi", mode: raw.mode, element: raw.element, edge: raw.edge), raw]
  }
}

extension Step {
  /// The record of normalisation and background removal.
  static func background(
    _ edge: Normalization.Result, _ result: Autobk.Result, _ reduction: FineStructureReduction,
    _ parameters: AnalysisParameters
  ) -> Step {
    let asked = parameters.stepParameters(of: .background).filter {
      ["signal", "preset", "step", "standard", "nknots"].contains($0.name)
    }
    return Step(
      operation: "background", program: "edgewise", version: EdgewiseVersion.string,
      parameters: asked + edge.stepParameters + reduction.background.stepParameters
        + [
          StepParameter("ek0", .number(result.ek0), unit: "eV"),
          StepParameter("kmax", .number(result.kmax), unit: "1/Å"),
        ])
  }
}
