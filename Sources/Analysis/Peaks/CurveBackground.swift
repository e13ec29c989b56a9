/// Backgrounds that follow from the data themselves.
import Glibc

/// A background under peaks that is worked out before the fit.
public enum CurveBackground: Sendable, Hashable {
  /// Shirley's: at each place in proportion to the area of the peaks on one side, between the levels of both ends (Phys.
  /// Rev. B 5, 4709, 1972), by iteration.
  case shirley
  /// Tougaard's universal loss function B T / (C + T²)² with C in the square of the unit of the places, 1643 eV² (Surf.
  /// Interface Anal. 11, 453, 1988); B is such that the background meets the data at the end with the larger values.
  case tougaard(c: Double)

  /// The background of `y` at `x`, which is strictly increasing. Throws when the iteration does not settle, which is what
  /// curves that cross the line between their ends do.
  public func values(_ x: [Double], _ y: [Double]) throws(AnalysisError) -> [Double] {
    guard x.count >= 4 else { throw AnalysisError("\(x.count) points are too few for a background") }
    switch self {
    case .shirley: return try shirley(x, y)
    case .tougaard(let c): return try tougaard(x, y, c)
    }
  }

  private func shirley(_ x: [Double], _ y: [Double]) throws(AnalysisError) -> [Double] {
    let (first, last) = (y[0], y[y.count - 1])
    var background = x.map { first + (last - first) * ($0 - x[0]) / (x[x.count - 1] - x[0]) }
    let size = y.reduce(0) { max($0, abs($1)) }
    for _ in 0..<200 {
      var areas = [0.0]
      for i in 1..<x.count {
        let mean = 0.5 * (y[i] - background[i] + y[i - 1] - background[i - 1])
        areas.append(areas[i - 1] + mean * (x[i] - x[i - 1]))
      }
      let total = areas[areas.count - 1]
      guard abs(total) > 1e-12 * size * (x[x.count - 1] - x[0]) else {
        throw AnalysisError("Shirley's background needs peaks above the line between both ends of the range")
      }
      let next = areas.map { first + (last - first) * $0 / total }
      let change = zip(next, background).reduce(0) { max($0, abs($1.0 - $1.1)) }
      background = next
      if change < 1e-12 * size { return background }
    }
    throw AnalysisError("Shirley's background does not settle: put the ends of the range where there is no peak")
  }

  private func tougaard(_ x: [Double], _ y: [Double], _ c: Double) throws(AnalysisError) -> [Double] {
    guard c > 0 else { throw AnalysisError("c=\(text(c)) of Tougaard's background is not above 0") }
    let isRising = y[y.count - 1] >= y[0]
    let level = isRising ? y[0] : y[y.count - 1]
    // The loss at each place comes from what lies on the side away from the tail.
    let losses = x.indices.map { i in
      var sum = 0.0
      for j in x.indices where isRising ? j < i : j > i {
        let t = abs(x[i] - x[j])
        let step = 0.5 * (x[min(j + 1, x.count - 1)] - x[max(j - 1, 0)])
        sum += t / ((c + t * t) * (c + t * t)) * (y[j] - level) * step
      }
      return sum
    }
    let tail = isRising ? losses.count - 1 : 0
    guard losses[tail] > 0 else {
      throw AnalysisError("Tougaard's background needs a signal above its lower end")
    }
    let scale = (y[tail] - level) / losses[tail]
    return losses.map { level + scale * $0 }
  }
}
