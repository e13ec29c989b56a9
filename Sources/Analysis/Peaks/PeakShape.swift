/// The shapes that peak models are made of.
import Glibc

/// A shape with its parameters, as lmfit defines it: the amplitude of a peak is its area, that of a step its height.
public enum PeakShape: String, Sendable, CaseIterable {
  /// A / (σ√(2π)) exp(-(x - c)² / 2σ²).
  case gaussian
  /// A/π · σ / ((x - c)² + σ²).
  case lorentzian
  /// The convolution of both, Gaussian σ and Lorentzian γ; γ = σ unless it is a parameter of its own.
  case voigt
  /// (1 - f) Gaussian + f Lorentzian of the same full width 2σ.
  case pvoigt
  /// A (qσ/2 + x - c)² / ((σ/2)² + (x - c)²): Fano's profile, which goes to A far away.
  case fano
  /// A (½ + arctan((x - c)/σ) / π).
  case arctan
  /// A/2 (1 + erf((x - c)/σ)).
  case erf
  case constant
  /// slope · x + intercept.
  case linear
  /// a x² + b x + c.
  case quadratic

  /// What its parameters are called, in the order in which `evaluate` takes them.
  public var parameterNames: [String] {
    switch self {
    case .gaussian, .lorentzian, .arctan, .erf: ["amplitude", "center", "sigma"]
    case .voigt: ["amplitude", "center", "sigma", "gamma"]
    case .pvoigt: ["amplitude", "center", "sigma", "fraction"]
    case .fano: ["amplitude", "center", "sigma", "q"]
    case .constant: ["c"]
    case .linear: ["slope", "intercept"]
    case .quadratic: ["a", "b", "c"]
    }
  }

  /// Whether it has an area.
  public var isPeak: Bool { [.gaussian, .lorentzian, .voigt, .pvoigt].contains(self) }

  /// Whether it has a place and a width.
  public var hasCenter: Bool { parameterNames.count >= 3 && self != .quadratic }

  /// The full width at half maximum, of a step that of its derivative, as a formula of the parameters named with `prefix`;
  /// nil where there is none. Voigt's is Olivero and Longbothum's (J. Quant. Spectrosc. Radiat. Transfer 17, 233, 1977), good
  /// to 2e-4 of it.
  func width(_ prefix: String) -> String? {
    switch self {
    case .gaussian: "2.3548200450309493*\(prefix)sigma"
    case .lorentzian, .pvoigt, .arctan: "2*\(prefix)sigma"
    case .voigt: "1.0692*\(prefix)gamma+sqrt(0.86639*\(prefix)gamma**2+5.545177444479562*\(prefix)sigma**2)"
    case .fano: "\(prefix)sigma"
    case .erf: "1.6651092223153954*\(prefix)sigma"
    case .constant, .linear, .quadratic: nil
    }
  }

  /// The height of a peak or step as a formula; `voigt(x, y)` in it is the real part of w.
  func height(_ prefix: String) -> String? {
    let (a, s) = ("\(prefix)amplitude", "max(1e-15,\(prefix)sigma)")
    switch self {
    case .gaussian: return "0.3989422804014327*\(a)/\(s)"
    case .lorentzian: return "0.3183098861837907*\(a)/\(s)"
    case .voigt:
      return "0.3989422804014327*\(a)/\(s)*voigt(0,0.7071067811865476*\(prefix)gamma/\(s))"
    case .pvoigt:
      return "\(a)/\(s)*((1-\(prefix)fraction)*0.46971863934982566+\(prefix)fraction*0.3183098861837907)"
    case .fano: return "\(a)*(1+\(prefix)q**2)"
    case .arctan, .erf: return a
    case .constant, .linear, .quadratic: return nil
    }
  }

