/// How the results of steps are drawn.
import Analysis
import Plotting

/// A row of the table: a step, and the figure of its results.
///
/// To have a step drawn, write `Steps/NAMEFigure.swift` with a row and add it to `all`. A step without a row is drawn as
/// the default signals of the data that it gives.
struct StepFigure: Sendable {
  /// The name of the step.
  let step: String
  /// Nil when nothing of the results can be drawn.
  let figure: @Sendable (StepResults) -> Figure?

  static let all: [StepFigure] = [
    .normalize, .background, .transform, .backtransform, .wavelet, .exafs, .merge, .align, .drift, .lcf, .pca, .target,
    .mcr, .peaks, .rebin, .deglitch, .selfabsorption, .mback, .dichroism, .difference, .integrate,
  ]

  /// The figure of what came of a step; nil when nothing of it can be drawn.
  static func figure(of step: AnalysisStep, _ outcome: AnalysisOutcome, _ parameters: AnalysisParameters) -> Figure? {
    if let row = all.first(where: { $0.step == step.name }) {
      return row.figure(StepResults(outcome.results, parameters))
    }
    let results = outcome.measurements.flatMap { measurement in
      (try? SignalPlot.results(of: measurement, file: nil, weight: 2)) ?? []
    }
    return SignalPlot.figure(StepResults(results, parameters))
  }
}
