/// The kinds of plots: rows of a table.
import Plotting

/// A way to draw measurements: a step that gives what is drawn, and the figure of its results.
///
/// To add a kind, write `Kinds/NAMEPlot.swift` with a row and add it to `all`; a step that exists already lends its
/// parameters and its results.
public struct PlotKind: Sendable {
  /// What `--kind` says.
  public let name: String
  /// What is drawn, in a sentence.
  public let summary: String
  /// What works it out; its parameters are those of the kind.
  public let step: AnalysisStep
  /// Nil when nothing of the results can be drawn.
  let figure: @Sendable (StepResults) -> Figure?

  /// All kinds, the default first.
  public static let all: [PlotKind] = [
    .signal, .channels, .normalized, .derivative, .background, .chi, .chir, .wavelet,
  ]

  /// The kind of this name.
  public static func named(_ name: String) -> PlotKind? { all.first { $0.name == name } }
}
