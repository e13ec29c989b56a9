/// The noise of repeated scans, from their differences.

/// The standard deviation of one point of each of several curves that should be equal.
///
/// What the curves share (the spectrum) and what changes slowly between them (drift, scale) does not count: for each
/// curve the differences of neighbouring points of its deviation from the mean are taken, and their median absolute
/// value (times 1.4826, by √2) is the width. The deviation of curve i holds noise of all: its variance is
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
      let width = 1.4826 * median(steps.map(abs)) / 2.0.squareRoot()
      return width * width
    }
    let total = seen.reduce(0, +) * count / (count - 1)
    guard curves.count > 2 else { return curves.map { _ in (total / count).squareRoot() } }
    // Chance can make a quiet curve's estimate negative: it is then a tenth of the mean noise.
    let floor = 0.01 * total / count
    return seen.map { max(floor, ($0 - total / (count * count)) / (1 - 2 / count)).squareRoot() }
  }
}

/// The middle value, or the mean of both; 0 of none.
func median(_ values: [Double]) -> Double {
  let ordered = values.sorted()
  guard let last = ordered.last else { return 0 }
  let half = ordered.count / 2
  return ordered.count % 2 == 1 ? ordered[half] : ordered.count < 2 ? last : (ordered[half - 1] + ordered[half]) / 2
}
