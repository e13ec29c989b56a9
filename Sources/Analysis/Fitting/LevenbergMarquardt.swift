/// Nonlinear least squares, by MINPACK.
private import CMinpack

/// The method of Levenberg and Marquardt as `lmdif` and `lmder` of MINPACK have it (Moré, Lecture Notes in Mathematics
/// 630, 105, 1978). Without derivatives they are had by differences.
struct LevenbergMarquardt: Sendable {
  /// The relative changes of the sum of squares and of the parameters at which the fit ends.
  var tolerance = 1e-6
  /// The relative error of the residuals, from which the steps of derivatives follow: √(epsilon)·|parameter|.
  var differenceStep = 1e-10
  /// Nil for 2,000 times the number of parameters and one.
  var largestEvaluationCount: Int?

  /// Where the fit ended.
  struct Solution: Sendable {
    var parameters: [Double]
    var residuals: [Double]
    /// (JᵀJ)⁻¹ at the end, nil when some parameter has no influence there.
    var inverse: Matrix?
    var evaluations: Int
    /// The fit ended because it did not get any better, not because it was given up.
    var isConverged: Bool

    var sumOfSquares: Double { residuals.reduce(0) { $0 + $1 * $1 } }
  }

  /// Writes residuals for parameters.
  typealias Residuals = (_ parameters: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>) ->
    Void

  /// Writes the derivatives of all residuals with respect to the first parameter, then to the second, and so on.
  typealias Derivatives = (_ parameters: UnsafeBufferPointer<Double>, _ derivatives: UnsafeMutableBufferPointer<Double>)
    -> Void

  /// Makes the sum of squares of `count` residuals smallest from `start`. Throws when there are fewer residuals than
  /// parameters, or they are not finite at the start.
  func minimize(from start: [Double], count: Int, _ residuals: Residuals) throws(AnalysisError) -> Solution {
    try check(start, count)
    return try withoutActuallyEscaping(residuals) { residuals throws(AnalysisError) in
      try Problem(parameterCount: start.count, count: count, residuals).solve(from: start, self)
    }
  }

  /// The same with derivatives that the caller knows, which takes fewer evaluations and ends nearer to the minimum.
  func minimize(
    from start: [Double], count: Int, _ residuals: Residuals, derivatives: Derivatives
  ) throws(AnalysisError) -> Solution {
    try check(start, count)
    return try withoutActuallyEscaping(residuals) { residuals throws(AnalysisError) in
      try withoutActuallyEscaping(derivatives) { derivatives throws(AnalysisError) in
        try Problem(parameterCount: start.count, count: count, residuals, derivatives).solve(from: start, self)
      }
    }
  }

  private func check(_ start: [Double], _ count: Int) throws(AnalysisError) {
    guard !start.isEmpty, count >= start.count else {
      throw AnalysisError("\(count) points do not determine \(start.count) parameters")
    }
  }
}

/// What MINPACK calls back.
private final class Problem {
  private let parameterCount: Int
  private let count: Int
  private let residuals: LevenbergMarquardt.Residuals
  private let derivatives: LevenbergMarquardt.Derivatives?

  init(
    parameterCount: Int, count: Int, _ residuals: @escaping LevenbergMarquardt.Residuals,
    _ derivatives: LevenbergMarquardt.Derivatives? = nil
  ) {
    self.parameterCount = parameterCount
    self.count = count
    self.residuals = residuals
    self.derivatives = derivatives
  }

