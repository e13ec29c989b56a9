/// The interpolating cubic spline.

/// A cubic spline through points, not-a-knot at both ends (its third derivative is continuous at the second and the last
/// but one point; de Boor, A Practical Guide to Splines, ch. IV). Through three points it is the parabola, through two
/// the line. Outside the points the first and last polynomials go on.
public struct CubicSpline: Sendable {
  private let x: [Double]
  private let y: [Double]
  /// The second derivative at each point.
  private let curvature: [Double]

  /// A spline through `y` at `x`, which is strictly increasing; both of the same length, at least 2.
  public init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
    switch x.count {
    case ..<3: curvature = x.map { _ in 0 }
    case 3:
      let bend = 2 * ((y[2] - y[1]) / (x[2] - x[1]) - (y[1] - y[0]) / (x[1] - x[0])) / (x[2] - x[0])
      curvature = [bend, bend, bend]
    default: curvature = Self.curvature(x, y)
    }
  }

  /// The second derivatives, from a tridiagonal system in which the end conditions are put in (Thomas' algorithm).
  private static func curvature(_ x: [Double], _ y: [Double]) -> [Double] {
    let last = x.count - 1
    func step(_ i: Int) -> Double { x[i + 1] - x[i] }
    func slope(_ i: Int) -> Double { (y[i + 1] - y[i]) / step(i) }
    let start = step(0) / step(1)
    let end = step(last - 1) / step(last - 2)
    var upper = [Double](repeating: 0, count: last)
    var right = upper
    for i in 1..<last {
      var lower = step(i - 1)
      var diagonal = 2 * (step(i - 1) + step(i))
      upper[i] = step(i)
      right[i] = 6 * (slope(i) - slope(i - 1))
      if i == 1 {
        diagonal += lower * (1 + start)
        upper[i] -= lower * start
        lower = 0
      }
      if i == last - 1 {
        diagonal += upper[i] * (1 + end)
        lower -= upper[i] * end
        upper[i] = 0
      }
      let pivot = diagonal - lower * upper[i - 1]
      upper[i] /= pivot
      right[i] = (right[i] - lower * right[i - 1]) / pivot
    }
    var result = [Double](repeating: 0, count: x.count)
    for i in (1..<last).reversed() { result[i] = right[i] - upper[i] * result[i + 1] }
    result[0] = (1 + start) * result[1] - start * result[2]
    result[last] = (1 + end) * result[last - 1] - end * result[last - 2]
    return result
  }

  /// The spline at `places`, which are in rising order.
  public func values(at places: [Double]) -> [Double] {
    var i = 0
    return places.map { place in
      while i < x.count - 2, place >= x[i + 1] { i += 1 }
      return value(at: place, interval: i)
    }
  }

  private func value(at place: Double, interval i: Int) -> Double {
    let step = x[i + 1] - x[i]
    let a = (x[i + 1] - place) / step
    let b = (place - x[i]) / step
    let bend = ((a * a * a - a) * curvature[i] + (b * b * b - b) * curvature[i + 1]) * step * step / 6
    return a * y[i] + b * y[i + 1] + bend
  }
}
