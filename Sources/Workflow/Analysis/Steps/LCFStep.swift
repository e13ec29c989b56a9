/// `analyze lcf`: spectra as mixtures of standards.
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let lcf: AnalysisStep = AnalysisStep(
    name: "lcf",
    summary: "Fit spectra as linear combinations of standards.",
    parameters: [signal] + standardParameters + CurveSpace.parameters() + [
      AnalysisParameter(
        "sum_to_one", .choice(["true", "false"]), standard: "true", "Whether the weights add up to one."),
      AnalysisParameter(
        "vary_e0", .choice(["true", "false"]), standard: "false",
        "Whether the energies of the unknown are shifted for the best fit, as Larch does."),
      AnalysisParameter(
        "reach", .number, unit: "eV", standard: "5", "The largest shift that is looked for with vary_e0=true."),
      AnalysisParameter("minweight", .number, "The least weight; without it weights may be negative."),
      AnalysisParameter("maxweight", .number, "The largest weight."),
      AnalysisParameter(
        "uncertainty", .choice(["fit", "counts", "repeats"]), standard: "fit",
        "Where errors come from: fit, the scatter of the residual; counts, the variance that the spectrum states, which "
          + "weights its points, too; repeats, the scatter of the weights between the inputs, which are repeats of one "
          + "sample (at least 3)."),
      AnalysisParameter(
        "combinations", .integer, standard: "0",
        "Also try every combination of 2 to so many standards, and list the 16 best; 0 for none."),
    ] + CurveSeries.normalizing,
    values: [
      Output("signal", "The formula that was fitted."), Output("e0", unit: "eV", "The edge of the unknown."),
      Output(
        "weights",
        "For each standard, in their order, its weight with standard error; at minweight or maxweight bound says so and there "
          + "is no error."),
      Output("total", "The sum of the weights."),
      Output("e0_shift", unit: "eV", "What was added to the energies of the unknown, with its standard error."),
      Output("chisqr", "The sum of squares of the residual; with uncertainty=counts per variance."),
      Output("redchi", "That per point less variables."),
      Output("rfactor", "The sum of squares of the residual over that of the data."),
      Output("points", "The number of points."), Output("variables", "The number of variables."),
      Output("xmin", unit: "eV", "The first point of the fit."), Output("xmax", unit: "eV", "The last one."),
      Output("condition", "What noise grows by at worst: above 100 some standards are alike."),
      Output("uncertainty", "Where the errors come from."),
      Output("combinations", "Per combination of standards its weights, redchi and rfactor, best first."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The points of the fit; k in 1/Å with space=chi."), Output("data", "The unknown."),
      Output("fit", "The mixture."), Output("residual", "Data less fit."),
      Output("(each standard)", "Weight times standard, under the standard's name."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let run = try LCFRun(input, parameters)
    return try run.outcome(parameters)
  }

  /// The parameters of steps that compare with standards.
  static let standardParameters = [
    AnalysisParameter(
      "standards", .items,
      "FILE::SELECTOR of each standard; a file without selector stands for all its spectra. Selectors with commas stand in "
        + "double quotes. Files of a recipe are looked for beside it first."),
    AnalysisParameter(
      "standards_signal", .text, "The signal of the standards, in the words of signal; without it their own mu."),
  ]
}

/// The linear combination fits of one run.
private struct LCFRun {
  private let series: CurveSeries
  private let standards: CurveSeries
  private var options = LinearCombination()
  private var findings: [Finding]

  init(_ input: AnalysisInput, _ parameters: AnalysisParameters) throws(AnalysisError) {
    standards = try CurveSeries(standards: input, parameters)
    series = try CurveSeries(input, parameters)
    findings = standards.findings + series.findings
    options.sumsToOne = parameters.text("sum_to_one") != "false"
    options.variesShift = parameters.text("vary_e0") == "true"
    options.reach = parameters.number("reach") ?? 5
    options.uncertainty = parameters.text("uncertainty") == "counts" ? .counts : .fit
    let (low, high) = (parameters.number("minweight"), parameters.number("maxweight"))
    if low != nil || high != nil {
      let (low, high) = (low ?? -.infinity, high ?? .infinity)
      guard low < high else { throw AnalysisError("minweight=\(low) is not below maxweight=\(high)") }
      options.bounds = low...high
    }
    guard options.reach > 0, options.reach <= 200 else {
      throw AnalysisError("reach=\(CurveSeries.text(options.reach)) eV has to be above 0, and at most 200")
    }
  }

  func outcome(_ parameters: AnalysisParameters) throws(AnalysisError) -> AnalysisOutcome {
    var outcome = AnalysisOutcome(findings: findings)
    var memory = LinearCombination.Memory()
    var fits: [(member: CurveMember, result: LinearCombination.Result, combinations: [CombinationSearch.Candidate])] =
      []
    let curves = standards.members.map(\.curve)
    let most = parameters.integer("combinations") ?? 0
    var warned: Set<String> = []
    for member in series.members {
      do throws(AnalysisError) {
        var options = options
        options.range = try CurveSeries.range(parameters, member)
        let result = try options.fit(member.curve, standards: curves, &memory)
        var candidates: [CombinationSearch.Candidate] = []
        if most >= 2, curves.count >= 2 {
          candidates = try CombinationSearch(sizes: 2...min(most, curves.count)).candidates(
            of: member.curve, standards: curves, options, &memory)
        }
        fits.append((member, result, candidates))
        report(result, member, &warned, &outcome.findings)
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    let scatter = try parameters.text("uncertainty") == "repeats" ? self.scatter(fits.map(\.result)) : nil
    for (member, result, candidates) in fits {
      var result = result
      if let scatter {
        for i in result.weights.indices where result.weights[i].bound == nil {
          result.weights[i].standardError = scatter[i]
        }
      }
      add(result, candidates, of: member, parameters, to: &outcome)
    }
    return outcome
  }

  /// The standard deviation of each weight between fits.
  private func scatter(_ results: [LinearCombination.Result]) throws(AnalysisError) -> [Double] {
    guard results.count >= 3 else {
      throw AnalysisError("uncertainty=repeats takes 3 repeats, and \(results.count) spectra were fitted")
    }
    let count = Double(results.count)
    return standards.members.indices.map { i in
      let values = results.map { $0.weights[i].value }
      let mean = values.reduce(0, +) / count
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    }
  }

  private func report(
    _ result: LinearCombination.Result, _ member: CurveMember, _ warned: inout Set<String>, _ findings: inout [Finding]
  ) {
    if let range = result.trimmed {
      let short = standards.members.filter {
        $0.curve.range.lowerBound >= range.lowerBound || $0.curve.range.upperBound <= range.upperBound
      }
      let names = (short.isEmpty ? standards.members : short).map { standard in
        "\(standard.curve.name) (\(CurveSeries.text(standard.curve.range.lowerBound)) to "
          + "\(CurveSeries.text(standard.curve.range.upperBound)))"
      }
      findings.append(
        Finding(
          MixtureFinding.standardRange,
          "the fit reaches from \(CurveSeries.text(range.lowerBound)) to \(CurveSeries.text(range.upperBound)), because of "
            + names.joined(separator: ", "), at: member.place))
    }
    // Said once for all unknowns: it is about the standards.
    if result.conditionNumber > 100, warned.insert("collinear").inserted {
      let least = result.ownShares.indices.min { result.ownShares[$0] < result.ownShares[$1] } ?? 0
      findings.append(
        Finding(
          MixtureFinding.collinear,
          "all but \(percent(result.ownShares[least])) of \(standards.members[least].curve.name) is a mixture of the other "
            + "standards; noise grows up to \(DisplayNumber.significant(result.conditionNumber, digits: 3)) times",
          at: standards.members[least].place))
    }
    let bound = zip(standards.members, result.weights).filter { $0.1.bound != nil }
    if !bound.isEmpty {
      let words = bound.map { "\($0.0.curve.name) at \(CurveSeries.text($0.1.value))" }
      findings.append(
        Finding(MixtureFinding.atBound, "weights at their bound: " + words.joined(separator: ", "), at: member.place))
    }
  }

  private func percent(_ share: Double) -> String { DisplayNumber.significant(100 * share, digits: 2) + " %" }

  private func add(
    _ result: LinearCombination.Result, _ candidates: [CombinationSearch.Candidate], of member: CurveMember,
    _ parameters: AnalysisParameters, to outcome: inout AnalysisOutcome
  ) {
    let arrays: [(name: String, values: [Double])] =
      [
        (series.axis, result.x), ("data", result.data), ("fit", result.fit),
        ("residual", zip(result.data, result.fit).map { $0 - $1 }),
      ] + zip(standards.members, result.contributions).map { ($0.curve.name, $1) }
    var values = [
      AnalysisField("signal", .text(member.signal)), AnalysisField("e0", AnalysisValue(member.e0)),
      AnalysisField("weights", weights(result, Array(standards.members.indices))),
      AnalysisField("total", .number(result.total)),
    ]
    if let shift = result.shift {
      values.append(
        AnalysisField("e0_shift", .fitted(shift.value, standardError: shift.standardError, bound: nil)))
    }
    values += [
      AnalysisField("chisqr", .number(result.chiSquare)), AnalysisField("redchi", .number(result.reducedChiSquare)),
      AnalysisField("rfactor", .number(result.rFactor)), AnalysisField("points", .integer(result.x.count)),
      AnalysisField("variables", .integer(result.variableCount)), AnalysisField("xmin", .number(result.x[0])),
      AnalysisField("xmax", .number(result.x[result.x.count - 1])),
      AnalysisField("condition", .number(result.conditionNumber)),
      AnalysisField("uncertainty", AnalysisValue(parameters.text("uncertainty"))),
    ]
    if !candidates.isEmpty {
      values.append(
        AnalysisField(
          "combinations",
          .list(
            candidates.map { candidate in
              .object([
                AnalysisField("weights", weights(candidate.fit, candidate.members)),
                AnalysisField("redchi", .number(candidate.fit.reducedChiSquare)),
                AnalysisField("rfactor", .number(candidate.fit.rFactor)),
              ])
            })))
    }
    outcome.results.append(
      AnalysisResult(
        file: member.file, selector: member.measurement.selector, values: values, arrays: arrays,
        label: member.curve.name
      ))
    var step = Step(
      operation: "lcf", program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .lcf))
    step.parameters += zip(standards.members, result.weights).map { standard, weight in
      StepParameter("weight " + standard.curve.name, .number(weight.value), standardError: weight.standardError)
    }
    outcome.measurements.append(
      Measurement(arrays, of: member, standards: standards.members, signal: "data", step: step))
  }

  private func weights(_ result: LinearCombination.Result, _ members: [Int]) -> AnalysisValue {
    .object(
      members.map { i in
        let weight = result.weights[i]
        return AnalysisField(
          standards.members[i].curve.name,
          .fitted(weight.value, standardError: weight.standardError, bound: weight.bound))
      })
  }
}

extension AnalysisValue {
  /// What a fit found: with its error, at its bound, or without either.
  static func fitted(_ value: Double, standardError: Double?, bound: Double?) -> AnalysisValue {
    if let standardError, bound == nil { return .estimate(value, standardError: standardError) }
    return .object(
      [AnalysisField("value", .number(value)), AnalysisField("stderr", .absent)]
        + (bound.map { [AnalysisField("bound", .number($0))] } ?? []))
  }
}
