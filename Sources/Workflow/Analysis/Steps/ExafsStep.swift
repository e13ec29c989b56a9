/// `analyze exafs`: scattering paths of FEFF fitted to chi(k).
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let exafs: AnalysisStep = AnalysisStep(
    name: "exafs",
    summary: "Fit scattering paths of FEFF to chi(k), in one data set or several that share parameters.",
    parameters: [
      AnalysisParameter(
        "signal", .text,
        "What is fitted: the name of a channel, or a formula such as k3chi/k^3. Without it the measurement's chi, or what "
          + "background removal makes of its mu."),
      AnalysisParameter(
        "parameters", .structure,
        "name: {value, vary, min, max, expr}; a plain number is fixed, a plain formula follows from others."),
      AnalysisParameter(
        "paths", .structure,
        "- {file: feff0001.dat, s02, e0, sigma2, deltar, degen, third, fourth, ei}: numbers or formulas over parameters and "
          + "reff, degen, nleg, rmass, rnorman; every measurement of the input is fitted by itself."),
      AnalysisParameter(
        "datasets", .structure,
        "- {data: FILE::SELECTOR, paths: [...]} for each set of one fit, perhaps with transform, background, normalize, "
          + "epsilon_k, refine_bkg of its own; data that is not named is taken from the input in turn."),
      AnalysisParameter(
        "epsilon_k", .number,
        "The standard deviation of a point of chi(k); without it that of chi(R) from 15 to 30 Å says it."),
      AnalysisParameter(
        "refine_bkg", .choice(["false", "true"]), standard: "false",
        "Whether a spline for what is left of the background is fitted with the paths."),
      AnalysisParameter(
        "background_noise", .choice(BackgroundNoise.allCases.map(\.rawValue)), standard: "larch",
        "What the error of background removal adds to estimated noise, for inputs of mu(E): in the unit of mu as Larch has "
          + "it, over the edge step (chi), or nothing."),
      AnalysisParameter(
        "errors", .choice(ExafsFit.Errors.allCases.map(\.rawValue)), standard: "independent",
        "What errors take for true of the noise: even over the independent points, as Larch has it, which makes them too "
          + "large with a k-weight; or the same at every point of k (white)."),
    ] + ExafsTransform.parameters + FineStructureReduction.parameters,
    values: [
      Output("signal", "The formula that was fitted."),
      Output("parameters", "Each parameter with its value and standard error; null where it did not vary or has none."),
      Output("chi_square", "The sum of squares, scaled to the independent points."),
      Output("chi2_reduced", "The same over independent points less variables."),
      Output("n_idp", "The independent points, 1 + 2 Δk ΔR/π for each data set."),
      Output("n_varys", "How many parameters varied, coefficients of backgrounds included."),
      Output("n_data", "How many numbers were compared."),
      Output("n_evaluations", "How often the model was worked out."),
      Output("aic", "Akaike's information criterion."), Output("bic", "The Bayesian one."),
      Output("converged", "Whether the fit came to an end by itself."),
      Output("rfactor", "The sum of squares over that of the data alone."),
      Output("epsilon_k", "The mean standard deviation of chi(k) that was used."),
      Output("epsilon_r", "That of chi(R), for each k-weight."),
      Output("correlations", "Pairs of parameters, a|b, with a correlation of at least 0.1."),
      Output(
        "paths",
        "Each path: n (degen), s02, r (reff + deltar, Å), sigma2 (Å²), e0 (eV), third, fourth, ei, each with its error."
      ),
      Output("datasets", "Where there are several: file, selector, noise and independent points of each."),
    ],
    arrays: [
      Output("k", unit: "1/Å", "The wavenumbers; arrays of further data sets have _2, _3 ... at the end."),
      Output("chi_data", "The data, less the refined background."), Output("chi_model", "The sum of the paths."),
      Output("chi_path_1", "The first path, and so on."), Output("bkg", "The background that was refined."),
      Output("r", unit: "Å", "The distances."), Output("chir_data_mag", "The magnitude of the data's transform."),
      Output("chir_data_re", "Its real part."), Output("chir_data_im", "Its imaginary part."),
      Output("chir_model_mag", "The magnitude of the model's transform."), Output("chir_model_re", "Its real part."),
      Output("chir_model_im", "Its imaginary part."),
      Output("q", unit: "1/Å", "The wavenumbers of the filtered curves."),
      Output("chiq_data_re", "The data, filtered to the range of R."), Output("chiq_model_re", "The model likewise."),
      Output("chiq_data_mag", "The envelope of the filtered data."), Output("chiq_model_mag", "That of the model."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let recipe = try ExafsRecipe(parameters)
    var outcome = AnalysisOutcome()
    var work = ExafsWork(recipe, input)
    if recipe.isShort {
      try work.each(&outcome)
    } else {
      try work.together(&outcome)
    }
    return outcome
  }
}

/// The fits of a recipe.
struct ExafsWork {
  private let recipe: ExafsRecipe
  private let input: AnalysisInput
  /// Those that were read, by their name.
  private var paths: [String: ScatteringPath] = [:]

  init(_ recipe: ExafsRecipe, _ input: AnalysisInput) {
    self.recipe = recipe
    self.input = input
  }

  /// A fit of each measurement; what cannot be done is a finding, and the others go on.
  mutating func each(_ outcome: inout AnalysisOutcome) throws(AnalysisError) {
    let set = recipe.sets[0]
    let fitted = try fittedPaths(set)
    var count = 0
    for item in input.measurements {
      for data in try ExafsData.resolve(item, set.parameters, input, &outcome.findings) {
        count += 1
        do throws(AnalysisError) {
          try fit([data], [dataSet(set, data, fitted)], &outcome)
        } catch {
          outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: data.member.place))
        }
      }
    }
    guard count > 0 else {
      let reason = outcome.findings.first { $0.severity == .error }.map { ": " + $0.message } ?? ""
      throw AnalysisError("there is no chi(k) to fit\(reason)")
    }
  }

  /// One fit of all data sets.
  mutating func together(_ outcome: inout AnalysisOutcome) throws(AnalysisError) {
    var waiting = input.measurements.makeIterator()
    var data: [ExafsData] = []
    var sets: [ExafsDataSet] = []
    for set in recipe.sets {
      let item: AnalysisInput.Item
      if let name = set.data {
        item = try named(name, set.parameters)
      } else if let next = waiting.next() {
        item = next
      } else {
        throw AnalysisError("data set \(sets.count + 1) names no data, and there is no further input for it")
      }
      let found = try ExafsData.resolve(item, set.parameters, input, &outcome.findings)
      guard let first = found.first else {
        let reason = outcome.findings.last { $0.severity == .error }.map { ": " + $0.message } ?? ""
        throw AnalysisError("data set \(sets.count + 1) has no chi(k)\(reason)")
      }
      data.append(first)
      sets.append(dataSet(set, first, try fittedPaths(set)))
    }
    try fit(data, sets, &outcome)
  }

  /// The measurement that a data set names; there has to be one.
  private func named(_ name: String, _ parameters: AnalysisParameters) throws(AnalysisError) -> AnalysisInput.Item {
    let address = InputAddress(parsing: parameters.path(name))
    let items = try input.others(address)
    guard let first = items.first else { throw AnalysisError("\(address): there is no measurement in it") }
    guard items.count == 1 else {
      let names = items.prefix(8).map(\.measurement.selector).joined(separator: ", ")
      throw AnalysisError(
        "\(address) has \(items.count) measurements; say which with ::SELECTOR, such as \(names)")
    }
    return first
  }

  private mutating func fittedPaths(_ set: ExafsRecipe.DataSet) throws(AnalysisError) -> [FittedPath] {
    var result: [FittedPath] = []
    for words in set.paths {
      let name = set.parameters.path(words.file)
      if paths[name] == nil {
        let items = try input.others(InputAddress(parsing: name))
        guard let item = items.first else { throw AnalysisError("\(name): there is no path in it") }
        paths[name] = try ScatteringPath(item.measurement, label: words.file)
      }
      guard var path = paths[name] else { continue }
      path.label = words.label ?? String(words.file.split(separator: "/").last ?? words.file[...])
      result.append(FittedPath(path, words.formulas))
    }
    return result
  }

  private func dataSet(_ set: ExafsRecipe.DataSet, _ data: ExafsData, _ paths: [FittedPath]) -> ExafsDataSet {
    var result = ExafsDataSet(
      data.member.chi, paths: paths, transform: ExafsTransform(set.parameters),
      epsilonK: set.parameters.number("epsilon_k"), refinesBackground: set.parameters.text("refine_bkg") == "true")
    result.backgroundError = data.backgroundError
    return result
  }

  private func fit(
    _ data: [ExafsData], _ sets: [ExafsDataSet], _ outcome: inout AnalysisOutcome
  ) throws(AnalysisError) {
    input.context.step("fitting paths")
    var fit = ExafsFit(recipe.parameters, sets)
    fit.errors = recipe.errors
    let result = try fit.run()
    let report = ExafsReport(result, data.map(\.member), recipe.sets.map(\.paths))
    outcome.findings += report.findings
    outcome.results.append(try report.result())
    outcome.measurements += try report.measurements(recipe.sets.map(\.parameters))
  }
}
