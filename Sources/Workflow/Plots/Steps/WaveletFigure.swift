/// The figure of `wavelet`.
import Plotting

extension StepFigure {
  static let wavelet = StepFigure(step: "wavelet", figure: WaveletFigure.figure)
}

enum WaveletFigure {
  /// The map of the first fine structure, with chi(k) below and |chi(R)| beside it; of several only their maps, one below
  /// the other.
  static func figure(_ all: StepResults) -> Figure? {
    let weight = all.parameters.number("kweight") ?? 0
    guard let (result, name) = all.single else {
      let panels = zip(all.results, all.names).prefix(6).compactMap { map($0, caption: $1, weight) }
      return panels.isEmpty ? nil : Figure.stack(panels)
    }
    guard var map = map(result, caption: "", weight) else { return nil }
    guard let chi = result.companion("chi"), let distances = result.companion("chir") else {
      return Figure([map], title: name)
    }
    map.colorBar?.cell = Figure.ColorBar.Cell(row: 1, column: 1)
    let below = Figure.Panel(
      row: 1, x: .k, y: .fineStructure(weight: weight),
      [
        .rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted)),
        .line(Figure.Line(x: chi.x, y: chi.y, width: 1.3)),
      ])
    var magnitude = Figure.Axis.transform("|χ(R)|", weight: weight)
    magnitude.contains = [0]
    let beside = Figure.Panel(
      column: 1, x: magnitude, y: .distance, [.line(Figure.Line(x: distances.y, y: distances.x, width: 1.3))])
    return Figure(
      [map, beside, below], title: name, columns: [1, 0.38], rows: [1, 0.42], sharesX: true, sharesY: true)
  }

  private static func map(_ result: AnalysisResult, caption: String, _ weight: Double) -> Figure.Panel? {
    guard let map = result.maps.first(where: { $0.name == "wcauchy_mag" }), let k = result.array("k"),
      let r = result.array("r"), let x = edges(k), let y = edges(r), map.columns == k.count
    else { return nil }
    let heat = Figure.HeatMap(columns: map.columns, values: map.values, x: x, y: y)
    var axis = Figure.Axis("|W(k, R)|", unit: AxisUnit.power("Å", -weight - 1))
    axis.unit = nil
    return Figure.Panel(
      caption: caption, x: .k, y: .distance, [.map(heat)], hasLegend: false,
      colorBar: Figure.ColorBar(axis, range: 0...max(heat.shownRange.upperBound, 1e-300)))
  }

  /// From half a step before the first of evenly spaced numbers to half a step behind the last.
  private static func edges(_ values: [Double]) -> ClosedRange<Double>? {
    guard let first = values.first, let last = values.last, values.count > 1, last > first else { return nil }
    let half = (last - first) / Double(values.count - 1) / 2
    return (first - half)...(last + half)
  }
}
