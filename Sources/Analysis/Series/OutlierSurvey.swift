/// What stands out in a series of curves that should be equal.

/// Scans and single points that are far from the median of all curves.
///
/// A scan stands out when its distance (root mean square from the median curve) is more than `threshold` robust standard
/// deviations (1.4826 times the median absolute deviation, at least a tenth of the median) above the median distance; it
/// takes four scans to tell. A point stands out when it is farther from the median than `threshold` times the scan's own
/// noise and than `threshold` times the scatter of the other scans there; it takes three scans.
struct OutlierSurvey {
  let distances: [Double]
  let isOutlier: [Bool]
  /// For each curve the indices of single points.
  let outlyingPoints: [[Int]]

  init(_ grid: CommonGrid, noise: [Double]?, threshold: Double) {
    let curves = grid.curves
    let middle = grid.energy.indices.map { point in median(curves.map { $0[point] }) }
    distances = curves.map { curve in
      let squares = zip(curve, middle).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return (squares / Double(max(1, middle.count))).squareRoot()
    }
    let typical = median(distances)
    let spread = max(1.4826 * median(distances.map { abs($0 - typical) }), 0.1 * typical)
    isOutlier = distances.map { curves.count >= 4 && spread > 0 && $0 - typical > threshold * spread }
    guard curves.count >= 3, let noise else {
      outlyingPoints = curves.map { _ in [] }
      return
    }
    let outlying = isOutlier
    outlyingPoints = curves.indices.map { i in
      guard !outlying[i] else { return [] }
      return grid.energy.indices.filter { point in
        let distance = abs(curves[i][point] - middle[point])
        guard distance > threshold * noise[i], noise[i] > 0 else { return false }
        let others = curves.indices.filter { $0 != i }.map { abs(curves[$0][point] - middle[point]) }
        return distance > threshold * median(others)
      }
    }
  }
}
