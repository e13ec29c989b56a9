/// One spectrum of a pair, normalised.
import Datasets

/// How the spectra of a pair are made comparable.
public enum DichroismNormalization: String, Sendable, CaseIterable {
  /// As they are.
  case none
  /// Divided by the mean before the edge.
  case pre
  /// Divided by the mean behind the edge.
  case post
  /// The line before the edge subtracted, then divided by the mean behind the edge.
  case edge
}

/// A normalised spectrum and how its values follow from the measured points.
struct DichroismSide {
  let spectrum: Spectrum
  let noise: PointNoise
  private let line: Baseline
  /// What each point has in the number that all are divided by; nil for none.
  private let level: [Double]?
  private let size: Double

  /// Normalises a spectrum between these ranges. Throws when they hold too few points, or the level there is 0.
  init(
    _ spectrum: Spectrum, _ normalization: DichroismNormalization, pre: ClosedRange<Double>,
    post: ClosedRange<Double>
  ) throws(AnalysisError) {
    let energy = spectrum.energy
    noise = PointNoise(spectrum)
    line = try Baseline(normalization == .edge ? .linear : .none, energy, spectrum.values, in: [pre])
    let rest = zip(spectrum.values, line.values).map { $0 - $1 }
    var level: [Double]?
    var size = 1.0
    if normalization != .none {
      let range = normalization == .pre ? pre : post
      let inside = energy.indices.filter { range.contains(energy[$0]) }
      guard !inside.isEmpty else {
        throw AnalysisError(
          "no point lies between \(text(range.lowerBound)) and \(text(range.upperBound)) eV, where the spectrum is "
            + "normalised; correct \(normalization == .pre ? "pre" : "post")=")
      }
      var weights = [Double](repeating: 0, count: energy.count)
      for i in inside { weights[i] = 1 / Double(inside.count) }
      level = weights
      size = zip(weights, rest).reduce(0) { $0 + $1.0 * $1.1 }
      guard abs(size) > 1e-12 * (spectrum.values.map(abs).max() ?? 0) else {
        throw AnalysisError(
          "the signal between \(text(range.lowerBound)) and \(text(range.upperBound)) eV is 0, so nothing can be divided "
            + "by it; choose another normalize=")
      }
    }
    self.level = level
    self.size = size
    do throws(ResolveError) {
      var normalized = try Spectrum(
        energy: energy, values: rest.map { $0 / size },
        variance: noise.variances.map { $0 / (size * size) })
      normalized.copyIdentity(of: spectrum)
      self.spectrum = normalized
    } catch {
      throw AnalysisError(error)
    }
  }

  /// The variance of Σ weights · values at `energies`; values between two points count as their weighted mean.
  func variance(_ weights: [Double], at energies: [Double]) -> Double {
    var points = Interpolation.weights(weights, at: energies, onto: spectrum.energy)
    if let level {
      let sum = zip(points, spectrum.values).reduce(0) { $0 + $1.0 * $1.1 }
      for k in points.indices { points[k] -= sum * level[k] }
    }
    return noise.variance(of: line.carried(points.map { $0 / size }))
  }
}
