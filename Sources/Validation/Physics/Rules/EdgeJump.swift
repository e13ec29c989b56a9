/// How much absorption changes from just below an energy to just above it.
import DataModel

struct EdgeJump {
  /// The points by rising energy, without those that are not finite.
  let energies: [Double]
  let values: [Double]
  /// The change at each point; nil where one of the sides holds too few points.
  let changes: [Double?]
  /// From the 2nd to the 98th percentile of the values.
  let range: Double

  /// Nil for fewer than twenty points, for more than any scan has, or for values that do not change.
  ///
  /// The change is the mean over a window above the point less that over one below: an average, because one point is
  /// noise, and over 0.3 % of the energy but no less than 10 eV, because an edge of a heavy element is that wide (the
  /// core-hole width is 1.5 eV at 9 keV and 10 eV at 25 keV, and its structure several times wider).
  init?(_ energies: [Double], _ values: [Double]) {
    guard energies.count <= Self.pointLimit else { return nil }
    let pairs = zip(energies, values).filter { $0.isFinite && $1.isFinite }.sorted { $0.0 < $1.0 }
    guard pairs.count >= 20 else { return nil }
    let xs = pairs.map(\.0)
    let ys = pairs.map(\.1)
    range = Robust.range(ys)
    guard range > 0 else { return nil }
    self.energies = xs
    self.values = ys
    var sums = [0.0]
    for value in ys { sums.append(sums[sums.count - 1] + value) }
    var low = 0
    var high = 0
    changes = xs.indices.map { index in
      let width = Self.width(at: xs[index])
      while xs[low] < xs[index] - width { low += 1 }
      while high < xs.count, xs[high] <= xs[index] + width { high += 1 }
      // Two points on each side, and a side that is not cut off at the end of the scan.
      guard index - low >= 2, high - index - 1 >= 2, xs[index] - xs[low] >= width / 2,
        xs[high - 1] - xs[index] >= width / 2
      else { return nil }
      let below = (sums[index] - sums[low]) / Double(index - low)
      let above = (sums[high] - sums[index + 1]) / Double(high - index - 1)
      return above - below
    }
  }

  private static let pointLimit = 1_000_000

  static func width(at energy: Double) -> Double { max(10, 0.003 * energy) }

  /// An extreme of the change.
  struct Extreme {
    let energy: Double
    let change: Double
  }

  /// The largest rise and the largest fall, among the points for which the condition holds.
  func extremes(where isWanted: (Double) -> Bool = { _ in true }) -> (rise: Extreme, fall: Extreme)? {
    var rise: Extreme?
    var fall: Extreme?
    for (energy, change) in zip(energies, changes) where isWanted(energy) {
      guard let change else { continue }
      if change > rise?.change ?? -.infinity { rise = Extreme(energy: energy, change: change) }
      if change < fall?.change ?? .infinity { fall = Extreme(energy: energy, change: change) }
    }
    guard let rise, let fall else { return nil }
    return (rise, fall)
  }

  /// What noise and background alone change within a window, at the points for which the condition holds. Points lie
  /// denser at an edge, so at most one in each two-hundredth of the scan counts.
  func background(where isWanted: (Double) -> Bool = { _ in true }) -> Double {
    guard let low = energies.first, let high = energies.last else { return 0 }
    var next = low
    var sizes: [Double] = []
    for (energy, change) in zip(energies, changes) where energy >= next && isWanted(energy) {
      guard let change else { continue }
      sizes.append(abs(change))
      next = energy + (high - low) / 200
    }
    return Robust.median(sizes) ?? 0
  }

  /// How much higher the values lie from one to six windows above an energy than from one to six windows below it: the
  /// edge without its white line. Nil with fewer than three points on a side.
  func step(at energy: Double) -> Double? {
    let width = Self.width(at: energy)
    func mean(_ range: ClosedRange<Double>) -> Double? {
      let inside = energies.indices.filter { range.contains(energies[$0]) }
      return inside.count >= 3 ? inside.reduce(0) { $0 + values[$1] } / Double(inside.count) : nil
    }
    guard let below = mean(energy - 6 * width...energy - width), let above = mean(energy + width...energy + 6 * width)
    else { return nil }
    return above - below
  }
}
