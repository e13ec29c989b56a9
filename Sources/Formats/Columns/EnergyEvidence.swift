/// What the values of a column say about whether it is an energy, and in which unit.
import DataModel

struct EnergyEvidence {
  let minimum: Double
  let maximum: Double
  /// The median distance between neighbouring values.
  let step: Double
  let isStrictlyIncreasing: Bool
  let count: Int

  /// Nil for fewer than three values, or values that are not finite.
  init?(_ values: [Double]) {
    guard values.count >= 3, var previous = values.first else { return nil }
    var low = previous
    var high = previous
    var isIncreasing = true
    for value in values.dropFirst() {
      if !(value > previous) { isIncreasing = false }
      low = Swift.min(low, value)
      high = Swift.max(high, value)
      previous = value
    }
    guard low.isFinite, high.isFinite else { return nil }
    minimum = low
    maximum = high
    isStrictlyIncreasing = isIncreasing
    count = values.count
    step = Self.medianStep(values)
  }

  private static func medianStep(_ values: [Double]) -> Double {
    // A few thousand pairs, evenly spread, say as much as all of them.
    let stride = max(1, values.count / 4096)
    var steps: [Double] = []
    for index in Swift.stride(from: 0, to: values.count - 1, by: stride) {
      let step = abs(values[index + 1] - values[index])
      if step > 0 { steps.append(step) }
    }
    steps.sort()
    return steps.isEmpty ? 0 : steps[steps.count / 2]
  }

  /// `eV` or `keV` when the values allow only one of them.
  var unit: String? {
    if minimum >= 200, maximum <= 200_000 { return "eV" }
    if minimum >= 0.1, maximum < 200, step > 0, step <= 0.006 || (maximum < 30 && step <= 0.05) { return "keV" }
    if minimum >= 30, maximum <= 200_000, step >= 0.01 { return "eV" }
    return nil
  }

  /// Whether the values may be the energies of an absorption scan, for a column that no name tells anything about;
  /// the text says what speaks for it.
  var scanReason: String? {
    guard isStrictlyIncreasing, count >= 5, let unit else { return nil }
    let scale = unit == "keV" ? 1000.0 : 1
    let low = minimum * scale
    let high = maximum * scale
    guard high - low <= 5000, let edge = Self.edge(between: low, and: high) else { return nil }
    return "its values increase strictly from \(minimum) to \(maximum), "
      + "a range with the \(edge.element.symbol) \(edge.edge.rawValue) edge (\(edge.energy) eV) in it"
  }

  /// The K or L3 edge nearest to where the edge of a scan usually lies.
  private static func edge(between low: Double, and high: Double) -> NearestEdge? {
    NearestEdge.list(around: low + (high - low) * 0.15, limit: 200, shells: [.k, .l])
      .first { $0.energy > low && $0.energy < high && ($0.edge == .k || $0.edge == .l3) }
  }

  /// The values in words.
  var description: String { "its values run from \(minimum) to \(maximum) in steps of about \(roundedStep)" }

  private var roundedStep: Double {
    guard step > 0 else { return 0 }
    var scale = 1.0
    while step * scale < 100, scale < 1e12 { scale *= 10 }
    return (step * scale).rounded() / scale
  }
}
