/// The least squares of AUTOBK with clamps.

/// What clamps need of a plan: with c = R⁻¹(z + y) for the coefficients, each clamped point of chi is u = g + G z.
struct AutobkClamps: Sendable {
  /// The clamped points, as indices of k, with the B-splines there and the weight of the clamp.
  let places: [(index: Int, weight: Double)]
  let basis: [CubicBSplines.Values]
  /// G, a row for each clamped point.
  let matrix: Matrix
  /// G Gᵀ, by its eigenvalues and their vectors in rows.
  let eigenvalues: [Double]
  let eigenvectors: Matrix

  init(_ options: Autobk, _ atK: [CubicBSplines.Values], _ factors: OrthogonalTriangular) throws(AnalysisError) {
    let count = min(options.clampCount, atK.count)
    var places: [(Int, Double)] = []
    if options.lowClamp != 0 { places += (0..<count).map { ($0, abs(options.lowClamp)) } }
    if options.highClamp != 0 { places += (atK.count - count..<atK.count).map { ($0, abs(options.highClamp)) } }
    let columns = factors.r.columns
    var rows: [Double] = []
    for (index, weight) in places {
      var row = [Double](repeating: 0, count: columns)
      for j in 0..<4 { row[atK[index].first + j] = -weight * atK[index].values[j] }
      rows += factors.solveTransposed(row)
    }
    matrix = Matrix(rows: places.count, columns: columns, rows)
    self.places = places
    basis = places.map { atK[$0.0] }
    guard !places.isEmpty else {
      eigenvalues = []
      eigenvectors = Matrix(rows: 0, columns: 0)
      return
    }
    let eigen = try SymmetricEigenvalues(matrix * matrix.transposed)
    eigenvalues = eigen.values.map { max(0, $0) }
    eigenvectors = eigen.vectors
  }
}

/// The coefficients that make |z|² + rest + s²|u|² smallest, where s = 0.1 + 10·(|z|² + rest)/N is how strongly clamps
/// hold, N numbers being transformed.
///
/// Where the derivative is zero, z = -λ Gᵀu with λ = s²/(1 + 20 s|u|²/N), and u = (1 + λ G Gᵀ)⁻¹ g. In the eigenvectors of
/// G Gᵀ all of that depends on the one number λ.
struct ClampedSolution {
  let coefficients: [Double]
  /// Of everything that is made small, clamps included.
  let sumOfSquares: Double
  /// The derivatives of the clamps' residuals by z, a row for each.
  private let clampRows: Matrix
  /// (1 + J Jᵀ)⁻¹ for these rows J.
  private let clampInverse: Matrix?

  /// The minimum itself.
  init(_ target: [Double], _ curve: [Double], _ factors: OrthogonalTriangular, _ clamps: AutobkClamps) {
    let (y, rest) = Self.projection(of: target, factors)
    let free = factors.solve(y)
    let count = Double(target.count)
    guard !clamps.places.isEmpty else {
      coefficients = free
      sumOfSquares = rest
      clampRows = Matrix(rows: 0, columns: y.count)
      clampInverse = nil
      return
    }
    let g = clamps.places.indices.map { i -> Double in
      let basis = clamps.basis[i]
      var value = curve[clamps.places[i].index]
      for j in 0..<4 { value -= basis.values[j] * free[basis.first + j] }
      return clamps.places[i].weight * value
    }
    let rule = ClampRule(eigenvalues: clamps.eigenvalues, parts: clamps.eigenvectors * g, rest: rest, count: count)
    let state = rule.state(rule.solution())
    // Back from the eigenvectors: u, and z = -λ Gᵀu.
    let u = clamps.eigenvectors.transposed * state.u
    let z = (clamps.matrix.transposed * u).map { -state.lambda * $0 }
    coefficients = factors.solve(zip(y, z).map { $0 + $1 })
    sumOfSquares = state.squareOfZ + rest + state.scale * state.scale * state.squareOfU
    clampRows = Self.clampRows(clamps, scale: state.scale, u: u, z: z, count: count)
    clampInverse = Self.inverse(clampRows)
  }

