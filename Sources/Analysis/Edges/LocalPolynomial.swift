/// Polynomials through the neighbourhood of a place, and where their coefficients vanish.
import Glibc

/// The polynomial of least squares through the points around a centre, each with the weight (1 - |t|³)³, where t is its
/// distance over `halfWidth` (Cleveland, J. Am. Stat. Assoc. 74, 829, 1979). It changes smoothly with its centre, as
/// points come and go with weight 0.
struct LocalPolynomial {
  let energy: [Double]
  let values: [Double]
  let degree: Int
  /// In eV.
  let halfWidth: Double

  /// What each point of a range of points contributes to the coefficient of (E - center)^order; nil when fewer points
  /// than coefficients and one are near.
  func weights(of order: Int, at center: Double) -> (points: Range<Int>, weights: [Double])? {
    let places = Places(energy)
    var start = places.floor(center - halfWidth)
    while start < energy.count, energy[start] <= center - halfWidth { start += 1 }
    var end = start
    while end < energy.count, energy[end] < center + halfWidth { end += 1 }
    guard end - start > degree + 1 else { return nil }
    var moments = [Double](repeating: 0, count: 2 * degree + 1)
    let distances = (start..<end).map { (energy[$0] - center) / halfWidth }
    let kernel = distances.map { t -> Double in
      let cube = 1 - abs(t * t * t)
      return cube * cube * cube
    }
    for (t, weight) in zip(distances, kernel) {
      var power = weight
      for k in moments.indices {
        moments[k] += power
        power *= t
      }
    }
    let matrix = (0...degree).map { row in (0...degree).map { moments[row + $0] } }
    let unit = (0...degree).map { $0 == order ? 1.0 : 0 }
    guard let row = LinearFit.solve(matrix, unit), row.allSatisfy(\.isFinite) else { return nil }
    let scale = pow(halfWidth, -Double(order))
    let weights = zip(distances, kernel).map { t, weight -> Double in
      scale * weight * row.reversed().reduce(0) { $0 * t + $1 }
    }
    return (start..<end, weights)
  }

  /// The coefficient of (E - center)^order.
  func coefficient(_ order: Int, at center: Double) -> Double? {
    weights(of: order, at: center).map { range, weights in
      zip(range, weights).reduce(0) { $0 + $1.1 * values[$1.0] }
    }
  }

  /// The variance of that coefficient for points of these variances.
  func variance(of order: Int, at center: Double, _ variances: [Double]) -> Double? {
    weights(of: order, at: center).map { range, weights in
      zip(range, weights).reduce(0) { $0 + $1.1 * $1.1 * variances[$1.0] }
    }
  }

  /// Where, between `low` and `high`, coefficient `order` falls through zero, so that the one before it is largest: for
  /// order 1 the top of a peak, for order 2 the steepest place. Of several places it is that with the largest coefficient
  /// before. The standard error is that of the coefficient over its slope along the centre.
  func fallingZero(
    of order: Int, from low: Double, to high: Double, _ variances: [Double]
  ) -> (place: Double, standardError: Double)? {
    guard high > low else { return nil }
    let count = min(400, max(8, Int((8 * (high - low) / halfWidth).rounded(.up))))
    let centers = (0...count).map { low + (high - low) * Double($0) / Double(count) }
    let found = centers.map { coefficient(order, at: $0) }
    var best: (place: Double, size: Double)?
    for i in 0..<count {
      guard let left = found[i], let right = found[i + 1], left > 0, right <= 0 else { continue }
      let place = zero(of: order, centers[i], centers[i + 1])
      guard let size = coefficient(order - 1, at: place) else { continue }
      if best.map({ size > $0.size }) ?? true { best = (place, size) }
    }
    let probe = 0.05 * halfWidth
    guard let place = best?.place, let variance = variance(of: order, at: place, variances),
      let after = coefficient(order, at: place + probe), let before = coefficient(order, at: place - probe)
    else { return nil }
    let slope = (after - before) / (2 * probe)
    return slope < 0 ? (place, variance.squareRoot() / -slope) : nil
  }

  /// Bisection, to the last digits that energies have.
  private func zero(of order: Int, _ left: Double, _ right: Double) -> Double {
    var (low, high) = (left, right)
    for _ in 0..<48 {
      let middle = 0.5 * (low + high)
      if middle <= low || middle >= high { break }
      if coefficient(order, at: middle) ?? 0 > 0 { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
