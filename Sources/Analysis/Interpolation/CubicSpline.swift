/// The interpolating cubic spline.

/// A cubic spline through points, not-a-knot at both ends (its third derivative is continuous at the second and the last
/// but one point; de Boor, A Practical Guide to Splines, ch. IV). Through three points it is the parabola, through two
/// the line. Outside the points the first and last polynomials go on.
public struct CubicSpline: Sendable {
  private let grid: CubicSplineGrid
  private let y: [Double]
  /// The second derivative at each point.
  private let curvature: [Double]

  /// A spline through `y` at `x`, which is strictly increasing; both of the same length, at least 2.
  public init(_ x: [Double], _ y: [Double]) {
    grid = CubicSplineGrid(x)
    self.y = y
    curvature = grid.curvature(of: y)
  }

  /// The spline at `places`, which are in rising order.
  public func values(at places: [Double]) -> [Double] { grid.sampling(at: places).values(y, curvature) }
}
