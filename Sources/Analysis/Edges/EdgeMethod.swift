/// Five answers to where an edge is.
public import Datasets
import Glibc

/// What is called the edge's energy.
public enum EdgeMethod: String, Sendable, CaseIterable {
  /// The measured energy of the largest derivative, as Larch finds it.
  case derivative
  /// Where the normalised, flattened spectrum rises through 0.5.
  case half
  /// The top of the white line.
  case whiteLine = "white-line"
  /// The centroid of the derivative over a window.
  case centroid
  /// The largest derivative, between the measured energies.
  case parabola
}

/// Finds the energy of an edge in the ways of `EdgeMethod`, each with its standard error.
///
/// All but the first are smooth functions of the measured values near the edge, so that the noise of the points is
/// carried through them exactly to first order. The noise is that of `PointNoise`.
public struct EdgeLocator: Sendable {
  /// Where the edge is looked for, in eV; nil for the whole scan.
  public var searchRange: ClosedRange<Double>?
  /// Half the width of local polynomials, in eV; nil for 2.5e-4 of the edge's energy, and at least four energy steps.
  public var halfWidth: Double?
  /// The window of the centroid, in eV.
  public var centroidWindow: ClosedRange<Double>?
  /// How far behind the edge the top of the white line is looked for, in eV.
  public var whiteLineReach = 30.0
  public var normalization = Normalization()

  /// Over the whole scan, with usual widths.
  public init() {}

  /// The edge of one spectrum in all ways.
  public struct Report: Sendable {
    public var noise: PointNoise.Origin
    /// What could be found, by its method.
    public var energies: [EdgeMethod: Estimate]
    /// The height of the white line over the line before the edge, in edge steps.
    public var whiteLineHeight: Estimate?
    /// Why a method gave nothing.
    public var problems: [EdgeMethod: AnalysisError]
  }

  /// All methods; those that do not work here are among the problems. Throws when no edge is found at all.
  public func report(on spectrum: Spectrum) throws(AnalysisError) -> Report {
    let near = try start(spectrum)
    let noise = PointNoise(spectrum)
    var report = Report(noise: noise.origin, energies: [:], whiteLineHeight: nil, problems: [:])
    for method in EdgeMethod.allCases {
      do throws(AnalysisError) {
        report.energies[method] = try energy(method, of: spectrum, near: near, noise)
      } catch {
        report.problems[method] = error
      }
    }
    if let top = report.energies[.whiteLine] {
      do throws(AnalysisError) {
        report.whiteLineHeight = try height(at: top.value, of: spectrum, near: near, noise)
      } catch {
        report.problems[.whiteLine] = error
      }
    }
    return report
  }

  /// The edge in one way. Throws when the spectrum has no such place.
  public func energy(_ method: EdgeMethod, of spectrum: Spectrum) throws(AnalysisError) -> Estimate {
    try energy(method, of: spectrum, near: try start(spectrum), PointNoise(spectrum))
  }

  /// The largest derivative of the part of the scan where the edge is looked for.
  func start(_ spectrum: Spectrum) throws(AnalysisError) -> Double {
    guard let first = spectrum.values.first, spectrum.values.contains(where: { $0 != first }) else {
      throw AnalysisError(
        "the signal is constant (\(text(spectrum.values[0]))): it has no edge; choose another with signal=")
    }
    let inside = spectrum.energy.indices.filter { searchRange?.contains(spectrum.energy[$0]) ?? true }
    guard inside.count >= 8, let low = inside.first, let high = inside.last else {
      let range = searchRange ?? spectrum.range
      throw AnalysisError(
        "\(inside.count) points lie between \(text(range.lowerBound)) and \(text(range.upperBound)) eV, where the edge "
          + "is looked for, and it takes 8; the scan reaches from \(text(spectrum.range.lowerBound)) to "
          + "\(text(spectrum.range.upperBound)) eV: correct range=")
    }
    return EdgeEnergy.derivative(Array(spectrum.energy[low...high]), Array(spectrum.values[low...high]))
  }

  func energy(
    _ method: EdgeMethod, of spectrum: Spectrum, near e0: Double, _ noise: PointNoise
  ) throws(AnalysisError) -> Estimate {
    switch method {
    case .derivative:
      // One of the measured energies: the place between them, and where in its step the edge lies.
      let place = try steepest(spectrum, near: e0, noise)
      let step = Self.step(spectrum.energy, near: e0)
      return Estimate(e0, standardError: (place.standardError * place.standardError + step * step / 12).squareRoot())
    case .parabola: return try steepest(spectrum, near: e0, noise)
    case .whiteLine: return try top(spectrum, near: e0, noise)
    case .half: return try half(spectrum, near: e0, noise)
    case .centroid: return try centroid(spectrum, near: e0, noise)
    }
  }

  /// The width of local polynomials at this place.
  func width(_ energy: [Double], near e0: Double) -> Double {
    halfWidth ?? max(2.5e-4 * e0, 4.001 * Self.step(energy, near: e0))
  }

  /// The median energy step around a place.
  static func step(_ energy: [Double], near place: Double) -> Double {
    let index = Places(energy).nearest(place)
    let low = max(0, index - 6)
    let high = min(energy.count - 1, index + 6)
    return median((low..<high).map { energy[$0 + 1] - energy[$0] })
  }

