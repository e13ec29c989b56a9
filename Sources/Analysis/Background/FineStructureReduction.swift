/// From mu(E) to chi(k).
public import Datasets

/// Normalises spectra and removes their background. Plans are kept for the next spectra: a series on one grid of
/// energies with one ek0 pays for them once. Each thread has a reduction of its own.
public struct FineStructureReduction: Sendable {
  public let normalization: Normalization
  public let background: Autobk
  /// The last that were used, the newest in front.
  private var plans: [AutobkPlan] = []
  private static let planLimit = 8

  /// A reduction with these settings.
  public init(_ normalization: Normalization = Normalization(), _ background: Autobk = Autobk()) {
    self.normalization = normalization
    self.background = background
  }

  /// chi(k) of a spectrum. `standard` is a chi(k) whose part below `rbkg` is not background. Throws what both steps throw.
  public mutating func apply(
    to spectrum: Spectrum, standard: ChiSpectrum? = nil, withErrors: Bool = true
  ) throws(AnalysisError) -> (edge: Normalization.Result, background: Autobk.Result) {
    let edge = try normalization.apply(to: spectrum)
    let result = try apply(to: spectrum, edge, standard: standard, withErrors: withErrors)
    return (edge, result)
  }

  /// chi(k) of a spectrum that was normalised.
  public mutating func apply(
    to spectrum: Spectrum, _ edge: Normalization.Result, standard: ChiSpectrum? = nil, withErrors: Bool = true
  ) throws(AnalysisError) -> Autobk.Result {
    let plan = try plan(for: spectrum.energy, ek0: background.ek0 ?? edge.e0)
    let known = standard.map { standard in
      LorentzianSmoothing.heldInterpolation(standard.k, standard.values, at: plan.k).map { $0 * edge.edgeStep }
    }
    return try plan.apply(to: spectrum.values, edgeStep: edge.edgeStep, standard: known, withErrors: withErrors)
  }

  private mutating func plan(for energy: [Double], ek0: Double) throws(AnalysisError) -> AutobkPlan {
    if let index = plans.firstIndex(where: { $0.fits(energy: energy, ek0: ek0) }) {
      if index > 0 { plans.swapAt(0, index) }
      return plans[0]
    }
    let plan = try AutobkPlan(background, energy: energy, ek0: ek0)
    plans.insert(plan, at: 0)
    if plans.count > Self.planLimit { plans.removeLast() }
    return plan
  }
}
