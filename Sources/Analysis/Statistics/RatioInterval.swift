/// Confidence intervals of ratios.

/// What a ratio of two measured numbers can be, after Fieller (J. R. Stat. Soc. B 16, 175, 1954): all ρ for which
/// numerator - ρ · denominator lies within `quantile` of its own standard errors of 0.
///
/// Where numerator and denominator are normal, the coverage is that of the quantile, however uncertain the denominator is. The
/// error of first order, |a/b| √(σa²/a² + σb²/b² - 2 cov/ab), is what remains of it when the denominator is known well.
public enum RatioInterval: Sendable, Hashable {
  /// From one end to the other.
  case inside(ClosedRange<Double>)
  /// Everything but what lies between two ends, which is empty when they are equal: the denominator may be 0, and the ratio
  /// as large as one likes.
  case outside(low: Double, high: Double)
  /// Nothing is excluded.
  case everything

  /// The interval for a numerator and a denominator with these variances and this covariance. `quantile` is how many standard
  /// errors are allowed: 1.96 for 95 %, or Student's quantile where variances were estimated. Nil when a number is not finite, a
  /// variance is negative, or the quantile is not positive.
  public init?(
    _ numerator: Double, variance: Double, over denominator: Double, denominatorVariance: Double,
    covariance: Double = 0, quantile: Double
  ) {
    let numbers = [numerator, variance, denominator, denominatorVariance, covariance, quantile]
    guard numbers.allSatisfy(\.isFinite), variance >= 0, denominatorVariance >= 0, quantile > 0
    else { return nil }
    // square ρ² - 2 half ρ + rest ≤ 0.
    let factor = quantile * quantile
    let square = denominator * denominator - factor * denominatorVariance
    let half = numerator * denominator - factor * covariance
    let rest = numerator * numerator - factor * variance
    let discriminant = half * half - square * rest
    guard square != 0 else {
      // The denominator is exactly `quantile` errors from 0: one end is at infinity.
      guard half != 0 else { return nil }
      let end = rest / (2 * half)
      self = half > 0 ? .outside(low: -.infinity, high: end) : .outside(low: end, high: .infinity)
      return
    }
    guard discriminant > 0 else {
      if square > 0 { self = .inside(half / square...half / square) } else { self = .everything }
      return
    }
    // The root that loses no digits, and the other one from their product.
    let sum = half + (half < 0 ? -discriminant.squareRoot() : discriminant.squareRoot())
    let ends = [sum / square, sum == 0 ? 0 : rest / sum].sorted()
    self = square > 0 ? .inside(ends[0]...ends[1]) : .outside(low: ends[0], high: ends[1])
  }

  /// Whether the ratio may have this value.
  public func contains(_ ratio: Double) -> Bool {
    switch self {
    case .inside(let range): range.contains(ratio)
    case .outside(let low, let high): ratio <= low || ratio >= high
    case .everything: true
    }
  }
}
