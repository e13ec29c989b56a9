/// The complex error function.
import Glibc

/// w(z) = exp(-z²) erfc(-iz), whose real part is Voigt's profile.
///
/// Near the origin Weideman's rational series with 40 terms (SIAM J. Numer. Anal. 31, 1497, 1994), for |x| + y above 8
/// Laplace's continued fraction (Gautschi, SIAM J. Numer. Anal. 7, 187, 1970). Everywhere the error is below 2e-15 of
/// w(0) = 1; beyond 8 it is below 1e-13 of the value itself, on the real axis it is that of exp.
enum Faddeeva {
  /// w(x + iy) for y of at least 0.
  static func w(_ x: Double, _ y: Double) -> (re: Double, im: Double) {
    let value = abs(x) + y > 8 ? fraction(x, y) : series(x, y)
    return y > 0 ? value : (exp(-x * x), value.im)
  }

  private static let count = 40

  /// L and the coefficients of Weideman's series, by the sum over points of a discrete Fourier transform.
  private static let table: (length: Double, coefficients: [Double]) = {
    let points = 2 * count
    let square = Double(count) / 2.0.squareRoot()
    var coefficients = [Double](repeating: 0, count: count)
    for k in (1 - points)..<points {
      let angle = Double(k) * .pi / Double(points)
      let t = square.squareRoot() * tan(angle / 2)
      let value = exp(-t * t) * (square + t * t) / Double(2 * points)
      for n in 0..<count { coefficients[n] += value * cos(Double(n + 1) * angle) }
    }
    return (square.squareRoot(), coefficients)
  }()

  /// 2 p(Z) / (L - iz)² + π^-½ / (L - iz), with Z = (L + iz) / (L - iz).
  private static func series(_ x: Double, _ y: Double) -> (re: Double, im: Double) {
    let (length, coefficients) = table
    // iz = -y + ix, and 1 / (L - iz) = r + i s.
    let square = (length + y) * (length + y) + x * x
    let (r, s) = ((length + y) / square, x / square)
    let (zr, zi) = ((length - y) * r - x * s, (length - y) * s + x * r)
    var (pr, pi) = (0.0, 0.0)
    for coefficient in coefficients.reversed() { (pr, pi) = (pr * zr - pi * zi + coefficient, pr * zi + pi * zr) }
    let (qr, qi) = (r * r - s * s, 2 * r * s)
    let root = 1 / Double.pi.squareRoot()
    return (2 * (pr * qr - pi * qi) + root * r, 2 * (pr * qi + pi * qr) + root * s)
  }

  /// i/√π · 1/(z - ½/(z - 1/(z - 3/2/(z - ...)))), 20 terms from the end.
  private static func fraction(_ x: Double, _ y: Double) -> (re: Double, im: Double) {
    var (re, im) = (x, y)
    for n in (1...20).reversed() {
      let share = Double(n) / 2 / (re * re + im * im)
      (re, im) = (x - share * re, y + share * im)
    }
    let scale = 1 / (re * re + im * im) / Double.pi.squareRoot()
    return (im * scale, re * scale)
  }
}
