/// The fit of a reference spectrum to one on pixels, in a coordinate t from -1 to 1 over the pixels.
import Glibc

/// The data of the fit, and its steps. Coefficients here are those of E(t) = e0 + e1 t + e2 t².
struct PixelProblem {
  private var t: [Double]
  private var values: [Double]
  private let energies: [Double]
  private let reference: [Double]
  private let spline: CubicSpline
  private let middle: Double
  private let half: Double
  /// The standard deviation of the values about a straight line: what the reference has to explain.
  private let scatter: Double

  /// A polynomial and how well it fits.
  struct Fit {
    var coefficients: [Double]
    var misfit: Double
    var overlap: Double
  }

  init(pixels: [Double], values: [Double], energies: [Double], reference: [Double]) {
    let first = pixels.first ?? 0
    let last = pixels.last ?? 1
    middle = (first + last) / 2
    half = (last - first) / 2
    t = pixels.map { [middle, half] in ($0 - middle) / half }
    self.values = values
    self.energies = energies
    self.reference = reference
    spline = CubicSpline(energies, reference)
    let line = LinearFit(columns: [t.map { _ in 1 }, t], values)
    scatter = (line.residuals.reduce(0) { $0 + $1 * $1 } / Double(t.count)).squareRoot()
  }

  // MARK: Coordinates

  /// Coefficients in powers of the pixel as those in powers of t.
  func scaled(_ c: [Double]) -> [Double] {
    let c2 = c.count > 2 ? c[2] : 0
    let c1 = c.count > 1 ? c[1] : 0
    return [(c.first ?? 0) + c1 * middle + c2 * middle * middle, (c1 + 2 * c2 * middle) * half, c2 * half * half]
  }

  /// The other way, with standard errors.
  func plain(_ fit: Fit) -> (coefficients: [Double], errors: [Double]) {
    let e = fit.coefficients
    // Each row: what a plain coefficient takes of e0, e1, e2.
    let rows = [
      [1, -middle / half, middle * middle / (half * half)], [0, 1 / half, -2 * middle / (half * half)],
      [0, 0, 1 / (half * half)],
    ]
    let coefficients = rows.map { row in zip(row, e).reduce(0) { $0 + $1.0 * $1.1 } }
    guard let covariance = covariance(of: fit) else { return (coefficients, [.nan, .nan, .nan]) }
    let errors = rows.map { row in
      var variance = 0.0
      for i in 0..<3 { for j in 0..<3 { variance += row[i] * covariance[i][j] * row[j] } }
      return variance >= 0 ? variance.squareRoot() : .nan
    }
    return (coefficients, errors)
  }

  private func energy(_ e: [Double], _ t: Double) -> Double { e[0] + t * (e[1] + t * e[2]) }

  // MARK: Residuals

  /// What is left of the values at the pixels whose energies the reference has, after the best scale, offset and slope;
  /// zero at the others. Nil where too few pixels are left, where energies turn back, or where the scale is negative.
  func residuals(_ e: [Double]) -> (values: [Double], count: Int)? {
    // The slope e1 + 2 e2 t keeps its sign between the ends.
    guard abs(e[1]) > 2 * abs(e[2]), let low = energies.first, let high = energies.last else { return nil }
    let places = t.map { energy(e, $0) }
    let inside = places.indices.filter { places[$0] >= low && places[$0] <= high }
    guard Double(inside.count) >= PixelCalibration.leastOverlap * Double(t.count) else { return nil }
    // The spline wants its places in rising order.
    let ordered = e[1] > 0 ? inside : inside.reversed()
    let model = spline.values(at: ordered.map { places[$0] })
    let fit = LinearFit(columns: [model, ordered.map { _ in 1 }, ordered.map { t[$0] }], ordered.map { values[$0] })
    guard let scale = fit.coefficients.first, scale > 0 else { return nil }
    var result = [Double](repeating: 0, count: t.count)
    for (place, index) in ordered.enumerated() { result[index] = fit.residuals[place] }
    return (result, inside.count)
  }

  private func fit(_ e: [Double]) -> Fit? {
    guard scatter > 0, let found = residuals(e) else { return nil }
    let mean = found.values.reduce(0) { $0 + $1 * $1 } / Double(found.count)
    guard mean.isFinite else { return nil }
    return Fit(
      coefficients: e, misfit: mean.squareRoot() / scatter, overlap: Double(found.count) / Double(t.count))
  }

