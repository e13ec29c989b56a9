/// The noise of chi(k).
import Glibc

/// The standard deviations by which residuals are divided. Larch has two ways from one space to the other, which differ by
/// √2, and fits here follow it to the number: estimated noise goes from R to k with √(2πw/(Δk(kmax^w - kmin^w))),
/// w = 2·weight + 1, and given noise from k to R with 1/(2√(πw/(Δk(kmax^w - kmin^w)))).
public struct ExafsNoise: Sendable, Hashable {
  /// Of chi(k) for each weight: at each point of k, or one number where it is the same for all.
  public let epsilonK: [[Double]]
  /// Of the real and imaginary part of chi(R), for each weight.
  public let epsilonR: [Double]

  /// The mean of `epsilonK`.
  public var meanEpsilonK: Double {
    epsilonK.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / Double(epsilonK.count)
  }

  /// Noise that the user states, one number or one for each point of the grid.
  init(given epsilonK: [Double], _ transform: ExafsTransform) throws(AnalysisError) {
    guard !epsilonK.isEmpty, epsilonK.allSatisfy({ $0.isFinite && $0 >= 0 }), epsilonK.contains(where: { $0 > 0 })
    else { throw AnalysisError("epsilon_k has to be positive: the standard deviation of a point of chi(k)") }
    let held = epsilonK.map { max(1e-12, $0) }
    self.epsilonK = transform.weights.map { _ in held }
    let mean = held.reduce(0, +) / Double(held.count)
    epsilonR = transform.weights.map { mean / (2 * (.pi * Self.scale($0, transform)).squareRoot()) }
  }

  private init(epsilonK: [[Double]], epsilonR: [Double]) {
    self.epsilonK = epsilonK
    self.epsilonR = epsilonR
  }

  /// What the distances from 15 to 30 Å tell, where no shell reaches; `background` is the error that background removal
  /// makes at each point, in quadrature.
  init(of chi: [Double], _ transform: ExafsTransform, background: [Double]? = nil) throws(AnalysisError) {
    let fourier = try FastFourierTransform.shared(count: transform.pointCount)
    let first = Int(0.01 + 15 / transform.distanceStep)
    let end = Int(min(Double(transform.pointCount / 2), 1.01 + 30 / transform.distanceStep))
    guard end - first >= 8 else {
      throw AnalysisError(
        "the transform ends before 15 Å, where the noise would be found: state epsilon_k, or lower kstep")
    }
    let meanWindow = try transform.meanWindow()
    var epsilonR: [Double] = []
    for weight in transform.weights {
      let factors = try transform.factors(weight, count: chi.count)
      var real = [Double](repeating: 0, count: transform.pointCount)
      var imaginary = real
      for i in chi.indices { real[i] = transform.step / Double.pi.squareRoot() * chi[i] * factors[i] }
      fourier.forward(&real, &imaginary)
      var sum = 0.0
      for i in first..<end { sum += real[i] * real[i] + imaginary[i] * imaginary[i] }
      epsilonR.append((sum / Double(2 * (end - first))).squareRoot() / meanWindow)
    }
    let estimates = zip(epsilonR, transform.weights).map { $0 * (2 * .pi * Self.scale($1, transform)).squareRoot() }
    let mean = estimates.reduce(0, +) / Double(estimates.count)
    if let background {
      let both = background.map { ($0 * $0 + mean * mean).squareRoot() }
      try self.init(given: both, transform)
      return
    }
    guard mean > 0, mean.isFinite else {
      throw AnalysisError("chi(k) has no noise from 15 to 30 Å to estimate its errors from: state epsilon_k")
    }
    self.init(epsilonK: estimates.map { [$0] }, epsilonR: epsilonR)
  }

  /// w/(Δk(kmax^w - kmin^w)).
  private static func scale(_ weight: Double, _ transform: ExafsTransform) -> Double {
    let w = 2 * weight + 1
    return w / (transform.step * (pow(transform.kmax, w) - pow(transform.kmin, w)))
  }
}
