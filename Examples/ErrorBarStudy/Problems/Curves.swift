import Glibc

/// The curves that measurements are made of.
enum Curves {
  static func grid(_ range: ClosedRange<Double>, step: Double) -> [Double] {
    let count = Int(((range.upperBound - range.lowerBound) / step).rounded())
    return (0...count).map { range.lowerBound + step * Double($0) }
  }

  static func gaussian(_ x: Double, _ area: Double, _ center: Double, _ sigma: Double) -> Double {
    let t = (x - center) / sigma
    return area / (sigma * (2 * .pi).squareRoot()) * exp(-0.5 * t * t)
  }

  static func arctan(_ x: Double, _ height: Double, _ center: Double, _ width: Double) -> Double {
    height * (0.5 + atan((x - center) / width) / .pi)
  }

  static func erf(_ x: Double, _ height: Double, _ center: Double, _ width: Double) -> Double {
    height / 2 * (1 + Glibc.erf((x - center) / width))
  }

  /// A Voigt profile of area 1 by the convolution itself: the Lorentzian summed over an even grid of the Gaussian, which for smooth
  /// functions converges faster than any power of the step.
  static func voigt(_ x: Double, _ center: Double, _ sigma: Double, _ gamma: Double) -> Double {
    let step = 0.02 * min(sigma, gamma)
    let count = Int((9 * sigma / step).rounded())
    var sum = 0.0
    for i in -count...count {
      let shift = step * Double(i)
      let u = x - center - shift
      sum += gaussian(shift, step, 0, sigma) * gamma / (.pi * (u * u + gamma * gamma))
    }
    return sum
  }
}
