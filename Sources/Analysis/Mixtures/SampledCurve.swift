/// A curve of a mixture: what a normalised spectrum, its derivative and chi(k) have in common.

/// Values at strictly increasing places, in eV or 1/Å, with a name.
public struct SampledCurve: Sendable, Hashable {
  public var name: String
  public let x: [Double]
  public let y: [Double]
  /// The variance of each value; nil when nothing is known of it.
  public let variance: [Double]?

  /// A curve from its points. Throws when there are fewer than four, when a number is not finite, or when the places do
  /// not increase.
  public init(name: String, x: [Double], y: [Double], variance: [Double]? = nil) throws(AnalysisError) {
    guard x.count == y.count, variance.map({ $0.count == x.count }) ?? true else {
      throw AnalysisError("\(name): \(x.count) places and \(y.count) values do not belong together")
    }
    guard x.count >= 4 else { throw AnalysisError("\(name): a curve takes 4 points, and there are \(x.count)") }
    guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite), zip(x, x.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw AnalysisError("\(name): its points do not increase, or a value is not finite")
    }
    self.name = name
    self.x = x
    self.y = y
    self.variance = variance
  }

  /// From the first to the last place.
  public var range: ClosedRange<Double> { x[0]...x[x.count - 1] }

  /// The points from the last one at or below the lower end of `range` to the last one at or below its upper end: Larch's
  /// `index_of`, both included.
  func indices(in range: ClosedRange<Double>?) -> Range<Int> {
    guard let range else { return x.indices }
    let places = Places(x)
    let first = places.floor(range.lowerBound)
    return first..<max(first, places.floor(range.upperBound) + 1)
  }

  /// The not-a-knot cubic through all points at `places`, which are in rising order. Places outside have the cubic
  /// through the five points at that end.
  func values(at places: [Double]) -> [Double] { Self.values(x, y, at: places) }

  /// The same for points that are known to make a curve.
  static func values(_ x: [Double], _ y: [Double], at places: [Double]) -> [Double] {
    guard places != x else { return y }
    guard x.count > 5, let first = places.first, let last = places.last, first < x[0] || last > x[x.count - 1] else {
      return CubicSpline(x, y).values(at: places)
    }
    let below = places.prefix { $0 < x[0] }
    let inside = places.dropFirst(below.count).prefix { $0 <= x[x.count - 1] }
    let above = places.dropFirst(below.count + inside.count)
    return CubicSpline(Array(x.prefix(5)), Array(y.prefix(5))).values(at: Array(below))
      + CubicSpline(x, y).values(at: Array(inside))
      + CubicSpline(Array(x.suffix(5)), Array(y.suffix(5))).values(at: Array(above))
  }
}
