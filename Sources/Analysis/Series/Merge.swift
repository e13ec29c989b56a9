/// Repeated scans of one sample as one spectrum.

/// The weighted mean of spectra at the energies of the first, as far as all reach.
public struct Merge: Sendable {
  /// What a scan's weight is.
  public enum Weight: String, Sendable, CaseIterable {
    /// All the same.
    case equal
    /// The inverse variance of the scan's noise, which is estimated from the differences between the scans.
    case noise
    /// The inverse variance of each point, where all scans state it.
    case variance
  }

  /// What happens to what stands out.
  public enum Rejection: String, Sendable, CaseIterable {
    /// It is reported and kept.
    case none
    /// Single points that stand out are left out.
    case points
    /// Scans that stand out are left out.
    case scans
  }

  public var weight = Weight.noise
  public var reject = Rejection.none
  /// How many standard deviations from the others stand out.
  public var threshold = 6.0

  /// The usual merge: weighted by noise, nothing left out.
  public init() {}

  /// A merged spectrum and what became of its members.
  public struct Result: Sendable {
    /// In eV.
    public var energy: [Double]
    public var values: [Double]
    /// The standard deviation of the members around the mean at each energy, divided by n (as Larch's `mu_std`).
    public var deviation: [Double]
    /// The standard error of the mean at each energy: from the scatter of the members, or from their stated variances
    /// when these are the weights.
    public var standardError: [Double]
    /// One for each spectrum given, in their order.
    public var members: [Member]
  }

  /// What became of one scan.
  public struct Member: Sendable {
    /// Its share of the mean, 0 to 1; of the mean over energies where weights vary by point.
    public var weight: Double
    /// The standard deviation of its noise; nil when it is not known.
    public var noise: Double?
    /// The root mean square of its distance from the median of all.
    public var distance: Double
    /// Whether it stands out as a whole.
    public var isOutlier: Bool
    /// The energies of single points that stand out, in eV.
    public var outlyingEnergies: [Double]
  }

  /// Merges the curves of a common grid. Throws when there is none, or when weights are asked for that are not known.
  public func apply(to grid: CommonGrid) throws(AnalysisError) -> Result {
    let noise = RepeatNoise.deviations(of: grid.curves)
    let survey = OutlierSurvey(grid, noise: noise, threshold: threshold)
    var weights = try pointWeights(grid, noise)
    for i in grid.curves.indices {
      if reject == .scans, survey.isOutlier[i] { weights[i] = weights[i].map { _ in 0 } }
      if reject == .points { for point in survey.outlyingPoints[i] { weights[i][point] = 0 } }
    }
    let totals = grid.energy.indices.map { point in weights.reduce(0) { $0 + $1[point] } }
    guard totals.allSatisfy({ $0 > 0 }) else {
      throw AnalysisError("at some energy every scan stands out from the others; set reject=none or a larger threshold")
    }
    let values = grid.energy.indices.map { point in
      zip(weights, grid.curves).reduce(0) { $0 + $1.0[point] * $1.1[point] } / totals[point]
    }
    let members = grid.curves.indices.map { i in
      Member(
        weight: grid.energy.indices.reduce(0) { $0 + weights[i][$1] / totals[$1] } / Double(grid.energy.count),
        noise: noise?[i], distance: survey.distances[i], isOutlier: survey.isOutlier[i],
        outlyingEnergies: survey.outlyingPoints[i].map { grid.energy[$0] })
    }
    let deviation = scatter(grid, weights, totals, values)
    return Result(
      energy: grid.energy, values: values, deviation: deviation,
      standardError: standardErrors(grid, weights, totals, deviation), members: members)
  }

  private func pointWeights(_ grid: CommonGrid, _ noise: [Double]?) throws(AnalysisError) -> [[Double]] {
    switch weight {
    case .equal: return grid.curves.map { $0.map { _ in 1 } }
    case .noise:
      guard let noise, noise.contains(where: { $0 > 0 }) else { return grid.curves.map { $0.map { _ in 1 } } }
      let least = (noise.filter { $0 > 0 }.min() ?? 1)
      return zip(grid.curves, noise).map { curve, width in
        let weight = 1 / (max(width, least) * max(width, least))
        return curve.map { _ in weight }
      }
    case .variance:
      return try grid.variances.map { variance throws(AnalysisError) in
        guard let variance, variance.allSatisfy({ $0 > 0 }) else {
          throw AnalysisError(
            "weight=variance needs a positive variance at every point of every scan; use weight=noise")
        }
        return variance.map { 1 / $0 }
      }
    }
  }

  /// The weighted standard deviation around the mean.
  private func scatter(_ grid: CommonGrid, _ weights: [[Double]], _ totals: [Double], _ mean: [Double]) -> [Double] {
    grid.energy.indices.map { point in
      let squares = zip(weights, grid.curves).reduce(0) { sum, member in
        let distance = member.1[point] - mean[point]
        return sum + member.0[point] * distance * distance
      }
      return (squares / totals[point]).squareRoot()
    }
  }

  /// With n members of equal weight, the deviation by √(n - 1); in general n is the effective number (Σw)²/Σw².
  private func standardErrors(
    _ grid: CommonGrid, _ weights: [[Double]], _ totals: [Double], _ deviation: [Double]
  ) -> [Double] {
    grid.energy.indices.map { point in
      if weight == .variance { return (1 / totals[point]).squareRoot() }
      let squares = weights.reduce(0) { $0 + $1[point] * $1[point] }
      let effective = totals[point] * totals[point] / squares
      return effective > 1 ? deviation[point] / (effective - 1).squareRoot() : .nan
    }
  }
}
