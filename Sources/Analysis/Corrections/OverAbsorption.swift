/// Fluorescence of a thick sample.
public import Datasets
import Glibc

/// The fluorescence of a thick flat sample is flattened, because what absorbs more is seen less deep: with
/// α = (μ(Ef)·sin(in)/sin(out) + μ(below)) / (μ(above) - μ(below)) of the sample, mu is multiplied by α / (α + 1 - norm)
/// (Haskel's FLUO; the formula of Larch's `fluo_corr`). Also known as self absorption.
public struct OverAbsorption: Sendable, Hashable {
  /// Mass attenuation of the sample, in any one unit: at the fluorescence line, below the edge, and above it.
  public var atLine: Double
  public var below: Double
  public var above: Double
  /// Between the sample's surface and the beam, and the detector, in degrees.
  public var angleIn: Double
  public var angleOut: Double

  /// A sample and its geometry.
  public init(atLine: Double, below: Double, above: Double, angleIn: Double = 45, angleOut: Double = 45) {
    self.atLine = atLine
    self.below = below
    self.above = above
    self.angleIn = angleIn
    self.angleOut = angleOut
  }

  /// α: the smaller, the stronger the correction; a dilute sample has a large one.
  public var alpha: Double {
    let ratio = sin(max(1e-7, angleIn * .pi / 180)) / sin(max(1e-7, angleOut * .pi / 180))
    return (atLine * ratio + below) / (above - below)
  }

  /// What came of it.
  public struct Result: Sendable {
    /// The corrected signal.
    public var mu: [Double]
    /// How many points are above what a sample of this α can show; what is corrected there means nothing.
    public var impossibleCount: Int
    /// Both normalised in the same way.
    public var before: Normalization.Result
    public var after: Normalization.Result
  }

  /// Corrects a spectrum. Throws when absorption does not rise over the edge, or the signal cannot be normalised.
  public func apply(to spectrum: Spectrum, _ normalization: Normalization) throws(AnalysisError) -> Result {
    guard above > below, (0...180).contains(angleIn), (0...180).contains(angleOut) else {
      throw AnalysisError(
        "the sample absorbs \(text(above)) above and \(text(below)) below the edge, at angles of \(text(angleIn)) and "
          + "\(text(angleOut)) degrees: that is no correction")
    }
    let before = try normalization.apply(to: spectrum)
    let alpha = self.alpha
    let corrected = zip(spectrum.values, before.norm).map { $0 * alpha / (alpha + 1 - $1) }
    return Result(
      mu: corrected, impossibleCount: before.norm.count { $0 >= alpha + 1 }, before: before,
      after: try normalization.apply(toValues: corrected, of: spectrum))
  }
}
