/// What dead time does to rates, and how to undo it. Rates in counts per second, dead times in seconds.
import Glibc

/// The laws themselves, for one rate at a time. What has no answer is NaN.
public enum DeadTimeLaw {
  /// The true rate n of a detector that is blind for `tau` after each count that it kept, which photons in between do
  /// not prolong: n = m/(1 - m τ). NaN where m τ is 1 or more.
  ///
  /// Source: G. F. Knoll, Radiation Detection and Measurement, 4th ed., chapter 4, "Dead time", nonparalyzable model.
  public static func nonparalyzable(_ kept: Double, tau: Double) -> Double {
    let blind = kept * tau
    return blind < 1 ? kept / (1 - blind) : .nan
  }

  /// The true rate n of a detector that each photon makes blind anew for `tau`: the lower solution of m = n exp(-n τ),
  /// n = -W₀(-m τ)/τ with Lambert's function. NaN above the highest rate that it can give, 1/(e τ).
  ///
  /// The solution is found by Halley's steps on w exp(w) = -m τ, which keep their speed at the branch point. Source of
  /// the law: Knoll as above, paralyzable model; of the steps: Corless et al., Adv. Comput. Math. 5 (1996) 329, section 4.
  public static func paralyzable(_ kept: Double, tau: Double) -> Double {
    let blind = kept * tau
    guard blind != 0 else { return kept }
    guard blind > 0, blind <= highest else { return .nan }
    let z = -blind
    let p = (2 * max(0, 1 - blind * M_E)).squareRoot()
    // The series about the branch point, or about zero.
    var w = blind > 0.25 ? -1 + p - p * p / 3 + 11 * p * p * p / 72 : z * (1 - z)
    for _ in 0..<50 {
      let power = exp(w)
      let miss = w * power - z
      let slope = power * (w + 1)
      let step = miss / (slope - (w + 2) * miss / (2 * w + 2))
      guard step.isFinite, w - step > -1 else { break }
      w -= step
      if abs(step) <= 1e-16 * abs(w) { break }
    }
    return -w / tau
  }

  /// 1/e, and a little more: the rate at the maximum is rounded when it is worked out.
  private static let highest = 1 / M_E * (1 + 4e-16)

  /// The rate that a detector of either kind keeps of a true rate n: n/(1 + n τ), or n exp(-n τ).
  static func kept(of rate: Double, tau: Double, isParalyzable: Bool) -> Double {
    isParalyzable ? rate * exp(-rate * tau) : rate / (1 + rate * tau)
  }

  /// The result of the iteration for the fast counter of X-23A2's detectors.
  public struct Iteration: Sendable, Hashable {
    /// The true rate in counts per second.
    public var rate: Double
    /// How many steps it took.
    public var count: Int
  }

  /// The most steps that X-23A2's iteration takes.
  public static let xdacLimit = 20

  /// The true rate by the iteration that X-23A2 used: n becomes m exp(n τ), from n = m on, until it grows by no more than
  /// a part of it that is `tau` in seconds as a mere number, or twenty times. NaN above 1/(e τ), where it has no end.
  ///
  /// Source: J. C. Woicik, B. Ravel, D. A. Fischer and W. J. Newburgh, J. Synchrotron Rad. 17 (2010) 409; the end of the
  /// iteration as in the program that goes with it.
  public static func xdac(_ kept: Double, tau: Double) -> Iteration {
    guard kept * tau <= highest else { return Iteration(rate: .nan, count: 0) }
    guard kept > 0 else { return Iteration(rate: kept, count: 0) }
    var rate = kept
    for count in 1...xdacLimit {
      let next = kept * exp(rate * tau)
      let growth = (next - rate) / rate
      rate = next
      if growth <= tau { return Iteration(rate: rate, count: count) }
    }
    return Iteration(rate: rate, count: xdacLimit)
  }
}
