/// Whether a standard can be part of a series of mixtures.
import Glibc

/// Target transformation: a standard is projected on the space of the first components; what is left says whether it can
/// be one of the parts (Malinowski, Factor Analysis in Chemistry, 3rd ed., ch. 3 and 4.6).
public struct TargetTransform: Sendable {
  /// How a standard fits into the space of a series.
  public struct Result: Sendable {
    public var name: String
    public var target: [Double]
    /// The nearest curve that components can make.
    public var projection: [Double]
    /// How much of each component it takes.
    public var weights: [Double]
    /// What the standard was multiplied by; 1 unless the mean was taken away.
    public var scale: Double
    /// Σ(target - projection)².
    public var chiSquare: Double
    /// That over Σtarget².
    public var rFactor: Double
    /// The apparent error: √(chiSquare / (points - components)).
    public var apparentError: Double
    /// What the noise of the series alone explains of it (REP).
    public var predictedError: Double
    /// Real error of the target over the predicted one: below 3 the standard can be a part, above 6 it cannot; nil for a
    /// series without noise.
    public var spoil: Double?
  }

  private let space: PrincipalComponents
  private let count: Int
  private let realError: Double

  /// A transform by the first `count` components. Throws when there are not so many.
  public init(_ space: PrincipalComponents, count: Int) throws(AnalysisError) {
    guard count >= 1, count <= space.components.count else {
      throw AnalysisError("components=\(count) is not between 1 and \(space.components.count)")
    }
    self.space = space
    self.count = count
    let errors = ComponentIndicators(space).realErrors
    realError = count <= errors.count ? errors[count - 1] : 0
  }

  /// Tests a standard, which has to reach over all energies of the series.
  public func test(_ standard: SampledCurve) throws(AnalysisError) -> Result {
    let slack = 1e-9 * abs(space.x[space.x.count - 1])
    guard standard.range.lowerBound <= space.x[0] + slack,
      standard.range.upperBound >= space.x[space.x.count - 1] - slack
    else {
      throw AnalysisError(
        "it reaches from \(text(standard.range.lowerBound)) to \(text(standard.range.upperBound)), the series from "
          + "\(text(space.x[0])) to \(text(space.x[space.x.count - 1])): narrow xmin and xmax")
    }
    let values = standard.values(at: space.x)
    let (scale, weights) = try space.scaling == .none ? (1, projection(of: values)) : scaled(values)
    var fit = space.mean
    for (weight, component) in zip(weights, space.components) {
      for i in fit.indices { fit[i] += weight * component[i] }
    }
    let target = values.map { scale * $0 }
    let chiSquare = zip(target, fit).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let apparent = (chiSquare / Double(max(1, target.count - count))).squareRoot()
    let predicted = predictedError(weights)
    return Result(
      name: standard.name, target: target, projection: fit, weights: weights, scale: scale, chiSquare: chiSquare,
      rFactor: chiSquare / target.reduce(1e-300) { $0 + $1 * $1 }, apparentError: apparent, predictedError: predicted,
      spoil: predicted > 0 ? max(0, apparent * apparent - predicted * predicted).squareRoot() / predicted : nil)
  }

  private func projection(of values: [Double]) -> [Double] {
    space.components.prefix(count).map { zip($0, values).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// As Larch's `pca_fit`: scale · target = mean + Σ weight · component, all at once by least squares.
  private func scaled(_ values: [Double]) throws(AnalysisError) -> (Double, [Double]) {
    var matrix = Matrix(rows: values.count, columns: count + 1)
    for i in values.indices {
      matrix[i, 0] = values[i]
      for k in 0..<count { matrix[i, k + 1] = -space.components[k][i] }
    }
    let solution = try LinearLeastSquares(matrix, space.mean).solution
    guard solution[0] > 0 else {
      throw AnalysisError("only a negative multiple of it fits the series: it is not a part of it")
    }
    return (solution[0], Array(solution.dropFirst()))
  }

  /// RE times the length of the transformation vector t, for which the projection is Dᵀt of the series D.
  private func predictedError(_ weights: [Double]) -> Double {
    let squares = space.eigenvalues.map { $0 * (space.scaling == .standard ? Double(space.names.count) : 1) }
    let length = zip(weights, squares).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
    return realError * length.squareRoot()
  }
}
