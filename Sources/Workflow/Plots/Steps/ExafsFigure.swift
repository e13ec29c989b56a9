/// The figure of `exafs`.
import Plotting

extension StepFigure {
  static let exafs = StepFigure(step: "exafs", figure: ExafsFigure.figure)
}

enum ExafsFigure {
  private static let stackLimit = 8

  /// Of one data set chi(k) with its window above chi(R) with its range, each with data, fit and residual; of up to eight
  /// sets or fits the curves stacked; of more the fitted parameters.
  static func figure(_ all: StepResults) -> Figure? {
    let sets = zip(all.results, all.names).flatMap { result, name in
      ExafsCurves.sets(of: result, name: name, isAlone: all.results.count == 1)
    }
    guard let first = sets.first else { return nil }
    if sets.count == 1 { return single(first) }
    return sets.count > stackLimit ? trends(all) ?? stacked(Array(sets.prefix(stackLimit))) : stacked(sets)
  }

  // MARK: One data set

  private static func single(_ set: ExafsCurves) -> Figure {
    Figure.stack([overK(set), overR(set)], title: set.name, sharesX: false)
  }

  private static func overK(_ set: ExafsCurves) -> Figure.Panel {
    let (data, fit) = (set.chiData, set.chiModel)
    let height = (data + fit).reduce(0) { max($0, $1.magnitude) } * 1.05
    var marks: [Figure.Mark] = [FitMarks.zero] + FitMarks.dataAndFit(set.k, data: data, fit: fit)
    if let window = set.window {
      marks.append(
        .line(
          Figure.Line("window", x: window.x, y: window.y.map { $0 * height }, color: .soft, width: 1.1, dash: .dashed)))
    }
    marks += FitMarks.residual(set.k, zip(data, fit).map { $0 - $1 }, below: [data, fit])
    return Figure.Panel(x: set.kAxis, y: .fineStructure(weight: set.weight), marks)
  }

  private static func overR(_ set: ExafsCurves) -> Figure.Panel {
    var marks: [Figure.Mark] = [.span(Figure.Span("range of the fit", over: set.range)), FitMarks.zero]
    marks += FitMarks.dataAndFit(
      set.r, data: set.data.magnitude, fit: set.model.magnitude, names: ("|χ(R)| data", "|χ(R)| fit"))
    marks += [
      .points(
        Figure.Points("Re χ(R) data", x: set.r, y: set.data.real, color: .soft, size: 4, isOpen: true)),
      .line(Figure.Line("Re χ(R) fit", x: set.r, y: set.model.real, color: .single(0), width: 1.2)),
    ]
    marks += FitMarks.residual(
      set.r, set.deviation, below: [set.data.magnitude, set.data.real, set.model.real], label: "|data − fit|")
    return Figure.Panel(x: set.rAxis, y: .transform("χ(R)", weight: set.weight), marks)
  }

  // MARK: Several

  /// chi(k) of all sets beside their chi(R), the first on top.
  private static func stacked(_ sets: [ExafsCurves]) -> Figure {
    let weights = Set(sets.map(\.weight))
    let weight = sets[0].weight
    func title(_ axis: Figure.Axis) -> Figure.Axis {
      var axis = axis
      axis.title += ", shifted"
      if weights.count > 1 { axis.unit = nil }
      return axis
    }
    let range = sets.dropFirst().reduce(sets[0].range) {
      min($0.lowerBound, $1.range.lowerBound)...max($0.upperBound, $1.range.upperBound)
    }
    var overK: [Figure.Mark] = []
    var overR: [Figure.Mark] = [.span(Figure.Span(over: range))]
    let kStep = sets.map { $0.chiData.reduce(0) { max($0, $1.magnitude) } }.max().map { 1.7 * $0 } ?? 1
    let showsReal = sets.count <= 4
    let top = sets.flatMap { $0.data.magnitude + $0.model.magnitude }.max() ?? 1
    let depth = showsReal ? -(sets.flatMap { $0.data.real + $0.model.real }.min() ?? 0) : 0
    let rStep = 1.08 * (top + max(0, depth))
    for (number, set) in sets.enumerated() {
      let place = Double(sets.count - 1 - number)
      overK += curves(set.k, set.chiData, set.chiModel, at: place * kStep, names: number == 0 ? ("data", "fit") : nil)
      overR.append(.rule(Figure.Rule(at: place * rStep, set.name, direction: .horizontal, dash: .dotted)))
      overR += curves(set.r, set.data.magnitude, set.model.magnitude, at: place * rStep, names: nil)
      if showsReal {
        overR.append(
          .line(
            Figure.Line(
              number == 0 ? "Re χ(R) data" : "", x: set.r, y: set.data.real.map { $0 + place * rStep }, color: .soft,
              width: 2.2)))
        overR.append(
          .line(
            Figure.Line(
              number == 0 ? "Re χ(R) fit" : "", x: set.r, y: set.model.real.map { $0 + place * rStep },
              color: .single(0), width: 1)))
      }
    }
    let symbol = showsReal ? "|χ(R)|, Re χ(R)" : "|χ(R)|"
    var (kTitle, rTitle) = (
      title(.fineStructure(weight: weight)), title(.transform(symbol, weight: weight))
    )
    // Room for the legend above the first, and for the name of the last below it.
    let count = Double(sets.count)
    kTitle.contains = [(count - 1 + 0.6 + 0.13 * count) * kStep]
    if !showsReal { rTitle.contains = [-0.055 * count * rStep] }
    return Figure(
      [
        Figure.Panel(x: widest(sets.map(\.kAxis)), y: kTitle, overK),
        Figure.Panel(column: 1, x: widest(sets.map(\.rAxis)), y: rTitle, overR),
      ])
  }

  private static func curves(
    _ x: [Double], _ data: [Double], _ fit: [Double], at level: Double, names: (String, String)?
  ) -> [Figure.Mark] {
    [
      .points(
        Figure.Points(names?.0 ?? "", x: x, y: data.map { $0 + level }, color: .ink, size: 3.5, isOpen: true)),
      .line(
        Figure.Line(names?.1 ?? "", x: x, y: fit.map { $0 + level }, color: FitMarks.fitColor, width: 1.3)),
    ]
  }

  private static func widest(_ axes: [Figure.Axis]) -> Figure.Axis {
    axes.max { ($0.range?.upperBound ?? 0) < ($1.range?.upperBound ?? 0) } ?? axes[0]
  }

  /// What was fitted, from fit to fit, for as many parameters as a page can hold.
  private static func trends(_ all: StepResults) -> Figure? {
    var names: [String] = []
    for field in all.results.flatMap({ $0.value("parameters")?.fields ?? [] }) where !names.contains(field.name) {
      names.append(field.name)
    }
    guard all.results.count > 1 else { return nil }
    let rows = names.map { name in
      TrendPanel.Row(
        label: "", values: all.results.map { $0.value("parameters")?[name] }, color: .single(0))
    }
    let shown = zip(names, rows).filter { $0.1.varies }.prefix(8)
    let panels = shown.compactMap { TrendPanel.panel(Figure.Axis($0.0), [$0.1], count: all.results.count) }
    return panels.isEmpty ? nil : Figure.stack(panels)
  }
}
