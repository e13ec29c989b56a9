/// Derivatives of sampled curves.

enum Gradient {
  /// Differences of neighbours: central inside, one-sided at the ends, for points at unit distance.
  static func unitSpacing(_ y: [Double]) -> [Double] {
    let last = y.count - 1
    guard last > 0 else { return y.map { _ in 0 } }
    return y.indices.map { i in
      i == 0 ? y[1] - y[0] : i == last ? y[last] - y[last - 1] : (y[i + 1] - y[i - 1]) / 2
    }
  }

  /// dy/dx as the ratio of both differences, the form that Larch uses for spectra.
  static func ratio(_ x: [Double], _ y: [Double]) -> [Double] {
    zip(unitSpacing(y), unitSpacing(x)).map { $0 / $1 }
  }
}
