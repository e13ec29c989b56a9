/// Fits of scattering paths to chi(k).

/// Makes the sum of the paths as like the data as it can be, in one data set or several that share parameters, with
/// Larch's `feffit` as the measure of all conventions (Newville, J. Synchrotron Rad. 8, 322, 2001).
///
/// Derivatives of paths are worked out by formulas, those of the expressions between parameters by differences.
public struct ExafsFit: Sendable {
  public var parameters: [FitParameter]
  public var sets: [ExafsDataSet]
  /// Where errors come from.
  public var errors = Errors.independentPoints
  /// Nil for 2,000 times the number of variables and one.
  public var largestEvaluationCount: Int?

  /// What is taken for true of the noise when errors are worked out. Values do not depend on it.
  public enum Errors: String, Sendable, CaseIterable {
    /// Larch's: the residuals are as many numbers of equal noise as there are independent points.
    case independentPoints = "independent"
    /// Every point of chi(k) has the same noise and knows nothing of its neighbours; weight, window and range of R are taken
    /// into account (see `WhiteNoise`).
    case whiteNoise = "white"
  }

  /// A fit.
  public init(_ parameters: [FitParameter], _ sets: [ExafsDataSet]) {
    self.parameters = parameters
    self.sets = sets
  }

  /// Fits; without parameters that vary, the model is worked out for their values. Throws when parameters, formulas, ranges
  /// or data do not go together.
  public func run() throws(AnalysisError) -> ExafsResult {
    guard !sets.isEmpty else { throw AnalysisError("there is no data set to fit") }
    for set in sets { try set.transform.check() }
    for parameter in parameters where FittedPath.reservedNames.contains(parameter.name) {
      throw AnalysisError(
        "\(parameter.name) means something of each path: call the parameter otherwise")
    }
    var all = parameters
    let idle = try idleVariables()
    for place in all.indices where idle.contains(all[place].name) { all[place].varies = false }
    var coefficients: [[Int]] = []
    for (number, set) in sets.enumerated() {
      coefficients.append([])
      for index in 0..<ExafsModel.splineCount(set) {
        coefficients[number].append(all.count)
        all.append(FitParameter("bkg\(number + 1)_\(index)", value: 0))
      }
    }
    let checked = try FitParameters(all)
    var models: [ExafsModel] = []
    for (set, places) in zip(sets, coefficients) {
      models.append(try ExafsModel(set, checked, coefficients: places))
    }
    let fit = try Self.fit(checked, models, largestEvaluationCount, errors)
    return ExafsResult(fit, models, checked, reported: parameters.count, idle: idle)
  }

  /// Variables that no path depends on; they are held, as nothing would determine them.
  private func idleVariables() throws(AnalysisError) -> [String] {
    let checked = try FitParameters(parameters)
    var used: Set<Int> = []
    for set in sets {
      for path in set.paths {
        for place in try PathExpressions(path, checked).dependencies {
          used.formUnion(checked.influences[place])
        }
      }
    }
    return checked.variables.indices.filter { !used.contains($0) }.map {
      parameters[checked.variables[$0]].name
    }
  }

  private static func fit(
    _ parameters: FitParameters, _ models: [ExafsModel], _ limit: Int?, _ errors: Errors
  ) throws(AnalysisError) -> FitResult {
    let count = models.reduce(0) { $0 + $1.map.count }
    var fit = ParameterFit(
      parameters, independentPoints: models.reduce(0) { $0 + $1.independentPoints })
    fit.pointCount = models.reduce(0) { $0 + $1.pointCount }
    fit.largestEvaluationCount = limit
    var gradients = models.map { PathGradients($0.expressions, parameters) }
    func residuals(
      _ values: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>
    ) {
      var offset = 0
      for model in models {
        model.residuals(
          values,
          to: UnsafeMutableBufferPointer(rebasing: result[offset..<offset + model.map.count]))
        offset += model.map.count
      }
    }
    func derivatives(
      _ values: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>
    ) {
      var offset = 0
      for (number, model) in models.enumerated() {
        gradients[number].update(values)
        model.derivatives(
          values, gradients: gradients[number], to: result, from: offset, stride: count)
        offset += model.map.count
      }
    }
    let noise = WhiteNoise(maps: models.map(\.map))
    let covariance: ParameterFit.CovarianceEstimate = { noise.covariance($0, $1, $2) }
    return try fit.run(
      count: count, residuals: residuals, derivatives: derivatives,
      covariance: errors == .whiteNoise ? covariance : nil)
  }
}