  private func steepest(
    _ spectrum: Spectrum, near e0: Double, _ noise: PointNoise
  ) throws(AnalysisError) -> Estimate {
    let width = width(spectrum.energy, near: e0)
    let curve = LocalPolynomial(energy: spectrum.energy, values: spectrum.values, degree: 3, halfWidth: width)
    guard
      let found = curve.fallingZero(of: 2, from: e0 - 1.5 * width, to: e0 + 1.5 * width, noise.variances)
    else {
      throw AnalysisError(
        "the derivative has no maximum within \(text(1.5 * width)) eV of \(text(e0)) eV: there are too few points at the "
          + "edge, or the signal falls")
    }
    return Estimate(found.place, standardError: found.standardError)
  }

  private func top(_ spectrum: Spectrum, near e0: Double, _ noise: PointNoise) throws(AnalysisError) -> Estimate {
    let width = width(spectrum.energy, near: e0)
    let curve = LocalPolynomial(energy: spectrum.energy, values: spectrum.values, degree: 2, halfWidth: width)
    guard let found = curve.fallingZero(of: 1, from: e0, to: e0 + whiteLineReach, noise.variances) else {
      throw AnalysisError(
        "the signal has no maximum within \(text(whiteLineReach)) eV behind the edge at \(text(e0)) eV")
    }
    return Estimate(found.place, standardError: found.standardError)
  }

  private func normalized(_ spectrum: Spectrum, near e0: Double) throws(AnalysisError) -> Normalization.Result {
    var normalization = normalization
    normalization.e0 = normalization.e0 ?? e0
    return try normalization.apply(to: spectrum)
  }

  private func half(_ spectrum: Spectrum, near e0: Double, _ noise: PointNoise) throws(AnalysisError) -> Estimate {
    let result = try normalized(spectrum, near: e0)
    let (energy, flat) = (spectrum.energy, result.flat)
    let rises = (0..<energy.count - 1).filter { flat[$0] < 0.5 && flat[$0 + 1] >= 0.5 }
    guard let i = rises.min(by: { abs(energy[$0] - e0) < abs(energy[$1] - e0) }) else {
      throw AnalysisError("the normalised spectrum does not rise through 0.5")
    }
    let rise = flat[i + 1] - flat[i]
    let part = (0.5 - flat[i]) / rise
    var weights = [Double](repeating: 0, count: energy.count)
    weights[i] = 1 - part
    weights[i + 1] = part
    let carried = NormalizationWeights(result, energy, isStepGiven: normalization.step != nil).carried(weights, .flat)
    let slope = rise / (energy[i + 1] - energy[i])
    return Estimate(
      energy[i] + part * (energy[i + 1] - energy[i]),
      standardError: noise.variance(of: carried).squareRoot() / slope)
  }

  /// b - ∫(mu - mu(a))dE / (mu(b) - mu(a)): the integral of E·dmu/dE by parts.
  private func centroid(_ spectrum: Spectrum, near e0: Double, _ noise: PointNoise) throws(AnalysisError) -> Estimate {
    let window = centroidWindow ?? (e0 - 10)...(e0 + 10)
    let energy = spectrum.energy
    let width = width(energy, near: e0)
    let curve = LocalPolynomial(energy: energy, values: spectrum.values, degree: 1, halfWidth: width)
    guard window.lowerBound >= energy[0], window.upperBound <= energy[energy.count - 1],
      let start = curve.weights(of: 0, at: window.lowerBound), let end = curve.weights(of: 0, at: window.upperBound)
    else {
      throw AnalysisError(
        "the window of the centroid, \(text(window.lowerBound)) to \(text(window.upperBound)) eV, is not all inside the "
          + "scan; correct range=")
    }
    var first = [Double](repeating: 0, count: energy.count)
    for (i, weight) in zip(start.points, start.weights) { first[i] = weight }
    var rise = first.map { -$0 }
    for (i, weight) in zip(end.points, end.weights) { rise[i] += weight }
    let length = window.upperBound - window.lowerBound
    var area = WindowWeights(energy, window).moment(0, about: e0)
    for i in area.indices { area[i] -= length * first[i] }
    let values = spectrum.values
    func sum(_ weights: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }
    let height = sum(rise)
    guard height > 0 else {
      throw AnalysisError(
        "the signal does not rise between \(text(window.lowerBound)) and \(text(window.upperBound)) eV: its derivative "
          + "has no centroid")
    }
    let share = sum(area) / height
    let weights = zip(area, rise).map { ($0 - share * $1) / height }
    return Estimate(window.upperBound - share, standardError: noise.variance(of: weights).squareRoot())
  }

  /// The flattened spectrum at a place, by the local parabola.
  private func height(
    at place: Double, of spectrum: Spectrum, near e0: Double, _ noise: PointNoise
  ) throws(AnalysisError) -> Estimate? {
    let result = try normalized(spectrum, near: e0)
    let width = width(spectrum.energy, near: e0)
    let curve = LocalPolynomial(energy: spectrum.energy, values: result.flat, degree: 2, halfWidth: width)
    guard let local = curve.weights(of: 0, at: place) else { return nil }
    var weights = [Double](repeating: 0, count: spectrum.count)
    for (i, weight) in zip(local.points, local.weights) { weights[i] = weight }
    let value = zip(weights, result.flat).reduce(0) { $0 + $1.0 * $1.1 }
    let carried = NormalizationWeights(result, spectrum.energy, isStepGiven: normalization.step != nil)
      .carried(weights, .flat)
    return Estimate(value, standardError: noise.variance(of: carried).squareRoot())
  }
}
