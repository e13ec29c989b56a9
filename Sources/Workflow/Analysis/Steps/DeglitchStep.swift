/// `analyze deglitch`: single bad points.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let deglitch: AnalysisStep = AnalysisStep(
    name: "deglitch",
    summary: "Find points that stand out from the median of their neighbours, and replace them or leave them out.",
    parameters: [
      signal,
      AnalysisParameter(
        "preset", .choice(Deglitching.Preset.allCases.map(\.rawValue)), standard: "larch",
        "What the threshold is counted in: the size of the signal as in Larch, or (robust) the noise around the point, "
          + "which finds small glitches too."),
      AnalysisParameter("window", .integer, standard: "5", "How many points the median is of; odd."),
      AnalysisParameter(
        "threshold", .number, "Differences beyond it stand out; without it 0.66 for larch, 6 for robust."),
      AnalysisParameter("range", .window, unit: "eV", "The energies where points are looked for; without it all."),
      AnalysisParameter(
        "remove", .window, unit: "eV", "Points between these energies are left out, whatever they look like."),
      AnalysisParameter(
        "action", .choice(["replace", "remove"]), standard: "replace",
        "What becomes of a point that stands out: the median stands in its place, or it is left out."),
    ],
    values: [
      Output("signal", "The formula that was looked at."),
      Output("n_changed", "How many points were replaced or left out."),
      Output("changed", "Each of them: its number from 0, its energy, what was measured and what replaces it."),
    ],
    arrays: [Output("energy", unit: "eV", "The energies."), Output("mu", "The signal without glitches.")]
  ) { input, parameters throws(AnalysisError) in
    let preset = parameters.choice("preset", Deglitching.Preset.larch)
    let search = Deglitching(
      preset, window: parameters.integer("window") ?? 5, threshold: parameters.number("threshold"))
    parameters.settle("threshold", search.threshold)
    let settled = parameters
    return try SpectrumSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let spectrum = member.spectrum
      let range = settled.window("range") ?? spectrum.range
      let glitches = try search.glitches(of: spectrum).filter { range.contains(spectrum.energy[$0.index]) }
      let work = DeglitchWork(
        spectrum, glitches, settled.window("remove"), replaces: settled.text("action") != "remove")
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(spectrum.signal)), AnalysisField("n_changed", .integer(work.changed.count)),
            AnalysisField("changed", .list(work.changed)),
          ], arrays: [("energy", work.energy), ("mu", work.mu)]))
      guard work.energy.count >= 2 else { throw AnalysisError("no two points are left of the spectrum") }
      outcome.measurements.append(
        Measurement(
          result: work.energy, mu: work.mu, of: [member], title: spectrum.label,
          step: Step(
            operation: "deglitch", program: "edgewise", version: EdgewiseVersion.string,
            parameters: settled.stepParameters(of: .deglitch) + [
              StepParameter("changed_points", .text(work.changed.map { AnalysisValue.list([$0]).json }.joined()))
            ])))
    }
  }
}

/// A spectrum and what is done to its points.
private struct DeglitchWork {
  var energy: [Double] = []
  var mu: [Double] = []
  var changed: [AnalysisValue] = []

  init(_ spectrum: Spectrum, _ glitches: [Deglitching.Glitch], _ removed: ClosedRange<Double>?, replaces: Bool) {
    let medians = Dictionary(uniqueKeysWithValues: glitches.map { ($0.index, $0.median) })
    for i in spectrum.energy.indices {
      let place = spectrum.energy[i]
      let isRemoved = removed?.contains(place) == true
      guard isRemoved || medians[i] != nil else {
        energy.append(place)
        mu.append(spectrum.values[i])
        continue
      }
      let median = isRemoved || !replaces ? nil : medians[i]
      changed.append(
        .object([
          AnalysisField("i", .integer(i)), AnalysisField("energy", .number(place)),
          AnalysisField("old", .number(spectrum.values[i])), AnalysisField("new", AnalysisValue(median)),
        ]))
      guard let median else { continue }
      energy.append(place)
      mu.append(median)
    }
  }
}
