/// Rules about what detectors and monitors show.
import DataModel

enum SignalRules {
  static let all: [Rule<SpectrumView>] = [
    finite, constant, i0Positive, itransPositive, countsNegative, i0Constant, saturated, dead,
  ]

  private static func i0(_ view: SpectrumView) -> [SpectrumCurve] { view.curves.filter { $0.role == .i0 } }

  // MARK: Certain faults

  private static let finite = Rule<SpectrumView>(PhysicsFinding.signalFinite) { view, report in
    for curve in view.signals + i0(view) {
      let odd = curve.values.indices.filter { !curve.values[$0].isFinite }
      guard let first = odd.first else { continue }
      let point = curve.laneCount == 1 ? view.scan?.place(first) ?? "point \(first + 1)" : "value \(first + 1)"
      let run = longestRun(curve.values) { !$0.isFinite }
      report.add(
        PhysicsFinding.signalFinite, nil,
        "\(odd.count) of \(curve.values.count) values of \(curve.name) "
          + "(\(Figure.percent(odd.count, of: curve.values.count))) "
          + "are NaN or infinite, the first at \(point)\(run > 1 ? ", up to \(run) in a row" : ""); sums and fits over "
          + "them have no value",
        at: curve.path, expected: "finite values", found: "\(curve.values[first])")
    }
  }

