import Analysis
import Datasets

@testable import Analysis

/// Deviations of estimates from the truth in units of their standard errors.
struct Pulls {
  /// The root mean square, and the mean.
  let width: Double
  let mean: Double

  /// The pulls of several estimates on `count` curves with normal noise of these widths. The noise is stated as variance,
  /// or left to be found.
  static func of(
    _ truth: [Double], count: Int, energy: [Double], curve: [Double], noise: (Int) -> Double, isStated: Bool = true,
    seed: UInt64 = 3, _ estimates: (Spectrum) throws -> [Estimate]
  ) throws -> [Pulls] {
    var random = Random(seed: seed)
    var sums = truth.map { _ in 0.0 }
    var squares = sums
    for _ in 0..<count {
      let values = curve.indices.map { curve[$0] + noise($0) * random.normal() }
      let variance = isStated ? curve.indices.map { noise($0) * noise($0) } : nil
      let found = try estimates(try Spectrum(energy: energy, values: values, variance: variance))
      for (index, estimate) in found.enumerated() {
        let pull = (estimate.value - truth[index]) / estimate.standardError
        sums[index] += pull
        squares[index] += pull * pull
      }
    }
    return zip(sums, squares).map { Pulls(width: ($1 / Double(count)).squareRoot(), mean: $0 / Double(count)) }
  }

  /// Whether the errors are right within 5 %.
  var isRegular: Bool { width > 0.95 && width < 1.05 && abs(mean) < 0.2 }
}
