/// Residuals in the space of wavelets.

/// The Cauchy wavelet transform over the box from kmin to kmax and rmin to rmax, of k^w under the window. Its order is the
/// number of bins up to rmax.
struct WaveletMap: Sendable {
  let support: Range<Int>
  private let parts: [[Double]]
  private let bins: Range<Int>
  private let points: Range<Int>
  private let transform: ExafsTransform
  /// One for each bin.
  private let filters: [CauchyFilter]
  private let fourier: FastFourierTransform
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
    guard order <= 4096, bins.upperBound <= order else {
      throw AnalysisError("rmax=\(text(transform.rmax)) Å is too far for wavelets: lower it")
    }
    guard 2 * bins.count * points.count * parts.count <= 1 << 20 else {
      throw AnalysisError(
        "a fit of \(bins.count) distances and \(points.count) wavenumbers in the space of wavelets is too large: lower rmax "
          + "or kmax, or raise kstep")
    }
    let bank = try CauchyFilterBank.shared(
      CauchyFilterBank.Key(
        order: order, step: transform.step, largestDistance: transform.distanceStep * Double(order - 1),
        binCount: transform.pointCount, count: count))
    filters = Array(bank.filters[bins])
    fourier = try FastFourierTransform.shared(count: 2 * transform.pointCount)
    inverses = try filters.map { filter throws(AnalysisError) in try FastFourierTransform.shared(count: filter.size) }
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
      for (filter, inverse) in zip(filters, inverses) {
        var row = [Double](repeating: 0, count: filter.size)
        var rowI = row
        filter.apply(to: real, imaginary, &row, &rowI)
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
