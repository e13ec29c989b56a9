import Analysis
import Testing

@Suite("Intervals of ratios") struct RatioIntervalTests {
  /// How many of its errors `numerator - ratio · denominator` is away from 0: Fieller's own definition.
  private func distance(
    _ ratio: Double, _ a: Double, _ va: Double, _ b: Double, _ vb: Double, _ c: Double
  ) -> Double {
    abs(a - ratio * b) / (va - 2 * ratio * c + ratio * ratio * vb).squareRoot()
  }

  @Test(
    "the ends are where the difference is as many errors from 0 as was asked",
    arguments: [-0.03, 0, 0.04])
  func ends(covariance: Double) throws {
    let interval = RatioInterval(
      3, variance: 0.09, over: 1.2, denominatorVariance: 0.04, covariance: covariance,
      quantile: 1.96)
    guard case .inside(let range) = try #require(interval) else {
      Issue.record("\(String(describing: interval))")
      return
    }
    for end in [range.lowerBound, range.upperBound] {
      #expect(abs(distance(end, 3, 0.09, 1.2, 0.04, covariance) - 1.96) < 1e-9)
    }
    #expect(range.contains(2.5) && !range.contains(0) && interval?.contains(2.5) == true)
  }

  @Test(
    "with an exact denominator it is the numerator's interval, with an exact numerator the other's turned over"
  )
  func exact() throws {
    guard
      case .inside(let first)? = RatioInterval(
        6, variance: 0.25, over: 2, denominatorVariance: 0, quantile: 2),
      case .inside(let second)? = RatioInterval(
        6, variance: 0, over: 2, denominatorVariance: 0.25, quantile: 2)
    else {
      Issue.record("no interval")
      return
    }
    #expect(abs(first.lowerBound - 2.5) < 1e-12 && abs(first.upperBound - 3.5) < 1e-12)
    #expect(abs(second.lowerBound - 2) < 1e-12 && abs(second.upperBound - 6) < 1e-12)
  }

  @Test(
    "a denominator that may be 0 leaves the ratio open, and both that may be 0 leave everything")
  func open() throws {
    let open = try #require(
      RatioInterval(3, variance: 0.01, over: 0.1, denominatorVariance: 0.04, quantile: 1.96))
    guard case .outside(let low, let high) = open else {
      Issue.record("\(open)")
      return
    }
    for end in [low, high] { #expect(abs(distance(end, 3, 0.01, 0.1, 0.04, 0) - 1.96) < 1e-9) }
    #expect(low < 0 && high > 0 && open.contains(30) && open.contains(-1e9) && !open.contains(0))
    let all = RatioInterval(
      0.1, variance: 0.04, over: 0.1, denominatorVariance: 0.04, quantile: 1.96)
    #expect(all == .everything && all?.contains(-7) == true)
    // A denominator of exactly two errors: (3 - 2ρ)² ≤ 4ρ² holds from ρ = 3/4 on.
    let edge = RatioInterval(3, variance: 0, over: 2, denominatorVariance: 1, quantile: 2)
    #expect(edge == .outside(low: -.infinity, high: 0.75))
  }

  @Test("what makes no interval gives none")
  func refused() {
    #expect(RatioInterval(.nan, variance: 1, over: 1, denominatorVariance: 1, quantile: 1) == nil)
    #expect(RatioInterval(1, variance: -1, over: 1, denominatorVariance: 1, quantile: 1) == nil)
    #expect(RatioInterval(1, variance: 1, over: 1, denominatorVariance: 1, quantile: 0) == nil)
  }
}
