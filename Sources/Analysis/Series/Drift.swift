/// What changes from scan to scan: radiation damage, drift of the monochromator.

/// Compares each scan of a series with the one before and with the first.
///
/// A scan is laid over the other with a free scale and a free straight line, so that thickness, gain and background do
/// not count; what is left is compared with the noise of both (chi-square per point). Without change it is 1; the
/// significance is how many standard deviations √(2/N) above 1 it is.
public struct Drift: Sendable {
  /// Relative to the edge, in eV: where scans are compared.
  public var window: ClosedRange<Double>

  /// Drift in this window; the edge and its first resonances show damage first.
  public init(window: ClosedRange<Double> = -20...50) { self.window = window }

  /// How two scans differ.
  public struct Change: Sendable, Hashable {
    /// The root mean square of what is left, in the unit of the values.
    public var rootMeanSquare: Double
    /// Chi-square per degree of freedom; nil when the noise is not known.
    public var chiSquare: Double?
    /// How many standard deviations chi-square lies above 1; nil when the noise is not known.
    public var significance: Double?
  }

  /// One scan of the series.
  public struct Scan: Sendable {
    /// In eV.
    public var e0: Double
    /// The standard deviation of its noise; nil when it is not known.
    public var noise: Double?
    /// Against the scan before; nil for the first.
    public var fromPrevious: Change?
    /// Against the first scan; nil for the first.
    public var fromFirst: Change?
  }

  /// A straight line through a quantity over scan numbers.
  public struct Trend: Sendable, Hashable {
    /// The change per scan.
    public var slope: Double
    public var standardError: Double
  }

  /// The scans of a common grid and the trend of their edges. Throws when fewer than eight energies lie in the window.
  public func apply(to grid: CommonGrid) throws(AnalysisError) -> (scans: [Scan], edgeTrend: Trend?) {
    let edges = grid.curves.map { EdgeEnergy.derivative(grid.energy, $0) }
    let e0 = median(edges)
    let places = grid.indices(in: (e0 + window.lowerBound)...(e0 + window.upperBound))
    guard places.count >= 8 else {
      throw AnalysisError(
        "only \(places.count) energies lie between \(window.lowerBound) and \(window.upperBound) eV around the edge at "
          + "\(e0) eV: too few to see a change")
    }
    let noise = RepeatNoise.deviations(of: grid.curves)
    let x = places.map { grid.energy[$0] }
    let curves = grid.curves.map { curve in places.map { curve[$0] } }
    let glitches = OutlierSurvey(grid, noise: noise, threshold: Self.glitchThreshold).outlyingPoints.map(Set.init)
    func change(_ i: Int, from j: Int) -> Change {
      // A spike is no drift.
      let kept = places.indices.filter { !glitches[i].contains(places[$0]) && !glitches[j].contains(places[$0]) }
      let residual = LineFit.residual(
        of: kept.map { curves[i][$0] }, from: kept.map { curves[j][$0] }, kept.map { x[$0] })
      let freedom = Double(max(1, kept.count - 3))
      guard let noise, noise[i] > 0 || noise[j] > 0 else {
        return Change(rootMeanSquare: (residual / Double(kept.count)).squareRoot())
      }
      let chiSquare = residual / (noise[i] * noise[i] + noise[j] * noise[j]) / freedom
      return Change(
        rootMeanSquare: (residual / Double(kept.count)).squareRoot(), chiSquare: chiSquare,
        significance: (chiSquare - 1) * (freedom / 2).squareRoot())
    }
    let scans = grid.curves.indices.map { i in
      Scan(
        e0: edges[i], noise: noise?[i], fromPrevious: i > 0 ? change(i, from: i - 1) : nil,
        fromFirst: i > 0 ? change(i, from: 0) : nil)
    }
    return (scans, Self.trend(of: edges))
  }

  /// Single points that stand out by so many standard deviations do not count.
  private static let glitchThreshold = 6.0

  /// The line of least squares through values at 0, 1, 2 ...; nil of fewer than three.
  static func trend(of values: [Double]) -> Trend? {
    guard values.count >= 3 else { return nil }
    let count = Double(values.count)
    let center = (count - 1) / 2
    let mean = values.reduce(0, +) / count
    let spread = values.indices.reduce(0) { $0 + (Double($1) - center) * (Double($1) - center) }
    let slope = values.indices.reduce(0) { $0 + (Double($1) - center) * (values[$1] - mean) } / spread
    let rest = values.indices.reduce(0) { sum, i in
      let distance = values[i] - mean - slope * (Double(i) - center)
      return sum + distance * distance
    }
    return Trend(slope: slope, standardError: (rest / (count - 2) / spread).squareRoot())
  }
}
