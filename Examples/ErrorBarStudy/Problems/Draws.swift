import Glibc

/// Numbers that look random and are the same on every machine (SplitMix64).
public struct Draws: Sendable {
  private var state: UInt64

  /// Numbers that follow from `seed`.
  public init(seed: UInt64) { state = seed }

  /// Even between 0 and 1.
  public mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
  }

  /// Normal with mean 0 and deviation 1 (Box and Muller).
  public mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// Counts of this mean: by products of even numbers below 10 (Knuth), by Hörmann's transformed rejection from there on
  /// (Insurance: Mathematics and Economics 12, 39, 1993).
  public mutating func counts(mean: Double) -> Double {
    guard mean >= 10 else {
      let limit = exp(-mean)
      var product = uniform()
      var count = 0.0
      while product > limit {
        product *= uniform()
        count += 1
      }
      return count
    }
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4)
    while true {
      let u = uniform() - 0.5
      let v = 1 - uniform()
      let us = 0.5 - abs(u)
      let count = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return count }
      if count < 0 || (us < 0.013 && v > us) { continue }
      if log(v * inverse / (a / (us * us) + b)) <= count * log(mean) - mean - lgamma(count + 1) {
        return count
      }
    }
  }
}
