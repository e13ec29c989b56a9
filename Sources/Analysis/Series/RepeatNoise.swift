/// The noise of repeated scans, from their differences.

/// The standard deviation of one point of each of several curves that should be equal.
///
/// What the curves share (the spectrum) and what changes slowly between them (drift, scale) does not count: for each
/// curve the differences of neighbouring points of its deviation from the mean are taken, and their standard deviation
/// without the outlying ones, by √2, is the width. The deviation of curve i holds noise of all: its variance is
/// sᵢ²(1 - 2/n) + Σs²/n², which is solved for sᵢ².
public enum RepeatNoise {
  /// One standard deviation for each curve, in the unit of the values. Two curves share one; of one nothing is known.
  public static func deviations(of curves: [[Double]]) -> [Double]? {
    guard curves.count >= 2, let length = curves.first?.count, length >= 4 else { return nil }
    let count = Double(curves.count)
    let mean = (0..<length).map { i in curves.reduce(0) { $0 + $1[i] } / count }
    let seen = curves.map { curve in
      let deviation = zip(curve, mean).map { $0 - $1 }
      let steps = zip(deviation, deviation.dropFirst()).map { $1 - $0 }
      return clippedVariance(steps) / 2
    }
    let total = seen.reduce(0, +) * count / (count - 1)
    guard curves.count > 2 else { return curves.map { _ in (total / count).squareRoot() } }
    // Chance can make a quiet curve's estimate negative: it is then a tenth of the mean noise.
    let floor = 0.01 * total / count
    return seen.map { max(floor, ($0 - total / (count * count)) / (1 - 2 / count)).squareRoot() }
  }
}

extension RepeatNoise {
  /// The mean square of what lies within 3.5 standard deviations of 0, as the median absolute value tells them, raised by
  /// what a normal distribution has outside.
  static func clippedVariance(_ values: [Double]) -> Double {
    let limit = clip * 1.4826 * median(values.map(abs))
    let kept = values.filter { abs($0) <= limit }
    return kept.reduce(0) { $0 + $1 * $1 } / Double(max(1, kept.count)) / shareOfVarianceWithinClip
  }

  private static let clip = 3.5
  /// 1 - 2cφ(c) / (2Φ(c) - 1) for c = 3.5.
  private static let shareOfVarianceWithinClip = 0.99389
}

/// The middle value, or the mean of both; 0 of none.
func median(_ values: [Double]) -> Double {
  let ordered = values.sorted()
  guard let last = ordered.last else { return 0 }
  let half = ordered.count / 2
  return ordered.count % 2 == 1 ? ordered[half] : ordered.count < 2 ? last : (ordered[half - 1] + ordered[half]) / 2
}
