/// The curves of a path between their points.

/// Cubic splines, not-a-knot, of amplitude, phase, momentum and mean free path side by side: one look-up gives all four.
/// Outside the points the first and last polynomials go on.
struct PathSplines: Sendable {
  /// Amplitude, phase, momentum, mean free path.
  typealias Four = SIMD4<Double>

  private let places: [Double]
  /// Four coefficients for each interval, in rising powers of the distance from its beginning.
  private let coefficients: [Four]

  init(_ curves: ScatteringPath.Curves) {
    places = curves.k
    let grid = CubicSplineGrid(curves.k)
    let all = [curves.amplitude, curves.phase, curves.momentum, curves.meanFreePath]
    let bends = all.map { grid.curvature(of: $0) }
    var coefficients: [Four] = []
    for i in 0..<places.count - 1 {
      let step = places[i + 1] - places[i]
      var powers = [Four](repeating: .zero, count: 4)
      for curve in 0..<4 {
        let (y, bend) = (all[curve], bends[curve])
        powers[0][curve] = y[i]
        powers[1][curve] = (y[i + 1] - y[i]) / step - step * (2 * bend[i] + bend[i + 1]) / 6
        powers[2][curve] = bend[i] / 2
        powers[3][curve] = (bend[i + 1] - bend[i]) / (6 * step)
      }
      coefficients += powers
    }
    self.coefficients = coefficients
  }

  /// Calls `body` with a walker; it goes on from the interval of the last place, and places should rise.
  func walk(_ body: (inout Walker) -> Void) {
    places.withUnsafeBufferPointer { places in
      coefficients.withUnsafeBufferPointer { coefficients in
        var walker = Walker(places: places, coefficients: coefficients)
        body(&walker)
      }
    }
  }

  /// Looks up one place after the other.
  struct Walker {
    let places: UnsafeBufferPointer<Double>
    let coefficients: UnsafeBufferPointer<Four>
    private var interval = 0

    init(places: UnsafeBufferPointer<Double>, coefficients: UnsafeBufferPointer<Four>) {
      self.places = places
      self.coefficients = coefficients
    }

    /// The distance from the beginning of the interval of a place.
    private mutating func distance(_ place: Double) -> Double {
      while interval < places.count - 2, place >= places[interval + 1] { interval += 1 }
      while interval > 0, place < places[interval] { interval -= 1 }
      return place - places[interval]
    }

    mutating func values(at place: Double) -> Four {
      let d = distance(place)
      let c = 4 * interval
      return coefficients[c] + d * (coefficients[c + 1] + d * (coefficients[c + 2] + d * coefficients[c + 3]))
    }

    mutating func valuesAndSlopes(at place: Double) -> (values: Four, slopes: Four) {
      let d = distance(place)
      let c = 4 * interval
      let (c1, c2, c3) = (coefficients[c + 1], coefficients[c + 2], coefficients[c + 3])
      return (coefficients[c] + d * (c1 + d * (c2 + d * c3)), c1 + d * (2 * c2 + (3 * d) * c3))
    }
  }
}
