/// Areas of fixed windows before an edge, such as that of the oxygen K edge.
public import Datasets

/// Integrates fixed windows of a spectrum over the line that is fitted before all of them, and divides by the level
/// behind the edge or by the area of the whole spectrum.
///
/// The baseline is fixed, so that the numbers of a series can be compared, and holds no model of the rising edge; for
/// a baseline under one peak there is `WindowIntegral`.
public struct PreEdgeWindows: Sendable {
  /// In eV.
  public var windows: [ClosedRange<Double>]
  /// Where the line is fitted, in eV; nil from the beginning of the scan to the first window.
  public var preRange: ClosedRange<Double>?
  /// Where the level behind the edge is taken, in eV; nil for the last quarter of what follows the last window.
  public var postRange: ClosedRange<Double>?

  /// Windows, at least one.
  public init(_ windows: [ClosedRange<Double>]) { self.windows = windows }

  /// What came of it.
  public struct Result: Sendable {
    public var noise: PointNoise.Origin
    public var preRange: ClosedRange<Double>
    public var postRange: ClosedRange<Double>
    /// The mean of `postRange` over the line.
    public var edgeStep: Estimate
    /// All that is over the line from the end of `preRange` on.
    public var wholeArea: Estimate
    public var windows: [Window]
    public var line: [Double]

    /// One window.
    public struct Window: Sendable {
      public var range: ClosedRange<Double>
      /// Over the line, in the unit of the signal times eV.
      public var area: Estimate
      /// The area over the edge step, in eV, and over the whole area.
      public var perStep: Estimate
      public var share: Estimate
      public var centroid: Estimate
    }
  }

  /// Integrates. Throws when a window is not inside the scan, or nothing is before or behind them.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    let energy = spectrum.energy
    let (start, end) = (energy[0], energy[energy.count - 1])
    let low = windows.map(\.lowerBound).min() ?? start
    let high = windows.map(\.upperBound).max() ?? end
    guard low >= start, high <= end else {
      throw AnalysisError(
        "the windows reach from \(text(low)) to \(text(high)) eV, and the scan from \(text(start)) to \(text(end)) eV; "
          + "correct windows=")
    }
    let pre = preRange ?? start...low
    let post = postRange ?? (end - 0.25 * (end - high))...end
    let behind = energy.indices.filter { post.contains(energy[$0]) }
    guard energy.count(where: { pre.contains($0) }) >= 3, behind.count >= 2 else {
      throw AnalysisError(
        "there is too little before the windows (\(text(pre.lowerBound)) to \(text(pre.upperBound)) eV) or behind the edge "
          + "(\(text(post.lowerBound)) to \(text(post.upperBound)) eV): say where to take both with pre= and post=")
    }
    let noise = PointNoise(spectrum)
    let line = try Baseline(.linear, energy, spectrum.values, in: [pre])
    let rest = zip(spectrum.values, line.values).map { $0 - $1 }
    var level = [Double](repeating: 0, count: energy.count)
    for i in behind { level[i] = 1 / Double(behind.count) }
    let whole = WindowWeights(energy, min(pre.upperBound, end)...end).moment(0, about: 0)
    func sum(_ weights: [Double]) -> Double { zip(weights, rest).reduce(0) { $0 + $1.0 * $1.1 } }
    func estimate(_ weights: [Double], over divisor: [Double]? = nil) -> Estimate {
      let size = divisor.map(sum) ?? 1
      let value = sum(weights) / size
      let own = divisor.map { zip(weights, $0).map { ($0 - value * $1) / size } } ?? weights
      return Estimate(value, standardError: noise.variance(of: line.carried(own)).squareRoot())
    }
    guard sum(level) > 0, sum(whole) > 0 else {
      throw AnalysisError("the signal behind the edge is not above the line before it; correct pre= and post=")
    }
    var found: [Result.Window] = []
    for range in windows {
      guard energy.count(where: { range.contains($0) }) >= 2 else {
        throw AnalysisError(
          "the window \(text(range.lowerBound)):\(text(range.upperBound)) eV holds fewer than 2 points; widen it")
      }
      let weights = WindowWeights(energy, range)
      let area = weights.moment(0, about: 0)
      let middle = 0.5 * (range.lowerBound + range.upperBound)
      let place = estimate(weights.moment(1, about: middle), over: area)
      found.append(
        Result.Window(
          range: range, area: estimate(area), perStep: estimate(area, over: level), share: estimate(area, over: whole),
          centroid: Estimate(middle + place.value, standardError: place.standardError)))
    }
    return Result(
      noise: noise.origin, preRange: pre, postRange: post, edgeStep: estimate(level), wholeArea: estimate(whole),
      windows: found, line: line.values)
  }
}
