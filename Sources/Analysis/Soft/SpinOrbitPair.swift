/// White lines of two edges that spin and orbit split: L3 and L2, M5 and M4.
public import DataModel
public import Datasets
import Glibc

/// Separates the white lines of a pair of edges from the steps below them.
///
/// A line is fitted before the first edge and subtracted. The steps of both edges, arctangents at the tops of the white
/// lines whose heights are as the numbers of electrons of the two levels (2:1 for L3 and L2, 3:2 for M5 and M4), are
/// scaled to the level behind the second edge (Chen et al., Phys. Rev. Lett. 75, 152, 1995). What is left over them are
/// the white lines.
///
/// All areas are linear in the measured points once the places are fixed, and the noise of the points is carried through
/// line, scale and integral together. Places and widths of the steps count as exact.
public struct SpinOrbitPair: Sendable {
  /// Which edges. The first has the lower energy.
  public enum Edges: String, Sendable, CaseIterable {
    case l = "L3,L2"
    case m = "M5,M4"

    /// In order of energy.
    public var edges: (first: AbsorptionEdge, second: AbsorptionEdge) {
      self == .l ? (.l3, .l2) : (.m5, .m4)
    }

    /// The first edge's share of the step.
    var share: Double { self == .l ? 2.0 / 3 : 3.0 / 5 }
  }

  public var edges = Edges.l
  /// Where the line is fitted, in eV; nil from the beginning of the scan to a quarter of the splitting, at least 4 eV,
  /// before the first white line.
  public var preRange: ClosedRange<Double>?
  /// Where the level behind the second edge is taken, in eV; nil from 0.6 of the splitting, at least 6 eV, behind its
  /// white line to the end of the scan.
  public var postRange: ClosedRange<Double>?
  /// The tops of both white lines in eV; nil to look for them.
  public var positions: (first: Double, second: Double)?
  /// Where one white line ends and the other begins, in eV; nil for the minimum between them.
  public var border: Double?
  /// What is integrated, in eV; nil from the end of `preRange` to the beginning of `postRange`.
  public var window: ClosedRange<Double>?
  /// The full widths of the steps, in eV; nil for the natural widths of the levels, or 0.5.
  public var stepWidth: Double?

  /// A pair with everything to be found.
  public init(_ edges: Edges = .l) { self.edges = edges }

  /// What came of it.
  public struct Result: Sendable {
    public var noise: PointNoise.Origin
    public var first: Estimate
    public var second: Estimate
    public var border: Double
    public var preRange: ClosedRange<Double>
    public var postRange: ClosedRange<Double>
    public var window: ClosedRange<Double>
    /// In eV.
    public var stepWidths: (first: Double, second: Double)
    /// The level behind the second edge over the line before the first, in the unit of the signal.
    public var edgeStep: Estimate
    /// Over the steps, in the unit of the signal times eV.
    public var firstArea: Estimate
    public var secondArea: Estimate
    /// The same over the edge step, in eV.
    public var firstShare: Estimate
    public var secondShare: Estimate
    /// The first area over both.
    public var branchingRatio: Estimate
    /// At every energy, in the unit of the signal.
    public var line: [Double]
    public var steps: [Double]
    /// What each point has in both areas together.
    var totalWeights: [Double]
  }

