/// Residuals in the space of wavelets.

/// The Cauchy wavelet transform over the box from kmin to kmax and rmin to rmax, of k^w under the window. Its order is the
/// number of bins up to rmax.
struct WaveletMap: Sendable {
  let support: Range<Int>
  private let parts: [[Double]]
  private let bins: Range<Int>
  private let points: Range<Int>
  private let transform: ExafsTransform
  private let filter: CauchyFilter
  private let fourier: FastFourierTransform
  /// One for each bin: how large its inverse transform has to be.
  private let inverses: [FastFourierTransform]

  init(_ transform: ExafsTransform, _ noise: ExafsNoise, bins: Range<Int>, count: Int) throws(AnalysisError) {
    guard count <= transform.pointCount / 2 else { throw AnalysisError("chi(k) has more points than half of nfft") }
    let parts = try zip(transform.weights, noise.epsilonK).map { weight, epsilon throws(AnalysisError) in
      let factors = try transform.factors(weight, count: count)
      return factors.indices.map { factors[$0] / (epsilon.count > 1 ? epsilon[$0] : epsilon[0]) }
    }
    let used = (0..<count).filter { point in parts.contains { $0[point] != 0 } }
    support = (used.first ?? 0)..<(used.last.map { $0 + 1 } ?? 0)
    self.parts = parts
    self.bins = bins
    self.transform = transform
    points = transform.points(of: count)
    let order = Int((transform.rmax / transform.distanceStep).rounded())
    let filter = CauchyFilter(order: order, step: transform.step, binCount: transform.pointCount)
    fourier = try FastFourierTransform.shared(count: 2 * transform.pointCount)
    inverses = try bins.map { bin throws(AnalysisError) in
      try FastFourierTransform.shared(
        count: filter.sufficientCount(at: Self.distance(bin, transform), for: count))
    }
    self.filter = filter
  }

  private static func distance(_ bin: Int, _ transform: ExafsTransform) -> Double {
    bin == 0 ? 1e-19 : transform.distanceStep * Double(bin)
  }

  var residualCount: Int { 2 * bins.count * points.count * parts.count }

  /// Writes real and imaginary parts, weight by weight and bin by bin.
  func apply(_ difference: UnsafeBufferPointer<Double>, to residuals: UnsafeMutableBufferPointer<Double>) {
    var place = 0
    for part in parts {
      var real = [Double](repeating: 0, count: 2 * transform.pointCount)
      var imaginary = real
      for i in support { real[i] = part[i] * difference[i - support.lowerBound] }
      fourier.forward(&real, &imaginary)
      for (bin, inverse) in zip(bins, inverses) {
        var (row, rowI) = filter.apply(
          at: Self.distance(bin, transform), to: real, imaginary, count: inverse.count)
        inverse.inverse(&row, &rowI)
        for i in points {
          residuals[place] = row[i]
          residuals[place + 1] = rowI[i]
          place += 2
        }
      }
    }
  }
}
