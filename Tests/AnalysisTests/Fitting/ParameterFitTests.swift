import Foundation
import Testing

@testable import Analysis

@Suite("Fits of parameters with bounds and formulas") struct ParameterFitTests {
  /// Eight points near a line; the expected numbers below are those of the textbook formulas for it.
  private let x = [0.0, 1, 2, 3, 4, 5, 6, 7]
  private let y = [1.1, 2.9, 5.2, 6.8, 9.1, 11.2, 12.7, 15.1]

  private func fit(_ parameters: [FitParameter], points: Double? = nil, derivatives: Bool = false) throws -> FitResult {
    let set = try FitParameters(parameters)
    let a = try #require(set.places["a"])
    let b = try #require(set.places["b"])
    return try ParameterFit(set, independentPoints: points).run(count: x.count) { values, residuals in
      for i in x.indices { residuals[i] = values[a] + values[b] * x[i] - y[i] }
    }
  }

  /// Intercept, slope, their errors and their correlation by the closed formulas of linear regression.
  private var line: (a: Double, b: Double, errorA: Double, errorB: Double, correlation: Double, sum: Double) {
    let n = Double(x.count)
    let meanX = x.reduce(0, +) / n
    let meanY = y.reduce(0, +) / n
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let b = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    let a = meanY - b * meanX
    let sum = zip(x, y).reduce(0) { $0 + pow($1.1 - a - b * $1.0, 2) }
    let s = (sum / (n - 2)).squareRoot()
    let squares = x.reduce(0) { $0 + $1 * $1 }
    return (
      a, b, s * (squares / (n * spread)).squareRoot(), s / spread.squareRoot(), -meanX * (n / squares).squareRoot(), sum
    )
  }

  @Test("a line gives the values, errors and correlation of the closed formulas")
  func regression() throws {
    let result = try fit([FitParameter("a", value: 0), FitParameter("b", value: 1)])
    let a = try #require(result["a"])
    let b = try #require(result["b"])
    #expect(abs(a.value - line.a) < 1e-7 && abs(b.value - line.b) < 1e-7)
    #expect(abs((a.standardError ?? 0) / line.errorA - 1) < 1e-6)
    #expect(abs((b.standardError ?? 0) / line.errorB - 1) < 1e-6)
    #expect(result.correlations.count == 1 && abs(result.correlations[0].value - line.correlation) < 1e-6)
    #expect(abs(result.chiSquare - line.sum) < 1e-9 && abs((result.reducedChiSquare ?? 0) - line.sum / 6) < 1e-9)
    #expect(abs((result.akaike ?? 0) - (8 * log(line.sum / 8) + 4)) < 1e-6)
    #expect(abs((result.bayesian ?? 0) - (8 * log(line.sum / 8) + 2 * log(8))) < 1e-6)
    #expect(result.isConverged && result.isDetermined && result.variableCount == 2)
  }

  @Test(
    "bounds that are not reached change nothing",
    arguments: [(-10.0, 10.0), (-10.0, Double.infinity), (-Double.infinity, 10.0)])
  func looseBounds(_ low: Double, _ high: Double) throws {
    let result = try fit([
      FitParameter("a", value: 0, minimum: low, maximum: high),
      FitParameter("b", value: 1, minimum: low, maximum: high),
    ])
    #expect(abs((result["a"]?.value ?? 0) - line.a) < 1e-5 && abs((result["b"]?.value ?? 0) - line.b) < 1e-5)
    #expect(abs((result["b"]?.standardError ?? 0) / line.errorB - 1) < 1e-4)
    #expect(result["a"]?.bound == nil)
  }

  @Test("a parameter at its bound is told and has no error; the others have theirs as if it were fixed")
  func atBound() throws {
    let bounded = try fit([FitParameter("a", value: 3, minimum: 2), FitParameter("b", value: 1)])
    #expect(bounded["a"]?.bound == 2 && bounded["a"]?.standardError == nil)
    #expect(abs((bounded["a"]?.value ?? 0) - 2) < 1e-4)
    // The slope of a line through (0, 2): sum x (y - 2) / sum x^2.
    let squares = x.reduce(0) { $0 + $1 * $1 }
    let slope = zip(x, y).reduce(0) { $0 + $1.0 * ($1.1 - 2) } / squares
    let sum = zip(x, y).reduce(0) { $0 + pow($1.1 - 2 - slope * $1.0, 2) }
    #expect(abs((bounded["b"]?.value ?? 0) - slope) < 1e-4)
    #expect(abs((bounded["b"]?.standardError ?? 0) / (sum / 6 / squares).squareRoot() - 1) < 1e-3)
    #expect(bounded.correlations.isEmpty)
  }

  @Test("what follows from variables has the error of the whole covariance")
  func derived() throws {
    let result = try fit([
      FitParameter("a", value: 0), FitParameter("b", value: 1), FitParameter("at3", expression: "a+3*b"),
      FitParameter("square", expression: "at3^2"), FitParameter("fixed", value: 2, varies: false),
    ])
    // The error of a prediction at x: s sqrt(1/n + (x - mean)^2 / spread).
    let s = (line.sum / 6).squareRoot()
    let error = s * (1.0 / 8 + 0.25 / 42).squareRoot()
    let at3 = try #require(result["at3"])
    #expect(abs(at3.value - (line.a + 3 * line.b)) < 1e-7 && abs((at3.standardError ?? 0) / error - 1) < 1e-5)
    #expect(abs((result["square"]?.standardError ?? 0) / (2 * at3.value * error) - 1) < 1e-5)
    #expect(result["fixed"]?.standardError == nil && result.standardError(gradient: [1, 3]) ?? 0 > 0)
    #expect(abs((result.standardError(gradient: [1, 3]) ?? 0) / error - 1) < 1e-6)
  }

