/// The figure of `lcf`.
import Plotting

extension StepFigure {
  static let lcf = StepFigure(step: "lcf", figure: LCFFigure.figure)
}

enum LCFFigure {
  private static let stackLimit = 8

  /// Of one unknown data, fit, weighted standards and the residual; of several the fits one above the other beside the
  /// weights, or weights above R-factors when there are more than can be stacked.
  static func figure(_ all: StepResults) -> Figure? {
    guard let (result, name) = all.single else { return series(all) }
    let (xAxis, yAxis) = Figure.Axis.compared(all.parameters)
    guard let (x, data, fit) = curves(result), let residual = result.array("residual") else { return nil }
    let parts = result.arrays.filter { !["energy", "k", "data", "fit", "residual"].contains($0.name) }
    let weights = result.value("weights")
    var marks = FitMarks.dataAndFit(x, data: data, fit: fit)
    for (number, part) in parts.enumerated() {
      let color = FitMarks.partColor(number)
      marks.append(
        .line(
          Figure.Line(
            FitMarks.words(part.name, weights?[part.name]), x: x, y: part.values, color: color, width: 1.3)))
    }
    marks += FitMarks.residual(x, residual, below: [data, fit] + parts.map(\.values))
    return Figure([Figure.Panel(x: xAxis, y: yAxis, marks)], title: name)
  }

  private static func curves(_ result: AnalysisResult) -> (x: [Double], data: [Double], fit: [Double])? {
    guard let x = result.array("energy") ?? result.array("k"), let data = result.array("data"),
      let fit = result.array("fit")
    else { return nil }
    return (x, data, fit)
  }

  private static func series(_ all: StepResults) -> Figure? {
    var names: [String] = []
    for field in all.results.flatMap({ $0.value("weights")?.fields ?? [] }) where !names.contains(field.name) {
      names.append(field.name)
    }
    let rows = names.enumerated().map { number, name in
      TrendPanel.Row(
        label: name, values: all.results.map { $0.value("weights")?[name] }, color: FitMarks.partColor(number))
    }
    let count = all.results.count
    guard var weights = TrendPanel.panel(Figure.Axis("weight", contains: [0]), rows, count: count) else { return nil }
    if count <= stackLimit, let stack = stack(all) {
      weights.column = 1
      return Figure([stack, weights], columns: [1, 0.7])
    }
    let factors = TrendPanel.Row(label: "", values: all.results.map { $0.value("rfactor") }, color: .ink)
    let below = TrendPanel.panel(Figure.Axis("R-factor", contains: [0]), [factors], count: count)
    return Figure.stack([weights] + [below].compactMap { $0 }, rows: below == nil ? nil : [1, 0.4])
  }

  /// Data and fits above each other, the first on top, each over a line with its number and name.
  private static func stack(_ all: StepResults) -> Figure.Panel? {
    let curves = all.results.map(curves)
    let heights = curves.compactMap { $0 }.map { ($0.data.max() ?? 0) - ($0.data.min() ?? 0) }
    guard let height = heights.max(), height > 0 else { return nil }
    let (xAxis, yAxis) = Figure.Axis.compared(all.parameters)
    // Edges may stand close: the name of each has room between its own line and the curve below.
    let step = [.dmude, .chi].contains(all.parameters.choice("space", CurveSpace.norm)) ? 1.05 : 0.6
    var marks: [Figure.Mark] = []
    for (number, curve) in curves.enumerated() {
      guard let curve else { continue }
      let level = Double(curves.count - 1 - number) * height * step
      marks.append(
        .rule(Figure.Rule(at: level, "\(number + 1): \(all.names[number])", direction: .horizontal, dash: .dotted)))
      let lifted = (data: curve.data.map { $0 + level }, fit: curve.fit.map { $0 + level })
      let isFirst = number == 0
      marks.append(
        .points(Figure.Points(isFirst ? "data" : "", x: curve.x, y: lifted.data, color: .ink, size: 3, isOpen: true)))
      marks.append(
        .line(
          Figure.Line(isFirst ? "fit" : "", x: curve.x, y: lifted.fit, color: FitMarks.fitColor, width: 1.3)))
    }
    var y = yAxis
    y.title += ", shifted"
    return Figure.Panel(x: xAxis, y: y, marks)
  }
}
