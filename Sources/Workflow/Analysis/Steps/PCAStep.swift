/// `analyze pca` and `analyze target`: how many parts a series has, and which they can be.
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let pca: AnalysisStep = AnalysisStep(
    name: "pca",
    summary: "Find the principal components of a series of spectra, and how many of them are more than noise.",
    parameters: [signal] + CurveSpace.parameters() + [
      AnalysisParameter(
        "components", .integer, "How many are kept; without it where IND is smallest."),
      AnalysisParameter(
        "scaling", .choice(PrincipalComponents.Scaling.allCases.map(\.rawValue)), standard: "standard",
        "standard takes the mean of all away and gives each spectrum the deviation 1, as Larch does; none takes them as they "
          + "are, so that the number of components is that of parts."),
      AnalysisParameter(
        "indicator", .choice(["malinowski", "larch"]), standard: "malinowski",
        "The numbers of ind: Malinowski's for 1, 2 ... components, or those of Larch, which are shifted by one."),
    ] + CurveSeries.normalizing,
    values: [
      Output("spectra", "The number of spectra."), Output("points", "The number of points."),
      Output("components", "The number of components that are kept."), Output("eigenvalues", "One for each spectrum."),
      Output("variances", "Their shares of the sum."),
      Output("ind", "Malinowski's indicator for 1, 2 ... components: smallest where the noise begins."),
      Output("ie", "The imbedded error for 1, 2 ... components, in the unit of the scaled spectra."),
      Output("real_error", "The real error: what is left per point."),
      Output("f_ic", "The variance of each component over that of all behind it, after Malinowski."),
      Output("significance", "The chance of such a ratio from noise: below 0.05 the component is real."),
      Output("scores", "Per spectrum its file, selector and label, and how much of each component it has."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies; k in 1/Å with space=chi."), Output("mean", "The mean spectrum."),
      Output("component_1", "The first component, of unit length; component_2 and so on as many as are kept."),
      Output("scores", "How much of each component each spectrum has; a list for each spectrum."),
    ]
  ) { input, parameters throws(AnalysisError) in
    var series = try CurveSeries(input, parameters, least: 3)
    let spectra = try series.matrix(parameters)
    let found = try PrincipalComponents(spectra, scaling: parameters.choice("scaling", .standard))
    let indicators = ComponentIndicators(found)
    let count = parameters.integer("components") ?? min(indicators.count, found.components.count)
    guard count >= 1, count <= found.components.count else {
      throw AnalysisError("components=\(count) is not between 1 and \(found.components.count)")
    }
    let isLarch = parameters.text("indicator") == "larch"
    let names = (1...count).map { "component_\($0)" }
    let arrays: [(name: String, values: [Double])] =
      [(series.axis, found.x), ("mean", found.mean)] + zip(names, found.components).map { ($0, $1) }
    let scores = found.scores.map { Array($0.prefix(count)) }
    var result = AnalysisResult(
      values: [
        AnalysisField("spectra", .integer(spectra.count)), AnalysisField("points", .integer(found.x.count)),
        AnalysisField("components", .integer(count)), AnalysisField("eigenvalues", .numbers(found.eigenvalues)),
        AnalysisField("variances", .numbers(found.variances)),
        AnalysisField("ind", .numbers(isLarch ? ComponentIndicators.larch(found) : indicators.indicators)),
        AnalysisField("ie", .numbers(indicators.imbeddedErrors)),
        AnalysisField("real_error", .numbers(indicators.realErrors)),
        AnalysisField("f_ic", .numbers(indicators.ratios)),
        AnalysisField("significance", .numbers(indicators.significances)),
        AnalysisField("scores", series.rows(names, scores)),
      ], arrays: arrays)
    result.maps = [("scores", count, scores.flatMap { $0 })]
    return AnalysisOutcome(
      results: [result], findings: series.findings,
      measurements: [series.measurement(arrays, title: "components", signal: names[0], .pca, parameters)])
  }

  static let target: AnalysisStep = AnalysisStep(
    name: "target",
    summary: "Test whether standards can be parts of a series: target transformation.",
    parameters: [signal] + standardParameters + CurveSpace.parameters() + [
      AnalysisParameter("components", .integer, "The number of parts of the series; without it where IND is smallest."),
      AnalysisParameter(
        "scaling", .choice(PrincipalComponents.Scaling.allCases.map(\.rawValue)), standard: "none",
        "none takes the series as it is; standard as pca does, with a free factor for the standard (Larch's pca_fit)."),
    ] + CurveSeries.normalizing,
    values: [
      Output("components", "The number of components that were used."),
      Output(
        "targets",
        "Per standard its name; spoil, below 3 for a part of the series, above 6 for none; rfactor and chi_square of what is "
          + "left; scale; apparent_error of the target and predicted_error from the noise of the series; and how much of each "
          + "component it takes (weights)."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies; k in 1/Å with space=chi."),
      Output("(each standard)", "The standard under its name."),
      Output("(each standard) projection", "The nearest curve that the series can make."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let standards = try CurveSeries(standards: input, parameters)
    var series = try CurveSeries(input, parameters, least: 3)
    series.findings = standards.findings + series.findings
    let spectra = try series.matrix(parameters)
    let space = try PrincipalComponents(spectra, scaling: parameters.choice("scaling", .none))
    let count = parameters.integer("components") ?? min(ComponentIndicators(space).count, space.components.count)
    let transform = try TargetTransform(space, count: count)
    var rows: [AnalysisValue] = []
    var arrays: [(name: String, values: [Double])] = [(series.axis, space.x)]
    for standard in standards.members {
      do throws(AnalysisError) {
        let result = try transform.test(standard.curve)
        rows.append(row(result))
        arrays += [(result.name, result.target), (result.name + " projection", result.projection)]
        guard let spoil = result.spoil, spoil > 6 else { continue }
        series.findings.append(
          Finding(
            MixtureFinding.unlikeTarget,
            "\(result.name): SPOIL is \(DisplayNumber.significant(spoil, digits: 3)), R \(CurveSeries.text(result.rFactor))",
            at: standard.place))
      } catch {
        series.findings.append(
          Finding(AnalysisFinding.impossible, "\(standard.curve.name): \(error.description)", at: standard.place))
      }
    }
    guard !rows.isEmpty else {
      throw AnalysisError("none of \(standards.members.count) standards could be tested")
    }
    let result = AnalysisResult(
      values: [AnalysisField("components", .integer(count)), AnalysisField("targets", .list(rows))], arrays: arrays)
    return AnalysisOutcome(
      results: [result], findings: series.findings,
      measurements: [series.measurement(arrays, title: "targets", signal: arrays[1].name, .target, parameters)])
  }

  private static func row(_ result: TargetTransform.Result) -> AnalysisValue {
    .object([
      AnalysisField("name", .text(result.name)), AnalysisField("spoil", AnalysisValue(result.spoil)),
      AnalysisField("rfactor", .number(result.rFactor)), AnalysisField("chi_square", .number(result.chiSquare)),
      AnalysisField("scale", .number(result.scale)), AnalysisField("apparent_error", .number(result.apparentError)),
      AnalysisField("predicted_error", .number(result.predictedError)),
      AnalysisField("weights", .numbers(result.weights)),
    ])
  }
}

extension AnalysisValue {
  /// Numbers in their order.
  static func numbers(_ values: [Double]) -> AnalysisValue { .list(values.map { .number($0) }) }
}