  /// The value at `x` for parameters `p` in the order of their names; the derivatives by them go to `slopes`.
  func evaluate(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    switch self {
    case .gaussian: return gaussian(x, p, slopes)
    case .lorentzian: return lorentzian(x, p, slopes)
    case .voigt: return voigt(x, p, slopes)
    case .pvoigt: return pseudoVoigt(x, p, slopes)
    case .fano: return fano(x, p, slopes)
    case .arctan:
      let t = (x - p[1]) / p[2]
      return step(p, slopes, t, 0.5 + atan(t) / .pi, 1 / (.pi * (1 + t * t)))
    case .erf:
      let t = (x - p[1]) / p[2]
      return step(p, slopes, t, 0.5 * (1 + Glibc.erf(t)), exp(-t * t) / Double.pi.squareRoot())
    case .constant:
      slopes[0] = 1
      return p[0]
    case .linear:
      (slopes[0], slopes[1]) = (x, 1)
      return p[0] * x + p[1]
    case .quadratic:
      (slopes[0], slopes[1], slopes[2]) = (x * x, x, 1)
      return (p[0] * x + p[1]) * x + p[2]
    }
  }

  private func gaussian(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    let t = (x - p[1]) / p[2]
    let unit = exp(-0.5 * t * t) / (p[2] * (2 * Double.pi).squareRoot())
    slopes[0] = unit
    slopes[1] = p[0] * unit * t / p[2]
    slopes[2] = p[0] * unit * (t * t - 1) / p[2]
    return p[0] * unit
  }

  private func lorentzian(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    let u = x - p[1]
    let square = u * u + p[2] * p[2]
    let unit = p[2] / (.pi * square)
    slopes[0] = unit
    slopes[1] = p[0] * unit * 2 * u / square
    slopes[2] = p[0] * (u * u - p[2] * p[2]) / (.pi * square * square)
    return p[0] * unit
  }

  /// w' = -2zw + 2i/√π.
  private func voigt(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    let scale = 1 / (p[2] * 2.0.squareRoot())
    let (a, b) = ((x - p[1]) * scale, p[3] * scale)
    let w = Faddeeva.w(a, b)
    let (dr, di) = (-2 * (a * w.re - b * w.im), 2 / Double.pi.squareRoot() - 2 * (a * w.im + b * w.re))
    let unit = scale / Double.pi.squareRoot()
    slopes[0] = unit * w.re
    slopes[1] = -p[0] * unit * scale * dr
    slopes[2] = -p[0] * unit * (w.re + dr * a - di * b) / p[2]
    slopes[3] = -p[0] * unit * scale * di
    return p[0] * unit * w.re
  }

  private func pseudoVoigt(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    let ratio = 1 / (2 * log(2.0)).squareRoot()
    var (narrow, wide) = ([0.0, 0, 0], [0.0, 0, 0])
    let first = narrow.withUnsafeMutableBufferPointer { narrow in
      [p[0], p[1], p[2] * ratio].withUnsafeBufferPointer { part in
        Self.call(.gaussian, x, part, narrow)
      }
    }
    let second = wide.withUnsafeMutableBufferPointer { wide in
      [p[0], p[1], p[2]].withUnsafeBufferPointer { part in Self.call(.lorentzian, x, part, wide) }
    }
    narrow[2] *= ratio
    for k in 0..<3 { slopes[k] = (1 - p[3]) * narrow[k] + p[3] * wide[k] }
    slopes[3] = second - first
    return (1 - p[3]) * first + p[3] * second
  }

  private static func call(
    _ shape: PeakShape, _ x: Double, _ p: UnsafeBufferPointer<Double>, _ slopes: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    guard let p = p.baseAddress, let slopes = slopes.baseAddress else { return 0 }
    return shape.evaluate(x, p, slopes)
  }

  private func fano(_ x: Double, _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) -> Double {
    let (u, half) = (x - p[1], p[2] / 2)
    let top = p[3] * half + u
    let bottom = half * half + u * u
    let unit = top * top / bottom
    slopes[0] = unit
    slopes[1] = -p[0] * (2 * top / bottom - unit * 2 * u / bottom)
    slopes[2] = p[0] * (2 * top * p[3] / bottom - unit * 2 * half / bottom) / 2
    slopes[3] = p[0] * 2 * top * half / bottom
    return p[0] * unit
  }

  /// A step of this unit height and derivative at t.
  private func step(
    _ p: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>, _ t: Double, _ unit: Double, _ slope: Double
  ) -> Double {
    slopes[0] = unit
    slopes[1] = -p[0] * slope / p[2]
    slopes[2] = -p[0] * slope * t / p[2]
    return p[0] * unit
  }
}
