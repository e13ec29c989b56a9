/// Linear combination fits: an unknown as a mixture of standards.

/// Fits an unknown by a sum of standards with weights, as Larch's `lincombo_fit` defines it: on the unknown's own points,
/// to which each standard is brought by a not-a-knot cubic, without weights of the points; the last weight is one less
/// the others where they add up to one; errors follow from the scatter of the residual.
///
/// Bounds are kept together with the sum, by the conditions of Karush, Kuhn and Tucker. (Larch clips the last weight, so
/// that bounded weights need not add up to one there.)
public struct LinearCombination: Sendable {
  /// Where errors come from.
  public enum Uncertainty: String, Sendable, CaseIterable {
    /// The scatter of the residual.
    case fit
    /// The variance that the unknown states for its points; they are weighted by it, too.
    case counts
  }

  /// In the unit of the places; nil for all points of the unknown.
  public var range: ClosedRange<Double>?
  public var sumsToOne = true
  /// Of every weight; nil for none.
  public var bounds: ClosedRange<Double>?
  /// The unknown's places are shifted, too.
  public var variesShift = false
  /// The largest shift that is looked for.
  public var reach = 5.0
  public var uncertainty = Uncertainty.fit

  /// Larch's defaults: weights that add up to one, no bounds.
  public init() {}

  /// A fitted weight.
  public struct Weight: Sendable, Hashable {
    public var value: Double
    /// Nil at a bound, and when no point is to spare.
    public var standardError: Double?
    /// The bound that holds it; nil when it is free.
    public var bound: Double?
  }

  /// What came of it.
  public struct Result: Sendable {
    /// In the order of the standards.
    public var weights: [Weight]
    /// What was added to the unknown's places, and its standard error; nil when it was not varied.
    public var shift: (value: Double, standardError: Double?)?
    /// Of the residual, in the unit of the values; with `counts` per variance.
    public var chiSquare: Double
    /// Per point less variables.
    public var reducedChiSquare: Double
    /// Σ(data - fit)² / Σdata².
    public var rFactor: Double
    public var variableCount: Int
    public var x: [Double]
    public var data: [Double]
    public var fit: [Double]
    /// Weight times standard, for each standard.
    public var contributions: [[Double]]
    /// See `StandardsMatrix`.
    public var conditionNumber: Double
    /// The share of each standard that no mixture of the others has.
    public var ownShares: [Double]
    /// The range that was fitted when standards do not reach over the one that was asked for.
    public var trimmed: ClosedRange<Double>?

    /// The sum of the weights.
    public var total: Double { weights.reduce(0) { $0 + $1.value } }
  }

  /// Standards on a grid that the next unknown may share.
  public struct Memory: Sendable {
    var matrix: StandardsMatrix?

    /// Nothing yet.
    public init() {}
  }

  /// Fits `unknown`. Throws when too few points are in the range, when a standard is a mixture of others, or when
  /// `counts` is asked for and the unknown has no variance.
  public func fit(
    _ unknown: SampledCurve, standards: [SampledCurve], _ memory: inout Memory
  ) throws(AnalysisError) -> Result {
    let window = try window(of: unknown, standards)
    let x = Array(unknown.x[window.points])
    let data = Array(unknown.y[window.points])
    let matrix = try matrix(standards, at: x, unknown.variance.map { Array($0[window.points]) }, &memory)
    var result = try fit(data, matrix, members: Array(standards.indices))
    result.trimmed = window.trimmed
    return result
  }

  /// The points of the unknown that are in the range and that all standards reach.
  func window(
    of unknown: SampledCurve, _ standards: [SampledCurve]
  ) throws(AnalysisError) -> (points: Range<Int>, trimmed: ClosedRange<Double>?) {
    guard !standards.isEmpty else { throw AnalysisError("there is no standard") }
    let asked = unknown.indices(in: range)
    let slack = 1e-9 * max(abs(unknown.x[0]), abs(unknown.range.upperBound))
    let low = standards.map(\.range.lowerBound).max() ?? 0
    let high = standards.map(\.range.upperBound).min() ?? 0
    let reached = asked.filter { unknown.x[$0] >= low - slack && unknown.x[$0] <= high + slack }
    let count = variableCount(standards.count)
    guard let first = reached.first, let last = reached.last, reached.count > count else {
      throw AnalysisError(
        "\(reached.count) points of it lie in the range that all standards reach (\(text(low)) to \(text(high))), and "
          + "\(count) variables take more: widen xmin and xmax, or leave the shortest standard out")
    }
    let isTrimmed = reached.count < asked.count
    return (first..<last + 1, isTrimmed ? unknown.x[first]...unknown.x[last] : nil)
  }

