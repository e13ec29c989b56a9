/// Least squares of weights that are not negative, for many right sides.

/// The active-set method of Lawson and Hanson (Solving Least Squares Problems, ch. 23) on the normal equations, which are
/// worked out once (Bro and de Jong, J. Chemometrics 11, 393, 1997).
struct NonNegativeLeastSquares {
  /// AᵀA.
  private let gram: Matrix

  /// For the columns of `a`.
  init(_ a: Matrix) { gram = a.transposed * a }

  /// The weights for a right side b, given as Aᵀb.
  func solution(_ product: [Double]) -> [Double] {
    let count = gram.rows
    var x = [Double](repeating: 0, count: count)
    var isPassive = [Bool](repeating: false, count: count)
    let tolerance = 1e-12 * product.reduce(1e-300) { max($0, abs($1)) }
    for _ in 0..<10 * (count + 1) {
      let slope = zip(product, gram * x).map { $0 - $1 }
      guard let next = x.indices.filter({ !isPassive[$0] }).max(by: { slope[$0] < slope[$1] }), slope[next] > tolerance
      else { return x }
      isPassive[next] = true
      for _ in 0...count {
        let passive = x.indices.filter { isPassive[$0] }
        guard let z = solve(passive, product) else {
          isPassive[next] = false
          return x
        }
        guard z.contains(where: { $0 <= 0 }) else {
          for (k, place) in passive.enumerated() { x[place] = z[k] }
          break
        }
        var share = 1.0
        for (k, place) in passive.enumerated() where z[k] <= 0 { share = min(share, x[place] / (x[place] - z[k])) }
        for (k, place) in passive.enumerated() {
          x[place] += share * (z[k] - x[place])
          if z[k] <= 0, x[place] <= 1e-15 * (1 + abs(z[k])) {
            x[place] = 0
            isPassive[place] = false
          }
        }
      }
    }
    return x
  }

  /// The weights of some columns, by Cholesky; nil when these do not determine them.
  private func solve(_ places: [Int], _ product: [Double]) -> [Double]? {
    let count = places.count
    var factor = Matrix(rows: count, columns: count)
    for i in 0..<count {
      for j in 0...i {
        var sum = gram[places[i], places[j]]
        for k in 0..<j { sum -= factor[i, k] * factor[j, k] }
        if i == j {
          guard sum > 1e-14 * gram[places[i], places[i]] else { return nil }
          factor[i, i] = sum.squareRoot()
        } else {
          factor[i, j] = sum / factor[j, j]
        }
      }
    }
    var z = places.map { product[$0] }
    for i in 0..<count {
      for k in 0..<i { z[i] -= factor[i, k] * z[k] }
      z[i] /= factor[i, i]
    }
    for i in (0..<count).reversed() {
      for k in i + 1..<max(i + 1, count) { z[i] -= factor[k, i] * z[k] }
      z[i] /= factor[i, i]
    }
    return z
  }
}
