/// What stands out in a series of curves that should be equal.

/// Scans and single points that are far from the median of all curves.
///
/// A point stands out when it is farther from the median curve than `threshold` times the scan's own noise, and than
/// `threshold` times the median distance of all scans there; it takes three scans to tell, and a scan with more than
/// one such point in fifty has none: it differs as a whole. A scan stands out when its distance (root mean square from
/// the median curve, without points that stand out) is more than `threshold` robust standard deviations (1.4826 times the
/// median absolute deviation, at least a tenth of the median) above the median distance; it takes four scans.
struct OutlierSurvey {
  let distances: [Double]
  let isOutlier: [Bool]
  /// For each curve the indices of single points.
  let outlyingPoints: [[Int]]

  init(_ grid: CommonGrid, noise: [Double]?, threshold: Double) {
    let curves = grid.curves
    let middle = grid.energy.indices.map { point in median(curves.map { $0[point] }) }
    let residuals = curves.map { curve in zip(curve, middle).map { abs($0 - $1) } }
    let points = Self.outlyingPoints(residuals, noise, threshold)
    let distances = zip(residuals, points).map { residual, left in
      let kept = Double(max(1, residual.count - left.count))
      let squares = residual.reduce(0) { $0 + $1 * $1 } - left.reduce(0) { $0 + residual[$1] * residual[$1] }
      return (max(0, squares) / kept).squareRoot()
    }
    let typical = median(distances)
    let spread = max(1.4826 * median(distances.map { abs($0 - typical) }), 0.1 * typical)
    isOutlier = distances.map { curves.count >= 4 && spread > 0 && $0 - typical > threshold * spread }
    self.distances = distances
    outlyingPoints = points
  }

  private static func outlyingPoints(_ residuals: [[Double]], _ noise: [Double]?, _ threshold: Double) -> [[Int]] {
    guard residuals.count >= 3, let noise, let length = residuals.first?.count else { return residuals.map { _ in [] } }
    let usual = (0..<length).map { point in median(residuals.map { $0[point] }) }
    return residuals.indices.map { i in
      guard noise[i] > 0 else { return [] }
      let far = residuals[i].indices.filter { point in
        residuals[i][point] > threshold * noise[i] && residuals[i][point] > threshold * usual[point]
      }
      return far.count * 50 > residuals[i].count ? [] : far
    }
  }
}
