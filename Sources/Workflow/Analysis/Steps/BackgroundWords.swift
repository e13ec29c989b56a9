/// Background removal in the words of parameters and reports.
import Analysis
import DataModel
import Datasets

extension Autobk {
  /// The parameters of AUTOBK, under their names with `prefix`.
  static func parameters(prefix: String = "") -> [AnalysisParameter] {
    parameters.map { $0.named(prefix + $0.name) }
  }

  private static let parameters = [
    AnalysisParameter("rbkg", .number, unit: "Å", standard: "1", "What of chi(R) lies below is taken for background."),
    AnalysisParameter("kmin", .number, unit: "1/Å", standard: "0", "Where the window of the transform begins."),
    AnalysisParameter(
      "kmax", .number, unit: "1/Å", "Where it and the background end; without it at the end of the scan."),
    AnalysisParameter(
      "kweight", .number, "The power of k in the transform; without it 1 for Larch's preset, 2 for Athena's."),
    AnalysisParameter(
      "dk", .number, unit: "1/Å", "The window's tapers; without it 0.1 for Larch's preset, 0 for Athena's."),
    AnalysisParameter("win", AnalysisStep.windows, standard: "hanning", "The form of the window."),
    AnalysisParameter(
      "nclamp", .integer, "How many points at each end are clamped; without it 3 for Larch's preset, 5 for Athena's."),
    AnalysisParameter("clamp_lo", .number, standard: "0", "How strongly chi is held to 0 at its beginning."),
    AnalysisParameter("clamp_hi", .number, "The same at its end; without it 1 for Larch's preset, 24 for Athena's."),
    AnalysisParameter("ek0", .number, unit: "eV", "Where k is 0; without it e0."),
    AnalysisParameter("nknots", .integer, "The knots of the background's spline; without it what rbkg allows."),
    AnalysisParameter("kstep", .number, unit: "1/Å", standard: "0.05", "The step of chi(k)."),
    AnalysisParameter("nfft", .integer, standard: "2048", "The points of the transform, a power of two."),
    AnalysisParameter(
      "standard", .text, "A file whose chi(k) is known to be like this one: its part below rbkg is not background."),
  ]

  /// What the parameters say, with the defaults of a preset.
  init(_ parameters: AnalysisParameters, _ preset: Normalization.Preset, prefix: String = "") {
    self = preset == .athena ? .athena : Autobk()
    rbkg = parameters.number(prefix + "rbkg") ?? rbkg
    kmin = parameters.number(prefix + "kmin") ?? kmin
    kmax = parameters.number(prefix + "kmax")
    weight = parameters.number(prefix + "kweight") ?? weight
    taper = parameters.number(prefix + "dk") ?? taper
    form = parameters.choice(prefix + "win", form)
    clampCount = parameters.integer(prefix + "nclamp") ?? clampCount
    lowClamp = parameters.number(prefix + "clamp_lo") ?? lowClamp
    highClamp = parameters.number(prefix + "clamp_hi") ?? highClamp
    ek0 = parameters.number(prefix + "ek0")
    knotCount = parameters.integer(prefix + "nknots")
    step = parameters.number(prefix + "kstep") ?? step
    pointCount = parameters.integer(prefix + "nfft") ?? pointCount
  }

  /// The values that were used, for the record.
  var stepParameters: [StepParameter] {
    [
      StepParameter("rbkg", .number(rbkg), unit: "Å"), StepParameter("kmin", .number(kmin), unit: "1/Å"),
      StepParameter("kweight", .number(weight)), StepParameter("dk", .number(taper), unit: "1/Å"),
      StepParameter("win", .text(form.rawValue)), StepParameter("nclamp", .integer(Int64(clampCount))),
      StepParameter("clamp_lo", .number(lowClamp)), StepParameter("clamp_hi", .number(highClamp)),
      StepParameter("kstep", .number(step), unit: "1/Å"), StepParameter("nfft", .integer(Int64(pointCount))),
    ]
  }
}

extension FineStructureReduction {
  /// The parameters of steps that need chi(k), for those inputs that have mu(E) alone.
  static let parameters =
    Normalization.parameters(prefix: "normalize.") + Autobk.parameters(prefix: "background.")

  /// What these parameters say.
  init(inStepAfter parameters: AnalysisParameters) {
    let normalization = Normalization(parameters, prefix: "normalize.")
    self.init(normalization, Autobk(parameters, normalization.preset, prefix: "background."))
  }
}

extension AnalysisInput {
  /// The standard of background removal that a parameter names. Throws when it has no chi(k).
  func standard(_ parameters: AnalysisParameters, prefix: String = "") throws(AnalysisError) -> ChiSpectrum? {
    guard let name = parameters.text(prefix + "standard") else { return nil }
    let address = InputAddress(parsing: parameters.path(name))
    guard let item = try others(address).first else { throw AnalysisError("\(address): there is no measurement in it") }
    do throws(ResolveError) {
      return try ChiResolver(item.measurement, file: item.document.origin.name).chi().chi
    } catch {
      throw AnalysisError("the standard \(address): \(error.description)")
    }
  }
}
