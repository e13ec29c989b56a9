/// The elements of a detector while they are corrected, judged, weighted and summed.
import Bytes
import DataModel

struct ElementWork {
  private(set) var elements: [FluorescenceSum.Element]
  let source: FluorescenceElements
  private(set) var factors: [DeadTimeFactors] = []
  /// The elements that are summed.
  private(set) var used: [Int] = []
  let model: DeadTimeModel

  /// Elements that lost more than this part of their photons are doubtful.
  private static let largestLoss = 0.5
  /// How many median absolute deviations above the median share make an element a hot one, and the least deviation, as a
  /// part of the median.
  private static let hotDeviations = 10.0
  private static let leastDeviation = 0.01

  init(
    _ source: FluorescenceElements, _ options: FluorescenceOptions, seconds: [Double]?
  ) throws(AnalysisError) {
    self.source = source
    model = options.model
    elements = source.elements.map { FluorescenceSum.Element(name: $0.name, channel: $0.channel) }
    for name in options.excluded where !elements.contains(where: { $0.name == name || $0.channel == name }) {
      throw AnalysisError(
        "there is no element \(name) to leave out; the elements are \(elements.map(\.name).joined(separator: ", "))")
    }
    for index in elements.indices {
      let isExcluded = options.excluded.contains { $0 == elements[index].name || $0 == elements[index].channel }
      if isExcluded { elements[index].flags.insert(.excluded) }
      if source.elements[index].counts.allSatisfy({ $0 == 0 || $0.isNaN }) { elements[index].flags.insert(.dead) }
      try factors.append(DeadTimeFactors(source.elements[index], model, seconds: seconds))
      judgeFactors(index)
      if elements[index].flags.isDisjoint(with: [.excluded, .dead, .unusable]) { used.append(index) }
    }
    guard !used.isEmpty else {
      let all = elements.map { "\($0.name) (\($0.flags.map(\.rawValue).sorted().joined(separator: ", ")))" }
      throw AnalysisError("no element is left to sum: \(all.joined(separator: ", "))")
    }
    judgeShares()
  }

  private mutating func judgeFactors(_ index: Int) {
    let found = factors[index]
    if found.basis == nil, model != .none { elements[index].flags.insert(.uncorrected) }
    guard elements[index].flags.isDisjoint(with: [.dead, .excluded]) else { return }
    let counts = source.elements[index].counts
    let valid = found.factors.indices.filter { !found.factors[$0].isNaN && !counts[$0].isNaN }
    elements[index].pointsLeftOut = counts.count - valid.count
    guard !valid.isEmpty else {
      elements[index].flags.insert(.unusable)
      return
    }
    elements[index].meanFactor = valid.reduce(0) { $0 + found.factors[$1] } / Double(valid.count)
    let largest = valid.reduce(1.0) { max($0, found.factors[$1]) }
    elements[index].largestLoss = 1 - 1 / largest
    if elements[index].largestLoss > Self.largestLoss { elements[index].flags.insert(.saturated) }
  }

  /// Corrected counts of an element at a point; NaN where it has none.
  private func corrected(_ index: Int, _ point: Int) -> Double {
    source.elements[index].counts[point] * factors[index].factors[point]
  }

  /// The points that all summed elements have; where there is none, each element's own points.
  private func meanCounts() -> [Double] {
    let points = 0..<source.pointCount
    let complete = points.filter { point in used.allSatisfy { !corrected($0, point).isNaN } }
    return used.map { index in
      let own = complete.isEmpty ? points.filter { !corrected(index, $0).isNaN } : complete
      return own.reduce(0) { $0 + corrected(index, $1) } / Double(max(1, own.count))
    }
  }

  private mutating func judgeShares() {
    let means = meanCounts()
    let all = means.reduce(0, +)
    guard all > 0 else { return }
    let shares = means.map { $0 / all }
    let middle = Self.median(shares)
    let deviation = max(Self.median(shares.map { abs($0 - middle) }), Self.leastDeviation * middle)
    for (index, share) in zip(used, shares) {
      elements[index].share = share
      if share - middle > Self.hotDeviations * deviation { elements[index].flags.insert(.hot) }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  // MARK: Weights and sum

  mutating func weigh(_ weights: FluorescenceOptions.Weights) throws(AnalysisError) {
    var raw: [Double]
    switch weights {
    case .equal: raw = used.map { _ in 1 }
    case .noise: raw = used.map(signalOverVariance)
    case .given(let given):
      guard given.count == elements.count else {
        throw AnalysisError(
          "\(given.count) weights for \(elements.count) elements; give one for each, those left out included")
      }
      raw = used.map { given[$0] }
      guard raw.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw AnalysisError("a weight is negative or no number; weights are 0 or more")
      }
    }
    let mean = raw.reduce(0, +) / Double(raw.count)
    guard mean > 0, mean.isFinite else { throw AnalysisError("all weights are zero; at least one element must count") }
    for (index, weight) in zip(used, raw) { elements[index].weight = weight / mean }
  }

  /// The ratio of corrected counts to their variance, over the whole scan.
  private func signalOverVariance(_ index: Int) -> Double {
    var signal = 0.0
    var variance = 0.0
    for (count, factor) in zip(source.elements[index].counts, factors[index].factors)
    where !factor.isNaN && !count.isNaN {
      signal += count * factor
      variance += max(0, count) * factor * factor
    }
    return variance > 0 ? max(0, signal) / variance : 0
  }

  func sum() -> (values: [Double], variances: [Double]) {
    let means = meanCounts()
    let weighted = zip(used, means).map { elements[$0].weight * $1 }
    var values: [Double] = []
    var variances: [Double] = []
    for point in 0..<source.pointCount {
      var total = 0.0
      var variance = 0.0
      var present = 0.0
      var isComplete = true
      for (place, index) in used.enumerated() {
        let counts = source.elements[index].counts[point]
        let factor = factors[index].factors[point]
        guard !factor.isNaN, !counts.isNaN else {
          isComplete = false
          continue
        }
        let scale = elements[index].weight * factor
        total += scale * counts
        variance += scale * scale * max(0, counts)
        present += weighted[place]
      }
      let scale = isComplete ? 1 : weighted.reduce(0, +) / present
      values.append(scale.isFinite ? total * scale : .nan)
      variances.append(scale.isFinite ? variance * scale * scale : .nan)
    }
    return (values, variances)
  }
}