  /// Where MINPACK comes to from `start`, with the tolerances of Larch. What it sees of the residuals are their sums of
  /// squares and products alone, so that the transform may be replaced by R c - y and one constant.
  init(
    _ target: [Double], _ curve: [Double], _ factors: OrthogonalTriangular, _ clamps: AutobkClamps,
    from start: [Double]
  ) throws(AnalysisError) {
    let (y, rest) = Self.projection(of: target, factors)
    let count = Double(target.count)
    let constant = rest.squareRoot()
    let order = y.count
    let ends = clamps.places.map { (value: $0.weight * curve[$0.index], weight: $0.weight) }
    var method = LevenbergMarquardt()
    method.tolerance = 1e-6
    method.differenceStep = 1e-6
    let r = factors.r.values
    let solution = try method.minimize(from: start, count: order + 1 + ends.count) { c, residuals in
      var sum = rest
      for row in 0..<order {
        var value = -y[row]
        for column in row..<order { value += r[row * order + column] * c[column] }
        residuals[row] = value
        sum += value * value
      }
      residuals[order] = constant
      let scale = 0.1 + 10 * sum / count
      for i in ends.indices {
        let basis = clamps.basis[i]
        var value = ends[i].value
        for j in 0..<4 { value -= ends[i].weight * basis.values[j] * c[basis.first + j] }
        residuals[order + 1 + i] = scale * value
      }
    }
    coefficients = solution.parameters
    sumOfSquares = solution.sumOfSquares
    let z = Array(solution.residuals[..<order])
    let scale = 0.1 + 10 * (z.reduce(rest) { $0 + $1 * $1 }) / count
    let u = solution.residuals[(order + 1)...].map { $0 / scale }
    clampRows = Self.clampRows(clamps, scale: scale, u: u, z: z, count: count)
    clampInverse = Self.inverse(clampRows)
  }

  /// Qᵀ d, and the square of what of d is left.
  private static func projection(of target: [Double], _ factors: OrthogonalTriangular) -> ([Double], Double) {
    let q = factors.q
    var y = [Double](repeating: 0, count: q.columns)
    q.values.withUnsafeBufferPointer { q in
      for row in target.indices {
        for column in y.indices { y[column] += q[row * y.count + column] * target[row] }
      }
    }
    let fitted = q * y
    var rest = 0.0
    for i in target.indices { rest += (target[i] - fitted[i]) * (target[i] - fitted[i]) }
    return (y, rest)
  }

  /// The derivatives of s u by z.
  private static func clampRows(
    _ clamps: AutobkClamps, scale: Double, u: [Double], z: [Double], count: Double
  ) -> Matrix {
    var rows = clamps.matrix
    for i in 0..<rows.rows {
      for j in 0..<rows.columns { rows[i, j] = scale * rows[i, j] + 20 / count * u[i] * z[j] }
    }
    return rows
  }

  private static func inverse(_ rows: Matrix) -> Matrix? {
    var matrix = rows * rows.transposed
    for i in 0..<matrix.rows { matrix[i, i] += 1 }
    guard let eigen = try? SymmetricEigenvalues(matrix) else { return nil }
    var scaled = eigen.vectors
    for i in 0..<scaled.rows {
      for j in 0..<scaled.columns { scaled[i, j] /= eigen.values[i] }
    }
    return eigen.vectors.transposed * scaled
  }

  /// The variance of a combination of z, before it is scaled by the scatter.
  func variance(along row: [Double]) -> Double {
    let plain = row.reduce(0) { $0 + $1 * $1 }
    guard let clampInverse else { return plain }
    let carried = clampRows * row
    return plain - zip(carried, clampInverse * carried).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// The one number that clamps leave to be found.
private struct ClampRule {
  /// Of G Gᵀ, and g in its eigenvectors.
  let eigenvalues: [Double]
  let parts: [Double]
  let rest: Double
  let count: Double

  struct State {
    var lambda: Double
    /// u in the eigenvectors of G Gᵀ.
    var u: [Double]
    var squareOfU: Double
    var squareOfZ: Double
    /// s.
    var scale: Double
    /// s²/(1 + 20 s|u|²/N), which is λ at the solution.
    var next: Double
  }

  func state(_ lambda: Double) -> State {
    var u = parts
    var squareOfU = 0.0
    var squareOfZ = 0.0
    for i in u.indices {
      u[i] /= 1 + lambda * eigenvalues[i]
      squareOfU += u[i] * u[i]
      squareOfZ += lambda * lambda * eigenvalues[i] * u[i] * u[i]
    }
    let scale = 0.1 + 10 * (squareOfZ + rest) / count
    let next = scale * scale / (1 + 20 * scale * squareOfU / count)
    return State(lambda: lambda, u: u, squareOfU: squareOfU, squareOfZ: squareOfZ, scale: scale, next: next)
  }

  /// The λ with next(λ) = λ. At 0 next is larger, far out it is smaller, so that halving ends where steps do not.
  func solution() -> Double {
    var lambda = state(0).next
    for _ in 0..<60 {
      let next = state(lambda).next
      if abs(next - lambda) <= 1e-15 * lambda { return next }
      lambda = next
    }
    var low = 0.0
    var high = max(1, 2 * lambda)
    while state(high).next > high, high < 1e300 { high *= 4 }
    for _ in 0..<200 where high - low > 1e-15 * high {
      let middle = 0.5 * (low + high)
      if state(middle).next > middle { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
