/// What a fit found.
import Glibc

/// Values with errors, how they hang together, and how well the model describes the data.
public struct FitResult: Sendable {
  /// A parameter after the fit.
  public struct Estimate: Sendable, Hashable {
    public var parameter: FitParameter
    public var value: Double
    /// Nil for what did not vary, ended at its bound, or is not determined by the data.
    public var standardError: Double?
    /// The bound at which a variable ended.
    public var bound: Double?

    public var name: String { parameter.name }
  }

  /// How the errors of two variables hang together, from -1 to 1.
  public struct Correlation: Sendable, Hashable {
    public var first: String
    public var second: String
    public var value: Double
  }

  /// In the order in which the parameters were given.
  public let estimates: [Estimate]
  /// Of all pairs of variables that have errors, the strongest first.
  public let correlations: [Correlation]
  /// At the end.
  public let residuals: [Double]
  /// How many points were compared.
  public let pointCount: Int
  /// How much the residuals really tell.
  public let independentPoints: Double
  public let variableCount: Int
  public let evaluations: Int
  /// The fit ended because it did not get any better, not because it was given up.
  public let isConverged: Bool
  /// Whether every variable inside its bounds is determined by the data.
  public let isDetermined: Bool
  /// Of all variables; zero where one has no error.
  let covariance: Matrix
  private let hasErrors: Bool

  init(
    _ parameters: FitParameters, values: [Double], residuals: [Double], derivatives: [Double],
    pointCount: Int,
    independentPoints: Double, evaluations: Int, isConverged: Bool,
    covariance estimate: ParameterFit.CovarianceEstimate? = nil
  ) {
    self.residuals = residuals
    self.pointCount = pointCount
    self.independentPoints = independentPoints
    self.evaluations = evaluations
    self.isConverged = isConverged
    let count = parameters.variables.count
    variableCount = count
    let sum = residuals.reduce(0) { $0 + $1 * $1 }
    let freedom = independentPoints - Double(count)
    let variance = freedom > 0 ? sum / freedom : nil
    var problem = FitCovariance(derivatives, variables: count, count: residuals.count)
    var bounds: [Int: Double] = [:]
    for (number, place) in parameters.variables.enumerated() {
      let bound = parameters.parameters[place].bounds
      let error = (variance ?? 0).squareRoot() * problem.lonelyError(of: number)
      guard
        bound.distance(values[place])
          <= max(0.01 * error, 1e-7 * bound.width(around: values[place]))
      else {
        continue
      }
      bounds[place] = bound.nearest(values[place])
      problem.hold(number)
    }
    let inverse = problem.inverse()
    isDetermined = inverse != nil
    var found: Matrix?
    if let inverse {
      if let estimate {
        found = estimate(inverse, derivatives, residuals)
      } else if let variance {
        var scaled = inverse
        for i in scaled.values.indices { scaled.values[i] *= variance }
        found = scaled
      }
    }
    hasErrors = found != nil
    let covariance = found ?? Matrix(rows: count, columns: count)
    self.covariance = covariance
    correlations = Self.correlations(covariance, parameters)
    var estimates: [Estimate] = []
    let propagation = ErrorPropagation(parameters, values: values)
    for (place, parameter) in parameters.parameters.enumerated() {
      var estimate = Estimate(parameter: parameter, value: values[place], bound: bounds[place])
      if hasErrors, bounds[place] == nil, !parameters.influences[place].isEmpty {
        let square = propagation.variance(of: place, covariance)
        estimate.standardError = square > 0 ? square.squareRoot() : nil
      }
      estimates.append(estimate)
    }
    self.estimates = estimates
  }

  private static func correlations(_ covariance: Matrix, _ parameters: FitParameters)
    -> [Correlation]
  {
    var result: [Correlation] = []
    for i in 0..<covariance.rows {
      for j in i + 1..<max(i + 1, covariance.rows) {
        let scale = (covariance[i, i] * covariance[j, j]).squareRoot()
        guard scale > 0 else { continue }
        result.append(
          Correlation(
            first: parameters.parameters[parameters.variables[i]].name,
            second: parameters.parameters[parameters.variables[j]].name,
            value: covariance[i, j] / scale))
      }
    }
    return result.sorted { abs($0.value) > abs($1.value) }
  }

  /// All values in the order of the parameters.
  public var values: [Double] { estimates.map(\.value) }

  /// The parameter of this name.
  public subscript(name: String) -> Estimate? { estimates.first { $0.name == name } }

  public var sumOfSquares: Double { residuals.reduce(0) { $0 + $1 * $1 } }

  /// The sum of squares, brought from the number of points to that of independent ones.
  public var chiSquare: Double { sumOfSquares * independentPoints / Double(max(1, pointCount)) }

  /// Over the degrees of freedom; nil when there are none.
  public var reducedChiSquare: Double? {
    let freedom = independentPoints - Double(variableCount)
    return freedom > 0 ? chiSquare / freedom : nil
  }

  /// Akaike's criterion, n ln(chi²/n) + 2 for each variable; nil without any deviation.
  public var akaike: Double? { criterion(2) }

  /// The Bayesian criterion, n ln(chi²/n) + ln(n) for each variable; nil without any deviation.
  public var bayesian: Double? { criterion(log(independentPoints)) }

  private func criterion(_ price: Double) -> Double? {
    guard chiSquare > 0, independentPoints > 0 else { return nil }
    return independentPoints * log(chiSquare / independentPoints) + price * Double(variableCount)
  }

  /// The error of what changes with the variables by `gradient`, one number for each of them in their order; nil when the
  /// fit gave no errors or it depends on nothing that has one.
  public func standardError(gradient: [Double]) -> Double? {
    guard hasErrors, gradient.count == variableCount else { return nil }
    let square = zip(gradient, covariance * gradient).reduce(0) { $0 + $1.0 * $1.1 }
    return square > 0 ? square.squareRoot() : nil
  }
}
