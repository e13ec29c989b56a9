/// B-splines of degree three.

/// The cubic B-splines over a knot vector (de Boor, A Practical Guide to Splines, ch. IX and X).
struct CubicBSplines: Sendable {
  /// Four equal knots at each end.
  let knots: [Double]
  /// How many functions there are.
  var count: Int { knots.count - 4 }

  /// The splines that interpolate at `places` (strictly increasing, at least 4), not-a-knot: all of them but the second
  /// and the last but one are knots.
  init(interpolating places: [Double]) {
    let last = places.count - 1
    knots =
      [Double](repeating: places[0], count: 4) + Array(places[2..<max(2, last - 1)])
      + [Double](repeating: places[last], count: 4)
  }

  /// The functions that are not zero at a place: four in a row.
  struct Values {
    var first: Int
    var values: SIMD4<Double>
  }

  /// The functions at each of `places`, in rising order. Outside the knots the first and last polynomials go on.
  func values(at places: [Double]) -> [Values] {
    var interval = 3
    return places.map { place in
      while interval < count - 1, place >= knots[interval + 1] { interval += 1 }
      return Values(first: interval - 3, values: values(at: place, interval))
    }
  }

  private func values(at place: Double, _ interval: Int) -> SIMD4<Double> {
    var result = SIMD4<Double>(1, 0, 0, 0)
    for order in 1...3 {
      var carried = 0.0
      for j in 0..<order {
        let right = knots[interval + j + 1] - place
        let left = place - knots[interval + 1 + j - order]
        let share = result[j] / (right + left)
        result[j] = carried + right * share
        carried = left * share
      }
      result[order] = carried
    }
    return result
  }
}
