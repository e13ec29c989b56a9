/// In which space data and model are compared.

/// Ranges, windows and weights of a fit, with Larch's conventions. The grid has steps of `step` in k.
public struct ExafsTransform: Sendable {
  /// Where data and model are compared.
  public enum Space: String, Sendable, CaseIterable {
    /// chi(R): real and imaginary parts.
    case r
    /// chi(k)·k^w, without a window.
    case k
    /// The real part of chi(q).
    case q
    /// The Cauchy wavelet transform over the box of both ranges.
    case w
  }

  public var space = Space.r
  /// In 1/Å.
  public var kmin = 0.0
  public var kmax = 20.0
  /// At least one; residuals of several weights stand behind one another.
  public var weights: [Double] = [2]
  /// The tapers of the window over k, in 1/Å; nil for the upper one as the lower one.
  public var dk = 4.0
  public var dk2: Double?
  public var window = FourierWindow.Form.kaiser
  /// In Å.
  public var rmin = 0.0
  public var rmax = 10.0
  /// The tapers of the window over R, in Å, for the space q.
  public var dr = 0.0
  public var dr2: Double?
  public var rWindow = FourierWindow.Form.hanning
  /// In Å: what `refinesBackground` takes for background, when it is above `rmin`.
  public var rbkg = 0.0
  /// A power of two.
  public var pointCount = 2048
  /// In 1/Å.
  public var step = 0.05

  /// Larch's defaults.
  public init() {}

  /// In Å.
  var distanceStep: Double { .pi / (step * Double(pointCount)) }

  /// The bins of R from `low` to `high`.
  func bins(_ low: Double, _ high: Double) -> Range<Int> {
    let first = Int(max(0, 0.01 + low / distanceStep))
    return first..<max(first, Int(min(Double(pointCount / 2), 0.01 + high / distanceStep)))
  }

  /// The points of k from `kmin` to `kmax`, of `count` that there are.
  func points(of count: Int) -> Range<Int> {
    let first = Int(max(0, 0.01 + kmin / step))
    return min(first, count)..<max(min(first, count), min(count, Int(0.01 + kmax / step)))
  }

  /// How many independent points the ranges hold (Stern, Phys. Rev. B 48, 9825, 1993, with one instead of two).
  func independentPoints(from low: Double) -> Double { 1 + 2 * (rmax - low) * (kmax - kmin) / .pi }

  /// Throws for ranges and weights that do not make a fit.
  func check() throws(AnalysisError) {
    let limits: [(String, Double, ClosedRange<Double>)] = [
      ("kmin", kmin, 0...100), ("kmax", kmax, 0...100), ("rmin", rmin, 0...100), ("rmax", rmax, 0...100),
      ("rbkg", rbkg, 0...20), ("kstep", step, 0.005...1),
    ]
    for (name, value, range) in limits where !range.contains(value) {
      throw AnalysisError(
        "\(name)=\(text(value)) is not between \(text(range.lowerBound)) and \(text(range.upperBound))")
    }
    for (low, high, name) in [(kmin, kmax, "k"), (rmin, rmax, "r")] where low >= high {
      throw AnalysisError("\(name)min=\(text(low)) has to be below \(name)max=\(text(high))")
    }
    guard rbkg < rmax else {
      throw AnalysisError("rbkg=\(text(rbkg)) has to be below rmax=\(text(rmax))")
    }
    guard !weights.isEmpty, weights.count <= 8, weights.allSatisfy({ (0...6).contains($0) }) else {
      throw AnalysisError("kweight: one to eight numbers from 0 to 6, such as 2 or [1, 2, 3]")
    }
    guard (256...65536).contains(pointCount), pointCount & (pointCount - 1) == 0 else {
      throw AnalysisError("nfft=\(pointCount) has to be a power of two from 256 to 65536, such as 2048")
    }
    guard rmax < distanceStep * Double(pointCount / 2) else {
      throw AnalysisError("rmax=\(text(rmax)) Å is behind the end of the transform: lower it, or kstep")
    }
    let bins = bins(rmin, rmax)
    guard bins.count >= 2 else { throw AnalysisError("from rmin to rmax there are fewer than 2 points of R") }
  }

  /// k^weight at each of `count` points, times the window over k when it is asked for.
  func factors(_ weight: Double, count: Int, windowed: Bool = true) throws(AnalysisError) -> [Double] {
    var factors = [Double](repeating: 1, count: count)
    if windowed {
      let window = try FourierWindow(window, over: kmin...kmax, taper: dk, highTaper: dk2)
      factors = Array(try window.values(step: step, count: pointCount)[..<count])
    }
    for i in factors.indices { factors[i] *= KPower.value(step * Double(i), weight) }
    return factors
  }

  /// The mean of the window over its range.
  func meanWindow() throws(AnalysisError) -> Double {
    let window = try FourierWindow(window, over: kmin...kmax, taper: dk, highTaper: dk2)
    let sum = try window.values(step: step, count: pointCount).reduce(0, +)
    return sum * step / (kmax - kmin)
  }
}
