/// Single points that stand out.
import DataModel

enum GlitchRule {
  static let rule = Rule<SpectrumView>(PhysicsFinding.glitch) { view, report in
    guard let scan = view.scan else { return }
    for absorption in view.absorptions {
      let glitches = find(scan.values, absorption.values)
      guard let worst = glitches.max(by: { $0.deviations < $1.deviations }) else { continue }
      let list = glitches.prefix(5).map { "\(Figure.text(scan.values[$0.point])) eV" }.joined(separator: ", ")
      report.add(
        PhysicsFinding.glitch, nil,
        "\(Figure.count(glitches.count, "single point")) of \(absorption.name) stand out from both neighbours: "
          + "\(list)\(glitches.count > 5 ? ", ..." : ""); the worst, at \(scan.place(worst.point)), by "
          + "\(Figure.rough(worst.deviations)) times the noise around it",
        at: absorption.path, expected: "a smooth curve", found: list)
    }
  }

  struct Glitch {
    let point: Int
    /// In standard deviations of the noise around it.
    let deviations: Double
  }

  /// A point is a glitch when
  /// - it lies 12 standard deviations from the line between its neighbours (10^-30 by chance; noise that is not normal
  ///   has long tails, hence not 5), measured by the median deviation of the 30 points around it,
  /// - by 3 % of the whole range at least, which is what an analysis would notice,
  /// - and its two neighbours deviate half as much to the other side, as they do for a single point and not for a step,
  ///   a shoulder, or the peak of a white line.
  static func find(_ energies: [Double], _ values: [Double]) -> [Glitch] {
    guard energies.count == values.count, values.count >= 40, values.count <= 1_000_000, values.allSatisfy(\.isFinite),
      energies.allSatisfy(\.isFinite)
    else { return [] }
    let range = Robust.range(values)
    let bends = values.indices.map { bend(energies, values, $0) }
    let edge = EdgeJump(energies, values)?.extremes().map { $0.rise.change > -$0.fall.change ? $0.rise : $0.fall }
    return bends.indices.compactMap { point -> Glitch? in
      let size = bends[point]
      guard abs(size) >= 0.03 * range, point >= 2, point < values.count - 2 else { return nil }
      let beside = [bends[point - 1], bends[point + 1]]
      guard beside.allSatisfy({ -$0 / size > 0.2 && -$0 / size < 0.9 }) else { return nil }
      // White lines of a few points' width lie at the edge.
      if let edge, abs(energies[point] - edge.energy) <= 2 * EdgeJump.width(at: edge.energy) { return nil }
      let around = (max(0, point - 15)...min(values.count - 1, point + 15)).filter { abs($0 - point) > 2 }
      guard let noise = Robust.deviation(around.map { bends[$0] }), noise > 0, abs(size) > 12 * noise else {
        return nil
      }
      return Glitch(point: point, deviations: abs(size) / noise)
    }
  }

  /// How far a point lies from the straight line between its neighbours.
  private static func bend(_ x: [Double], _ y: [Double], _ index: Int) -> Double {
    guard index > 0, index < x.count - 1, x[index + 1] != x[index - 1] else { return 0 }
    let share = (x[index] - x[index - 1]) / (x[index + 1] - x[index - 1])
    // Where the axis turns back there is no line between the neighbours.
    guard share > 0, share < 1 else { return 0 }
    return y[index] - (y[index - 1] + share * (y[index + 1] - y[index - 1]))
  }
}
