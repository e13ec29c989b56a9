/// What a report says of a measurement.
import Analysis
import DataModel
import Datasets
import Plotting

/// A row of the report's table, and what its figures are made from.
struct MeasurementSummary {
  let file: String
  let format: String
  let selector: String
  let title: String?
  /// Such as `Fe K`; empty where it is not known.
  var edge = ""
  var points: Int?
  /// Of the first spectrum, normalised as `analyze normalize` does; nil where it cannot be.
  var normalized: AnalysisResult?
  /// The curves of the default signal; empty where it is none.
  var signal: [AnalysisResult] = []
  /// Why it could not be drawn.
  var findings: [Finding] = []

  init(_ item: AnalysisInput.Item) {
    let measurement = item.measurement
    file = item.document.origin.name
    format = item.document.origin.format
    selector = measurement.selector
    title = measurement.title.flatMap { $0.isEmpty ? nil : $0 }
    let known = measurement.signals.first
    let element = known?.element ?? measurement.metadata.text("Element.symbol")
    let line = known?.edge ?? measurement.metadata.text("Element.edge")
    edge = [element, line].compactMap { $0 }.joined(separator: " ")
    do throws(ExpressionError) {
      signal = try SignalPlot.results(of: measurement, file: file, weight: 2)
      points = signal.first.map { $0.array("x")?.count ?? $0.maps.first?.columns ?? 0 }
    } catch {
      findings.append(Finding(FigureFinding.noCurve, error.description, at: measurement.location(in: file)))
    }
    normalized = Self.normalize(measurement, file)
  }

  /// Measurements that are no absorption spectra have no edge to find.
  private static func normalize(_ measurement: Measurement, _ file: String) -> AnalysisResult? {
    guard let resolver = try? SpectrumResolver(measurement, file: file),
      let spectrum = try? resolver.spectrum().spectrum, let result = try? Normalization().apply(to: spectrum)
    else { return nil }
    return AnalysisResult(
      file: file, selector: measurement.selector,
      values: [AnalysisField("e0", .number(result.e0)), AnalysisField("edge_step", .number(result.edgeStep))],
      arrays: [("energy", spectrum.energy), ("norm", result.norm)], label: spectrum.label)
  }
}
