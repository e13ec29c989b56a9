/// The Fourier transform of a range of distances back to wavenumbers.
import Glibc

/// chi(R) under a window, from R to q: half of 4√π/kstep times the inverse discrete transform, so that the real part is
/// k^w·chi(k) filtered to the window, with the scale of Ifeffit and Larch.
public struct XAFSBackTransform: Sendable {
  /// The window over R, in Å.
  public var window: FourierWindow
  /// In 1/Å.
  public var largestWavenumber: Double

  /// A transform.
  public init(window: FourierWindow, largestWavenumber: Double = 30) {
    self.window = window
    self.largestWavenumber = largestWavenumber
  }

  /// chi(q).
  public struct Result: Sendable {
    /// In 1/Å.
    public var q: [Double]
    public var real: [Double]
    public var imaginary: [Double]

    /// The modulus of each number.
    public var magnitude: [Double] { ComplexArray.magnitude(real, imaginary) }
  }

  /// Transforms what `forward` gave by a transform of `pointCount` points. Only the distances that it has are used.
  /// Throws when the window does not lie over them.
  public func apply(to forward: XAFSTransform.Result, pointCount: Int) throws(AnalysisError) -> Result {
    guard largestWavenumber.isFinite else { throw AnalysisError("qmax_out is not a number") }
    let transform = try FastFourierTransform.shared(count: pointCount)
    let window = try window.values(step: forward.distanceStep, count: pointCount)
    let kStep = Double.pi / (forward.distanceStep * Double(pointCount))
    var real = [Double](repeating: 0, count: pointCount)
    var imaginary = real
    let scale = 0.5 * 4 * Double.pi.squareRoot() / kStep
    for i in 0..<min(pointCount, forward.real.count) {
      real[i] = scale * window[i] * forward.real[i]
      imaginary[i] = scale * window[i] * forward.imaginary[i]
    }
    transform.inverse(&real, &imaginary)
    let count = Int(max(2, min(Double(pointCount), 1.05 + largestWavenumber / kStep)))
    let q = (0..<count).map { kStep * Double($0) }
    return Result(q: q, real: Array(real[..<count]), imaginary: Array(imaginary[..<count]))
  }
}
