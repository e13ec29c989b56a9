/// Least squares of a polynomial.

/// A polynomial through points by orthogonal polynomials (Forsythe, J. Soc. Indust. Appl. Math. 5, 74, 1957) over the
/// range of the points scaled to -1...1, so that no digits are lost to energies of ten thousand electronvolts.
struct PolynomialFit {
  /// The middle and half the width of the range, in the unit of x.
  private let center: Double
  private let halfWidth: Double
  /// Rising powers of (x - center) / halfWidth.
  private let scaled: [Double]
  /// The orthonormal polynomials, each in rising powers of the scaled x.
  private let basis: [[Double]]
  /// The sum of squares that is left.
  let residual: Double

  /// The polynomial of `degree` (at most one less than there are points) through the points of `window`, which is not
  /// empty. Points of one x alone give a constant.
  init(_ x: [Double], _ y: [Double], in window: Range<Int>, degree: Int) {
    let low = x[window.lowerBound]
    let high = x[window.upperBound - 1]
    let center = 0.5 * (low + high)
    let halfWidth = high > low ? 0.5 * (high - low) : 1
    let places = window.map { (x[$0] - center) / halfWidth }
    var rest = Array(y[window])
    var scaled = [Double](repeating: 0, count: degree + 1)
    var basis: [[Double]] = []
    var current = [Double](repeating: 1 / Double(places.count).squareRoot(), count: places.count)
    var previous = [Double](repeating: 0, count: places.count)
    var powers = [current[0]]
    var norm = 0.0
    for order in 0...degree {
      var part = 0.0
      for i in places.indices { part += current[i] * rest[i] }
      for i in places.indices { rest[i] -= part * current[i] }
      for i in powers.indices { scaled[i] += part * powers[i] }
      basis.append(powers)
      guard order < min(degree, places.count - 1) else { break }
      // x q - (q, x q) q - |r| p, normalised, is the next one.
      var mean = 0.0
      for i in places.indices { mean += places[i] * current[i] * current[i] }
      var square = 0.0
      for i in places.indices {
        let next = (places[i] - mean) * current[i] - norm * previous[i]
        previous[i] = current[i]
        current[i] = next
        square += next * next
      }
      guard square > 0 else { break }
      var raised = [0] + powers
      for i in powers.indices { raised[i] -= mean * powers[i] }
      if order > 0 {
        let before = basis[order - 1]
        for i in before.indices { raised[i] -= norm * before[i] }
      }
      norm = square.squareRoot()
      for i in places.indices { current[i] /= norm }
      powers = raised.map { $0 / norm }
    }
    var residual = 0.0
    for i in rest.indices { residual += rest[i] * rest[i] }
    self.center = center
    self.halfWidth = halfWidth
    self.scaled = scaled
    self.basis = basis
    self.residual = residual
  }

  /// How many coefficients were determined.
  var parameterCount: Int { basis.count }

  /// The polynomial at `x`.
  func value(at x: Double) -> Double { Self.horner(scaled, (x - center) / halfWidth) }

  /// The polynomial at each of `places`.
  func values(at places: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: places.count)
    for i in places.indices { result[i] = Self.horner(scaled, (places[i] - center) / halfWidth) }
    return result
  }

  /// The orthonormal polynomials at `x`: the variance of the fit there is the points' own times the sum of their squares.
  func orthonormals(at x: Double) -> [Double] { basis.map { Self.horner($0, (x - center) / halfWidth) } }

  /// The coefficients of rising powers of x itself.
  var coefficients: [Double] {
    // Horner's rule over polynomials: multiply by (x - center) / halfWidth, add the next coefficient.
    var result = [Double](repeating: 0, count: scaled.count)
    for (index, coefficient) in scaled.enumerated().reversed() {
      for power in (0..<result.count).reversed() where index < scaled.count - 1 {
        result[power] = ((power > 0 ? result[power - 1] : 0) - center * result[power]) / halfWidth
      }
      result[0] += coefficient
    }
    return result
  }

  private static func horner(_ coefficients: [Double], _ t: Double) -> Double {
    var sum = 0.0
    var i = coefficients.count
    while i > 0 {
      i -= 1
      sum = sum * t + coefficients[i]
    }
    return sum
  }
}
