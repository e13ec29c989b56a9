/// Fits of peaks to spectra.
import Glibc

/// Fits a model to one spectrum, or to several at once where they share parameters.
///
/// The method is that of Levenberg and Marquardt with analytic derivatives. Spectra with a variance are weighted by it and the
/// errors follow from it; others have equal weights, and the scatter about the fit gives the errors. Errors hold the baseline to
/// be exact where it is worked out before the fit.
public struct PeakFit: Sendable {
  /// Where weights and errors come from.
  public enum Uncertainty: String, Sendable {
    case fit
    case counts
  }

  public var model: PeakModel
  public var usesVariance: Bool
  /// The most numbers of the derivatives of a joint fit.
  public static let limit = 40_000_000

  /// Fits of a model; with `usesVariance` spectra that state a variance are weighted by it.
  public init(_ model: PeakModel, usesVariance: Bool = true) {
    self.model = model
    self.usesVariance = usesVariance
  }

  /// What came of one spectrum.
  public struct Result: Sendable {
    public var x: [Double]
    public var data: [Double]
    /// Everything below the peaks.
    public var baseline: [Double]
    /// A curve for each peak, in the order of the model.
    public var peaks: [[Double]]
    /// Every parameter, PEAK_PARAMETER, and PEAK_fwhm, PEAK_height, peaks_area, peaks_centroid.
    public var estimates: [String: FitResult.Estimate]
    /// Between variables of this spectrum, the strongest first.
    public var correlations: [FitResult.Correlation]
    /// Of the residual; per variance with `counts`.
    public var chiSquare: Double
    /// Nil when no point is to spare. Of spectra that were fitted together this is that of all.
    public var reducedChiSquare: Double?
    public var rFactor: Double
    public var variableCount: Int
    public var uncertainty: Uncertainty
    public var isConverged: Bool
    /// Every variable has an influence.
    public var isDetermined: Bool

    /// The sum of baseline and peaks.
    public var fit: [Double] { peaks.reduce(baseline) { zip($0, $1).map { $0 + $1 } } }
  }

  /// Fits one spectrum.
  public func fit(_ curve: SampledCurve) throws(AnalysisError) -> Result {
    guard let result = try fit([curve]).first else { throw AnalysisError("there is no spectrum") }
    return result
  }

  /// Fits spectra together. Throws when the model is not sound, or there are fewer points than variables.
  public func fit(_ curves: [SampledCurve]) throws(AnalysisError) -> [Result] {
    try model.check()
    var pieces: [PeakPiece] = []
    for curve in curves { pieces.append(try piece(of: curve)) }
    let problem = try PeakProblem(model.excluded == nil ? model : withoutBaseline, pieces)
    return try problem.run()
  }

  /// The range of a curve, with what is worked out before the fit.
  private func piece(of curve: SampledCurve) throws(AnalysisError) -> PeakPiece {
    let points = curve.indices(in: model.range)
    guard points.count >= 3 else {
      throw AnalysisError("\(points.count) points lie between xmin and xmax: widen the range")
    }
    var piece = PeakPiece(name: curve.name, x: Array(curve.x[points]), data: Array(curve.y[points]))
    let variance = curve.variance.map { Array($0[points]) }
    if usesVariance, let variance, variance.allSatisfy({ $0 > 0 }) {
      piece.weights = variance.map { 1 / $0.squareRoot() }
    }
    piece.below = try model.background?.values(piece.x, piece.data) ?? piece.x.map { _ in 0 }
    guard let excluded = model.excluded else { return piece }
    try fitBaseline(of: &piece, outside: excluded)
    return piece
  }

  /// Fits the baseline to the points outside the excluded ones, and puts it below the peaks.
  private func fitBaseline(of piece: inout PeakPiece, outside excluded: ClosedRange<Double>) throws(AnalysisError) {
    let outside = piece.x.indices.filter { !excluded.contains(piece.x[$0]) }
    guard outside.count >= 3 else {
      throw AnalysisError("\(outside.count) points are left to fit the baseline to: narrow exclude")
    }
    var rest = PeakPiece(
      name: piece.name, x: outside.map { piece.x[$0] }, data: outside.map { piece.data[$0] })
    rest.weights = piece.weights.map { weights in outside.map { weights[$0] } }
    rest.below = outside.map { piece.below[$0] }
    let problem = try PeakProblem(model.baselineOnly, [rest])
    guard let found = try problem.run().first else { return }
    piece.estimates = found.estimates
    piece.baselineMisfit = (found.chiSquare, found.reducedChiSquare, outside.count, found.variableCount)
    piece.isBaselineConverged = found.isConverged
    let baseline = problem.baseline(at: piece.x, found.estimates)
    piece.below = zip(piece.below, baseline).map { $0 + $1 }
  }

  private var withoutBaseline: PeakModel {
    var result = model
    result.baseline = []
    result.knots = []
    return result
  }
}

/// A spectrum in the range of a fit.
struct PeakPiece: Sendable {
  var name: String
  var x: [Double]
  var data: [Double]
  /// One over the standard deviation of each point; nil for all alike.
  var weights: [Double]?
  /// What is known below the peaks.
  var below: [Double] = []
  /// What was found when the baseline was fitted.
  var estimates: [String: FitResult.Estimate] = [:]
  var baselineMisfit: (chiSquare: Double, reduced: Double?, points: Int, variables: Int)?
  var isBaselineConverged = true

  init(name: String, x: [Double], data: [Double]) {
    self.name = name
    self.x = x
    self.data = data
  }
}
