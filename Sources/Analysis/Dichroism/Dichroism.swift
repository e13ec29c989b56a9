/// Differences of spectra with opposite polarisation: XMCD, XLD.
public import Datasets
import Glibc

/// Compares spectra of one edge taken with opposite polarisation, and gives the integrals that sum rules need.
///
/// With the mean spectrum of a pair of edges (L3 and L2) the white line is what is over the double step of
/// `SpinOrbitPair`; p is the integral of the difference over the first edge, q over both, r that of the white lines of
/// both spectra together (Chen et al., Phys. Rev. Lett. 75, 152, 1995). The noise of all spectra is carried through
/// normalisation, difference and integrals.
public struct Dichroism: Sendable {
  public var normalization = DichroismNormalization.edge
  public var pair = SpinOrbitPair()
  /// The edge is no pair: the difference is integrated as a whole.
  public var isSingleEdge = false
  /// The degree of polarisation times the cosine of its angle to the moment; differences are divided by it.
  public var degree: Double?
  /// Holes in the shell that is probed; with `degree` moments are worked out.
  public var holes: Double?
  public var kind = Interpolation.cubic

  /// A pair of edges, normalised to them.
  public init() {}

  /// What came of it.
  public struct Result: Sendable {
    public var noise: PointNoise.Origin
    public var energy: [Double]
    /// The normalised spectra.
    public var plus: [Double]
    public var minus: [Double]
    /// plus - minus, over the degree where that is given.
    public var difference: [Double]
    /// From the noise of the points alone.
    public var differenceError: [Double]
    /// (plus + minus) / 2.
    public var mean: [Double]
    /// The running integral of the difference from the beginning of `window`.
    public var integral: [Double]
    public var isInterpolated: Bool
    public var trimmedCount: Int
    public var preRange: ClosedRange<Double>
    public var postRange: ClosedRange<Double>
    public var window: ClosedRange<Double>
    /// The pair of edges of the mean spectrum; nil for a single edge.
    public var pair: SpinOrbitPair.Result?
    public var p: Estimate?
    public var q: Estimate
    public var r: Estimate?
    /// The largest difference in the window, with its sign, and its energy.
    public var largest: Estimate
    public var largestEnergy: Double
    /// In Bohr magnetons.
    public var orbitalMoment: Estimate?
    /// With the term of the magnetic dipole: m_spin (1 + 7⟨Tz⟩/2⟨Sz⟩).
    public var spinMoment: Estimate?
  }

  /// Compares the mean of `plus` with that of `minus`, at least one each. Throws when one cannot be normalised, or they
  /// have no energies in common.
  public func apply(plus: [Spectrum], minus: [Spectrum]) throws(AnalysisError) -> Result {
    guard let first = plus.first, !minus.isEmpty else {
      throw AnalysisError("it takes a spectrum of each polarisation, and there are \(plus.count) and \(minus.count)")
    }
    let places = try places(first)
    let sides = try (plus + minus).map { spectrum throws(AnalysisError) in
      try DichroismSide(spectrum, normalization, pre: places.pre, post: places.post)
    }
    let grid = try CommonGrid(sides.map(\.spectrum), kind: kind)
    let means = DichroismMeans(sides, grid, plusCount: plus.count, degree: degree ?? 1)
    let energy = grid.energy
    var pair: SpinOrbitPair.Result?
    if !isSingleEdge { pair = try meanPair(means, energy, first) }
    let window = pair?.window ?? places.window
    guard energy[0] <= window.lowerBound, window.upperBound <= energy[energy.count - 1] else {
      throw AnalysisError(
        "the range \(text(window.lowerBound)) to \(text(window.upperBound)) eV is not all inside what the spectra have in "
          + "common, \(text(energy[0])) to \(text(energy[energy.count - 1])) eV; correct range=")
    }
    let whole = WindowWeights(energy, window).moment(0, about: 0)
    let onlyFirst = pair.map { WindowWeights(energy, window.lowerBound...$0.border).moment(0, about: 0) }
    let white = pair?.totalWeights
    let inside = energy.indices.filter { window.contains(energy[$0]) }
    let largest = inside.max { abs(means.difference[$0]) < abs(means.difference[$1]) } ?? 0
    var result = Result(
      noise: sides.contains { $0.noise.origin == .scatter } ? .scatter : .variance, energy: energy, plus: means.plus,
      minus: means.minus, difference: means.difference, differenceError: means.differenceError, mean: means.mean,
      integral: Self.running(means.difference, energy, from: window.lowerBound), isInterpolated: grid.isInterpolated,
      trimmedCount: grid.trimmedCount, preRange: places.pre, postRange: places.post, window: window, pair: pair,
      p: onlyFirst.map { means.estimate(difference: $0) }, q: means.estimate(difference: whole),
      r: white.map { means.estimate(sum: $0) },
      largest: Estimate(means.difference[largest], standardError: means.differenceError[largest]),
      largestEnergy: energy[largest])
    if let holes, degree != nil, let onlyFirst, let white {
      let spin = zip(onlyFirst, whole).map { -(6 * $0 - 4 * $1) * holes }
      result.orbitalMoment = means.ratio(difference: whole.map { -4.0 / 3 * holes * $0 }, sum: white)
      result.spinMoment = means.ratio(difference: spin, sum: white)
    }
    return result
  }

