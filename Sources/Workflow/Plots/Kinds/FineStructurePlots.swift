/// `--kind chi`, `chir` and `wavelet`: fine structure in k and in R.
import Analysis
import DataModel
import Datasets
import Plotting

extension PlotKind {
  static let chi = PlotKind(
    name: "chi", summary: "chi(k) times a power of k.", step: chiStep
  ) { all in
    let weight = all.parameters.number("kweight") ?? 2
    let marks = all.lines("k", "chi")
    guard !marks.isEmpty else { return nil }
    let panel = Figure.Panel(
      x: .k, y: .fineStructure(weight: weight),
      [.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))] + marks, colorBar: all.style.colorBar)
    return Figure([panel], title: all.title)
  }

  static let chir = PlotKind(
    name: "chir", summary: "The magnitude of chi(R), and its real part.", step: .transform,
    figure: TransformFigure.distances)

  static let wavelet = PlotKind(
    name: "wavelet", summary: "The wavelet transform of chi(k), with chi(k) below and |chi(R)| beside it.",
    step: .wavelet, figure: WaveletFigure.figure)

  private static let chiStep = AnalysisStep(
    name: "chi", summary: "Read chi(k).",
    parameters: [
      AnalysisStep.fineStructure,
      AnalysisParameter("kweight", .number, standard: "2", "The power of k that chi is multiplied by."),
    ], values: [], arrays: []
  ) { input, parameters throws(AnalysisError) in
    let weight = parameters.number("kweight") ?? 2
    return try ChiSeries(input, parameters).outcome { member, outcome in
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          arrays: [("k", member.chi.k), ("chi", FineStructurePower.weighted(member.chi, weight))],
          label: member.chi.label))
    }
  }
}
