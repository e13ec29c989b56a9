/// Least squares of y against a curve and a straight line.
enum LineFit {
  /// The residual sum of squares of y - (a·curve + b + c·x) at its minimum, by orthogonal projection.
  static func residual(of y: [Double], from curve: [Double], _ x: [Double]) -> Double {
    var basis: [[Double]] = []
    for column in [x.map { _ in 1 }, x, curve] {
      let rest = projected(column, off: basis)
      let norm = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let size = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if norm > 1e-12 * size, norm > 0 { basis.append(rest.map { $0 / norm }) }
    }
    return projected(y, off: basis).reduce(0) { $0 + $1 * $1 }
  }

  /// What is left of a vector without its parts along orthonormal others; twice, for the digits.
  private static func projected(_ vector: [Double], off basis: [[Double]]) -> [Double] {
    var rest = vector
    for _ in 0..<2 {
      for direction in basis {
        let part = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
        for i in rest.indices { rest[i] -= part * direction[i] }
      }
    }
    return rest
  }
}