  /// Where both spectra are normalised, from the first one.
  private func places(
    _ spectrum: Spectrum
  ) throws(AnalysisError) -> (pre: ClosedRange<Double>, post: ClosedRange<Double>, window: ClosedRange<Double>) {
    guard isSingleEdge else {
      let found = try pair.apply(to: spectrum)
      return (found.preRange, found.postRange, found.window)
    }
    let (start, end) = (spectrum.range.lowerBound, spectrum.range.upperBound)
    let e0 = EdgeEnergy.derivative(spectrum)
    let pre = pair.preRange ?? start...max(start, e0 - min(10, 0.3 * (e0 - start)))
    let post = pair.postRange ?? min(end, e0 + 0.6 * (end - e0))...end
    guard spectrum.energy.count(where: { pre.contains($0) }) >= 3,
      spectrum.energy.count(where: { post.contains($0) }) >= 2, pre.upperBound < post.lowerBound
    else {
      throw AnalysisError(
        "there is too little before or behind the edge at \(text(e0)) eV; say where to normalise with pre= and post=")
    }
    return (pre, post, pair.window ?? pre.upperBound...end)
  }

  private func meanPair(
    _ means: DichroismMeans, _ energy: [Double], _ first: Spectrum
  ) throws(AnalysisError) -> SpinOrbitPair.Result {
    do throws(ResolveError) {
      var mean = try Spectrum(energy: energy, values: means.mean)
      mean.copyIdentity(of: first)
      return try Self.separate(mean, pair)
    } catch {
      throw AnalysisError(error)
    }
  }

  private static func separate(_ mean: Spectrum, _ pair: SpinOrbitPair) throws(ResolveError) -> SpinOrbitPair.Result {
    do throws(AnalysisError) {
      return try pair.apply(to: mean)
    } catch {
      throw ResolveError(error.description)
    }
  }

  private static func running(_ values: [Double], _ energy: [Double], from start: Double) -> [Double] {
    var result = [Double](repeating: 0, count: values.count)
    for i in values.indices.dropFirst() where energy[i - 1] >= start {
      result[i] = result[i - 1] + 0.5 * (values[i] + values[i - 1]) * (energy[i] - energy[i - 1])
    }
    return result
  }
}

/// The means of both polarisations on one grid, and the errors of what is worked out of them.
struct DichroismMeans {
  let plus: [Double]
  let minus: [Double]
  let difference: [Double]
  let differenceError: [Double]
  let mean: [Double]
  private let sides: [DichroismSide]
  private let plusCount: Int
  private let energy: [Double]
  private let degree: Double

  init(_ sides: [DichroismSide], _ grid: CommonGrid, plusCount: Int, degree: Double) {
    self.sides = sides
    self.plusCount = plusCount
    self.degree = degree
    energy = grid.energy
    func mean(_ members: Range<Int>, _ curves: [[Double]]) -> [Double] {
      grid.energy.indices.map { i in members.reduce(0) { $0 + curves[$1][i] } / Double(members.count) }
    }
    let (first, second) = (0..<plusCount, plusCount..<sides.count)
    plus = mean(first, grid.curves)
    minus = mean(second, grid.curves)
    difference = zip(plus, minus).map { ($0 - $1) / degree }
    self.mean = zip(plus, minus).map { 0.5 * ($0 + $1) }
    let variances = grid.variances.map { $0 ?? grid.energy.map { _ in 0 } }
    let parts = (mean(first, variances), mean(second, variances))
    let count = (Double(first.count), Double(second.count))
    differenceError = zip(parts.0, parts.1).map { ($0 / count.0 + $1 / count.1).squareRoot() / abs(degree) }
  }

  /// Σ weights · difference.
  func estimate(difference weights: [Double]) -> Estimate {
    let own = weights.map { $0 / degree }
    let value = zip(weights, difference).reduce(0) { $0 + $1.0 * $1.1 }
    return Estimate(value, standardError: error(plus: own, minus: own.map { -$0 }))
  }

  /// Σ weights · (plus + minus).
  func estimate(sum weights: [Double]) -> Estimate {
    let value = 2 * zip(weights, mean).reduce(0) { $0 + $1.0 * $1.1 }
    return Estimate(value, standardError: error(plus: weights, minus: weights))
  }

  /// Σ over the difference, over Σ over the sum.
  func ratio(difference: [Double], sum: [Double]) -> Estimate {
    let top = zip(difference, self.difference).reduce(0) { $0 + $1.0 * $1.1 }
    let bottom = 2 * zip(sum, mean).reduce(0) { $0 + $1.0 * $1.1 }
    let value = top / bottom
    let plus = zip(difference, sum).map { ($0 / degree - value * $1) / bottom }
    let minus = zip(difference, sum).map { (-$0 / degree - value * $1) / bottom }
    return Estimate(value, standardError: error(plus: plus, minus: minus))
  }

  private func error(plus: [Double], minus: [Double]) -> Double {
    var variance = 0.0
    for (index, side) in sides.enumerated() {
      let isPlus = index < plusCount
      let count = Double(isPlus ? plusCount : sides.count - plusCount)
      variance += side.variance((isPlus ? plus : minus).map { $0 / count }, at: energy)
    }
    return variance.squareRoot()
  }
}
