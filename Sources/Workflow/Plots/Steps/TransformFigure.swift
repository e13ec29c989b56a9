/// The figures of `transform` and `backtransform`.
import Plotting

extension StepFigure {
  /// Of one fine structure chi(k) under its window above chi(R); of several chi(R).
  static let transform = StepFigure(step: "transform") { all in
    guard let (result, name) = all.single, let chi = result.companion("chi"), let k = result.array("k"),
      let window = result.array("kwin"), let distances = TransformFigure.distances(all)
    else { return TransformFigure.distances(all) }
    let height = chi.y.reduce(0) { max($0, $1.magnitude) }
    let above = Figure.Panel(
      x: .k, y: .fineStructure(weight: all.parameters.number("kweight") ?? 2),
      [
        .rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted)),
        .line(Figure.Line("window", x: k, y: window.map { $0 * height }, color: .soft, dash: .dashed)),
        .line(Figure.Line(AxisUnit.factor("k", all.parameters.number("kweight") ?? 2) + "χ(k)", x: chi.x, y: chi.y)),
      ])
    return Figure.stack([above] + distances.panels, title: name, sharesX: false)
  }

  /// The filtered fine structure.
  static let backtransform = StepFigure(step: "backtransform") { all in
    let marks = all.lines("q", "chiq_re")
    guard !marks.isEmpty else { return nil }
    let weight = all.parameters.number("transform.kweight") ?? 2
    var y = Figure.Axis.fineStructure(weight: weight)
    y.title = "Re[χ(q)]"
    return Figure(
      [
        Figure.Panel(
          x: Figure.Axis("q", unit: "Å⁻¹"), y: y,
          [.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))] + marks, colorBar: all.style.colorBar)
      ], title: all.title)
  }
}

enum TransformFigure {
  /// Of one fine structure magnitude and real part in one panel; of several in one panel each.
  static func distances(_ all: StepResults) -> Figure? {
    let weight = all.parameters.number("kweight") ?? 2
    if let (result, name) = all.single {
      guard let r = result.array("r"), let magnitude = result.array("chir_mag"), let real = result.array("chir_re")
      else { return nil }
      let panel = Figure.Panel(
        x: .distance, y: .transform("χ(R)", weight: weight),
        [
          .rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted)),
          .line(Figure.Line("Re[χ(R)]", x: r, y: real, color: .single(1), width: 1.2)),
          .line(Figure.Line("|χ(R)|", x: r, y: magnitude)),
        ])
      return Figure([panel], title: name)
    }
    let magnitudes = all.lines("r", "chir_mag")
    guard !magnitudes.isEmpty else { return nil }
    let above = Figure.Panel(
      x: .distance, y: .transform("|χ(R)|", weight: weight), magnitudes, colorBar: all.style.colorBar)
    let below = Figure.Panel(
      x: .distance, y: .transform("Re[χ(R)]", weight: weight),
      [.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))] + all.lines("r", "chir_re", width: 1.2),
      hasLegend: false)
    return Figure.stack([above, below])
  }
}
