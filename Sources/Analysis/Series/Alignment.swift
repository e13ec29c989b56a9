/// The energy shift between two spectra of the same edge.
public import Datasets
import Glibc

/// Finds the shift that lays one spectrum over another in a window over the edge.
///
/// For each shift the spectrum is scaled and put on a straight line, y(E - s) · a + b + c·E, by linear least squares, so
/// that thickness, gain and background do not pull at the shift; the shift of least squares is looked for on a grid and
/// then between its points. The standard error comes from the curvature at the minimum and the residual there.
public struct Alignment: Sendable {
  /// A shift in eV that is to be added to the energies of the spectrum.
  public struct Shift: Sendable, Hashable {
    public var value: Double
    public var standardError: Double
    /// The residual's share of the signal's variation in the window: 0 is perfect, 1 means nothing alike.
    public var misfit: Double

    /// A shift from its parts.
    public init(value: Double, standardError: Double, misfit: Double) {
      self.value = value
      self.standardError = standardError
      self.misfit = misfit
    }
  }

  /// Relative to the edge of the standard, in eV.
  public var window: ClosedRange<Double>
  /// The largest shift that is looked for, in eV.
  public var reach: Double

  /// Alignment in this window; 20 eV before the edge to 40 eV behind it covers the edge and its first resonance.
  public init(window: ClosedRange<Double> = -20...40, reach: Double = 10) {
    self.window = window
    self.reach = reach
  }

  /// The shift of `spectrum` that lays it over `standard`, whose edge is at `e0`. Throws when fewer than eight points of
  /// the standard are in the window, or when the best shift is at the end of the reach.
  public func shift(of spectrum: Spectrum, onto standard: Spectrum, e0: Double) throws(AnalysisError) -> Shift {
    let spline = CubicSpline(spectrum.energy, spectrum.values)
    let low = spectrum.range.lowerBound + reach
    let reached = low...max(low, spectrum.range.upperBound - reach)
    let places = standard.energy.indices.filter {
      let relative = standard.energy[$0] - e0
      return window.contains(relative) && reached.contains(standard.energy[$0])
    }
    guard places.count >= 8 else {
      throw AnalysisError(
        "only \(places.count) points lie between \(window.lowerBound) and \(window.upperBound) eV around the edge at "
          + "\(e0) eV: too few to align")
    }
    let energies = places.map { standard.energy[$0] }
    let wanted = places.map { standard.values[$0] }
    func residual(_ shift: Double) -> Double {
      LineFit.residual(of: wanted, from: spline.values(at: energies.map { $0 - shift }), energies)
    }
    let spacing = max(0.05, min(0.5, (energies[energies.count - 1] - energies[0]) / Double(energies.count)))
    let steps = Int((reach / spacing).rounded(.up))
    let trials = (-steps...steps).map { residual(reach * Double($0) / Double(steps)) }
    let best = trials.indices.min { trials[$0] < trials[$1] } ?? steps
    guard best > 0, best < trials.count - 1 else {
      throw AnalysisError("no shift within \(reach) eV lays it over the first; say how far to look with reach=")
    }
    let width = reach / Double(steps)
    let value = GoldenSection.minimum(
      of: residual, in: (Double(best - steps - 1) * width)...(Double(best - steps + 1) * width))
    return shift(at: value, residual, wanted, energies)
  }

  private func shift(
    at value: Double, _ residual: (Double) -> Double, _ wanted: [Double], _ energies: [Double]
  ) -> Shift {
    let least = residual(value)
    let probe = 0.05
    let curvature = (residual(value + probe) + residual(value - probe) - 2 * least) / (probe * probe)
    let freedom = Double(max(1, wanted.count - 4))
    let error = curvature > 0 ? (2 * (least / freedom) / curvature).squareRoot() : .infinity
    let flat = LineFit.residual(of: wanted, from: energies.map { _ in 0 }, energies)
    return Shift(value: value, standardError: error, misfit: flat > 0 ? (least / flat).squareRoot() : 0)
  }
}
