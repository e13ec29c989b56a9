/// Fits of peaks to counts.

extension PeakFit {
  /// Fits a spectrum of counts by their most likely model (Poisson's distribution): each point is weighted by the variance that the
  /// model says, not by the counts that happened to be there, in a few rounds of least squares (Nelder and Wedderburn, J. R. Stat.
  /// Soc. A 135, 370, 1972). Weights from the counts themselves favour points that are low by chance: curves come out low by about one
  /// count at every point, which is a third of the error of a single point at ten counts and more for what many points share.
  ///
  /// The values are counts, without a factor or an offset; the variance of the curve is not looked at. Throws for negative counts
  /// and where the fit throws.
  public func fitCounts(_ curve: SampledCurve) throws(AnalysisError) -> Result {
    guard curve.y.allSatisfy({ $0 >= 0 }) else {
      throw AnalysisError(
        "\(curve.name): counts cannot be negative; fit it with its scatter instead (uncertainty=fit)"
      )
    }
    var weighted = self
    weighted.usesVariance = true
    let points = curve.indices(in: model.range)
    let mean = points.reduce(0) { $0 + curve.y[$1] } / Double(max(1, points.count))
    // The first weights are even, as nothing is known yet that is not correlated with the noise.
    var variance = [Double](repeating: max(mean, 1), count: curve.y.count)
    for _ in 0..<Self.rounds {
      let found = try weighted.fit(Self.curve(curve, variance))
      // A model may dip below 0 beside a peak; a point cannot weigh more than one of a hundredth of the mean.
      for (point, value) in zip(points, found.fit) {
        variance[point] = max(value, 0.01 * mean, 1e-3)
      }
    }
    return try weighted.fit(Self.curve(curve, variance))
  }

  /// After four rounds the weights change by less than a thousandth, at ten counts per point too.
  private static let rounds = 4

  private static func curve(_ curve: SampledCurve, _ variance: [Double]) throws(AnalysisError)
    -> SampledCurve
  {
    try SampledCurve(name: curve.name, x: curve.x, y: curve.y, variance: variance)
  }
}