  // MARK: Where to begin

  private static let dispersions = 40
  private static let startCount = 4
  private static let steepCount = 2
  private static let coarseCount = 200

  /// The best of many straight lines through the steepest places of both spectra.
  func starts() -> [[Double]] {
    guard let low = energies.first, let high = energies.last else { return [] }
    let edges = Self.steepest(energies, reference)
    // A few hundred points tell starts apart.
    let coarse = thinned(to: Self.coarseCount)
    let range = high - low
    var found: [Fit] = []
    for direction in [1.0, -1.0] {
      let places = Self.steepest(t, values.map { $0 * direction })
      for edge in edges {
        for place in places {
          for step in 0..<Self.dispersions {
            // From a tenth of the reference's range over all pixels to more than all of it.
            let slope = direction * 0.05 * range * pow(16, Double(step) / Double(Self.dispersions - 1))
            if let fit = coarse.fit([edge - slope * place, slope, 0]) { found.append(fit) }
          }
        }
      }
    }
    return found.sorted { $0.misfit < $1.misfit }.prefix(Self.startCount).map(\.coefficients)
  }

  /// The same problem with so many points at the most.
  private func thinned(to limit: Int) -> PixelProblem {
    let step = max(1, t.count / limit)
    var problem = self
    problem.t = stride(from: 0, to: t.count, by: step).map { t[$0] }
    problem.values = stride(from: 0, to: t.count, by: step).map { values[$0] }
    return problem
  }

  /// The places where the values, smoothed over a fiftieth of the points, rise most; neighbours count once.
  private static func steepest(_ x: [Double], _ y: [Double]) -> [Double] {
    let width = max(2, x.count / 50)
    guard x.count > 2 * width else { return [] }
    var slopes = (width..<(x.count - width)).map { index -> (place: Int, slope: Double) in
      (index, (y[index + width] - y[index - width]) / (x[index + width] - x[index - width]))
    }
    slopes.sort { $0.slope > $1.slope }
    var result: [Int] = []
    for candidate in slopes where result.count < steepCount {
      if candidate.slope > 0, result.allSatisfy({ abs($0 - candidate.place) > 2 * width }) {
        result.append(candidate.place)
      }
    }
    return result.map { x[$0] }
  }

  // MARK: Steps

  /// Levenberg and Marquardt's steps from a start; nil where the start fits nothing.
  func fit(from start: [Double]) -> Fit? {
    guard var best = fit(start) else { return nil }
    var damping = 1e-3
    for _ in 0..<200 {
      guard let normal = normalEquations(best.coefficients) else { break }
      var matrix = normal.matrix
      for i in 0..<3 { matrix[i][i] *= 1 + damping }
      guard let step = LinearFit.solve(matrix, normal.right) else { break }
      let next = zip(best.coefficients, step).map { $0 - $1 }
      if let candidate = fit(next), candidate.misfit <= best.misfit {
        let gain = best.misfit - candidate.misfit
        best = candidate
        damping = max(damping / 10, 1e-12)
        if gain <= 1e-12 * best.misfit { break }
      } else {
        damping *= 10
        if damping > 1e10 { break }
      }
    }
    return best
  }

  /// JᵀJ and Jᵀr, with derivatives of the projected residuals by central differences.
  private func normalEquations(_ e: [Double]) -> (matrix: [[Double]], right: [Double])? {
    guard let here = residuals(e) else { return nil }
    var columns: [[Double]] = []
    for i in 0..<3 {
      let delta = 1e-6 * max(1, abs(e[1]))
      var above = e
      var below = e
      above[i] += delta
      below[i] -= delta
      guard let up = residuals(above), let down = residuals(below) else { return nil }
      columns.append(zip(up.values, down.values).map { ($0 - $1) / (2 * delta) })
    }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return (columns.map { a in columns.map { product(a, $0) } }, columns.map { product($0, here.values) })
  }

  private func covariance(of fit: Fit) -> [[Double]]? {
    guard let normal = normalEquations(fit.coefficients), let found = residuals(fit.coefficients), found.count > 6
    else {
      return nil
    }
    let variance = found.values.reduce(0) { $0 + $1 * $1 } / Double(found.count - 6)
    var inverse: [[Double]] = []
    for i in 0..<3 {
      guard let column = LinearFit.solve(normal.matrix, (0..<3).map { $0 == i ? variance : 0 }) else { return nil }
      inverse.append(column)
    }
    return inverse
  }
}
