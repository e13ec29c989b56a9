/// Single bad points of a spectrum.
public import Datasets

/// Finds points that stand out from their neighbours.
public struct Deglitching: Sendable, Hashable {
  /// What a point is compared with, and what differences are counted in.
  public enum Preset: String, Sendable, CaseIterable {
    /// Larch's: the median of the points around, counted in the root of the mean of (y - mean(median - y))², which is the
    /// size of the signal itself, so that small glitches of a large signal go unseen.
    case larch
    /// The cubic through two neighbours on each side, counted in the noise around the point.
    case robust
  }

  public var preset: Preset
  /// How many points the median is of, odd; the robust way has always four neighbours.
  public var window: Int
  public var threshold: Double

  /// A search; without a threshold 0.66 for Larch's way, 8 for the robust one.
  public init(_ preset: Preset = .larch, window: Int = 5, threshold: Double? = nil) {
    self.preset = preset
    self.window = window
    self.threshold = threshold ?? (preset == .larch ? 0.66 : 8)
  }

  /// A point that stands out, and what replaces it.
  public struct Glitch: Sendable, Hashable {
    public var index: Int
    public var replacement: Double
  }

  /// The glitches, in their order. Throws when the window is even, or larger than the spectrum.
  public func glitches(of spectrum: Spectrum) throws(AnalysisError) -> [Glitch] {
    guard window >= 3, window % 2 == 1, max(5, window) <= spectrum.count else {
      throw AnalysisError("window=\(window) has to be odd, at least 3, and not more than the \(spectrum.count) points")
    }
    guard threshold > 0 else { throw AnalysisError("threshold=\(text(threshold)) has to be above 0") }
    return preset == .larch ? beyondMedian(spectrum.values) : beyondNoise(spectrum)
  }

  // MARK: Larch's way

  private func beyondMedian(_ values: [Double]) -> [Glitch] {
    let medians = values.indices.map { median(values, around: $0, window / 2) }
    let count = Double(values.count)
    let mean = zip(medians, values).reduce(0) { $0 + ($1.0 - $1.1) } / count
    let size = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    return values.indices.compactMap { i in
      abs(values[i] - medians[i]) > threshold * size ? Glitch(index: i, replacement: medians[i]) : nil
    }
  }

  /// Beyond the ends, the first and the last point go on.
  private func median(_ values: [Double], around center: Int, _ reach: Int) -> Double {
    let last = values.count - 1
    var near = (center - reach...center + reach).map { values[min(last, max(0, $0))] }
    near.sort()
    return near[reach]
  }

  // MARK: The robust way

  /// How far the noise is looked for on each side.
  private static let reach = 15

  private func beyondNoise(_ spectrum: Spectrum) -> [Glitch] {
    let predictions = spectrum.values.indices.map { prediction(spectrum, at: $0) }
    // In units of the size that a residual has for noise of one unit in each point.
    let residuals = zip(spectrum.values, predictions).map { abs($0 - $1.value) / $1.gain }
    let whole = residuals.sorted()[residuals.count / 2]
    let last = residuals.count - 1
    return residuals.indices.compactMap { center in
      let near = residuals[max(0, center - Self.reach)...min(last, center + Self.reach)].sorted()
      // The median of |x| of a normal distribution is 0.6745 deviations.
      let noise = max(whole, near[near.count / 2], .leastNormalMagnitude) / 0.6745
      let beside = residuals[max(0, center - 2)...min(last, center + 2)]
      guard residuals[center] > threshold * noise, residuals[center] == beside.max() else { return nil }
      return Glitch(index: center, replacement: predictions[center].value)
    }
  }

  /// The cubic through the four nearest neighbours, two on each side where there are two, at a point that it leaves out;
  /// and how large the difference is for noise of one unit.
  private func prediction(_ spectrum: Spectrum, at index: Int) -> (value: Double, gain: Double) {
    let last = spectrum.count - 1
    let start = min(max(0, index - 2), last - 4)
    let neighbours = (start...start + 4).filter { $0 != index }
    let place = spectrum.energy[index]
    var value = 0.0
    var square = 1.0
    for i in neighbours {
      var weight = 1.0
      for j in neighbours where j != i {
        weight *= (place - spectrum.energy[j]) / (spectrum.energy[i] - spectrum.energy[j])
      }
      value += weight * spectrum.values[i]
      square += weight * weight
    }
    return (value, square.squareRoot())
  }
}
