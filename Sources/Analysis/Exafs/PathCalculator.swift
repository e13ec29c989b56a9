/// The contribution of a path to chi(k).
import Glibc

/// The EXAFS equation for one path on an even grid of k (Newville, J. Synchrotron Rad. 8, 322, 2001; Rehr and Albers, Rev.
/// Mod. Phys. 72, 621, 2000), with the conventions of Larch:
///
/// q = √(k² - E0/κ), p = √((Re p + i/λ)² + i·Ei/κ), κ = ħ²/2m, R the half length of the path,
///
/// chi = Im N·S0²·A(q)/(q (R + ΔR)²)·exp(-2R Im p - 2p²(σ² - p²C4/3) + i(2qR + φ(q) + 2p(ΔR - 2σ²/R - 2p²C3/3)))
///
/// Behind the edge of an E0 above k² the root is negative; at k = 0 the value of the line through the next two points.
struct PathCalculator: Sendable {
  let path: ScatteringPath
  /// In 1/Å.
  let step: Double

  /// A complex number.
  struct Complex {
    var re: Double
    var im: Double

    static func * (a: Complex, b: Complex) -> Complex {
      Complex(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
    }
    static func * (a: Double, b: Complex) -> Complex { Complex(re: a * b.re, im: a * b.im) }
    static func + (a: Complex, b: Complex) -> Complex { Complex(re: a.re + b.re, im: a.im + b.im) }
    static func - (a: Complex, b: Complex) -> Complex { Complex(re: a.re - b.re, im: a.im - b.im) }

    /// Times i.
    var turned: Complex { Complex(re: -im, im: re) }

    /// 1 over it.
    var inverse: Complex {
      let square = re * re + im * im
      return Complex(re: re / square, im: -im / square)
    }

    /// The root with a real part that is not negative.
    var root: Complex {
      let modulus = (re * re + im * im).squareRoot()
      let real = (max(0, modulus + re) / 2).squareRoot()
      let imaginary = (max(0, modulus - re) / 2).squareRoot()
      return Complex(re: real, im: im < 0 ? -imaginary : imaginary)
    }
  }

  /// What a point of k gives.
  struct Point {
    var momentum: Complex
    var square: Complex
    /// Without amplitude: exp(...)/(q (R + ΔR)²).
    var wave: Complex
  }

  /// q of the electron for a wavenumber of the grid.
  static func q(_ k: Double, e0: Double) -> Double {
    var energy = k * k - e0 / PhotoElectron.energyOfUnitWavenumber
    if abs(energy) < 1.5e-6 { energy = 1e-6 }
    return energy < 0 ? -(-energy).squareRoot() : energy.squareRoot()
  }

  /// `wave` is what an earlier call gave for the same numbers; it saves the most of the work.
  @inline(__always)
  func point(_ q: Double, _ curves: PathSplines.Four, _ numbers: PathNumbers, wave: Complex? = nil) -> Point {
    let length = path.halfLength
    let loss = 1 / curves[3]
    var momentum = Complex(re: curves[2], im: loss)
    var square = momentum * momentum
    if numbers.ei != 0 || curves[2] < 0 {
      square.im += numbers.ei / PhotoElectron.energyOfUnitWavenumber
      momentum = square.root
    }
    if let wave { return Point(momentum: momentum, square: square, wave: wave) }
    // 2 p² (σ² - p² C4/3) and 2 p (ΔR - 2σ²/R - 2 p² C3/3).
    var damping = (2 * numbers.sigma2) * square
    if numbers.fourth != 0 { damping = damping - (2 * numbers.fourth / 3) * (square * square) }
    var shift = Complex(re: numbers.deltar - 2 * numbers.sigma2 / length, im: 0)
    if numbers.third != 0 { shift = shift - (2 * numbers.third / 3) * square }
    let turn = 2 * (momentum * shift)
    let exponent = Complex(
      re: -2 * length * momentum.im - damping.re - turn.im, im: 2 * q * length + curves[1] - damping.im + turn.re)
    let distance = length + numbers.deltar
    let size = exp(exponent.re) / (q * distance * distance)
    let wave = Complex(re: size * cos(exponent.im), im: size * sin(exponent.im))
    return Point(momentum: momentum, square: square, wave: wave)
  }

  /// Adds the path to `chi`, whose first number belongs to the point `range.lowerBound` of the grid, and keeps the waves
  /// of the points for `eachDerivative`.
  func add(
    _ numbers: PathNumbers, over range: Range<Int>, to chi: UnsafeMutableBufferPointer<Double>,
    keeping waves: UnsafeMutableBufferPointer<Complex>? = nil
  ) {
    let size = numbers.s02 * numbers.degen
    path.splines.walk { walker in
      func value(_ i: Int) -> Double {
        let q = Self.q(step * Double(i), e0: numbers.e0)
        let curves = walker.values(at: q)
        let wave = point(q, curves, numbers).wave
        if let waves, i >= range.lowerBound { waves[i - range.lowerBound] = wave }
        return size * curves[0] * wave.im
      }
      for i in range {
        chi[i - range.lowerBound] += i == 0 ? 2 * value(1) - value(2) : value(i)
      }
    }
  }

  /// chi at the first `count` points of the grid.
  func chi(_ numbers: PathNumbers, count: Int) -> [Double] {
    var chi = [Double](repeating: 0, count: count)
    chi.withUnsafeMutableBufferPointer { add(numbers, over: 0..<count, to: $0) }
    return chi
  }
}
