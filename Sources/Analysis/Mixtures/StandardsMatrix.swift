/// Standards on the points of an unknown, factorised once.

/// A = U S Vᵀ, whose columns are the standards: many unknowns on one grid are then fitted by products with Uᵀ and systems
/// as small as the number of standards.
struct StandardsMatrix: Sendable {
  /// The places of the points.
  let x: [Double]
  /// The standards there, one behind the other.
  let columns: [[Double]]
  /// One over the standard deviation of each point; nil for all alike.
  let weights: [Double]?
  /// Transposed: a row for each direction.
  private let directions: Matrix
  /// S Vᵀ: the standards in these directions.
  let reduced: Matrix
  /// The largest over the smallest singular value of the standards at unit length: what noise grows by at worst.
  let conditionNumber: Double
  /// The share of each standard that no mixture of the others has, 0 to 1.
  let ownShares: [Double]

  /// Throws when there are fewer points than standards, or a standard is not finite.
  init(_ columns: [[Double]], at x: [Double], weights: [Double]? = nil) throws(AnalysisError) {
    guard x.count >= columns.count, !columns.isEmpty else {
      throw AnalysisError("\(x.count) points in the range do not determine \(columns.count) weights: widen the range")
    }
    var matrix = Matrix(rows: x.count, columns: columns.count)
    for (k, column) in columns.enumerated() {
      for row in x.indices { matrix[row, k] = column[row] * (weights?[row] ?? 1) }
    }
    let parts = try SingularValues(matrix)
    var reduced = parts.v.transposed
    for row in 0..<reduced.rows {
      for column in 0..<reduced.columns { reduced[row, column] *= parts.values[row] }
    }
    self.x = x
    self.columns = columns
    self.weights = weights
    self.reduced = reduced
    directions = parts.u.transposed
    (conditionNumber, ownShares) = try Self.likeness(reduced)
  }

  private static func likeness(_ reduced: Matrix) throws(AnalysisError) -> (Double, [Double]) {
    var scaled = reduced
    for column in 0..<scaled.columns {
      let length = scaled.column(column).reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return (.infinity, [Double](repeating: 0, count: scaled.columns)) }
      for row in 0..<scaled.rows { scaled[row, column] /= length }
    }
    let parts = try SingularValues(scaled)
    let largest = parts.values.first ?? 0
    guard let smallest = parts.values.last, smallest > 1e-14 * largest else {
      return (.infinity, [Double](repeating: 0, count: scaled.columns))
    }
    let shares = (0..<scaled.columns).map { i in
      // The diagonal of (AᵀA)⁻¹ for columns of unit length.
      let inverse = parts.values.indices.reduce(0) { sum, k in
        sum + parts.v[i, k] * parts.v[i, k] / (parts.values[k] * parts.values[k])
      }
      return 1 / inverse.squareRoot()
    }
    return (largest / smallest, shares)
  }

  /// What of `values`, one for each point, lies in the directions of the standards.
  func projection(of values: [Double]) -> [Double] {
    directions * (weights.map { zip(values, $0).map { $0 * $1 } } ?? values)
  }

  /// The standards of these numbers alone, in the same directions.
  func reduced(to members: [Int]) -> Matrix {
    guard members.count != columns.count else { return reduced }
    var part = Matrix(rows: reduced.rows, columns: members.count)
    for row in 0..<part.rows {
      for (k, member) in members.enumerated() { part[row, k] = reduced[row, member] }
    }
    return part
  }

  /// The sum of the standards with these weights.
  func mixture(_ amounts: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    for (column, amount) in zip(columns, amounts) where amount != 0 {
      for i in result.indices { result[i] += amount * column[i] }
    }
    return result
  }

  /// The sum of squares of `values` less the mixture, each by its weight.
  func chiSquare(_ values: [Double], _ mixture: [Double]) -> Double {
    var sum = 0.0
    for i in values.indices {
      let distance = (values[i] - mixture[i]) * (weights?[i] ?? 1)
      sum += distance * distance
    }
    return sum
  }
}
