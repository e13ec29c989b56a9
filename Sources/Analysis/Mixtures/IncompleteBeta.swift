/// The incomplete beta function.
import Glibc

enum IncompleteBeta {
  /// I_x(a, b) by its continued fraction (Abramowitz and Stegun 26.5.8), for x between 0 and 1 and positive a, b; good to
  /// twelve digits.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x < (a + 1) / (a + b + 2) else { return 1 - regularized(1 - x, b, a) }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    // Evaluated forwards after Lentz.
    var (numerator, denominator) = (1.0, 1 / nonzero(1 - (a + b) * x / (a + 1)))
    var fraction = denominator
    for m in 1..<500 {
      let m = Double(m)
      var change = 1.0
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        denominator = 1 / nonzero(1 + term * denominator)
        numerator = nonzero(1 + term / numerator)
        change = numerator * denominator
        fraction *= change
      }
      if abs(change - 1) < 1e-15 { break }
    }
    return front * fraction
  }

  private static func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
}
