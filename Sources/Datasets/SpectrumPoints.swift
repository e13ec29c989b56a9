/// The points of a spectrum before they are one.

/// Energies, values and variances that are put in order.
struct SpectrumPoints {
  private(set) var energy: [Double]
  private(set) var values: [Double]
  private(set) var variance: [Double]?

  init(energy: [Double], values: [Double], variance: [Double]?) {
    self.energy = energy
    self.values = values
    self.variance = variance
  }

  var count: Int { energy.count }

  /// Leaves out the points that have a number which is not finite; gives how many.
  mutating func dropNonfinite() -> Int {
    let kept = energy.indices.filter {
      energy[$0].isFinite && values[$0].isFinite && (variance?[$0].isFinite ?? true)
    }
    let dropped = count - kept.count
    if dropped > 0 { keep(kept) }
    return dropped
  }

  /// Puts the points in the order of their energies; false when they were not.
  mutating func sort() -> Bool {
    guard !zip(energy, energy.dropFirst()).allSatisfy({ $0 <= $1 }) else { return true }
    // Of equal energies the one that was measured first comes first.
    keep(energy.indices.sorted { (energy[$0], $0) < (energy[$1], $1) })
    return false
  }

  private mutating func keep(_ order: [Int]) {
    energy = order.map { energy[$0] }
    values = order.map { values[$0] }
    variance = variance.map { variance in order.map { variance[$0] } }
  }

  /// Makes one point of those with the same energy; gives how many went into others.
  mutating func averageDuplicates() -> Int {
    guard zip(energy, energy.dropFirst()).contains(where: { $0 == $1 }) else { return 0 }
    let before = count
    var merged = SpectrumPoints(energy: [], values: [], variance: variance == nil ? nil : [])
    var start = 0
    while start < before {
      var end = start + 1
      while end < before, energy[end] == energy[start] { end += 1 }
      let weight = Double(end - start)
      merged.energy.append(energy[start])
      merged.values.append(values[start..<end].reduce(0, +) / weight)
      if let variance { merged.variance?.append(variance[start..<end].reduce(0, +) / (weight * weight)) }
      start = end
    }
    self = merged
    return before - count
  }
}