  func solve(from start: [Double], _ method: LevenbergMarquardt) throws(AnalysisError) -> LevenbergMarquardt.Solution {
    let (n, m) = (Int32(parameterCount), Int32(count))
    var x = start
    var values = [Double](repeating: 0, count: count)
    x.withUnsafeBufferPointer { x in values.withUnsafeMutableBufferPointer { residuals(x, $0) } }
    guard values.allSatisfy(\.isFinite) else {
      throw AnalysisError("the model is not finite at the start of the fit: change the initial values")
    }
    var scales = [Double](repeating: 1, count: parameterCount)
    var jacobian = [Double](repeating: 0, count: parameterCount * count)
    var order = [Int32](repeating: 0, count: parameterCount)
    var qtf = [Double](repeating: 0, count: parameterCount)
    var work = [Double](repeating: 0, count: 3 * parameterCount)
    var long = [Double](repeating: 0, count: count)
    var evaluations: Int32 = 0
    let limit = Int32(clamping: method.largestEvaluationCount ?? 2000 * (parameterCount + 1))
    let info = work.withUnsafeMutableBufferPointer { work -> Int32 in
      guard let base = work.baseAddress else { return 0 }
      if derivatives != nil {
        var derivativeEvaluations: Int32 = 0
        return lmder(
          { user, m, n, x, values, jacobian, _, flag in
            guard let user, let x, let values, let jacobian else { return -1 }
            let problem = Unmanaged<Problem>.fromOpaque(user).takeUnretainedValue()
            let parameters = UnsafeBufferPointer(start: x, count: Int(n))
            if flag == 1 {
              problem.residuals(parameters, UnsafeMutableBufferPointer(start: values, count: Int(m)))
            } else {
              problem.derivatives?(parameters, UnsafeMutableBufferPointer(start: jacobian, count: Int(m) * Int(n)))
            }
            return 0
          },
          Unmanaged.passUnretained(self).toOpaque(), m, n, &x, &values, &jacobian, m, method.tolerance,
          method.tolerance, 0, limit, &scales, 1, 100, 0, &evaluations, &derivativeEvaluations, &order, &qtf, base,
          base + parameterCount, base + 2 * parameterCount, &long)
      }
      return lmdif(
        { user, m, n, x, values, _ in
          guard let user, let x, let values else { return -1 }
          let problem = Unmanaged<Problem>.fromOpaque(user).takeUnretainedValue()
          problem.residuals(
            UnsafeBufferPointer(start: x, count: Int(n)), UnsafeMutableBufferPointer(start: values, count: Int(m)))
          return 0
        },
        Unmanaged.passUnretained(self).toOpaque(), m, n, &x, &values, method.tolerance, method.tolerance, 0, limit,
        method.differenceStep, &scales, 1, 100, 0, &evaluations, &jacobian, m, &order, &qtf, base,
        base + parameterCount,
        base + 2 * parameterCount, &long)
    }
    guard info != 0, x.allSatisfy(\.isFinite), values.allSatisfy(\.isFinite) else {
      throw AnalysisError("the fit came to values that are not finite: set bounds, or other initial values")
    }
    return LevenbergMarquardt.Solution(
      parameters: x, residuals: values, inverse: Self.inverse(jacobian, leading: count, order),
      evaluations: Int(evaluations), isConverged: (1...4).contains(info) || (6...8).contains(info))
  }

  /// (JᵀJ)⁻¹ from the triangle that the fit leaves: R of J P = Q R, column after column.
  private static func inverse(_ jacobian: [Double], leading: Int, _ order: [Int32]) -> Matrix? {
    let n = order.count
    var triangle = [Double](repeating: 0, count: n * n)
    for column in 0..<n {
      for row in 0...column { triangle[column * n + row] = jacobian[column * leading + row] }
    }
    let largest = (0..<n).map { abs(triangle[$0 * n + $0]) }.max() ?? 0
    guard (0..<n).allSatisfy({ abs(triangle[$0 * n + $0]) > 1e-14 * largest }) else { return nil }
    // Columns of the inverse of R, by back substitution, put into the order of the parameters.
    var half = Matrix(rows: n, columns: n)
    for column in 0..<n {
      var entry = [Double](repeating: 0, count: n)
      for row in (0...column).reversed() {
        var sum = row == column ? 1.0 : 0
        for k in row + 1..<max(row + 1, column + 1) { sum -= triangle[k * n + row] * entry[k] }
        entry[row] = sum / triangle[row * n + row]
      }
      for row in 0..<n { half[Int(order[row]) - 1, column] = entry[row] }
    }
    return half * half.transposed
  }
}
