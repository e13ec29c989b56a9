/// The wavelet transform of fine structure.
public import Datasets
import Glibc

/// The continuous Cauchy wavelet transform (Munoz, Argoul and Farges, Am. Mineral. 88, 694, 2003), with the grid of
/// distances that Larch has. The order of the wavelet is the number of distances, so that `largestDistance` sets the
/// resolution too: a large one is sharp in R and blurred in k.
public struct CauchyWavelet: Sendable {
  public var weight: Double
  /// In Å.
  public var largestDistance: Double
  /// A power of two; at most half as many points of chi are used.
  public var pointCount: Int

  /// A transform.
  public init(weight: Double = 0, largestDistance: Double = 10, pointCount: Int = 2048) {
    self.weight = weight
    self.largestDistance = largestDistance
    self.pointCount = pointCount
  }

  /// A complex number for each distance and each wavenumber: rows are distances.
  public struct Result: Sendable {
    /// In Å, evenly spaced; the first is not 0 but 1e-19.
    public var distances: [Double]
    /// In 1/Å.
    public var k: [Double]
    /// Row after row.
    public var real: [Double]
    public var imaginary: [Double]

    /// The modulus of each number.
    public var magnitude: [Double] { ComplexArray.magnitude(real, imaginary) }
  }

  /// Transforms `chi`. Throws when the settings give less than 2 or more than 4096 distances, or chi has more points than
  /// half of the transform.
  public func apply(to chi: ChiSpectrum) throws(AnalysisError) -> Result {
    let step = (1000 * EvenChi.step(of: chi.k)).rounded() / 1000
    guard step > 0 else { throw AnalysisError("the step of chi(k) is smaller than 0.0005 1/Å: rebin it first") }
    let grid = try EvenChi(chi, step: step)
    let distanceStep = Double.pi / 2048 / step
    let order = ((largestDistance - 1e-7) / distanceStep).rounded()
    guard order >= 2, order <= 4096 else {
      throw AnalysisError(
        "rmax_out=\(text(largestDistance)) Å gives \(text(order)) distances of \(text(distanceStep)) Å, and 2 to 4096 are "
          + "possible")
    }
    guard pointCount <= 1 << 19, grid.values.count <= pointCount / 2 else {
      throw AnalysisError(
        "chi(k) has \(grid.values.count) points, and nfft=\(pointCount) takes \(pointCount / 2), at most 262144; give another "
          + "nfft")
    }
    guard grid.values.count * Int(order) <= 1 << 24 else {
      throw AnalysisError(
        "a map of \(text(order)) distances and \(grid.values.count) wavenumbers is too large: lower rmax_out")
    }
    return try rows(grid, order: Int(order))
  }

  private func rows(_ grid: EvenChi, order: Int) throws(AnalysisError) -> Result {
    let weighted = try grid.weighted(by: weight)
    let count = weighted.count
    var signal = [Double](repeating: 0, count: 2 * pointCount)
    var signalI = signal
    for i in 0..<count { signal[i] = weighted[i] }
    try FastFourierTransform.shared(count: 2 * pointCount).forward(&signal, &signalI)
    let filter = CauchyFilter(order: order, step: grid.step, binCount: pointCount)
    var result = Result(
      distances: (0..<order).map { $0 == 0 ? 1e-19 : largestDistance * Double($0) / Double(order - 1) },
      k: (0..<count).map { grid.step * Double($0) }, real: [], imaginary: [])
    result.real.reserveCapacity(order * count)
    result.imaginary.reserveCapacity(order * count)
    for distance in result.distances {
      let size = filter.sufficientCount(at: distance, for: count)
      var (row, rowI) = filter.apply(at: distance, to: signal, signalI, count: size)
      try FastFourierTransform.shared(count: size).inverse(&row, &rowI)
      result.real += row[..<count]
      result.imaginary += rowI[..<count]
    }
    return result
  }
}

/// The wavelet of one order over frequencies: 2π (a ω)^N exp(-a ω) / N!, where a = N / 2R.
struct CauchyFilter {
  private let order: Double
  private let step: Double
  private let binCount: Int
  private let frequencyStep: Double
  /// Of the frequency of each bin; the first one's is not used.
  private let logarithms: [Double]
  /// The logarithm of 2π / N!.
  private let base: Double

  init(order: Int, step: Double, binCount: Int) {
    self.order = Double(order)
    self.step = step
    self.binCount = binCount
    let frequencyStep = Double.pi / (Double(binCount) * step)
    logarithms = (0..<binCount).map { log(frequencyStep * Double(max(1, $0))) }
    self.frequencyStep = frequencyStep
    var base = log(2 * Double.pi)
    for i in 1...order { base -= log(Double(i)) }
    self.base = base
  }

  /// How many points the inverse transform needs for the first `count` to be right. Along k the wavelet falls off as
  /// (1 + (k/a)²)^(-(N+1)/2): where nothing of it reaches around a shorter transform, its result is the same.
  func sufficientCount(at distance: Double, for count: Int) -> Int {
    let scale = order / (2 * distance)
    let last = frequencyStep * Double(binCount - 1)
    // Cut off at the last frequency, it would fall off slowly.
    guard base + order * log(scale * last) - scale * last < -40 else { return 2 * binCount }
    var size = 2 * binCount
    while size > 8 {
      let reach = step * Double(size / 2 - count) / scale
      guard reach > 0, 0.5 * (order + 1) * log(1 + reach * reach) > 36 else { break }
      size /= 2
    }
    return size
  }

  /// The transform of a signal times the filter, `count` points of it, which are evenly chosen from all.
  func apply(
    at distance: Double, to signal: [Double], _ signalI: [Double], count: Int
  ) -> ([Double], [Double]) {
    let scale = order / (2 * distance)
    let offset = base + order * log(scale)
    let stride = 2 * binCount / count
    var row = [Double](repeating: 0, count: count)
    var rowI = row
    for i in 1..<count / 2 {
      let bin = i * stride
      let exponent = offset + order * logarithms[bin] - scale * frequencyStep * Double(bin)
      // What is smaller does not reach the last of sixteen digits.
      guard exponent > -60 else { continue }
      let weight = exp(exponent)
      row[i] = weight * signal[bin]
      rowI[i] = weight * signalI[bin]
    }
    return (row, rowI)
  }
}
