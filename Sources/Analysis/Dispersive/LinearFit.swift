/// Linear least squares of a few columns.

struct LinearFit {
  let coefficients: [Double]
  let residuals: [Double]

  init(columns: [[Double]], _ values: [Double]) {
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let matrix = columns.map { a in columns.map { product(a, $0) } }
    let found = Self.solve(matrix, columns.map { product($0, values) }) ?? []
    coefficients = found
    var left = values
    for (column, coefficient) in zip(columns, found) {
      for index in left.indices { left[index] -= coefficient * column[index] }
    }
    residuals = left
  }

  /// Gauss's elimination with pivots; nil for a singular matrix.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let size = right.count
    for pivot in 0..<size {
      guard let best = (pivot..<size).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }),
        abs(rows[best][pivot]) > 1e-300, rows[best][pivot].isFinite
      else { return nil }
      rows.swapAt(pivot, best)
      for row in 0..<size where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot...size { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<size).map { rows[$0][size] / rows[$0][$0] }
  }
}
