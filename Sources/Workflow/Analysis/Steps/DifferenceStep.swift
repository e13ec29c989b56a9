/// `analyze difference`: what spectra have more than a reference.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let difference: AnalysisStep = AnalysisStep(
    name: "difference",
    summary: "Subtract a reference from normalised spectra, with standard errors and areas.",
    parameters: [
      signal,
      AnalysisParameter(
        "reference", .text,
        "What is subtracted, as FILE or FILE::SELECTOR; without it the first spectrum of the series."),
      AnalysisParameter(
        "space", .choice(WindowIntegral.Space.allCases.map(\.rawValue)), standard: "norm",
        "What is subtracted from each other: signals, normalised, or flattened spectra."),
      AnalysisParameter("range", .window, unit: "eV", "What areas are of; without it all energies that both have."),
      AnalysisParameter(
        "relative", .choice(["none", "e0"]), standard: "none",
        "Whether range is energies, or relative to the edge of the reference."),
      AnalysisParameter(
        "kind", .choice(Interpolation.allCases.map(\.rawValue)), standard: "cubic",
        "How spectra come to the energies of the reference."),
    ] + Normalization.parameters(),
    values: [
      Output("signal", "The formula that was analysed."), Output("reference", "What was subtracted."),
      Output("area", unit: "eV", "The integral of the difference over range."),
      Output("area_positive", unit: "eV", "That of its positive part."),
      Output("area_negative", unit: "eV", "That of its negative part."),
      Output("area_absolute", unit: "eV", "That of the difference without its sign."),
      Output("noise_area", unit: "eV", "What area_absolute would be of noise alone."),
      Output("largest", "The largest difference in range, with its sign."),
      Output("largest_energy", unit: "eV", "Where it is."), Output("range", unit: "eV", "What areas are of."),
      Output("trimmed", "How many energies of the reference the spectrum does not reach."),
      Output("uncertainty", "What errors rest on: stated variances, or the scatter of the points."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the reference, as far as both reach."),
      Output("difference", "The spectrum less the reference."),
      Output("stderr", "Its standard error from the noise of the points, without that of both normalisations."),
    ]
  ) { input, parameters throws(AnalysisError) in
    var work = SpectrumDifference()
    work.space = parameters.choice("space", .norm)
    work.kind = parameters.choice("kind", .cubic)
    work.normalization = Normalization(parameters)
    let given = try parameters.text("reference").map { name throws(AnalysisError) in
      try input.spectra(named: name, parameters)
    }
    var series = try SpectrumSeries(input, parameters, least: given == nil ? 2 : 1)
    let reference = given?[0] ?? series.members[0]
    if let range = parameters.window("range") {
      let isRelative = parameters.text("relative") == "e0"
      let shift = isRelative ? work.normalization.e0 ?? EdgeEnergy.derivative(reference.spectrum) : 0
      work.window = (range.lowerBound + shift)...(range.upperBound + shift)
    }
    let standard = try work.side(reference.spectrum)
    var outcome = AnalysisOutcome()
    var interpolated = 0
    for member in series.members.dropFirst(given == nil ? 1 : 0) {
      do throws(AnalysisError) {
        let result = try work.apply(try work.side(member.spectrum), standard)
        interpolated += result.isInterpolated ? 1 : 0
        outcome.results.append(AnalysisResult(result, of: member, reference))
        outcome.measurements.append(Measurement(result, of: member, reference, parameters))
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    if interpolated > 0 {
      series.report(
        Finding(
          AnalysisFinding.interpolated,
          "\(interpolated) of \(outcome.results.count) spectra were brought to the energies of the reference "
            + "(\(work.kind.rawValue))"))
    }
    outcome.findings = series.findings + outcome.findings
    return outcome
  }
}

extension AnalysisResult {
  fileprivate init(
    _ result: SpectrumDifference.Result, of member: SpectrumSeries.Member, _ reference: SpectrumSeries.Member
  ) {
    file = member.file
    selector = member.measurement.selector
    values = [
      AnalysisField("signal", .text(member.spectrum.signal)),
      AnalysisField("reference", .text("\(reference.file)::\(reference.measurement.selector)")),
      AnalysisField("area", AnalysisValue(result.area)),
      AnalysisField("area_positive", AnalysisValue(result.positiveArea)),
      AnalysisField("area_negative", AnalysisValue(result.negativeArea)),
      AnalysisField("area_absolute", AnalysisValue(result.absoluteArea)),
      AnalysisField("noise_area", .number(result.noiseArea)), AnalysisField("largest", AnalysisValue(result.largest)),
      AnalysisField("largest_energy", .number(result.largestEnergy)),
      AnalysisField("range", AnalysisValue(result.window)), AnalysisField("trimmed", .integer(result.trimmedCount)),
      AnalysisField(
        "uncertainty", .text((result.noise.contains(.scatter) ? PointNoise.Origin.scatter : .variance).rawValue)),
    ]
    arrays = [("energy", result.energy), ("difference", result.values), ("stderr", result.standardError)]
  }
}

extension Measurement {
  fileprivate init(
    _ result: SpectrumDifference.Result, of member: SpectrumSeries.Member, _ reference: SpectrumSeries.Member,
    _ parameters: AnalysisParameters
  ) {
    let step = Step(
      operation: "difference", program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .difference), outputs: ["difference"])
    self.init(
      curves: [("difference", result.values)], errors: ["difference": result.standardError], energy: result.energy,
      of: [member], title: member.spectrum.label, step: step)
    references.append(Reference(.standard, to: reference.spectrum.source))
  }
}