  static func longestRun(_ values: [Double], where isMember: (Double) -> Bool) -> Int {
    var longest = 0
    var length = 0
    for value in values {
      length = isMember(value) ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }

  private static func isConstant(_ values: [Double]) -> Bool {
    guard values.count >= 3, let first = values.first, first.isFinite else { return false }
    return values.allSatisfy { $0 == first }
  }

  private static let constant = Rule<SpectrumView>(PhysicsFinding.signalConstant) { view, report in
    let signals = view.signals.filter { !$0.isReference }
    for (index, curve) in signals.enumerated() where isConstant(curve.values) {
      // A fluorescence detector that was not used in a transmission experiment is no fault.
      let isUnused = index > 0 && signals.contains { !isConstant($0.values) }
      report.add(
        PhysicsFinding.signalConstant, isUnused ? .note : nil,
        "\(curve.name) is \(Figure.text(curve.values[0])) at all \(curve.pointCount) points: "
          + (isUnused ? "this detector was probably not used" : "nothing was detected, or the array was never filled"),
        at: curve.path, found: Figure.text(curve.values[0]))
    }
  }

  private static let i0Positive = Rule<SpectrumView>(PhysicsFinding.i0Positive) { view, report in
    for curve in i0(view) {
      report.addNotPositive(PhysicsFinding.i0Positive, curve, view, "every signal is divided by I0")
    }
  }

  private static let itransPositive = Rule<SpectrumView>(PhysicsFinding.itransPositive) { view, report in
    let hasI0 = view.curves.contains { $0.role == .i0 }
    for curve in view.curves where curve.role == .itrans && hasI0 {
      // All zero is a detector that was not used.
      guard !isConstant(curve.values) else { continue }
      report.addNotPositive(
        PhysicsFinding.itransPositive, curve, view, "the logarithm of i0/\(curve.name) has no value there")
    }
  }

  // MARK: Unlikely

  private static let countsNegative = Rule<SpectrumView>(PhysicsFinding.countsNegative) { view, report in
    for curve in view.curves where [.ifluor, .iey, .i0, .itrans].contains(curve.role) {
      guard let unit = curve.unit, countUnits.contains(unit.lowercased()) else { continue }
      let odd = curve.values.indices.filter { curve.values[$0] < 0 }
      guard let first = odd.first else { continue }
      report.add(
        PhysicsFinding.countsNegative, nil,
        "\(odd.count) of \(curve.values.count) values of \(curve.name) are below 0, the first "
          + "\(Figure.text(curve.values[first])), although the unit is \(unit): photons are not counted backwards",
        at: curve.path, expected: "0 or more", found: Figure.text(curve.values[first]))
    }
  }

  private static let countUnits: Set<String> = ["count", "counts", "cts", "cnts", "cnt", "photon", "photons", "ph"]

  private static let i0Constant = Rule<SpectrumView>(PhysicsFinding.i0Constant) { view, report in
    for curve in i0(view) where isConstant(curve.values) && curve.values[0] > 0 {
      report.add(
        PhysicsFinding.i0Constant, nil,
        "\(curve.name) is \(Figure.text(curve.values[0])) at all \(curve.pointCount) points; a real beam changes by "
          + "its "
          + "noise alone, so this is a stand-in", at: curve.path, found: Figure.text(curve.values[0]))
    }
  }

  private static let saturated = Rule<SpectrumView>(PhysicsFinding.saturated) { view, report in
    for curve in view.signals + i0(view) {
      var lanes: [(lane: Int, plateau: Plateau)] = []
      for lane in 0..<curve.laneCount {
        if let plateau = Plateau(curve.lane(lane)) { lanes.append((lane, plateau)) }
      }
      guard let (lane, plateau) = lanes.first else { continue }
      let element = curve.laneCount > 1 ? " of element \(lane + 1) (\(lanes.count) of \(curve.laneCount) elements)" : ""
      report.add(
        PhysicsFinding.saturated, nil,
        "\(plateau.length) points in a row\(element) of \(curve.name) are exactly its largest value "
          + "\(Figure.text(plateau.value)), from \(view.scan?.place(plateau.start) ?? "point \(plateau.start + 1)"); "
          + "noise "
          + "would make them differ, so the detector or its amplifier was at its limit",
        at: curve.path, found: Figure.text(plateau.value))
    }
  }

  private static let dead = Rule<SpectrumView>(PhysicsFinding.channelDead) { view, report in
    for curve in view.signals + i0(view) where curve.laneCount > 1 && curve.pointCount > 2 {
      let dead = (0..<curve.laneCount).filter { isConstant(curve.lane($0)) }
      guard !dead.isEmpty, dead.count < curve.laneCount else { continue }
      let list = dead.prefix(10).map { "\($0 + 1)" }.joined(separator: ", ") + (dead.count > 10 ? ", ..." : "")
      report.add(
        PhysicsFinding.channelDead, nil,
        "\(dead.count) of the \(curve.laneCount) elements of \(curve.name) show the same value at every point while "
          + "the "
          + "others change: number \(list)", at: curve.path, found: list)
    }
  }
}

extension RuleReport {
  /// Reports the values of a beam that are zero or less.
  fileprivate mutating func addNotPositive(
    _ code: FindingCode, _ curve: SpectrumCurve, _ view: SpectrumView, _ reason: String
  ) {
    let odd = curve.values.indices.filter { curve.values[$0] <= 0 }
    guard let first = odd.first else { return }
    let point = curve.laneCount == 1 ? view.scan?.place(first) ?? "point \(first + 1)" : "value \(first + 1)"
    // A ratio to such a beam still has a value.
    let isReversed = curve.values.allSatisfy { $0 < 0 }
    add(
      code, isReversed ? .note : nil,
      "\(odd.count) of \(curve.values.count) values of \(curve.name) are zero or negative, the first "
        + "\(Figure.text(curve.values[first])) at \(point); \(reason)"
        + (isReversed ? ". All of them are negative: the current amplifier may have been connected the other way" : ""),
      at: curve.path, expected: "values above 0", found: Figure.text(curve.values[first]))
  }
}

/// Points in a row that have exactly the largest value of a curve.
struct Plateau {
  let start: Int
  let length: Int
  let value: Double

  /// Five equal points at the very top. Numbers of few digits repeat themselves by chance, so the curve must have twenty
  /// different values, and the plateau must be three times as long as any other run of equal values.
  init?(_ values: [Double]) {
    guard let top = values.filter(\.isFinite).max() else { return nil }
    var best = (start: 0, length: 0)
    var longestElsewhere = 0
    var start = 0
    while start < values.count {
      var end = start
      while end < values.count, values[end] == values[start] { end += 1 }
      end = max(end, start + 1)
      if values[start] == top {
        if end - start > best.length { best = (start, end - start) }
      } else {
        longestElsewhere = max(longestElsewhere, end - start)
      }
      start = end
    }
    guard best.length >= max(5, 3 * longestElsewhere), Self.isVaried(values) else { return nil }
    self.start = best.start
    length = best.length
    value = top
  }

  private static func isVaried(_ values: [Double]) -> Bool {
    var seen: Set<Double> = []
    return values.contains { value in
      seen.insert(value)
      return seen.count >= 20
    }
  }
}
