/// Least squares over parameters with bounds and formulas.

/// Makes the sum of squares of residuals smallest, and says how well that determines the parameters.
///
/// The errors come from (JᵀJ)⁻¹ at the end, J being the derivatives of the residuals with respect to the parameters that
/// vary, times the sum of squares over `independentPoints` less the number of variables: so the scale of the residuals
/// does not matter. A parameter that ends at its bound is held there for it and has no error.
public struct ParameterFit: Sendable {
  public var parameters: FitParameters
  /// How much the residuals really tell; nil for as many as there are residuals.
  public var independentPoints: Double?
  /// How many residuals there would be, had they not been condensed to fewer with the same sum of squares; nil for as many
  /// as there are.
  public var pointCount: Int?
  /// Relative changes of the sum of squares and of the parameters at which the fit ends.
  public var tolerance = 1e-6
  /// Nil for 2,000 times the number of variables and one.
  public var largestEvaluationCount: Int?

  /// Writes the residuals for the values of all parameters, which stand in the order of `FitParameters.parameters`.
  public typealias Residuals = (
    _ values: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>
  ) -> Void

  /// Writes the derivatives of all residuals with respect to the first variable, then to the second, and so on, for the
  /// values of all parameters.
  public typealias Derivatives = (
    _ values: UnsafeBufferPointer<Double>, _ derivatives: UnsafeMutableBufferPointer<Double>
  ) -> Void

  /// A fit of these parameters.
  public init(_ parameters: FitParameters, independentPoints: Double? = nil) {
    self.parameters = parameters
    self.independentPoints = independentPoints
  }

  /// Fits `count` residuals; without derivatives they are had by differences. Where nothing varies the model is evaluated
  /// once. Throws when there are fewer residuals than variables, or they are not finite.
  public func run(
    count: Int, residuals: Residuals, derivatives: Derivatives? = nil
  ) throws(AnalysisError) -> FitResult {
    try run(count: count, residuals: residuals, derivatives: derivatives, covariance: nil)
  }

  /// The covariance of the variables from (JᵀJ)⁻¹, which is zero for what is held, the derivatives J, one variable behind the
  /// other, and the residuals at the end; nil when there is none.
  typealias CovarianceEstimate = (_ inverse: Matrix, _ derivatives: [Double], _ residuals: [Double])
    -> Matrix?

  /// The same, with another way to the errors.
  func run(
    count: Int, residuals: Residuals, derivatives: Derivatives?, covariance: CovarianceEstimate?
  ) throws(AnalysisError) -> FitResult {
    var values = parameters.startValues
    guard !parameters.variables.isEmpty else { return try evaluation(values, count, residuals) }
    let bounds = parameters.variables.map { parameters.parameters[$0].bounds }
    let start = zip(parameters.variables, bounds).map { $1.inner($1.start(values[$0])) }
    var method = LevenbergMarquardt()
    method.tolerance = tolerance
    method.largestEvaluationCount = largestEvaluationCount
    func setOuter(_ inner: UnsafeBufferPointer<Double>) {
      values.withUnsafeMutableBufferPointer { values in
        for (number, place) in parameters.variables.enumerated() {
          values[place] = bounds[number].outer(inner[number])
        }
        parameters.workOut(values)
      }
    }
    func inner(
      _ variables: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>
    ) {
      setOuter(variables)
      values.withUnsafeBufferPointer { residuals($0, result) }
    }
    let solution: LevenbergMarquardt.Solution
    if let derivatives {
      solution = try method.minimize(from: start, count: count, inner) { variables, result in
        setOuter(variables)
        values.withUnsafeBufferPointer { derivatives($0, result) }
        for (number, bound) in bounds.enumerated() {
          let slope = bound.slope(variables[number])
          guard slope != 1 else { continue }
          for i in number * count..<(number + 1) * count { result[i] *= slope }
        }
      }
    } else {
      solution = try method.minimize(from: start, count: count, inner)
    }
    solution.parameters.withUnsafeBufferPointer { setOuter($0) }
    let outerDerivatives = self.derivatives(at: values, count: count, residuals, derivatives)
    return FitResult(
      parameters, values: values, residuals: solution.residuals, derivatives: outerDerivatives,
      pointCount: pointCount ?? count,
      independentPoints: independentPoints ?? Double(pointCount ?? count),
      evaluations: solution.evaluations,
      isConverged: solution.isConverged, covariance: covariance)
  }

  private func evaluation(
    _ values: [Double], _ count: Int, _ residuals: Residuals
  ) throws(AnalysisError) -> FitResult {
    var result = [Double](repeating: 0, count: count)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { residuals(values, $0) }
    }
    guard result.allSatisfy(\.isFinite) else {
      throw AnalysisError("the model is not finite for the given values of its parameters")
    }
    return FitResult(
      parameters, values: values, residuals: result, derivatives: [],
      pointCount: pointCount ?? count,
      independentPoints: independentPoints ?? Double(pointCount ?? count),
      evaluations: 1, isConverged: true)
  }

  /// The derivatives with respect to the parameters themselves, one variable behind the other.
  private func derivatives(
    at values: [Double], count: Int, _ residuals: Residuals, _ known: Derivatives?
  ) -> [Double] {
    var result = [Double](repeating: 0, count: count * parameters.variables.count)
    if let known {
      values.withUnsafeBufferPointer { values in
        result.withUnsafeMutableBufferPointer { known(values, $0) }
      }
      return result
    }
    var moved = values
    var low = [Double](repeating: 0, count: count)
    var high = low
    func evaluate(_ place: Int, _ value: Double, _ result: inout [Double]) {
      moved[place] = value
      moved.withUnsafeMutableBufferPointer { parameters.workOut($0) }
      moved.withUnsafeBufferPointer { moved in
        result.withUnsafeMutableBufferPointer { residuals(moved, $0) }
      }
    }
    for (number, place) in parameters.variables.enumerated() {
      let step = parameters.step(of: number, at: values[place])
      evaluate(place, step.low, &low)
      evaluate(place, step.high, &high)
      moved[place] = values[place]
      let width = step.high - step.low
      for i in 0..<count { result[number * count + i] = (high[i] - low[i]) / width }
    }
    return result
  }
}