  /// Separates a spectrum. Throws when there is no pair of white lines, or nothing before or behind them.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    let (energy, values) = (spectrum.energy, spectrum.values)
    let noise = PointNoise(spectrum)
    let tops = try tops(spectrum, noise)
    let places = try SpinOrbitPlaces(self, energy, tops.first.value, tops.second.value)
    let line = try Baseline(.linear, energy, values, in: [places.pre])
    let widths = stepWidths(spectrum)
    let shape = energy.map { energy in
      edges.share * Self.step(energy - tops.first.value, widths.first)
        + (1 - edges.share) * Self.step(energy - tops.second.value, widths.second)
    }
    let behind = energy.indices.filter { places.post.contains(energy[$0]) }
    let size = behind.reduce(0) { $0 + shape[$1] * shape[$1] }
    var level = [Double](repeating: 0, count: energy.count)
    for i in behind { level[i] = shape[i] / size }
    let rest = zip(values, line.values).map { $0 - $1 }
    func sum(_ weights: [Double]) -> Double { zip(weights, rest).reduce(0) { $0 + $1.0 * $1.1 } }
    func error(_ weights: [Double]) -> Double { noise.variance(of: line.carried(weights)).squareRoot() }
    let height = sum(level)
    guard height > 0 else {
      throw AnalysisError(
        "the signal behind the second edge (\(text(places.post.lowerBound)) to \(text(places.post.upperBound)) eV) is not "
          + "above the line before the first one; correct pre= and post=, or choose another signal with signal=")
    }
    let border = border ?? lowest(rest, energy, from: tops.first.value, to: tops.second.value)
    guard places.window.lowerBound < border, border < places.window.upperBound else {
      throw AnalysisError("border=\(text(border)) eV is not inside the range of integration")
    }
    func whiteLine(_ window: ClosedRange<Double>) -> [Double] {
      let weights = WindowWeights(energy, window).moment(0, about: 0)
      let below = zip(weights, shape).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(weights, level).map { $0 - below * $1 }
    }
    let one = whiteLine(places.window.lowerBound...border)
    let two = whiteLine(border...places.window.upperBound)
    let total = zip(one, two).map { $0 + $1 }
    let (areaOne, areaTwo) = (sum(one), sum(two))
    let ratio = areaOne / (areaOne + areaTwo)
    func share(_ weights: [Double]) -> Estimate {
      let value = sum(weights) / height
      return Estimate(value, standardError: error(zip(weights, level).map { ($0 - value * $1) / height }))
    }
    return Result(
      noise: noise.origin, first: tops.first, second: tops.second, border: border, preRange: places.pre,
      postRange: places.post, window: places.window, stepWidths: widths,
      edgeStep: Estimate(height, standardError: error(level)),
      firstArea: Estimate(areaOne, standardError: error(one)),
      secondArea: Estimate(areaTwo, standardError: error(two)), firstShare: share(one), secondShare: share(two),
      branchingRatio: Estimate(
        ratio, standardError: error(zip(one, total).map { ($0 - ratio * $1) / (areaOne + areaTwo) })),
      line: line.values, steps: shape.map { $0 * height }, totalWeights: line.carried(total))
  }

  /// 0 far below, 1 far above; `width` is the full width at half maximum of its derivative.
  static func step(_ distance: Double, _ width: Double) -> Double { 0.5 + atan(distance / (0.5 * width)) / .pi }

  private func stepWidths(_ spectrum: Spectrum) -> (first: Double, second: Double) {
    if let stepWidth { return (stepWidth, stepWidth) }
    let element = spectrum.element.flatMap { Element(symbol: $0) }
    func width(_ edge: AbsorptionEdge) -> Double { element.flatMap { edge.naturalWidth(of: $0) } ?? 0.5 }
    return (width(edges.edges.first), width(edges.edges.second))
  }

  private func tops(_ spectrum: Spectrum, _ noise: PointNoise) throws(AnalysisError) -> (
    first: Estimate, second: Estimate
  ) {
    if let positions {
      return (Estimate(positions.first, standardError: 0), Estimate(positions.second, standardError: 0))
    }
    let names = edges.edges
    guard let element = spectrum.element.flatMap({ Element(symbol: $0) }),
      let low = names.first.energy(of: element), let high = names.second.energy(of: element), high > low
    else {
      throw AnalysisError(
        "where the white lines of \(edges.rawValue) are is not known, because the file does not say which element it is; "
          + "say where they are with positions=E1,E2, or set the element with --set Element.symbol=...")
    }
    let splitting = high - low
    guard spectrum.range.lowerBound < low + splitting, spectrum.range.upperBound > low else {
      throw AnalysisError(
        "the scan reaches from \(text(spectrum.range.lowerBound)) to \(text(spectrum.range.upperBound)) eV, and "
          + "\(element.symbol) \(edges.rawValue) are at \(text(low)) and \(text(high)) eV")
    }
    let width = EdgeLocator().width(spectrum.energy, near: low)
    let curve = LocalPolynomial(energy: spectrum.energy, values: spectrum.values, degree: 2, halfWidth: width)
    let reach = 0.45 * splitting
    let first = curve.fallingZero(of: 1, from: low - max(reach, 4), to: low + max(reach, 4), noise.variances)
    guard let first else {
      throw AnalysisError(
        "there is no white line of \(names.first.rawValue) within \(text(max(reach, 4))) eV of \(text(low)) eV; say where "
          + "both are with positions=E1,E2")
    }
    let expected = first.place + splitting
    guard
      let second = curve.fallingZero(of: 1, from: expected - reach, to: expected + reach, noise.variances)
    else {
      throw AnalysisError(
        "there is no white line of \(names.second.rawValue) within \(text(reach)) eV of \(text(expected)) eV; say where "
          + "both are with positions=E1,E2")
    }
    return (
      Estimate(first.place, standardError: first.standardError),
      Estimate(second.place, standardError: second.standardError)
    )
  }

  /// The minimum between both tops, of the smoothed curve.
  private func lowest(_ rest: [Double], _ energy: [Double], from low: Double, to high: Double) -> Double {
    let curve = LocalPolynomial(
      energy: energy, values: rest, degree: 2, halfWidth: EdgeLocator().width(energy, near: low))
    let between = energy.indices.filter { energy[$0] > low && energy[$0] < high }
    let heights = between.map { ($0, curve.coefficient(0, at: energy[$0]) ?? rest[$0]) }
    let best = heights.min { $0.1 < $1.1 }
    return best.map { energy[$0.0] } ?? 0.5 * (low + high)
  }
}

