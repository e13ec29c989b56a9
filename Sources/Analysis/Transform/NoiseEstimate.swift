/// The noise of chi(k), from distances where no atoms are seen.
public import Datasets
import Glibc

/// White noise gives chi(R) the same size everywhere; beyond 15 Å there is nothing else (Newville et al., J. Synchrotron
/// Rad. 6, 264, 1999). As Larch's `estimate_noise`, whose window is a Kaiser-Bessel one whatever is asked for.
public struct NoiseEstimate: Sendable, Hashable {
  /// The window over k, in 1/Å.
  public var range: ClosedRange<Double>
  public var taper: Double
  public var weight: Double
  /// The distances that hold noise alone, in Å.
  public var distances: ClosedRange<Double>
  public var step: Double
  public var pointCount: Int

  /// An estimate over `range`.
  public init(
    range: ClosedRange<Double> = 0...20, taper: Double = 4, weight: Double = 1,
    distances: ClosedRange<Double> = 15...30,
    step: Double = 0.05, pointCount: Int = 2048
  ) {
    self.range = range
    self.taper = taper
    self.weight = weight
    self.distances = distances
    self.step = step
    self.pointCount = pointCount
  }

  /// What came of it.
  public struct Result: Sendable, Hashable {
    /// The standard deviation of the real and the imaginary part of chi(R).
    public var ofDistances: Double
    /// The same of chi(k), by Parseval's theorem.
    public var ofWavenumbers: Double
    /// The first k in 1/Å behind the middle of the window at which the filtered chi is smaller than its noise; nil when
    /// it is larger up to the end.
    public var suggestedEnd: Double?
  }

  /// Estimates the noise of `chi`. Throws when the window does not lie over the data.
  public func apply(to chi: ChiSpectrum) throws(AnalysisError) -> Result {
    guard weight > -0.5, distances.lowerBound >= 0 else {
      throw AnalysisError("kweight=\(text(weight)) and rmin=\(text(distances.lowerBound)) have to be at least 0")
    }
    let transform = XAFSTransform(
      window: try FourierWindow(.kaiser, over: range, taper: taper), weight: weight,
      largestDistance: min(10 * Double.pi, distances.upperBound + 2), pointCount: pointCount, step: step)
    let spectrum = try transform.apply(to: chi)
    let first = Int(0.01 + distances.lowerBound / spectrum.distanceStep)
    let last = min(spectrum.real.count, Int(1.01 + distances.upperBound / spectrum.distanceStep))
    guard first < last else {
      throw AnalysisError(
        "there is no distance between rmin=\(text(distances.lowerBound)) and rmax=\(text(distances.upperBound)) Å")
    }
    var square = 0.0
    for i in first..<last {
      square += spectrum.real[i] * spectrum.real[i] + spectrum.imaginary[i] * spectrum.imaginary[i]
    }
    let width = range.upperBound - range.lowerBound
    let mean = spectrum.window.reduce(0, +) * step / width
    let ofDistances = (square / Double(2 * (last - first))).squareRoot() / mean
    let power = 2 * weight + 1
    let powers = pow(range.upperBound, power) - pow(range.lowerBound, power)
    let ofWavenumbers = (2 * Double.pi * power / (step * powers)).squareRoot() * ofDistances
    return Result(
      ofDistances: ofDistances, ofWavenumbers: ofWavenumbers,
      suggestedEnd: try suggestedEnd(spectrum, noise: ofWavenumbers))
  }

  private func suggestedEnd(_ spectrum: XAFSTransform.Result, noise: Double) throws(AnalysisError) -> Double? {
    let back = XAFSBackTransform(window: try FourierWindow(.parzen, over: 0.5...9.5, taper: 1))
    let filtered = try back.apply(to: spectrum, pointCount: pointCount)
    let magnitude = filtered.magnitude
    let middle = 0.5 * (range.lowerBound + range.upperBound)
    let start = filtered.q.lastIndex { $0 <= middle } ?? 0
    for i in start..<magnitude.count where magnitude[i] / pow(filtered.q[i], weight) < noise { return filtered.q[i] }
    return nil
  }
}
