/// `analyze mback`: normalisation to tabulated absorption.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let mback: AnalysisStep = AnalysisStep(
    name: "mback",
    summary: "Normalise by laying the spectrum over the tabulated absorption of its element (MBACK).",
    parameters: [
      signal,
      AnalysisParameter(
        "form", .choice(TabulatedAbsorption.Form.allCases.map(\.rawValue)), standard: "mback",
        "mback fits a polynomial beside the table's f''; mback_norm a line, after the pre-edge line of normalize."),
      AnalysisParameter("element", .text, "The absorbing element; without it the measurement's."),
      AnalysisParameter("order", .integer, standard: "3", "Of mback's polynomial, 0 to 6."),
    ] + Normalization.parameters(),
    values: [
      Output("signal", "The formula that was normalised."), Output("e0", unit: "eV", "The edge."),
      Output("edge_step", "The edge step of the signal."),
      Output("scale", "What brings the signal to the table's scale."),
      Output("coefficients", "Of the polynomial in E - e0; of mback_norm offset and slope in E."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies."), Output("mu", "The signal as it was measured."),
      Output("norm", "The signal with a unit edge step."), Output("f2", "The table's f''."),
      Output("fpp", "The signal on the scale of f'' (mback), or f'' on the scale of the signal (mback_norm)."),
    ],
    contained: ["normalize"]
  ) { input, parameters throws(AnalysisError) in
    let form = parameters.choice("form", TabulatedAbsorption.Form.mback)
    let absorption = TabulatedAbsorption(form, order: parameters.integer("order") ?? 3, Normalization(parameters))
    let settled = parameters
    return try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let spectrum = member.spectrum
      guard let symbol = settled.text("element") ?? spectrum.element, let element = Element(symbol: symbol) else {
        throw AnalysisError("the absorbing element is not known; say which with element=")
      }
      guard let f2 = Attenuation.f2(of: element, at: spectrum.energy) else {
        throw AnalysisError("the absorption of \(element.symbol) is not tabulated at these energies")
      }
      let result = try absorption.apply(to: spectrum, f2: f2)
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(spectrum.signal)), AnalysisField("e0", .number(result.e0)),
            AnalysisField("edge_step", .number(result.edgeStep)), AnalysisField("scale", .number(result.scale)),
            AnalysisField("coefficients", .list(result.coefficients.map { .number($0) })),
          ],
          arrays: [
            ("energy", spectrum.energy), ("mu", spectrum.values), ("norm", result.norm), ("f2", f2),
            ("fpp", result.matched),
          ]))
      var measurement = Measurement(
        result: spectrum.energy, mu: spectrum.values, of: [member], title: spectrum.label,
        step: Step(
          operation: "mback", program: "edgewise", version: EdgewiseVersion.string,
          parameters: settled.stepParameters(of: .mback)
            + [StepParameter("edge_step", .number(result.edgeStep))]))
      let raw = measurement.signals[0]
      measurement.channels.append(Channel(name: "norm", role: .norm, values: Values(result.norm)))
      measurement.channels.append(Channel(name: "f2", role: .other, values: Values(f2)))
      measurement.signals.insert(
        Signal(name: "norm", expression: "norm", mode: raw.mode, element: raw.element, edge: raw.edge), at: 0)
      outcome.measurements.append(measurement)
    }
  }
}
