/// The background of fine structure.
public import Datasets
import Glibc

/// AUTOBK: the background mu0(k) behind an edge is the cubic spline whose chi(k) has the least Fourier transform below
/// the distance `rbkg` (Newville et al., Phys. Rev. B 47, 14126, 1993), with the conventions of Larch's `autobk`, so that
/// numbers can be compared.
///
/// Without clamps that is linear least squares; with them one number is left to iterate (`ClampedSolution`). All that
/// does not depend on the signal is an `AutobkPlan`, which spectra on one grid share.
public struct Autobk: Sendable, Hashable {
  /// In Å: what lies below is taken for background.
  public var rbkg = 1.0
  /// In 1/Å, of the window; `kmax` nil for the end of the scan.
  public var kmin = 0.0
  public var kmax: Double?
  /// The power of k in the transform.
  public var weight = 1.0
  public var form = FourierWindow.Form.hanning
  /// In 1/Å, of the window.
  public var taper = 0.1
  /// Where k is 0, in eV; nil for E0.
  public var ek0: Double?
  /// How many points of chi(k) at each end are held to zero, and how strongly.
  public var clampCount = 3
  public var lowClamp = 0.0
  public var highClamp = 1.0
  /// How many knots the spline has, 5 to 128; nil for what `rbkg` and the range allow.
  public var knotCount: Int?
  /// Of the transform; a power of two.
  public var pointCount = 2048
  /// Of chi(k), in 1/Å.
  public var step = 0.05
  /// Stop where Larch stops: MINPACK from Larch's first guess, ended at a change of 1e-6, up to some 1e-5 in chi short of
  /// the least sum of squares. Without it the minimum itself is taken.
  public var stopsLikeLarch = true

  /// Larch's defaults.
  public init() {}

  /// Those of Athena: k² weight, a window without tapers, five clamped points, strong at the end (24).
  public static let athena: Autobk = {
    var autobk = Autobk()
    autobk.weight = 2
    autobk.taper = 0
    autobk.clampCount = 5
    autobk.highClamp = 24
    autobk.stopsLikeLarch = false
    return autobk
  }()

  /// What came of it.
  public struct Result: Sendable {
    /// In eV: where k is 0.
    public var ek0: Double
    /// In 1/Å: where the window ends.
    public var kmax: Double
    /// How many coefficients the spline has.
    public var splineCount: Int
    /// How many points of chi(R) count as background.
    public var binCount: Int
    /// Of the spline's coefficients, in 1/Å.
    public var knots: [Double]
    public var coefficients: [Double]
    /// The sum of squares of what is made small, over its degrees of freedom; in the unit of the signal squared.
    public var reducedChiSquare: Double
    /// In 1/Å: 0, step, 2·step ...
    public var k: [Double]
    /// (mu - mu0) / edge step.
    public var chi: [Double]
    /// mu0 at each energy of the spectrum; mu itself before ek0 and behind kmax.
    public var background: [Double]
    /// The standard error of chi·(edge step) that comes of the background, in the unit of the signal; nil when it was not
    /// asked for, or the fit has no freedom.
    public var chiError: [Double]?
  }

  /// Removes the background of one spectrum. Throws when the scan has too little behind `e0` (in eV).
  public func apply(to spectrum: Spectrum, e0: Double, edgeStep: Double, withErrors: Bool = true)
    throws(AnalysisError) -> Result
  {
    try AutobkPlan(self, energy: spectrum.energy, ek0: ek0 ?? e0)
      .apply(to: spectrum.values, edgeStep: edgeStep, withErrors: withErrors)
  }
}
