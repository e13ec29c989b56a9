/// Spectra of a series on the same energies.
public import Datasets

/// Several spectra at the same energies: those of the first one, as far as all spectra reach.
public struct CommonGrid: Sendable {
  /// In eV, strictly increasing.
  public let energy: [Double]
  /// One curve for each spectrum.
  public let curves: [[Double]]
  /// The variances of each curve; nil for a spectrum that has none.
  public let variances: [[Double]?]
  /// Whether any spectrum had to be interpolated.
  public let isInterpolated: Bool
  /// How many energies of the first spectrum (or of the grid that was asked for) not all others reach.
  public let trimmedCount: Int

  /// Brings `spectra` (at least one) to the energies of the first, or to `grid`; `shifts` in eV are added to the energies
  /// of each first. Throws when fewer than two energies are common to all.
  public init(
    _ spectra: [Spectrum], shifts: [Double]? = nil, grid: [Double]? = nil, kind: Interpolation = .cubic
  ) throws(AnalysisError) {
    guard let first = spectra.first else { throw AnalysisError("there is no spectrum") }
    let shifts = shifts ?? spectra.map { _ in 0 }
    let wanted = grid ?? first.energy.map { $0 + shifts[0] }
    let low = zip(spectra, shifts).map { $0.range.lowerBound + $1 }.max() ?? 0
    let high = zip(spectra, shifts).map { $0.range.upperBound + $1 }.min() ?? 0
    let slack = 1e-9 * max(abs(low), abs(high))
    let energy = wanted.filter { $0 >= low - slack && $0 <= high + slack }
    guard energy.count >= 2 else {
      throw AnalysisError(
        "the spectra have no energies in common: the last begins at \(low) eV, the first ends at \(high) eV")
    }
    self.energy = energy
    trimmedCount = wanted.count - energy.count
    var isInterpolated = false
    var curves: [[Double]] = []
    var variances: [[Double]?] = []
    for (spectrum, shift) in zip(spectra, shifts) {
      let own = shift == 0 ? spectrum.energy : spectrum.energy.map { $0 + shift }
      if own == energy {
        curves.append(spectrum.values)
        variances.append(spectrum.variance)
      } else {
        isInterpolated = isInterpolated || !Self.holds(energy, in: own)
        curves.append(kind.values(own, spectrum.values, at: energy))
        variances.append(spectrum.variance.map { Interpolation.variances(own, $0, at: energy) })
      }
    }
    self.curves = curves
    self.variances = variances
    self.isInterpolated = isInterpolated
  }

  /// Whether all `energies` are among `points`.
  private static func holds(_ energies: [Double], in points: [Double]) -> Bool {
    var i = 0
    return energies.allSatisfy { energy in
      while i < points.count, points[i] < energy { i += 1 }
      return i < points.count && points[i] == energy
    }
  }

  /// The indices of the energies in `window`; all of them without one.
  public func indices(in window: ClosedRange<Double>?) -> [Int] {
    guard let window else { return Array(energy.indices) }
    return energy.indices.filter { window.contains(energy[$0]) }
  }
}
