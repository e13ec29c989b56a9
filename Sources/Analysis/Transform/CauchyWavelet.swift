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
    let transform = try FastFourierTransform(count: 2 * pointCount)
    let weighted = try grid.weighted(by: weight)
    let count = weighted.count
    var signal = [Double](repeating: 0, count: 2 * pointCount)
    var signalI = signal
    for i in 0..<count { signal[i] = weighted[i] }
    transform.forward(&signal, &signalI)
    // ω of each bin, and its logarithm.
    let frequencyStep = Double.pi / (Double(pointCount) * grid.step)
    let logarithms = (0..<pointCount).map { log(frequencyStep * Double(max(1, $0))) }
    var base = log(2 * Double.pi)
    for i in 1...order { base -= log(Double(i)) }
    var result = Result(
      distances: (0..<order).map { $0 == 0 ? 1e-19 : largestDistance * Double($0) / Double(order - 1) },
      k: (0..<count).map { grid.step * Double($0) }, real: [], imaginary: [])
    result.real.reserveCapacity(order * count)
    result.imaginary.reserveCapacity(order * count)
    var row = [Double](repeating: 0, count: 2 * pointCount)
    var rowI = row
    for distance in result.distances {
      let scale = Double(order) / (2 * distance)
      let offset = base + Double(order) * log(scale)
      for i in row.indices {
        row[i] = 0
        rowI[i] = 0
      }
      for i in 1..<pointCount {
        // Below exp(-100) nothing is left of sixteen digits.
        let exponent = offset + Double(order) * logarithms[i] - scale * frequencyStep * Double(i)
        guard exponent > -100 else { continue }
        let filter = exp(exponent)
        row[i] = filter * signal[i]
        rowI[i] = filter * signalI[i]
      }
      transform.inverse(&row, &rowI)
      result.real += row[..<count]
      result.imaginary += rowI[..<count]
    }
    return result
  }
}
