/// What Eigen works out of matrices.
private import LinearAlgebraShims

/// The solution of an overdetermined linear system.
struct LinearLeastSquares {
  let solution: [Double]
  /// (AᵀA)⁻¹: times the variance of the points the covariance of the solution.
  let inverse: Matrix

  /// Makes |A x - b| smallest. Throws when the columns of A do not determine x, or a number is not finite.
  init(_ a: Matrix, _ b: [Double]) throws(AnalysisError) {
    assert(a.rows == b.count)
    var solution = [Double](repeating: 0, count: a.columns)
    var inverse = Matrix(rows: a.columns, columns: a.columns)
    guard a.rows >= a.columns, a.columns > 0 else {
      throw AnalysisError("\(a.rows) points do not determine \(a.columns) numbers")
    }
    let rank = edgewise_least_squares(a.values, Int32(a.rows), Int32(a.columns), b, &solution, &inverse.values)
    guard rank == a.columns else {
      throw AnalysisError(
        rank == 0
          ? "the least squares have no solution: a number is not finite, or all are zero"
          : "the points determine \(rank) of \(a.columns) numbers only: some parts of the model are alike")
    }
    self.solution = solution
    self.inverse = inverse
  }
}

/// A = Q R, for at least as many rows as columns: Q has orthonormal columns, R is zero below its diagonal.
struct OrthogonalTriangular {
  let q: Matrix
  let r: Matrix

  /// Throws when a number is not finite, or the columns of A depend on each other.
  init(_ a: Matrix) throws(AnalysisError) {
    assert(a.rows >= a.columns)
    var q = Matrix(rows: a.rows, columns: a.columns)
    var r = Matrix(rows: a.columns, columns: a.columns)
    let isDone = edgewise_orthogonal_triangular(
      a.values, Int32(a.rows), Int32(a.columns), &q.values, &r.values)
    let diagonal = (0..<a.columns).map { abs(r[$0, $0]) }
    guard isDone == 1, let smallest = diagonal.min(), let largest = diagonal.max(), smallest > 1e-13 * largest else {
      throw AnalysisError("the points do not determine \(a.columns) numbers: some parts of the model are alike")
    }
    self.q = q
    self.r = r
  }

  /// The x with R x = `right`.
  func solve(_ right: [Double]) -> [Double] {
    var x = right
    for row in (0..<r.rows).reversed() {
      for column in row + 1..<max(row + 1, r.columns) { x[row] -= r[row, column] * x[column] }
      x[row] /= r[row, row]
    }
    return x
  }

  /// The x with Rᵀ x = `right`.
  func solveTransposed(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<r.rows {
      for column in 0..<row { x[row] -= r[column, row] * x[column] }
      x[row] /= r[row, row]
    }
    return x
  }
}

/// Eigenvalues of a symmetric matrix in falling order, with their vectors of unit length in rows.
struct SymmetricEigenvalues {
  let values: [Double]
  let vectors: Matrix

  /// Throws when a number is not finite.
  init(_ a: Matrix) throws(AnalysisError) {
    assert(a.rows == a.columns)
    var values = [Double](repeating: 0, count: a.rows)
    var vectors = Matrix(rows: a.rows, columns: a.rows)
    guard edgewise_symmetric_eigen(a.values, Int32(a.rows), &values, &vectors.values) == 1 else {
      throw AnalysisError("the matrix has no eigenvalues: a number is not finite")
    }
    self.values = values
    self.vectors = vectors
  }
}

/// A = U diag(s) Vᵀ, singular values in falling order.
struct SingularValues {
  let u: Matrix
  let values: [Double]
  let v: Matrix

  /// Throws when a number is not finite.
  init(_ a: Matrix) throws(AnalysisError) {
    let count = min(a.rows, a.columns)
    var values = [Double](repeating: 0, count: count)
    var u = Matrix(rows: a.rows, columns: count)
    var v = Matrix(rows: a.columns, columns: count)
    guard
      edgewise_singular_values(a.values, Int32(a.rows), Int32(a.columns), &u.values, &values, &v.values) == 1
    else { throw AnalysisError("the matrix has no singular values: a number is not finite") }
    self.u = u
    self.values = values
    self.v = v
  }
}
