/// Student's distribution.
import Glibc

/// The distribution of a mean over its estimated error, for `freedom` degrees of freedom above 0.
public struct StudentDistribution: Sendable, Hashable {
  /// Degrees of freedom.
  public let freedom: Double

  /// The distribution for this many degrees of freedom.
  public init(freedom: Double) { self.freedom = freedom }

  /// The value below which a share `probability`, inside 0...1, of the distribution lies: by bisection of the cumulative
  /// distribution to the last digits.
  public func quantile(_ probability: Double) -> Double {
    guard probability != 0.5 else { return 0 }
    guard probability > 0.5 else { return -quantile(1 - probability) }
    var low = 0.0
    var high = 1.0
    while cumulative(high) < probability, high < 1e300 { high *= 2 }
    while high - low > 1e-14 * high {
      let middle = 0.5 * (low + high)
      if middle == low || middle == high { break }
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }

  /// The share below `value`, for values of at least 0 (Abramowitz and Stegun 26.7.1).
  public func cumulative(_ value: Double) -> Double {
    1 - 0.5 * Self.incompleteBeta(freedom / (freedom + value * value), freedom / 2, 0.5)
  }

  /// The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8), evaluated after
  /// Lentz.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    return x < (a + 1) / (a + b + 2) ? betaFraction(x, a, b) : 1 - betaFraction(1 - x, b, a)
  }

  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    var c = 1.0
    var d = 1 / (1 - (a + b) * x / (a + 1))
    var fraction = d
    for m in 1..<500 {
      let m = Double(m)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / (1 + numerator * d)
        c = 1 + numerator / c
        fraction *= c * d
      }
      if abs(c * d - 1) < 1e-16 { break }
    }
    return front * fraction
  }
}
