/// What interpolating cubic splines on one grid have in common.

/// The points at which splines are given, with their tridiagonal system factorised: many curves on one grid pay for it
/// once. Not-a-knot at both ends, as `CubicSpline` says.
struct CubicSplineGrid: Sendable {
  let x: [Double]
  /// x[i + 1] - x[i], and 1 over it.
  private let steps: [Double]
  private let inverseSteps: [Double]
  /// Of row i of the eliminated system, with i from 1 to the last but one.
  private let lower: [Double]
  private let upper: [Double]
  private let inversePivot: [Double]

  /// A grid of strictly increasing points, at least 2.
  init(_ x: [Double]) {
    self.x = x
    let last = x.count - 1
    var steps = [Double](repeating: 0, count: last)
    for i in 0..<last { steps[i] = x[i + 1] - x[i] }
    var lower = [Double](repeating: 0, count: last)
    var upper = lower
    var inversePivot = lower
    if last > 2 {
      let start = steps[0] / steps[1]
      let end = steps[last - 1] / steps[last - 2]
      for i in 1..<last {
        lower[i] = steps[i - 1]
        upper[i] = steps[i]
        var diagonal = 2 * (steps[i - 1] + steps[i])
        if i == 1 {
          diagonal += lower[i] * (1 + start)
          upper[i] -= lower[i] * start
          lower[i] = 0
        }
        if i == last - 1 {
          diagonal += upper[i] * (1 + end)
          lower[i] -= upper[i] * end
          upper[i] = 0
        }
        inversePivot[i] = 1 / (diagonal - lower[i] * upper[i - 1])
        upper[i] *= inversePivot[i]
      }
    }
    self.steps = steps
    self.lower = lower
    self.upper = upper
    self.inversePivot = inversePivot
    inverseSteps = steps.map { 1 / $0 }
  }

  /// The second derivatives of the spline through `y` (Thomas' algorithm). Through three points it is a parabola, through
  /// two a line.
  func curvature(of y: [Double]) -> [Double] {
    let last = x.count - 1
    var result = [Double](repeating: 0, count: x.count)
    if last == 2 {
      let bend = 2 * ((y[2] - y[1]) * inverseSteps[1] - (y[1] - y[0]) * inverseSteps[0]) / (x[2] - x[0])
      return [bend, bend, bend]
    }
    guard last > 2 else { return result }
    result.withUnsafeMutableBufferPointer { result in
      y.withUnsafeBufferPointer { y in
        var slope = (y[1] - y[0]) * inverseSteps[0]
        for i in 1..<last {
          let next = (y[i + 1] - y[i]) * inverseSteps[i]
          result[i] = (6 * (next - slope) - lower[i] * result[i - 1]) * inversePivot[i]
          slope = next
        }
        for i in stride(from: last - 2, to: 0, by: -1) { result[i] -= upper[i] * result[i + 1] }
        let start = steps[0] * inverseSteps[1]
        let end = steps[last - 1] * inverseSteps[last - 2]
        result[0] = (1 + start) * result[1] - start * result[2]
        result[last] = (1 + end) * result[last - 1] - end * result[last - 2]
      }
    }
    return result
  }

  /// How values at `places`, in rising order, follow from values and curvatures at the points.
  func sampling(at places: [Double]) -> Sampling { Sampling(self, places) }

  /// The values of splines at fixed places.
  struct Sampling: Sendable {
    private var intervals: [Int32] = []
    /// Of y and the second derivative at both ends of the interval.
    private var weights: [SIMD4<Double>] = []

    fileprivate init(_ grid: CubicSplineGrid, _ places: [Double]) {
      intervals.reserveCapacity(places.count)
      weights.reserveCapacity(places.count)
      let x = grid.x
      var i = 0
      for place in places {
        while i < x.count - 2, place >= x[i + 1] { i += 1 }
        let step = grid.steps[i]
        let a = (x[i + 1] - place) * grid.inverseSteps[i]
        let b = (place - x[i]) * grid.inverseSteps[i]
        let square = step * step / 6
        intervals.append(Int32(i))
        weights.append(SIMD4(a, b, (a * a * a - a) * square, (b * b * b - b) * square))
      }
    }

    /// The spline with values `y` and these second derivatives.
    func values(_ y: [Double], _ curvature: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: intervals.count)
      for place in intervals.indices {
        let i = Int(intervals[place])
        let weight = weights[place]
        result[place] =
          (weight[0] * y[i] + weight[1] * y[i + 1]) + (weight[2] * curvature[i] + weight[3] * curvature[i + 1])
      }
      return result
    }
  }
}
