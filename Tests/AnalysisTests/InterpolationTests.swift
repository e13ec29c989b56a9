import Foundation
import Testing

@testable import Analysis

@Suite("Interpolation")
struct InterpolationTests {
  private let x = [0, 0.7, 1.1, 2.5, 3.0, 4.2, 5.0]
  private let y = [1, 0.2, -0.4, 0.9, 1.3, 0.1, 2.0]

  @Test("the spline is the one of scipy's make_interp_spline, inside and outside")
  func scipy() {
    let expected = [
      -0.27014736403593165, 0.8607809701698269, -0.4, -0.012211877360619808, 1.1436459243283055, 0.3112442890182179,
      1.4800867325271971, 6.291656463483513,
    ]
    let values = CubicSpline(x, y).values(at: [-0.5, 0.3, 1.1, 1.9, 2.7, 3.9, 4.9, 5.5])
    for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-12) }
    let four = CubicSpline(Array(x.prefix(4)), Array(y.prefix(4))).values(at: [0.3, 2])
    #expect(abs(four[0] - 0.7603809523809523) < 1e-13 && abs(four[1] + 0.5631168831168825) < 1e-13)
  }

  @Test("polynomials up to the third degree come back, as far as the points tell", arguments: [2, 3, 4, 9])
  func polynomials(count: Int) {
    let places = (0..<count).map { Double($0 * $0) / 3 + Double($0) }
    let degree = Double(min(3, count - 1))
    func curve(_ x: Double) -> Double { 2 - x + (degree > 1 ? 0.5 * x * x : 0) - (degree > 2 ? 0.1 * x * x * x : 0) }
    let spline = CubicSpline(places, places.map(curve))
    for x in stride(from: -1, through: (places.last ?? 0) + 1, by: 0.37) {
      #expect(abs(spline.values(at: [x])[0] - curve(x)) < 1e-9 * max(1, abs(curve(x))))
    }
  }

  @Test("lines go through the points, and on")
  func lines() {
    #expect(Interpolation.linear.values([0, 1, 3], [0, 2, 0], at: [-1, 0.5, 1, 2, 4]) == [-2, 1, 2, 1, -1])
  }
}