  @Test("fewer independent points than residuals scale chi-square and errors")
  func independentPoints() throws {
    let result = try fit([FitParameter("a", value: 0), FitParameter("b", value: 1)], points: 5)
    #expect(abs(result.chiSquare - line.sum * 5 / 8) < 1e-9)
    #expect(abs((result["b"]?.standardError ?? 0) / (line.errorB * 2.squareRoot()) - 1) < 1e-6)
    let few = try fit([FitParameter("a", value: 0), FitParameter("b", value: 1)], points: 1.5)
    #expect(few.reducedChiSquare == nil && few["b"]?.standardError == nil)
  }

  @Test("derivatives that are known lead to the same end with fewer evaluations")
  func knownDerivatives() throws {
    let set = try FitParameters([
      FitParameter("height", value: 1, minimum: 0), FitParameter("rate", value: 0.1, minimum: 0, maximum: 5),
    ])
    let truth = x.enumerated().map { 3 * exp(-0.4 * $1) + 0.01 * Double($0 % 3) }
    func residuals(_ values: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>) {
      for i in x.indices { result[i] = values[0] * exp(-values[1] * x[i]) - truth[i] }
    }
    let slow = try ParameterFit(set).run(count: x.count, residuals: residuals)
    let quick = try ParameterFit(set).run(count: x.count, residuals: residuals) { values, result in
      for i in x.indices {
        result[i] = exp(-values[1] * x[i])
        result[x.count + i] = -values[0] * x[i] * exp(-values[1] * x[i])
      }
    }
    for name in ["height", "rate"] {
      let first = try #require(slow[name])
      let second = try #require(quick[name])
      let error = try #require(first.standardError)
      #expect(abs(first.value - second.value) < 1e-3 * error)
      #expect(abs((second.standardError ?? 0) / error - 1) < 1e-4)
    }
    #expect(abs((quick["rate"]?.value ?? 0) - 0.4) < 0.01 && quick.evaluations < slow.evaluations)
  }

  @Test("variables that the data does not tell apart have no errors, and the fit says so")
  func undetermined() throws {
    let set = try FitParameters([FitParameter("a", value: 1), FitParameter("c", value: 1)])
    let result = try ParameterFit(set).run(count: x.count) { values, residuals in
      for i in x.indices { residuals[i] = (values[0] + values[1]) * x[i] - y[i] }
    }
    #expect(!result.isDetermined && result["a"]?.standardError == nil)
  }

  @Test("without variables the model is evaluated")
  func evaluation() throws {
    let result = try fit([FitParameter("a", value: 1, varies: false), FitParameter("b", expression: "2*a")])
    #expect(result.evaluations == 1 && result.variableCount == 0 && result.isConverged)
    #expect(zip(result.residuals, zip(x, y)).allSatisfy { abs($0 - (1 + 2 * $1.0 - $1.1)) < 1e-14 })
  }

  @Test(
    "a set of parameters that cannot work is refused with the reason",
    arguments: [
      ([FitParameter("2a", value: 1)], "cannot be the name"), ([FitParameter("", value: 1)], "cannot be the name"),
      ([FitParameter("a", value: 1), FitParameter("a", value: 2)], "two parameters are called a"),
      ([FitParameter("sqrt", value: 1)], "already means something"),
      ([FitParameter("a", value: 1, minimum: 2)], "is not between min=2 and max="),
      ([FitParameter("a", value: 1, minimum: 2, maximum: 1)], "is not below"),
      ([FitParameter("a", value: .nan)], "no value to begin with"),
      ([FitParameter("a", expression: "b"), FitParameter("b", expression: "a+1")], "a, b depend on one another"),
      ([FitParameter("a", expression: "a+1")], "a depend on one another in a circle"),
      ([FitParameter("a", expression: "2*q")], "parameter a: '2*q', column 3: nothing is called 'q'"),
    ] as [([FitParameter], String)])
  func refused(_ parameters: [FitParameter], _ reason: String) {
    let error = #expect(throws: AnalysisError.self) { try FitParameters(parameters) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("formulas are worked out in their order, whatever the order of the list")
  func order() throws {
    let set = try FitParameters([
      FitParameter("c", expression: "b*2"), FitParameter("b", expression: "a+1"), FitParameter("a", value: 3),
      FitParameter("d", expression: "c", minimum: 0, maximum: 5),
    ])
    #expect(set.startValues == [8, 4, 3, 5] && set.influences == [[0], [0], [0], [0]])
  }

  @Test("a model that is not finite is an error that says what to do")
  func notFinite() throws {
    let set = try FitParameters([FitParameter("a", value: -1)])
    let error = #expect(throws: AnalysisError.self) {
      try ParameterFit(set).run(count: 3) { values, residuals in
        for i in 0..<3 { residuals[i] = values[0].squareRoot() }
      }
    }
    #expect(error?.description.contains("change the initial values") == true)
  }
}
