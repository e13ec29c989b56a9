/// `analyze peaks`: peaks, steps and what lies under them.
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let peaks: AnalysisStep = AnalysisStep(
    name: "peaks",
    summary: "Fit peaks and steps over a baseline, to each spectrum or to all with shared parameters.",
    parameters: [signal] + CurveSpace.parameters([.norm, .flat, .dmude, .mu]) + [
      AnalysisParameter(
        "peaks", .structure,
        "A list of {name, kind, center, amplitude, sigma, bounds, tie, fixed}. Kinds: "
          + PeakShape.allCases.map(\.rawValue).joined(separator: ", ")
          + ". The amplitude is the area of a peak and the height of a step; values may be formulas such as p1_center + 2.1."
      ),
      AnalysisParameter(
        "baseline", .structure,
        "{kind, ...}: " + PeakRecipe.baselines.map(\.kind).joined(separator: ", ")
          + ", spline with knots, shirley, tougaard with c. With exclude: [from, to] it is fitted to the points outside first."
      ),
      AnalysisParameter(
        "shared", .items,
        "Parameters such as p1_sigma that are one variable for all inputs, which are then fitted together."),
      AnalysisParameter(
        "weights", .choice(["auto", "none", "counts"]), standard: "auto",
        "auto: by the variance that the spectrum states, else equal; none: equal; counts: the signal is counts (space=mu), "
          + "whose variance is its value."),
    ] + CurveSeries.normalizing,
    values: [
      Output("signal", "The formula that was fitted."), Output("e0", unit: "eV", "The edge of the spectrum."),
      Output(
        "peaks",
        "Per peak its name and kind, and amplitude, center, sigma, fwhm, area and height (gamma, fraction, q where it has them), "
          + "each with its standard error; at a bound, bound says so and there is no error."),
      Output("baseline", "The kind of the baseline, and its parameters."),
      Output("area", "The area of all peaks together, with its error."),
      Output("centroid", unit: "eV", "Their centroid, with its error."),
      Output("data_area", "The area of data less baseline (trapezoids)."),
      Output("data_centroid", unit: "eV", "Its centroid, the sum of E p over that of p as Larch has it."),
      Output("chisqr", "The sum of squares of the residual, each by its weight."),
      Output("redchi", "That per point less variables; of spectra that were fitted together that of all."),
      Output("rfactor", "The sum of squares of the residual over that of the data."),
      Output("points", "The number of points."), Output("variables", "The number of variables of the fit."),
      Output(
        "uncertainty",
        "Where the errors come from: fit, the scatter of the residual; counts, the variance of the points."),
      Output("converged", "Whether the fit settled."),
      Output(
        "correlations", "Pairs of variables that hang together by more than 0.1, the strongest first (at most 20)."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The points of the fit."), Output("data", "The spectrum there."),
      Output("fit", "Baseline and peaks together."), Output("baseline", "What lies under the peaks."),
      Output("residual", "Data less fit."), Output("(each peak)", "The peak alone, under its name."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let recipe = try PeakRecipe(parameters)
    let series = try CurveSeries(input, parameters)
    return try PeaksRun(recipe, series, parameters).outcome()
  }
}

/// The peak fits of one run.
private struct PeaksRun {
  private let recipe: PeakRecipe
  private let series: CurveSeries
  private let parameters: AnalysisParameters

  init(_ recipe: PeakRecipe, _ series: CurveSeries, _ parameters: AnalysisParameters) throws(AnalysisError) {
    self.recipe = recipe
    self.series = series
    self.parameters = parameters
    if parameters.text("weights") == "counts", series.space != .mu {
      throw AnalysisError("weights=counts means that the signal itself is counts: set space=mu")
    }
  }

  func outcome() throws(AnalysisError) -> AnalysisOutcome {
    var outcome = AnalysisOutcome(findings: series.findings)
    guard recipe.model.shared.isEmpty else {
      var model = recipe.model
      model.range = try CurveSeries.range(parameters, series.members[0])
      // One spectrum that cannot be used does not stop the others.
      var members: [CurveMember] = []
      var curves: [SampledCurve] = []
      for member in series.members {
        do throws(AnalysisError) {
          let curve = try curve(of: member)
          let count = curve.x.count { model.range?.contains($0) ?? true }
          guard count >= 3 else { throw AnalysisError("\(count) points lie between xmin and xmax: it is left out") }
          members.append(member)
          curves.append(curve)
        } catch {
          outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
        }
      }
      guard !curves.isEmpty else { throw AnalysisError("no spectrum has points between xmin and xmax") }
      for (member, result) in zip(members, try fit(model).fit(curves)) { add(result, of: member, to: &outcome) }
      return outcome
    }
    for member in series.members {
      do throws(AnalysisError) {
        var model = recipe.model
        model.range = try CurveSeries.range(parameters, member)
        add(try fit(model).fit(curve(of: member)), of: member, to: &outcome)
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
  }

  private func fit(_ model: PeakModel) -> PeakFit { PeakFit(model, usesVariance: parameters.text("weights") != "none") }

  /// The curve, with the variance of counts where they are such.
  private func curve(of member: CurveMember) throws(AnalysisError) -> SampledCurve {
    let curve = member.curve
    guard parameters.text("weights") == "counts" else { return curve }
    guard curve.y.allSatisfy({ $0 >= 0 }) else {
      throw AnalysisError("weights=counts, and a value is negative: counts are not")
    }
    return try SampledCurve(name: curve.name, x: curve.x, y: curve.y, variance: curve.y.map { max(1, $0) })
  }

  private func add(_ result: PeakFit.Result, of member: CurveMember, to outcome: inout AnalysisOutcome) {
    outcome.findings += PeakFindings(recipe.model, result).findings(at: member.place)
    let fit = result.fit
    let residual = zip(result.data, fit).map { $0 - $1 }
    let arrays: [(name: String, values: [Double])] =
      [
        (series.axis, result.x), ("data", result.data), ("fit", fit), ("baseline", result.baseline),
        ("residual", residual),
      ] + zip(recipe.model.peaks, result.peaks).map { ($0.name, $1) }
    outcome.results.append(
      AnalysisResult(
        file: member.file, selector: member.measurement.selector, values: values(result, member), arrays: arrays,
        label: member.curve.name))
    var step = Step(
      operation: "peaks", program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .peaks))
    for name in recipe.model.parameterNames {
      guard let estimate = result.estimates[name] else { continue }
      step.parameters.append(
        StepParameter(name, .number(estimate.value), standardError: estimate.standardError))
    }
    outcome.measurements.append(Measurement(arrays, of: member, signal: "data", step: step))
  }

  private func values(_ result: PeakFit.Result, _ member: CurveMember) -> [AnalysisField] {
    let model = recipe.model
    let peaks = model.peaks.map { peak in
      let names = ["center", "amplitude", "sigma", "gamma", "fraction", "q", "c", "slope", "intercept", "a", "b"]
        .filter(peak.shape.parameterNames.contains)
      var fields = [AnalysisField("name", .text(peak.name)), AnalysisField("kind", .text(peak.shape.rawValue))]
      fields += (names + ["fwhm"]).compactMap { field($0, result.estimates["\(peak.name)_\($0)"]) }
      if peak.shape.isPeak { fields += [field("area", result.estimates["\(peak.name)_amplitude"])].compactMap { $0 } }
      return AnalysisValue.object(
        fields + [field("height", result.estimates["\(peak.name)_height"])].compactMap { $0 })
    }
    let baseline =
      [AnalysisField("kind", .text(recipe.baselineKind))]
      + (model.parameterNames.filter { name in !model.peaks.contains { name.hasPrefix($0.name + "_") } }
        .compactMap { field($0, result.estimates[$0]) })
    let signal = zip(result.data, result.baseline).map { $0 - $1 }
    var area = 0.0
    for i in signal.indices.dropFirst() {
      area += 0.5 * (signal[i] + signal[i - 1]) * (result.x[i] - result.x[i - 1])
    }
    let sum = signal.reduce(0, +)
    let moment = zip(signal, result.x).reduce(0) { $0 + $1.0 * $1.1 }
    var fields = [
      AnalysisField("signal", .text(member.signal)), AnalysisField("e0", AnalysisValue(member.e0)),
      AnalysisField("peaks", .list(peaks)), AnalysisField("baseline", .object(baseline)),
    ]
    fields += [
      field("area", result.estimates["peaks_area"]), field("centroid", result.estimates["peaks_centroid"]),
    ].compactMap { $0 }
    return fields + [
      AnalysisField("data_area", .number(area)),
      AnalysisField("data_centroid", sum == 0 ? .absent : .number(moment / sum)),
      AnalysisField("chisqr", .number(result.chiSquare)),
      AnalysisField("redchi", AnalysisValue(result.reducedChiSquare)),
      AnalysisField("rfactor", .number(result.rFactor)), AnalysisField("points", .integer(result.x.count)),
      AnalysisField("variables", .integer(result.variableCount)),
      AnalysisField("uncertainty", .text(result.uncertainty.rawValue)),
      AnalysisField("converged", .flag(result.isConverged)),
      AnalysisField(
        "correlations",
        .list(
          result.correlations.prefix(20).filter { abs($0.value) > 0.1 }.map { pair in
            .object([
              AnalysisField("first", .text(pair.first)), AnalysisField("second", .text(pair.second)),
              AnalysisField("value", .number(pair.value)),
            ])
          })),
    ]
  }

  private func field(_ name: String, _ estimate: FitResult.Estimate?) -> AnalysisField? {
    estimate.map {
      AnalysisField(name, .fitted($0.value, standardError: $0.standardError, bound: $0.bound))
    }
  }
}
