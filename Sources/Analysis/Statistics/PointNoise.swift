/// How uncertain the points of one spectrum are.
public import Datasets

/// The variance of every point of a spectrum: what its file states, or else one for all from the scatter of the points.
///
/// A fluorescence yield or the current of an electrometer has no counting statistics, so its noise is read off the curve:
/// each point is compared with the cubic through its four nearest neighbours, and what is left, divided by what
/// independent noise would leave, has the noise's variance. Points that no noise explains (the edge itself on a coarse
/// grid, a spike) are left out beyond 3.5 robust standard deviations.
public struct PointNoise: Sendable {
  /// Where uncertainties come from.
  public enum Origin: String, Sendable, CaseIterable {
    /// The spectrum states its variances.
    case variance
    /// The scatter of neighbouring points; the same for all of them.
    case scatter
  }

  public let origin: Origin
  /// One for each point.
  public let variances: [Double]

  /// What is known of the points of a spectrum.
  public init(_ spectrum: Spectrum) {
    if let stated = spectrum.variance, stated.contains(where: { $0 > 0 }) {
      origin = .variance
      variances = stated
    } else {
      origin = .scatter
      let deviation = Self.scatter(spectrum.energy, spectrum.values)
      variances = [Double](repeating: deviation * deviation, count: spectrum.count)
    }
  }

  /// The variance of a sum of points with these weights.
  func variance(of weights: [Double]) -> Double {
    var sum = 0.0
    for i in weights.indices { sum += weights[i] * weights[i] * variances[i] }
    return sum
  }

  /// The standard deviation of the noise of points; 0 of fewer than 6.
  static func scatter(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count >= 6 else { return 0 }
    var residuals: [Double] = []
    residuals.reserveCapacity(x.count - 4)
    for i in 2..<x.count - 2 {
      let others = (x[i - 2], x[i - 1], x[i + 1], x[i + 2])
      // Lagrange's weights of the four neighbours at the point.
      let a = others.0 - x[i]
      let b = others.1 - x[i]
      let c = others.2 - x[i]
      let d = others.3 - x[i]
      let wa = b * c * d / ((b - a) * (c - a) * (d - a))
      let wb = a * c * d / ((a - b) * (c - b) * (d - b))
      let wc = a * b * d / ((a - c) * (b - c) * (d - c))
      let wd = a * b * c / ((a - d) * (b - d) * (c - d))
      let rest = y[i] - (wa * y[i - 2] + wb * y[i - 1] + wc * y[i + 1] + wd * y[i + 2])
      let size = 1 + wa * wa + wb * wb + wc * wc + wd * wd
      residuals.append(rest / size.squareRoot())
    }
    return RepeatNoise.clippedVariance(residuals).squareRoot()
  }
}

/// A number with its standard error.
public struct Estimate: Sendable, Hashable {
  public var value: Double
  public var standardError: Double

  /// An estimate from its parts.
  public init(_ value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}
