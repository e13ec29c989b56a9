/// Alignment as Larch does it.
public import Datasets
import Glibc

/// `energy_align` of Larch: the shift and scale that lay the derivative (or the norm) of a spectrum over that of a
/// standard, from 15 eV behind the edge on, since its window begins at E0 + 15 eV where E0 - 15 eV was meant. Different
/// compounds come out wrong by volts; `Alignment` lays the edge itself over.
public struct LarchAlignment: Sendable {
  /// What is laid over.
  public enum Curve: String, Sendable, CaseIterable {
    case dmude, norm
  }

  public var curve: Curve

  /// An alignment of derivatives, as is Larch's default.
  public init(_ curve: Curve = .dmude) { self.curve = curve }

  /// The shift in eV that Larch adds to the energies of the spectrum. Throws when either cannot be normalised or the
  /// window has too few points.
  public func shift(
    of spectrum: Spectrum, onto standard: Spectrum, _ normalization: Normalization = Normalization()
  ) throws(AnalysisError) -> Double {
    let moving = try normalization.apply(to: spectrum)
    let fixed = try normalization.apply(to: standard)
    let places = Places(standard.energy)
    let window = places.floor(fixed.e0 + 15)..<places.floor(fixed.e0 + 35)
    guard window.count >= 4 else {
      throw AnalysisError("only \(window.count) points lie from 15 to 35 eV behind the edge at \(text(fixed.e0)) eV")
    }
    let wanted = Array((curve == .dmude ? fixed.slope : fixed.norm)[window])
    let energies = Array(standard.energy[window])
    let spline = CubicSpline(spectrum.energy, curve == .dmude ? moving.slope : moving.norm)
    var method = LevenbergMarquardt()
    method.tolerance = 1.5e-8
    // Between -50 and 50 eV, and 0 and 50, by MINUIT's sines: the way there decides which minimum is found.
    func bounded(_ parameters: UnsafeBufferPointer<Double>) -> (shift: Double, scale: Double) {
      (50 * sin(parameters[0]), 25 * (sin(parameters[1]) + 1))
    }
    let solution = try method.minimize(from: [0, asin(1 / 25.0 - 1)], count: wanted.count) { parameters, residuals in
      let (shift, scale) = bounded(parameters)
      let values = spline.values(at: energies.map { $0 - shift })
      for i in wanted.indices { residuals[i] = values[i] * scale - wanted[i] }
    }
    return 50 * sin(solution.parameters[0])
  }
}
