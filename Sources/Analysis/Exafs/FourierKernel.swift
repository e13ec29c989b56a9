/// What sums of squares over bins of R, or over filtered points of q, make of pairs of points of k.
import Glibc

/// A symmetric matrix over points of k: chi(R) over bins has the sum of squares Σ x[n] x[m] f[n] f[m] K(n, m), f being
/// k^w under the window.
struct FourierKernel: Sendable {
  /// K(n, m) as a function of |n - m|, or a whole matrix of `count` columns.
  private let values: [Double]
  private let count: Int?

  /// For real and imaginary parts of chi(R) in these bins: Δk²/π Σ cos(2π b (n - m)/N).
  init(_ bins: Range<Int>, _ transform: ExafsTransform) {
    let weights = [Double](repeating: transform.step * transform.step / .pi, count: bins.count)
    values = Self.cosines(weights, first: bins.lowerBound, transform.pointCount)
    count = nil
  }

  /// For the real part of chi(q) from `kmin` to `kmax`, filtered by the window over R. Each point of q is a sum over
  /// points of k with weights that depend on their distance alone, so that neighbours on a diagonal differ by two products.
  init(filteredBy transform: ExafsTransform, from rmin: Double, count: Int) throws(AnalysisError) {
    let low = max(transform.rbkg, rmin)
    guard low < transform.rmax else { throw AnalysisError("rmin has to be below rmax=\(text(transform.rmax))") }
    let window = try FourierWindow(
      transform.rWindow, over: low...transform.rmax, taper: transform.dr, highTaper: transform.dr2)
    let size = transform.pointCount
    let weights = try window.values(step: transform.distanceStep, count: size).prefix(size / 2)
      .map { 4 * $0 / Double(size) }
    let response = Self.cosines(weights, first: 0, size)
    let points = transform.points(of: size / 2)
    // The cosines end with the transform, and no two points are further apart than half of it.
    func product(_ j: Int, _ n: Int, _ m: Int) -> Double {
      response[abs(j - n)] * response[abs(j - m)]
    }
    var values = [Double](repeating: 0, count: count * count)
    for m in 0..<count { values[m] = points.reduce(0) { $0 + product($1, 0, m) } }
    for n in 1..<max(1, count) {
      for m in n..<count {
        values[n * count + m] =
          values[(n - 1) * count + m - 1] + product(points.lowerBound, n, m) - product(points.upperBound, n, m)
      }
    }
    self.values = values
    self.count = count
  }

  /// Σ weight[b] cos(2π b d/N) for each d.
  private static func cosines(_ weights: [Double], first: Int, _ size: Int) -> [Double] {
    // The real part of a transform of the weights.
    guard let fourier = try? FastFourierTransform.shared(count: size) else { return [] }
    var real = [Double](repeating: 0, count: size)
    var imaginary = real
    for (i, weight) in weights.enumerated() { real[first + i] = weight }
    fourier.forward(&real, &imaginary)
    return real
  }

  @inline(__always)
  subscript(n: Int, m: Int) -> Double {
    if let count { return n <= m ? values[n * count + m] : values[m * count + n] }
    return values[abs(n - m)]
  }
}
