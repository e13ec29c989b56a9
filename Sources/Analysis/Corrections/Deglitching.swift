/// Single bad points of a spectrum.
public import Datasets

/// Finds points that stand out from the median of their neighbours.
public struct Deglitching: Sendable, Hashable {
  /// What `threshold` is counted in.
  public enum Preset: String, Sendable, CaseIterable {
    /// Larch's: the root of the mean of (y - mean(median - y))², which is the size of the signal itself, so that small
    /// glitches of a large signal go unseen.
    case larch
    /// The noise around the point, from third differences, which neither slopes nor bends of the signal enter.
    case robust
  }

  public var preset: Preset
  /// How many points the median is of, odd.
  public var window: Int
  public var threshold: Double

  /// A search over `window` points.
  public init(_ preset: Preset = .larch, window: Int = 5, threshold: Double? = nil) {
    self.preset = preset
    self.window = window
    self.threshold = threshold ?? (preset == .larch ? 0.66 : 6)
  }

  /// A point that stands out, and the median that replaces it.
  public struct Glitch: Sendable, Hashable {
    public var index: Int
    public var median: Double
  }

  /// The glitches, in their order. Throws when the window is even, or larger than the spectrum.
  public func glitches(of spectrum: Spectrum) throws(AnalysisError) -> [Glitch] {
    guard window >= 3, window % 2 == 1, window <= spectrum.count else {
      throw AnalysisError("window=\(window) has to be odd, at least 3, and not more than the \(spectrum.count) points")
    }
    guard threshold > 0 else { throw AnalysisError("threshold=\(text(threshold)) has to be above 0") }
    let values = spectrum.values
    let medians = values.indices.map { median(values, around: $0, window / 2) }
    let differences = zip(values, medians).map { abs($0 - $1) }
    let noise = preset == .larch ? signalSize(values, medians) : localNoise(values)
    return values.indices.compactMap { i in
      differences[i] > threshold * noise[i] ? Glitch(index: i, median: medians[i]) : nil
    }
  }

  /// Beyond the ends, the first and the last point go on.
  private func median(_ values: [Double], around center: Int, _ reach: Int) -> Double {
    let last = values.count - 1
    var near = (center - reach...center + reach).map { values[min(last, max(0, $0))] }
    near.sort()
    return near[reach]
  }

  private func signalSize(_ values: [Double], _ medians: [Double]) -> [Double] {
    let count = Double(values.count)
    let mean = zip(medians, values).reduce(0) { $0 + ($1.0 - $1.1) } / count
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return [Double](repeating: square.squareRoot(), count: values.count)
  }

  /// Over 51 points, so that a steep edge does not set the noise of what is flat; never below that of the whole scan. For
  /// a normal distribution the median of |y[i+2] - 3 y[i+1] + 3 y[i] - y[i-1]| is 0.6745·√20 deviations.
  private func localNoise(_ values: [Double]) -> [Double] {
    let last = values.count - 1
    let differences = values.indices.map { i -> Double in
      let (a, b, c, d) = (max(0, i - 1), i, min(last, i + 1), min(last, i + 2))
      return abs(values[d] - 3 * values[c] + 3 * values[b] - values[a])
    }
    let whole = differences.sorted()[differences.count / 2]
    return differences.indices.map { center in
      let near = differences[max(0, center - 25)...min(last, center + 25)].sorted()
      return max(whole, near[near.count / 2], .leastNormalMagnitude) / (0.6745 * 20.0.squareRoot())
    }
  }
}
