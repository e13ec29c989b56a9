/// `analyze selfabsorption`: the fluorescence of a thick sample.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let selfabsorption: AnalysisStep = AnalysisStep(
    name: "selfabsorption",
    summary: "Correct the fluorescence of a thick sample for over-absorption.",
    parameters: [
      signal,
      AnalysisParameter("formula", .text, "The sample's formula, such as Fe2O3; it has to be given."),
      AnalysisParameter("element", .text, "The absorbing element; without it the measurement's."),
      AnalysisParameter("edge", .text, "The edge; without it the measurement's, else K."),
      AnalysisParameter(
        "line", .choice(Attenuation.lineNames),
        "The fluorescence that is measured; without it the strongest of the edge."),
      AnalysisParameter(
        "anginp", .number, unit: "degrees", standard: "45", "Between the beam and the sample's surface."),
      AnalysisParameter(
        "angout", .number, unit: "degrees", standard: "45", "Between the surface and the way to the detector."),
    ] + Normalization.parameters().map { $0.withStandard(standards[$0.name]) },
    values: [
      Output("signal", "The formula that was corrected."),
      Output("alpha", "How strong the correction is: small is strong."),
      Output("e_edge", unit: "eV", "The tabulated edge."), Output("e_fluor", unit: "eV", "The tabulated line."),
      Output("mu_fluor", unit: "cm²/g", "The sample's mass attenuation at the line."),
      Output("mu_below", unit: "cm²/g", "The same 10 eV below the edge."),
      Output("mu_above", unit: "cm²/g", "The same 10 eV above it."),
      Output("e0", unit: "eV", "The edge of the normalisation."), Output("edge_step", "That of the corrected signal."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies."), Output("mu", "The signal as it was measured."),
      Output("mu_corr", "The corrected signal."), Output("norm", "The measured signal, normalised."),
      Output("norm_corr", "The corrected signal, normalised."),
    ],
    contained: ["normalize"]
  ) { input, parameters throws(AnalysisError) in
    guard let formula = parameters.text("formula") else {
      throw AnalysisError("the correction needs to know the sample: give its formula, such as formula=Fe2O3")
    }
    let normalization = Normalization(parameters)
    let settled = parameters
    return try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let sample = try ThickSample(formula, settled, member)
      let result = try sample.correction.apply(to: member.spectrum, normalization)
      outcome.findings += normalization.findings(about: result.after, at: member.place)
      if result.impossibleCount > 0 {
        outcome.findings.append(
          Finding(
            AnalysisFinding.beyondSample,
            "\(result.impossibleCount) points are above \(DisplayNumber.significant(sample.correction.alpha + 1, digits: 4)) "
              + "of the edge step, which is all that this sample can show",
            at: member.place))
      }
      outcome.results.append(AnalysisResult(result, sample, of: member))
      var step = Step(
        operation: "selfabsorption", program: "edgewise", version: EdgewiseVersion.string,
        parameters: settled.stepParameters(of: .selfabsorption))
      step.parameters += sample.stepParameters
      var measurement = Measurement(
        result: member.spectrum.energy, mu: result.mu, of: [member], title: member.spectrum.label, step: step)
      measurement.channels.append(Channel(name: "norm", role: .norm, values: Values(result.after.norm)))
      measurement.channels.append(
        Channel(name: "mu_measured", role: .other, values: Values(member.spectrum.values)))
      outcome.measurements.append(measurement)
    }
  }

  /// Larch's, for this step alone.
  private static let standards = ["pre2": "-30", "norm1": "100", "nnorm": "1"]
}

/// What tables say of a sample.
private struct ThickSample {
  let correction: OverAbsorption
  let edge: Double
  let line: Double

  init(_ formula: String, _ parameters: AnalysisParameters, _ member: SpectrumSeries.Member) throws(AnalysisError) {
    guard let symbol = parameters.text("element") ?? member.spectrum.element, let element = Element(symbol: symbol)
    else {
      throw AnalysisError("the absorbing element is not known; say which with element=")
    }
    let words = parameters.text("edge") ?? member.spectrum.edge ?? "K"
    guard let edge = EdgeLabel(parsing: words)?.edge, let energy = edge.energy(of: element) else {
      throw AnalysisError("\(element.symbol) has no edge '\(words)' in the tables; say which with edge=")
    }
    let name = parameters.text("line") ?? Attenuation.strongestLine(of: edge)
    guard let name, let line = Attenuation.lineEnergy(name, of: element) else {
      throw AnalysisError("\(element.symbol) has no line for the edge \(words) in the tables; say which with line=")
    }
    guard let atLine = Attenuation.mass(of: formula, at: line),
      let below = Attenuation.mass(of: formula, at: energy - 10),
      let above = Attenuation.mass(of: formula, at: energy + 10)
    else {
      throw AnalysisError("'\(formula)' is no formula whose absorption is tabulated; write it as Fe2O3 or Li1.2Mn0.8O2")
    }
    correction = OverAbsorption(
      atLine: atLine, below: below, above: above, angleIn: parameters.number("anginp") ?? 45,
      angleOut: parameters.number("angout") ?? 45)
    self.edge = energy
    self.line = line
  }

  var stepParameters: [StepParameter] {
    [
      StepParameter("alpha", .number(correction.alpha)), StepParameter("e_edge", .number(edge), unit: "eV"),
      StepParameter("e_fluor", .number(line), unit: "eV"),
    ]
  }
}

extension AnalysisResult {
  fileprivate init(_ result: OverAbsorption.Result, _ sample: ThickSample, of member: SpectrumSeries.Member) {
    file = member.file
    selector = member.measurement.selector
    let correction = sample.correction
    values = [
      AnalysisField("signal", .text(member.spectrum.signal)), AnalysisField("alpha", .number(correction.alpha)),
      AnalysisField("e_edge", .number(sample.edge)), AnalysisField("e_fluor", .number(sample.line)),
      AnalysisField("mu_fluor", .number(correction.atLine)), AnalysisField("mu_below", .number(correction.below)),
      AnalysisField("mu_above", .number(correction.above)), AnalysisField("e0", .number(result.after.e0)),
      AnalysisField("edge_step", .number(result.after.edgeStep)),
    ]
    arrays = [
      ("energy", member.spectrum.energy), ("mu", member.spectrum.values), ("mu_corr", result.mu),
      ("norm", result.before.norm), ("norm_corr", result.after.norm),
    ]
  }
}
