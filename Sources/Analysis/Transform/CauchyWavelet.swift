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
    let bank = try CauchyFilterBank.shared(
      CauchyFilterBank.Key(
        order: order, step: grid.step, largestDistance: largestDistance, binCount: pointCount, count: count))
    var signal = [Double](repeating: 0, count: 2 * pointCount)
    var signalI = signal
    for i in 0..<count { signal[i] = weighted[i] }
    try FastFourierTransform.shared(count: 2 * pointCount).forward(&signal, &signalI)
    var result = Result(
      distances: bank.distances, k: (0..<count).map { grid.step * Double($0) },
      real: [Double](repeating: 0, count: order * count), imaginary: [Double](repeating: 0, count: order * count))
    // One pair of arrays for each size that transforms have, cleared where the last filter was.
    var scratch: [Int: (real: [Double], imaginary: [Double])] = [:]
    for (row, filter) in bank.filters.enumerated() {
      var (real, imaginary) =
        scratch.removeValue(forKey: filter.size)
        ?? ([Double](repeating: 0, count: filter.size), [Double](repeating: 0, count: filter.size))
      filter.apply(to: signal, signalI, &real, &imaginary)
      try FastFourierTransform.shared(count: filter.size).inverse(&real, &imaginary)
      for i in 0..<count {
        result.real[row * count + i] = real[i]
        result.imaginary[row * count + i] = imaginary[i]
      }
      scratch[filter.size] = (real, imaginary)
    }
    return result
  }
}
