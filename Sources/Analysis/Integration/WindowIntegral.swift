/// The area and the centroid of what a spectrum has in a window.
public import Datasets
import Glibc

/// Integrates a spectrum over a window, over a baseline that is fitted outside.
///
/// The area is that under the straight lines between the points. Every result is a function of the measured points, and
/// their noise is carried through it to first order: through the integral, through the baseline, whose error all points of
/// the window share, and through the normalisation where that is asked for.
public struct WindowIntegral: Sendable {
  /// What is integrated.
  public enum Space: String, Sendable, CaseIterable {
    case mu, norm, flat
  }

  /// In eV.
  public var window: ClosedRange<Double>
  /// The window is relative to E0.
  public var isRelative = false
  public var space = Space.mu
  public var baseline = BaselineForm.none
  /// Where the baseline is fitted, in eV, relative to E0 where the window is; without any both sides of the window, each
  /// half as wide as it.
  public var baselineRanges: [ClosedRange<Double>] = []
  public var normalization = Normalization()

  /// The integral over a window in eV.
  public init(window: ClosedRange<Double>) { self.window = window }

  /// What came of it.
  public struct Result: Sendable {
    public var noise: PointNoise.Origin
    /// E0 where it was needed.
    public var e0: Double?
    /// What was integrated over, in eV.
    public var window: ClosedRange<Double>
    public var baselineRanges: [ClosedRange<Double>]
    public var area: Estimate
    /// Nil where the area is 0.
    public var centroid: Estimate?
    /// The root of the second moment about the centroid; nil where that is negative.
    public var width: Estimate?
    /// The largest value over the baseline, at a measured point, and its energy.
    public var height: Estimate
    public var peak: Double
    /// Of the points in the window and the baseline's ranges.
    public var energy: [Double]
    public var values: [Double]
    public var curve: [Double]
  }

  /// Integrates. Throws when the window is not inside the scan, a baseline cannot be fitted, or the spectrum cannot be
  /// normalised.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    let energy = spectrum.energy
    var normalized: Normalization.Result?
    if space != .mu { normalized = try normalization.apply(to: spectrum) }
    var e0: Double?
    if isRelative { e0 = normalized?.e0 ?? normalization.e0 ?? EdgeEnergy.derivative(spectrum) }
    let shift = isRelative ? e0 ?? 0 : 0
    let window = (self.window.lowerBound + shift)...(self.window.upperBound + shift)
    try check(window, energy)
    let half = 0.5 * (window.upperBound - window.lowerBound)
    let ranges =
      baseline == .none
      ? []
      : baselineRanges.isEmpty
        ? [(window.lowerBound - half)...window.lowerBound, window.upperBound...(window.upperBound + half)]
        : baselineRanges.map { ($0.lowerBound + shift)...($0.upperBound + shift) }
    let y = space == .norm ? normalized?.norm : space == .flat ? normalized?.flat : nil
    let values = y ?? spectrum.values
    let fit = try Baseline(baseline, energy, values, in: ranges)
    let noise = PointNoise(spectrum)
    let chain = normalized.map { NormalizationWeights($0, energy, isStepGiven: normalization.step != nil) }
    func error(_ weights: [Double]) -> Double {
      let own = fit.carried(weights)
      return noise.variance(of: chain?.carried(own, space) ?? own).squareRoot()
    }
    return result(Parts(energy: energy, values: values, fit: fit, window: window), noise.origin, e0, ranges, error)
  }

  private func check(_ window: ClosedRange<Double>, _ energy: [Double]) throws(AnalysisError) {
    let inside = energy.count { window.contains($0) }
    guard inside >= 2, window.lowerBound >= energy[0], window.upperBound <= energy[energy.count - 1] else {
      throw AnalysisError(
        "the window \(text(window.lowerBound)) to \(text(window.upperBound)) eV is not all inside the scan, which reaches "
          + "from \(text(energy[0])) to \(text(energy[energy.count - 1])) eV, or holds fewer than 2 of its points "
          + "(\(inside)); correct range=")
    }
  }

  private struct Parts {
    var energy: [Double]
    var values: [Double]
    var fit: Baseline
    var window: ClosedRange<Double>
  }

  private func result(
    _ parts: Parts, _ origin: PointNoise.Origin, _ e0: Double?, _ ranges: [ClosedRange<Double>],
    _ error: ([Double]) -> Double
  ) -> Result {
    let rest = zip(parts.values, parts.fit.values).map { $0 - $1 }
    func sum(_ weights: [Double]) -> Double { zip(weights, rest).reduce(0) { $0 + $1.0 * $1.1 } }
    let middle = 0.5 * (parts.window.lowerBound + parts.window.upperBound)
    let integral = WindowWeights(parts.energy, parts.window)
    let moments = (0...2).map { integral.moment($0, about: middle) }
    let area = sum(moments[0])
    var centroid: Estimate?
    var width: Estimate?
    if area != 0 {
      let first = sum(moments[1]) / area
      centroid = Estimate(
        middle + first, standardError: error(zip(moments[1], moments[0]).map { ($0 - first * $1) / area }))
      let second = sum(moments[2]) / area - first * first
      if second > 0 {
        let root = second.squareRoot()
        let weights = parts.energy.indices.map { i in
          let spread = moments[2][i] - 2 * first * moments[1][i] + (first * first - second) * moments[0][i]
          return spread / (2 * root * area)
        }
        width = Estimate(root, standardError: error(weights))
      }
    }
    let inside = parts.energy.indices.filter { parts.window.contains(parts.energy[$0]) }
    let peak = inside.max { rest[$0] < rest[$1] } ?? 0
    var atPeak = [Double](repeating: 0, count: rest.count)
    atPeak[peak] = 1
    let shown = parts.energy.indices.filter { index in
      parts.window.contains(parts.energy[index]) || ranges.contains { $0.contains(parts.energy[index]) }
    }
    return Result(
      noise: origin, e0: e0, window: parts.window, baselineRanges: ranges,
      area: Estimate(area, standardError: error(moments[0])), centroid: centroid, width: width,
      height: Estimate(rest[peak], standardError: error(atPeak)), peak: parts.energy[peak],
      energy: shown.map { parts.energy[$0] }, values: shown.map { parts.values[$0] },
      curve: shown.map { parts.fit.values[$0] })
  }
}
