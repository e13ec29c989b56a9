/// How values between points are had.

/// A way to interpolate.
public enum Interpolation: String, Sendable, CaseIterable {
  /// Not-a-knot cubic spline.
  case cubic
  /// Straight lines.
  case linear

  /// The curve through `y` at `x` (strictly increasing, at least 2 points), at `places` in rising order. Outside the
  /// points the first and last pieces go on.
  public func values(_ x: [Double], _ y: [Double], at places: [Double]) -> [Double] {
    switch self {
    case .cubic: return CubicSpline(x, y).values(at: places)
    case .linear:
      var i = 0
      return places.map { place in
        while i < x.count - 2, place >= x[i + 1] { i += 1 }
        return y[i] + (y[i + 1] - y[i]) * (place - x[i]) / (x[i + 1] - x[i])
      }
    }
  }

  /// The variances of interpolated values. Each value between two points is held to be their weighted mean: exact for
  /// lines, and what independent noise gives a spline to within a few per cent.
  static func variances(_ x: [Double], _ variance: [Double], at places: [Double]) -> [Double] {
    var i = 0
    return places.map { place in
      while i < x.count - 2, place >= x[i + 1] { i += 1 }
      let b = min(1, max(0, (place - x[i]) / (x[i + 1] - x[i])))
      return (1 - b) * (1 - b) * variance[i] + b * b * variance[i + 1]
    }
  }

  /// The weights of points at `x` in a sum of interpolated values at `places`, in rising order, with these weights; each
  /// value between two points counts as their weighted mean.
  static func weights(_ weights: [Double], at places: [Double], onto x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    var i = 0
    for (place, weight) in zip(places, weights) {
      while i < x.count - 2, place >= x[i + 1] { i += 1 }
      let part = min(1, max(0, (place - x[i]) / (x[i + 1] - x[i])))
      result[i] += weight * (1 - part)
      result[i + 1] += weight * part
    }
    return result
  }
}
