/// The figure of `peaks`.
import Plotting

extension StepFigure {
  static let peaks = StepFigure(step: "peaks", figure: PeaksFigure.figure)
}

enum PeaksFigure {
  /// Of one spectrum data, fit, what lies under the peaks, each peak filled, and the residual; of several their centres
  /// and areas.
  static func figure(_ all: StepResults) -> Figure? {
    guard let (result, name) = all.single else { return series(all) }
    let axes = Figure.Axis.compared(all.parameters)
    guard let x = result.array("energy"), let data = result.array("data"), let fit = result.array("fit"),
      var ground = result.array("baseline"), let residual = result.array("residual")
    else { return nil }
    let parts = result.value("peaks")?.members ?? []
    // Steps are no peaks: those stand on them.
    let steps = parts.filter { !isPeak($0) }.compactMap { $0["name"]?.words }
    for step in steps.compactMap({ result.array($0) }) { ground = zip(ground, step).map { $0 + $1 } }
    let measured = FitMarks.dataAndFit(x, data: data, fit: fit)
    var marks = Array(measured.prefix(1))
    var drawn = [data, fit]
    for (number, peak) in parts.filter(isPeak).enumerated() {
      guard let name = peak["name"]?.words, let curve = result.array(name) else { continue }
      let top = zip(ground, curve).map { $0 + $1 }
      let color = FitMarks.partColor(number)
      marks.append(.band(Figure.Band(x: x, low: ground, high: top, color: color)))
      marks.append(
        .line(
          Figure.Line(FitMarks.words(name, peak["center"], unit: " eV"), x: x, y: top, color: color, width: 1.2)))
      drawn.append(top)
    }
    let hasBaseline = result.value("baseline")?["kind"]?.words.map { $0 != "none" } ?? false
    if hasBaseline || !steps.isEmpty {
      let label = ((hasBaseline ? ["baseline"] : []) + steps).joined(separator: " + ")
      marks.append(.line(Figure.Line(label, x: x, y: ground, color: .ink, width: 1.1, dash: .dashed)))
      drawn.append(ground)
    }
    // The fit lies on top of the peaks that it is the sum of.
    marks += measured.dropFirst()
    marks += FitMarks.residual(x, residual, below: drawn)
    return Figure([Figure.Panel(x: axes.x, y: axes.y, marks)], title: name)
  }

  private static func isPeak(_ part: AnalysisValue) -> Bool { part["area"] != nil || part["kind"]?.words == "fano" }

  /// A panel for the centre of each peak that moves, of as many as are seen apart, and one for all areas.
  private static func series(_ all: StepResults) -> Figure? {
    var names: [String] = []
    for part in all.results.flatMap({ $0.value("peaks")?.members ?? [] }) where isPeak(part) {
      if let name = part["name"]?.words, !names.contains(name) { names.append(name) }
    }
    func row(_ number: Int, _ key: String) -> TrendPanel.Row {
      TrendPanel.Row(
        label: names[number],
        values: all.results.map { result in
          result.value("peaks")?.members.first { $0["name"]?.words == names[number] }?[key]
        }, color: FitMarks.partColor(number))
    }
    let count = all.results.count
    let centers = names.indices.map { row($0, "center") }.filter(\.varies).prefix(4)
    var panels = centers.compactMap { TrendPanel.panel(Figure.Axis("centre", unit: "eV"), [$0], count: count) }
    let areas = names.indices.map { row($0, "area") }
    if let panel = TrendPanel.panel(Figure.Axis("area", contains: [0]), areas, count: count) { panels.append(panel) }
    return panels.isEmpty ? nil : Figure.stack(panels)
  }
}
