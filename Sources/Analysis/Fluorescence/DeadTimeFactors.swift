/// What the counts of an element are to be multiplied by, point by point.
import Bytes
import DataModel

/// The factors of one element under a model. What a model has no factor for is NaN.
struct DeadTimeFactors {
  let factors: [Double]
  /// What the factors rest on: the kinds of channels (`icr/ocr`), or nil where nothing was corrected.
  let basis: String?
  /// How many steps an iteration took at most.
  var iterations: Int?

  init(
    _ element: FluorescenceElement, _ model: DeadTimeModel, seconds: [Double]?
  ) throws(AnalysisError) {
    let source = ElementRates(element: element, seconds: seconds)
    switch model {
    case .none: self = Self.uncorrected(element)
    case .rates: self = try source.stated() ?? Self.uncorrected(element)
    case .nonparalyzable(let tau):
      self = try source.corrected(isParalyzable: false, tau: tau) { DeadTimeLaw.nonparalyzable($0, tau: tau) }
    case .paralyzable(let tau):
      self = try source.corrected(isParalyzable: true, tau: tau) { DeadTimeLaw.paralyzable($0, tau: tau) }
    case .xdac(let tau): self = try source.xdac(tau: tau)
    case .stepScan(let tau):
      if let stated = try source.stated() {
        self = stated
      } else if element.rates["ocr"] != nil {
        self = try source.corrected(isParalyzable: true, tau: tau) { DeadTimeLaw.paralyzable($0, tau: tau) }
      } else {
        self = Self.uncorrected(element)
      }
    }
  }

  init(_ factors: [Double], basis: String?, iterations: Int? = nil) {
    // Infinite where nothing was kept: there is no factor.
    self.factors = factors.map { $0.isFinite && $0 >= 0 ? $0 : .nan }
    self.basis = basis
    self.iterations = iterations
  }

  private static func uncorrected(_ element: FluorescenceElement) -> DeadTimeFactors {
    DeadTimeFactors(element.counts.map { _ in 1 }, basis: nil)
  }
}

/// The rates of one element, and the ways from them to factors.
private struct ElementRates {
  let element: FluorescenceElement
  let seconds: [Double]?

  /// Counts per second of all photons met (`icr`) or kept (`ocr`); nil where there is no such channel.
  func perSecond(_ kind: String) throws(AnalysisError) -> [Double]? {
    guard let rate = element.rates[kind] else { return nil }
    if rate.isPerSecond { return rate.values }
    return try perSecond(rate.values, of: rate.channel)
  }

  private func perSecond(_ counts: [Double], of channel: String) throws(AnalysisError) -> [Double] {
    guard let seconds else {
      throw AnalysisError(
        "\"\(channel)\" holds counts, and no channel the counting time that makes rates of them; give time=SECONDS or "
          + "time=COLUMN")
    }
    return zip(counts, seconds).map { $0 / $1 }
  }

  /// Input over output rate, a stored factor, or the part of its ticks that a clock was not blocked (an event takes six),
  /// in this order, as Larch has it for StepScan; nil where there is none of these.
  func stated() throws(AnalysisError) -> DeadTimeFactors? {
    let rates = element.rates
    if let input = rates["icr"], let output = rates["ocr"] {
      guard input.isPerSecond != output.isPerSecond else {
        return DeadTimeFactors(zip(input.values, output.values).map(/), basis: "icr/ocr")
      }
      guard let above = try perSecond("icr"), let below = try perSecond("ocr") else { return nil }
      return DeadTimeFactors(zip(above, below).map(/), basis: "icr/ocr")
    }
    if let factor = rates["dtf"] { return DeadTimeFactors(factor.values, basis: "dtf") }
    guard let clock = rates["clock"]?.values, let events = rates["events"]?.values, let resets = rates["resets"]?.values
    else { return nil }
    return DeadTimeFactors(
      clock.indices.map { clock[$0] / (clock[$0] - 6 * events[$0] - resets[$0]) }, basis: "clock")
  }

  /// True over kept rate: from the kept one by the law turned round, from the true one by the law itself; where there is
  /// neither, the counts of the window stand in for all photons that were kept.
  func corrected(
    isParalyzable: Bool, tau: Double, _ trueRate: (Double) -> Double
  ) throws(AnalysisError) -> DeadTimeFactors {
    if let kept = try perSecond("ocr") { return DeadTimeFactors(kept.map { trueRate($0) / $0 }, basis: "ocr") }
    if let met = try perSecond("icr") {
      return DeadTimeFactors(
        met.map { $0 / DeadTimeLaw.kept(of: $0, tau: tau, isParalyzable: isParalyzable) }, basis: "icr")
    }
    let kept = try perSecond(element.counts, of: element.channel)
    // No counts, no dead time.
    return DeadTimeFactors(kept.map { $0 == 0 ? 1 : trueRate($0) / $0 }, basis: "window")
  }

  /// The fast rate, itself corrected, over the slow one.
  func xdac(tau: Double) throws(AnalysisError) -> DeadTimeFactors {
    guard let fast = element.rates["icr"], element.rates["ocr"] != nil else {
      throw AnalysisError(
        "the model xdac needs the fast and the slow counts of each element; element \(element.name) "
          + "(\"\(element.channel)\") has not both")
    }
    // A dead time of no more than 1 ns is none.
    if tau <= 1e-9, let stated = try stated() { return stated }
    guard let rates = try perSecond("icr"), let slow = try perSecond("ocr") else {
      return DeadTimeFactors(element.counts.map { _ in .nan }, basis: nil)
    }
    var most = 0
    var factors: [Double] = []
    for point in rates.indices {
      // With one photon at most there is no dead time.
      if fast.values[point] <= 1, slow[point] > 0 {
        factors.append(1)
        continue
      }
      let found = DeadTimeLaw.xdac(rates[point], tau: tau)
      most = max(most, found.count)
      factors.append(found.rate / slow[point])
    }
    return DeadTimeFactors(factors, basis: "icr/ocr", iterations: most)
  }
}
