/// The energies of a dispersive beamline's pixels, from the spectrum of a foil on pixels and the same one on energies.
import Bytes

/// A polynomial from pixels to energies, fitted to a reference spectrum.
///
/// The spectrum on pixels is taken to be a + b p + s r(E(p)): the reference r at the energies of the pixels, scaled, on a
/// straight line. Of these, E(p) = c0 + c1 p + c2 p² is looked for, and a, b and s follow from it by linear least
/// squares at each step (variable projection; Golub and Pereyra, SIAM J. Numer. Anal. 10 (1973) 413), so that neither
/// spectrum needs to be normalised. The steps are Levenberg and Marquardt's; they start from the steepest place of both
/// spectra and from the dispersion that fits best among many, in both directions.
public struct PixelCalibration: Sendable, Hashable {
  /// c0 in eV, c1 in eV/pixel, c2 in eV/pixel².
  public let coefficients: [Double]
  /// Of the coefficients, from the scatter about the fit; NaN where it does not determine them.
  public let standardErrors: [Double]
  /// The root of the mean squared difference, as a part of the standard deviation of the spectrum on pixels: 0 is a
  /// perfect fit, 1 is none.
  public let misfit: Double
  /// The part of the pixels whose energies the reference has.
  public let overlap: Double

  /// The least overlap that is accepted.
  public static let leastOverlap = 0.6
  /// The largest misfit that is accepted.
  public static let largestMisfit = 0.5

  /// Fits the polynomial.
  ///
  /// `pixels` and `values` are the spectrum on pixels, `energies` (eV, strictly increasing) and `reference` the known
  /// one. `start` is where the steps begin, three coefficients; nil to look for a start.
  /// Throws for fewer than 20 points in either, numbers that are not finite, energies that do not increase, a spectrum
  /// without features, and where nothing fits.
  public init(
    pixels: [Double], values: [Double], energies: [Double], reference: [Double], start: [Double]? = nil
  ) throws(AnalysisError) {
    try Self.check(pixels, values, energies, reference)
    let problem = PixelProblem(pixels: pixels, values: values, energies: energies, reference: reference)
    let starts = start.map { [problem.scaled($0)] } ?? problem.starts()
    guard !starts.isEmpty else { throw AnalysisError("the spectra have no edge to begin with") }
    var best: PixelProblem.Fit?
    for start in starts {
      guard let fit = problem.fit(from: start) else { continue }
      if best.map({ fit.misfit < $0.misfit }) ?? true { best = fit }
    }
    guard let best, best.misfit <= Self.largestMisfit else {
      throw AnalysisError(
        "no polynomial makes the pixels' spectrum look like the reference"
          + (best.map { " (the best one leaves \(NumberFormatter.text(($0.misfit * 100).rounded())) % of it)" } ?? "")
          + "; see whether both are of the same foil, and give a start")
    }
    let plain = problem.plain(best)
    coefficients = plain.coefficients
    standardErrors = plain.errors
    misfit = best.misfit
    overlap = best.overlap
  }

  /// The energies of pixels, in eV.
  public func energies(_ pixels: [Double]) -> [Double] {
    pixels.map { pixel in coefficients.reversed().reduce(0) { $0 * pixel + $1 } }
  }

  private static func check(
    _ pixels: [Double], _ values: [Double], _ energies: [Double], _ reference: [Double]
  ) throws(AnalysisError) {
    guard pixels.count == values.count, energies.count == reference.count else {
      throw AnalysisError(
        "\(pixels.count) pixels have \(values.count) values, \(energies.count) energies have \(reference.count)")
    }
    guard pixels.count >= 20, energies.count >= 20 else {
      throw AnalysisError(
        "a calibration takes 20 points; there are \(pixels.count) pixels and \(energies.count) energies")
    }
    guard (pixels + values + energies + reference).allSatisfy(\.isFinite) else {
      throw AnalysisError("some pixels, energies or values are no finite numbers; leave them out")
    }
    guard zip(energies, energies.dropFirst()).allSatisfy(<), zip(pixels, pixels.dropFirst()).allSatisfy(<) else {
      throw AnalysisError("the energies of the reference and the pixels must be strictly increasing")
    }
  }
}
