/// Normalisation of absorption spectra to a unit edge step.
public import Datasets
import Glibc

/// Subtracts a line fitted before the edge and divides by the edge step, the height at E0 of a polynomial fitted behind
/// the edge. What is not given is chosen as Larch chooses it, so that numbers can be compared line by line, or as Athena
/// does.
///
/// The line is fitted to mu·E^nvict (Victoreen's form for nvict = 3, 4; a plain line for 0).
public struct Normalization: Sendable, Hashable {
  /// Whose defaults are used for what is not given.
  public enum Preset: String, Sendable, CaseIterable {
    /// Ranges from the scan: the line over the far half before the edge, the polynomial from at most 25 eV behind it.
    case larch
    /// The line from -150 to -30 eV, the polynomial from 150 eV to 100 eV before the end. A scan that is too short for
    /// these ranges (less than 60 eV before the edge, 350 eV behind it) has Larch's.
    case athena
  }

  public var preset: Preset
  /// In eV; nil for the largest derivative.
  public var e0: Double?
  /// An edge step that is known, in the unit of the signal; nil for that of the fits.
  public var step: Double?
  /// The range of the line, relative to E0, in eV.
  public var pre1: Double?
  public var pre2: Double?
  /// The range of the polynomial, relative to E0, in eV. A negative `norm2` means the end of the scan.
  public var norm1: Double?
  public var norm2: Double?
  /// The degree of the polynomial, 0 to 5; nil for 2, 1 in a range of less than 300 eV, 0 in one of less than 30 eV.
  public var nnorm: Int?
  /// The power of the energy in the fit before the edge, 0 to 4.
  public var nvict: Int
  /// 1 for a line, 0 for a constant.
  public var npre: Int

  /// Everything as the preset has it.
  public init(_ preset: Preset = .larch) {
    self.preset = preset
    nvict = 0
    npre = 1
  }

  /// What came of it. All arrays have a value for each energy.
  public struct Result: Sendable {
    /// In eV.
    public var e0: Double
    /// The point nearest to E0, where the step is taken.
    public var edgeIndex: Int
    /// In the unit of the signal; always positive.
    public var edgeStep: Double
    /// From the scatter of the points about both curves; nil when the step was given or a fit has no point to spare.
    /// XAFS behind the edge counts as scatter, E0 and the ranges as certain.
    public var edgeStepError: Double?
    /// The signal falls over the edge, so that its step is negative.
    public var isFalling: Bool
    /// What was used; relative to E0, in eV.
    public var pre1: Double
    public var pre2: Double
    public var norm1: Double
    public var norm2: Double
    public var npre: Int
    public var nnorm: Int
    public var nvict: Int
    /// The line (offset + slope·E) / E^nvict.
    public var preOffset: Double
    public var preSlope: Double
    /// Rising powers of the energy in eV: what the polynomial adds to the line.
    public var normCoefficients: [Double]
    public var preEdge: [Double]
    public var postEdge: [Double]
    /// (mu - line) / step.
    public var norm: [Double]
    /// `norm` without the curvature of the polynomial behind the edge.
    public var flat: [Double]
    /// The derivative of `norm`, per eV.
    public var slope: [Double]
  }

  /// Normalises a spectrum. Throws when it has fewer than 8 points, is constant, or has too little before or behind its
  /// edge.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    try check(spectrum)
    let energy = spectrum.energy
    let e0 = self.e0 ?? EdgeEnergy.derivative(spectrum)
    let edge = Places(energy).nearest(e0)
    let ranges = try NormalizationRanges(self, energy, e0: e0, edge: edge)
    return try NormalizationFit(spectrum.values, energy, ranges, edge: edge).result(e0: e0, givenStep: step)
  }

  /// The same for other values at the energies of a spectrum, such as a model of it.
  func apply(toValues values: [Double], of spectrum: Spectrum) throws(AnalysisError) -> Result {
    let other: Spectrum
    do throws(ResolveError) {
      other = try Spectrum(energy: spectrum.energy, values: values)
    } catch {
      throw AnalysisError(error)
    }
    return try apply(to: other)
  }

  private func check(_ spectrum: Spectrum) throws(AnalysisError) {
    guard spectrum.count >= 8 else {
      throw AnalysisError(
        "\(spectrum.count) points are too few: a curve before and one behind the edge take 8 together")
    }
    guard let first = spectrum.values.first, spectrum.values.contains(where: { $0 != first }) else {
      throw AnalysisError(
        "the signal is constant (\(text(spectrum.values[0]))): it has no edge; choose another with signal=")
    }
    if let e0, !(e0 >= spectrum.energy[1] && e0 <= spectrum.energy[spectrum.count - 2]) {
      throw AnalysisError(
        "the edge e0 = \(text(e0)) eV is outside the scan, which reaches from \(text(spectrum.range.lowerBound)) to "
          + "\(text(spectrum.range.upperBound)) eV; correct e0=, or leave it out")
    }
    if let step, !(step.isFinite && step != 0) { throw AnalysisError("step=\(text(step)) cannot be divided by") }
    for (name, value, range) in [("npre", npre, 0...1), ("nvict", nvict, 0...4), ("nnorm", nnorm ?? 0, 0...5)]
    where !range.contains(value) {
      throw AnalysisError("\(name)=\(value) is not between \(range.lowerBound) and \(range.upperBound)")
    }
  }
}