  func variableCount(_ members: Int) -> Int { members - (sumsToOne ? 1 : 0) + (variesShift ? 1 : 0) }

  /// The standards at `x`; those of the unknown before when the points are the same.
  func matrix(
    _ standards: [SampledCurve], at x: [Double], _ variance: [Double]?, _ memory: inout Memory
  ) throws(AnalysisError) -> StandardsMatrix {
    if uncertainty == .fit, let known = memory.matrix, known.x == x, known.weights == nil { return known }
    var weights: [Double]?
    if uncertainty == .counts {
      guard let variance, variance.allSatisfy({ $0 > 0 }) else {
        throw AnalysisError("uncertainty=counts takes a variance above 0 at every point of it; use uncertainty=fit")
      }
      weights = variance.map { 1 / $0.squareRoot() }
    }
    let matrix = try StandardsMatrix(standards.map { $0.values(at: x) }, at: x, weights: weights)
    guard matrix.conditionNumber < 1e10 else {
      let alike = zip(standards, matrix.ownShares).filter { $0.1 < 1e-9 }.map(\.0.name)
      throw AnalysisError(
        "a standard is a mixture of the others to all digits, so that no weights are determined; leave one out of "
          + (alike.isEmpty ? standards.map(\.name) : alike).joined(separator: ", "))
    }
    memory.matrix = matrix
    return matrix
  }

  /// Fits `data`, one for each point of the matrix, by the standards of these numbers.
  func fit(_ data: [Double], _ matrix: StandardsMatrix, members: [Int]) throws(AnalysisError) -> Result {
    let reduced = matrix.reduced(to: members)
    guard variesShift else {
      return try result(try solve(matrix.projection(of: data), reduced), data, matrix, members, shift: nil)
    }
    let search = ShiftSearch(self, matrix, data, members, reduced)
    return try search.result()
  }

  /// The weights for data that is given by its projection.
  func solve(_ projection: [Double], _ reduced: Matrix) throws(AnalysisError) -> BoundedLeastSquares {
    try BoundedLeastSquares(reduced, projection, bounds: bounds, total: sumsToOne ? 1 : nil)
  }

  /// The result for weights. A shift comes with the shifted data and the inverse that covers it.
  func result(
    _ solution: BoundedLeastSquares, _ data: [Double], _ matrix: StandardsMatrix, _ members: [Int],
    shift: (value: Double, data: [Double], variance: Double?)?
  ) throws(AnalysisError) -> Result {
    var amounts = [Double](repeating: 0, count: matrix.columns.count)
    for (member, weight) in zip(members, solution.solution) { amounts[member] = weight }
    let mixture = matrix.mixture(amounts)
    let chiSquare = matrix.chiSquare(shift?.data ?? data, mixture)
    let freedom = Double(data.count - variableCount(members.count))
    let scale = uncertainty == .fit ? chiSquare / freedom : 1
    var weights = amounts.map { Weight(value: $0) }
    for (k, member) in members.enumerated() {
      if solution.places[k] == .free {
        weights[member].standardError = (scale * solution.inverse[k, k]).squareRoot()
      } else {
        weights[member].bound = amounts[member]
      }
    }
    // The fit goes back to the places of the unknown.
    let fit = shift.map { Self.shifted(mixture, matrix.x, by: -$0.value) } ?? mixture
    let residual = zip(fit, data).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let contributions = zip(matrix.columns, amounts).map { column, amount in
      let part = column.map { amount * $0 }
      return shift.map { Self.shifted(part, matrix.x, by: -$0.value) } ?? part
    }
    return Result(
      weights: weights, shift: shift.map { ($0.value, $0.variance.map { (scale * $0).squareRoot() }) },
      chiSquare: chiSquare, reducedChiSquare: chiSquare / freedom,
      rFactor: residual / data.reduce(1e-300) { $0 + $1 * $1 }, variableCount: variableCount(members.count),
      x: matrix.x,
      data: data, fit: fit, contributions: contributions, conditionNumber: matrix.conditionNumber,
      ownShares: matrix.ownShares)
  }

  /// The curve through `y` at `x`, read at x + shift; its ends go on as the cubic through five points.
  static func shifted(_ y: [Double], _ x: [Double], by shift: Double) -> [Double] {
    shift == 0 ? y : SampledCurve.values(x, y, at: x.map { $0 + shift })
  }
}
