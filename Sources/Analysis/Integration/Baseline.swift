/// Curves under a window, fitted outside of it.
import Glibc

/// What is subtracted before an integral.
public enum BaselineForm: String, Sendable, CaseIterable {
  case none
  case constant
  case linear
  /// A constant and an arctangent: the foot of an edge.
  case arctan
}

/// A baseline fitted by least squares, and what each fitted point has in it.
struct Baseline {
  /// At every energy.
  let values: [Double]
  /// The fitted points.
  let points: [Int]
  /// What one unit of each parameter adds at every energy.
  private let shapes: [[Double]]
  /// What each fitted point adds to each parameter: (AᵀA)⁻¹Aᵀ, a row for each parameter.
  private let rows: [[Double]]

  /// A baseline of `y` through the points in `ranges`. Throws when they are fewer than its parameters, or do not
  /// determine them.
  init(
    _ form: BaselineForm, _ energy: [Double], _ y: [Double], in ranges: [ClosedRange<Double>]
  ) throws(AnalysisError) {
    let inside = energy.indices.filter { index in ranges.contains { $0.contains(energy[index]) } }
    let count = [BaselineForm.none: 0, .constant: 1, .linear: 2, .arctan: 4][form] ?? 0
    points = count == 0 ? [] : inside
    guard points.count >= count else {
      let words = ranges.map { "\(text($0.lowerBound)):\(text($0.upperBound))" }.joined(separator: ",")
      throw AnalysisError(
        "\(points.count) points lie in baseline_range=\(words) eV, and a baseline that is \(form.rawValue) takes "
          + "\(count); widen it")
    }
    switch form {
    case .none:
      values = energy.map { _ in 0 }
      (shapes, rows) = ([], [])
    case .constant, .linear:
      let middle = 0.5 * (energy[points[0]] + energy[points[points.count - 1]])
      let reach = max(1e-9, energy[points[points.count - 1]] - middle)
      let all = [energy.map { _ in 1 }, energy.map { ($0 - middle) / reach }]
      shapes = Array(all.prefix(count))
      rows = try Self.rows(shapes, points)
      let found = Self.parameters(rows, points, y)
      values = Self.sum(shapes, found)
    case .arctan:
      let foot = try ArctanFoot(energy, y, points)
      values = energy.map(foot.value)
      let slopes = energy.map(foot.derivatives)
      shapes = (0..<count).map { k in slopes.map { $0[k] } }
      rows = try Self.rows(shapes, points)
    }
  }

  /// What each point has in Σ weights · (y - baseline).
  func carried(_ weights: [Double]) -> [Double] {
    var total = weights
    for (shape, row) in zip(shapes, rows) {
      let part = zip(weights, shape).reduce(0) { $0 + $1.0 * $1.1 }
      for (k, i) in points.enumerated() { total[i] -= part * row[k] }
    }
    return total
  }

  private static func rows(_ shapes: [[Double]], _ points: [Int]) throws(AnalysisError) -> [[Double]] {
    let columns = shapes.map { shape in points.map { shape[$0] } }
    let matrix = columns.map { a in columns.map { b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } } }
    var result: [[Double]] = []
    for order in shapes.indices {
      let unit = shapes.indices.map { $0 == order ? 1.0 : 0 }
      guard let inverse = LinearFit.solve(matrix, unit), inverse.allSatisfy(\.isFinite) else {
        throw AnalysisError("the points in baseline_range do not determine the baseline; widen it")
      }
      result.append(
        points.indices.map { k in zip(inverse, columns).reduce(0) { $0 + $1.0 * $1.1[k] } })
    }
    return result
  }

  private static func parameters(_ rows: [[Double]], _ points: [Int], _ y: [Double]) -> [Double] {
    rows.map { row in zip(row, points).reduce(0) { $0 + $1.0 * y[$1.1] } }
  }

  private static func sum(_ shapes: [[Double]], _ parameters: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: shapes[0].count)
    for (shape, parameter) in zip(shapes, parameters) {
      for i in result.indices { result[i] += parameter * shape[i] }
    }
    return result
  }
}

/// a + h (1/2 + atan((E - p) / w) / π).
private struct ArctanFoot {
  private let offset: Double
  private let height: Double
  private let place: Double
  /// The logarithm of the half width, so that it stays above 0.
  private let logWidth: Double

  /// The arctangent of least squares. Throws when the points do not determine it.
  init(_ energy: [Double], _ y: [Double], _ points: [Int]) throws(AnalysisError) {
    let x = points.map { energy[$0] }
    let wanted = points.map { y[$0] }
    let size = max(1e-300, (wanted.max() ?? 0) - (wanted.min() ?? 0))
    let reach = max(1e-9, x[x.count - 1] - x[0])
    var best: LevenbergMarquardt.Solution?
    // From several places, because the sum of squares has more than one minimum.
    for share in [0.7, 1.0, 1.3] {
      let start = [wanted[0] / size, (wanted[wanted.count - 1] - wanted[0]) / size, share, log(0.1)]
      let found = try LevenbergMarquardt(tolerance: 1e-12, differenceStep: 1e-14).minimize(
        from: start, count: x.count
      ) { parameters, residuals in
        for i in x.indices {
          let t = ((x[i] - x[0]) / reach - parameters[2]) / exp(parameters[3])
          residuals[i] = parameters[0] + parameters[1] * (0.5 + atan(t) / .pi) - wanted[i] / size
        }
      }
      if best.map({ found.sumOfSquares < $0.sumOfSquares }) ?? true { best = found }
    }
    guard let best, best.inverse != nil, abs(best.parameters[3]) < 20 else {
      throw AnalysisError(
        "the points in baseline_range do not determine an arctangent; take points on the edge into it, or baseline=linear"
      )
    }
    offset = best.parameters[0] * size
    height = best.parameters[1] * size
    place = x[0] + best.parameters[2] * reach
    logWidth = best.parameters[3] + log(reach)
  }

  func value(_ energy: Double) -> Double { offset + height * (0.5 + atan((energy - place) / exp(logWidth)) / .pi) }

  func derivatives(_ energy: Double) -> [Double] {
    let t = (energy - place) / exp(logWidth)
    let bend = height / .pi / (1 + t * t)
    return [1, 0.5 + atan(t) / .pi, -bend / exp(logWidth), -bend * t]
  }
}