/// Where the parts of a pair of edges lie.
struct SpinOrbitPlaces {
  let pre: ClosedRange<Double>
  let post: ClosedRange<Double>
  let window: ClosedRange<Double>

  /// The ranges of a scan with white lines at these places. Throws when nothing is before or behind them.
  init(_ pair: SpinOrbitPair, _ energy: [Double], _ first: Double, _ second: Double) throws(AnalysisError) {
    let (start, end) = (energy[0], energy[energy.count - 1])
    guard start < first, first < second, second < end else {
      throw AnalysisError(
        "the white lines at \(text(first)) and \(text(second)) eV are not both inside the scan, which reaches from "
          + "\(text(start)) to \(text(end)) eV")
    }
    let before = first - max(4, 0.25 * (second - first))
    let behind = second + max(6, 0.6 * (second - first))
    let pre = pair.preRange ?? start...max(start, before)
    let post = pair.postRange ?? min(end, behind)...end
    for (name, range, place, least) in [
      ("pre", pre, "before the first edge", 3), ("post", post, "behind the second edge", 2),
    ] {
      let count = energy.count { range.contains($0) }
      guard count >= least else {
        throw AnalysisError(
          "there is nothing \(place) in the scan: \(count) points lie between \(text(range.lowerBound)) and "
            + "\(text(range.upperBound)) eV, with white lines at \(text(first)) and \(text(second)) eV; measure further, "
            + "or say where it is with \(name)=LO:HI")
      }
    }
    guard pre.upperBound < post.lowerBound else {
      throw AnalysisError("pre= ends at \(text(pre.upperBound)) eV, behind the beginning of post=")
    }
    let window = pair.window ?? pre.upperBound...post.lowerBound
    guard window.lowerBound >= start, window.upperBound <= end else {
      throw AnalysisError(
        "range=\(text(window.lowerBound)):\(text(window.upperBound)) eV is not all inside the scan, which reaches from "
          + "\(text(start)) to \(text(end)) eV")
    }
    self.pre = pre
    self.post = post
    self.window = window
  }
}
