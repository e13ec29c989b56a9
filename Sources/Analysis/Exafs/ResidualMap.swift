/// From a difference in k to residuals.

/// What a space of comparison makes of a difference of chi(k). All are linear, so that one map serves data, model and
/// derivatives.
enum ResidualMap: Sendable {
  /// A product with a matrix, row after row, over a range of points.
  case matrix(CondensedMap)
  /// A factor for each of a range of points.
  case diagonal(points: Range<Int>, factors: [Double])
  case wavelet(WaveletMap)

  /// For `count` points of k. `rmin` may be lower than that of the transform.
  init(_ transform: ExafsTransform, _ noise: ExafsNoise, count: Int, rmin: Double) throws(AnalysisError) {
    let bins = transform.bins(rmin, transform.rmax)
    switch transform.space {
    case .r, .q:
      var factors: [[Double]] = []
      for (weight, epsilon) in zip(transform.weights, noise.epsilonR) {
        factors.append(try transform.factors(weight, count: count).map { $0 / epsilon })
      }
      let kernel =
        transform.space == .r
        ? FourierKernel(bins, transform) : try FourierKernel(filteredBy: transform, from: rmin, count: count)
      self = .matrix(CondensedMap(factors, kernel))
    case .k:
      let points = transform.points(of: count)
      guard !points.isEmpty else { throw AnalysisError("chi(k) ends before kmin=\(text(transform.kmin)) 1/Å") }
      let factors = points.map { i -> Double in
        let sum = zip(transform.weights, noise.epsilonK).reduce(0.0) { sum, pair in
          let factor = KPower.value(transform.step * Double(i), pair.0) / (pair.1.count > 1 ? pair.1[i] : pair.1[0])
          return sum + factor * factor
        }
        return sum.squareRoot()
      }
      self = .diagonal(points: points, factors: factors)
    case .w: self = .wavelet(try WaveletMap(transform, noise, bins: bins, count: count))
    }
  }

  /// How many residuals it gives.
  var count: Int {
    switch self {
    case .matrix(let map): map.rowCount
    case .diagonal(let points, _): points.count
    case .wavelet(let map): map.residualCount
    }
  }

  /// The points of k that it looks at.
  var support: Range<Int> {
    switch self {
    case .matrix(let map): map.support
    case .diagonal(let points, _): points
    case .wavelet(let map): map.support
    }
  }

  /// Writes the residuals of a difference over `support`.
  func apply(_ difference: UnsafeBufferPointer<Double>, to residuals: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .matrix(let map): map.apply(difference, to: residuals)
    case .diagonal(_, let factors): for i in factors.indices { residuals[i] = factors[i] * difference[i] }
    case .wavelet(let map): map.apply(difference, to: residuals)
    }
  }
}
