/// What background removal needs of a grid of energies.
import Glibc

/// Everything of AUTOBK that does not depend on the signal: knots, B-splines, and the factorised matrix that carries
/// coefficients to chi(R) below `rbkg`. Spectra on the same energies with the same ek0 share it.
public struct AutobkPlan: Sendable {
  public let options: Autobk
  /// In eV.
  public let ek0: Double
  public let energy: [Double]
  /// In 1/Å.
  let kmax: Double
  let k: [Double]
  let binCount: Int
  /// The points of the spectrum that lie in the range.
  private let points: Range<Int>
  private let spline: CubicSplineGrid
  private let sampling: CubicSplineGrid.Sampling
  private let basis: CubicBSplines
  /// The B-splines at the points of the spectrum, and at `k`.
  private let atPoints: [CubicBSplines.Values]
  private let atK: [CubicBSplines.Values]
  /// k^weight under the window.
  private let window: [Double]
  private let rows: TransformRows
  private let factors: OrthogonalTriangular
  private let clamps: AutobkClamps
  private let guess: AutobkGuess

  /// A plan for energies in eV in strictly rising order. Throws when too few of them lie behind `ek0`, or the options do
  /// not fit them.
  public init(_ options: Autobk, energy: [Double], ek0: Double) throws(AnalysisError) {
    try Self.check(options)
    let range = try AutobkRange(options, energy, ek0: ek0)
    basis = CubicBSplines(interpolating: range.knots)
    points = range.points
    kmax = range.kmax
    k = range.k
    binCount = range.binCount
    spline = CubicSplineGrid(range.measured)
    sampling = spline.sampling(at: k)
    atPoints = basis.values(at: range.measured)
    atK = basis.values(at: k)
    window = try Self.window(options, kmax: range.kmax, count: k.count)
    rows = try TransformRows.shared(
      pointCount: options.pointCount, step: options.step, binCount: binCount, count: k.count)
    do throws(AnalysisError) {
      factors = try OrthogonalTriangular(rows.matrix(of: atK, window, columns: basis.count))
    } catch {
      throw AnalysisError(
        "the background's \(basis.count) spline coefficients are not determined by the \(points.count) points behind the "
          + "edge: lower rbkg or nknots")
    }
    clamps = try AutobkClamps(options, atK, factors)
    guess = try AutobkGuess(range, basis)
    self.options = options
    self.ek0 = ek0
    self.energy = energy
  }

  /// Whether it is for these energies and this ek0.
  public func fits(energy: [Double], ek0: Double) -> Bool { self.ek0 == ek0 && self.energy == energy }

  private static func check(_ options: Autobk) throws(AnalysisError) {
    let limits: [(String, Double, ClosedRange<Double>)] = [
      ("rbkg", options.rbkg, 0...20), ("kmin", options.kmin, 0...200), ("kmax", options.kmax ?? 0, -1e9...1e9),
      ("kweight", options.weight, -10...10), ("clamp_lo", options.lowClamp, -1e9...1e9),
      ("clamp_hi", options.highClamp, -1e9...1e9), ("nclamp", Double(options.clampCount), 0...1000),
      ("nknots", Double(options.knotCount ?? 5), 5...128), ("kstep", options.step, 0.001...1),
    ]
    for (name, value, range) in limits where !range.contains(value) {
      throw AnalysisError(
        "\(name)=\(text(value)) is not between \(text(range.lowerBound)) and \(text(range.upperBound))")
    }
  }

  private static func window(_ options: Autobk, kmax: Double, count: Int) throws(AnalysisError) -> [Double] {
    let window = try FourierWindow(options.form, over: options.kmin...kmax, taper: options.taper)
    var values = try window.values(step: options.step, count: count)
    let whole = Int(options.weight)
    for i in values.indices {
      let k = options.step * Double(i)
      if options.weight == Double(whole), whole >= 0 {
        for _ in 0..<whole { values[i] *= k }
      } else {
        values[i] = i == 0 ? 0 : values[i] * pow(k, options.weight)
      }
    }
    return values
  }

  /// Removes the background of a signal at the plan's energies. `standard` is a chi(k) at the plan's k (without the edge
  /// step's division) that may stay below `rbkg`.
  public func apply(
    to mu: [Double], edgeStep: Double, standard: [Double]? = nil, withErrors: Bool = true
  ) throws(AnalysisError) -> Autobk.Result {
    let measured = Array(mu[points])
    let whole = sampling.values(measured, spline.curvature(of: measured))
    var compared = whole
    if let standard {
      for i in compared.indices where i < standard.count { compared[i] -= standard[i] }
    }
    let target = rows.transform(compared, window)
    let solution =
      options.stopsLikeLarch && !clamps.places.isEmpty
      ? try ClampedSolution(target, compared, factors, clamps, from: guess.coefficients(mu))
      : ClampedSolution(target, compared, factors, clamps)
    guard solution.coefficients.allSatisfy(\.isFinite) else {
      throw AnalysisError("no background can be found: the signal is too large or too small to calculate with")
    }
    let coefficients = solution.coefficients
    var chi = whole
    for i in chi.indices { chi[i] = (whole[i] - Self.sum(atK[i], coefficients)) / edgeStep }
    var background = mu
    for i in atPoints.indices { background[points.lowerBound + i] = Self.sum(atPoints[i], coefficients) }
    let freedom = 2 * binCount + 2 * options.clampCount - basis.count
    let reduced = freedom > 0 ? solution.sumOfSquares / Double(freedom) : .nan
    return Autobk.Result(
      ek0: ek0, kmax: kmax, splineCount: basis.count, binCount: binCount, knots: basis.knots,
      coefficients: coefficients, reducedChiSquare: reduced, k: k, chi: chi, background: background,
      chiError: withErrors ? errors(solution, reduced) : nil)
  }

  private static func sum(_ basis: CubicBSplines.Values, _ coefficients: [Double]) -> Double {
    let first = basis.first
    return (basis.values[0] * coefficients[first] + basis.values[1] * coefficients[first + 1])
      + (basis.values[2] * coefficients[first + 2] + basis.values[3] * coefficients[first + 3])
  }

  /// The standard errors of chi in the unit of the signal: the covariance of the coefficients, scaled by the reduced
  /// chi-square, times Student's quantile for one sigma.
  private func errors(_ solution: ClampedSolution, _ reduced: Double) -> [Double]? {
    let freedom = k.count - basis.count
    guard reduced.isFinite, freedom > 0 else { return nil }
    let quantile = StudentDistribution(freedom: Double(freedom)).quantile(0.5 * (1 + erf(1 / 2.0.squareRoot())))
    return atK.map { basis in
      var row = [Double](repeating: 0, count: self.basis.count)
      for j in 0..<4 { row[basis.first + j] = basis.values[j] }
      return quantile * (solution.variance(along: factors.solveTransposed(row)) * reduced).squareRoot()
    }
  }
}
