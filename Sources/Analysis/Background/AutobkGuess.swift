/// The first guess of a background.

/// The spline through means of the signal around the knots, from which Larch sets out.
struct AutobkGuess: Sendable {
  /// For each knot the point there, and those five before and behind it, as far as the scan goes.
  private let points: [(here: Int, before: Int, behind: Int)]
  private let collocation: OrthogonalTriangular

  init(_ range: AutobkRange, _ basis: CubicBSplines) throws(AnalysisError) {
    let first = range.points.lowerBound
    let last = range.lastPoint
    points = range.knotPoints.map { ($0, max(first, $0 - 5), min(last, $0 + 5)) }
    var matrix = Matrix(rows: points.count, columns: points.count)
    for (row, values) in basis.values(at: range.knots).enumerated() {
      for part in 0..<4 { matrix[row, values.first + part] = values.values[part] }
    }
    collocation = try OrthogonalTriangular(matrix)
  }

  func coefficients(_ mu: [Double]) -> [Double] {
    let values = points.map { (2 * mu[$0.here] + mu[$0.behind] + mu[$0.before]) / 4 }
    return collocation.solve(collocation.q.transposed * values)
  }
}
