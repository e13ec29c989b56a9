/// The Fourier transform of fine structure to distances.
public import Datasets
import Glibc

/// chi(k)·k^w under a window, from k to R: kstep/√π times the discrete transform of `pointCount` points, with the sign
/// and scale of Ifeffit and Larch. Weights need not be whole numbers.
public struct XAFSTransform: Sendable {
  /// The window over k, in 1/Å; `kmax` may lie beyond the data.
  public var window: FourierWindow
  public var weight: Double
  /// In Å.
  public var largestDistance: Double
  /// A power of two.
  public var pointCount: Int
  /// In 1/Å; nil for that of the data, or 0.05 where the data is not evenly spaced.
  public var step: Double?

  /// A transform.
  public init(
    window: FourierWindow, weight: Double = 2, largestDistance: Double = 10, pointCount: Int = 2048,
    step: Double? = nil
  ) {
    self.window = window
    self.weight = weight
    self.largestDistance = largestDistance
    self.pointCount = pointCount
    self.step = step
  }

  /// chi(R), a complex number for each of evenly spaced distances.
  public struct Result: Sendable {
    /// Between two distances, in Å: π / (kstep·N).
    public var distanceStep: Double
    public var real: [Double]
    public var imaginary: [Double]
    /// Of the grid in k, in 1/Å.
    public var kStep: Double
    /// The points of the grid in k up to the end of the data.
    public var k: [Double]
    /// The window at these points.
    public var window: [Double]

    /// In Å.
    public var distances: [Double] { real.indices.map { distanceStep * Double($0) } }
    /// The modulus of each number.
    public var magnitude: [Double] { ComplexArray.magnitude(real, imaginary) }
  }

  /// Transforms `chi`. Throws when the window does not lie over the data, or the data has more points than the transform.
  public func apply(to chi: ChiSpectrum) throws(AnalysisError) -> Result {
    guard largestDistance.isFinite else { throw AnalysisError("rmax_out is not a number") }
    let grid = try EvenChi(chi, step: step)
    guard window.range.lowerBound < grid.end else {
      throw AnalysisError(
        "the window begins at \(text(window.range.lowerBound)) 1/Å, and chi(k) ends at \(text(grid.end)) 1/Å: lower kmin"
      )
    }
    let windowEnd = max(grid.end, window.range.upperBound + window.tapers.high)
    let windowCount = windowEnd / grid.step
    guard grid.values.count <= pointCount, windowCount < Double(1 << 20) else {
      throw AnalysisError(
        "chi(k) has \(grid.values.count) points up to \(text(grid.end)) 1/Å, and the transform takes \(pointCount): "
          + "raise nfft or kstep")
    }
    let transform = try FastFourierTransform.shared(count: pointCount)
    let count = grid.values.count
    var window = try window.values(step: grid.step, count: Int(1.01 + windowCount))
    window.removeSubrange(count...)
    var points = try grid.weighted(by: weight)
    let scale = grid.step / Double.pi.squareRoot()
    for i in 0..<count { points[i] = scale * points[i] * window[i] }
    let distanceStep = Double.pi / (grid.step * Double(pointCount))
    let kept = Int(max(2, min(Double(pointCount / 2), 1.01 + largestDistance / distanceStep)))
    let half = try FastFourierTransform.shared(count: pointCount / 2)
    let (real, imaginary) = transform.real(points, half: half, wanted: kept)
    return Result(
      distanceStep: distanceStep, real: real, imaginary: imaginary, kStep: grid.step,
      k: (0..<count).map { grid.step * Double($0) }, window: window)
  }
}

/// chi on an even grid that begins at 0.
struct EvenChi {
  /// In 1/Å.
  let step: Double
  let values: [Double]
  /// Where the data ends, in 1/Å.
  let end: Double

  /// By straight lines between the points; the first value holds below the first one.
  init(_ chi: ChiSpectrum, step wanted: Double?) throws(AnalysisError) {
    let k = chi.k
    let step = wanted ?? Self.step(of: k)
    let last = k[k.count - 1]
    guard step.isFinite, step > 1e-5, last / step < Double(1 << 20), last >= 3 * step else {
      throw AnalysisError("a step of \(text(step)) 1/Å does not fit chi(k) up to \(text(last)) 1/Å; give another kstep")
    }
    end = last
    self.step = step
    values = LorentzianSmoothing.heldInterpolation(
      k, chi.values, at: (0..<Int(1.01 + last / step)).map { step * Double($0) })
  }

  /// The first step where all are alike to a hundredth, else 0.05.
  static func step(of k: [Double]) -> Double {
    let first = k[1] - k[0]
    for i in 1..<k.count where abs(k[i] - k[i - 1] - first) > 0.01 * first { return 0.05 }
    return first
  }

  /// chi·k^weight. Throws for weights beyond 10.
  func weighted(by weight: Double) throws(AnalysisError) -> [Double] {
    guard (-10...10).contains(weight) else { throw AnalysisError("kweight=\(text(weight)) is not between -10 and 10") }
    var result = values
    let whole = Int(weight)
    for i in result.indices {
      let k = step * Double(i)
      if weight == Double(whole), whole >= 0 {
        for _ in 0..<whole { result[i] *= k }
      } else {
        result[i] = i == 0 ? 0 : result[i] * pow(k, weight)
      }
    }
    return result
  }
}

enum ComplexArray {
  static func magnitude(_ real: [Double], _ imaginary: [Double]) -> [Double] {
    var result = real
    for i in result.indices { result[i] = (real[i] * real[i] + imaginary[i] * imaginary[i]).squareRoot() }
    return result
  }
}
