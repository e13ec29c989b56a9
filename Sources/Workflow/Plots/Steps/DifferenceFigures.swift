/// The figures of `dichroism`, `difference` and `integrate`.
import Analysis
import Plotting

extension StepFigure {
  /// Both polarisations above their difference with its error, and the running integral.
  static let dichroism = StepFigure(step: "dichroism") { all in
    guard let (result, name) = all.single, let energy = result.array("energy"), let plus = result.array("plus"),
      let minus = result.array("minus"), let difference = result.array("difference"),
      let error = result.array("difference_stderr"), let integral = result.array("integral")
    else { return nil }
    let border = (result.number("border")).map { [Figure.Mark.rule(Figure.Rule(at: $0))] } ?? []
    let above = Figure.Panel(
      x: .energy, y: .normalized,
      border + [
        .line(Figure.Line("μ⁺", x: energy, y: plus, color: .single(0))),
        .line(Figure.Line("μ⁻", x: energy, y: minus, color: .single(1), dash: .dashed)),
      ])
    let below = Figure.Panel(
      x: .energy, y: Figure.Axis("μ⁺ − μ⁻, ∫(μ⁺ − μ⁻)dE (eV)"),
      DifferenceFigure.marks(energy, difference, error, "μ⁺ − μ⁻", .single(2)) + border
        + [.line(Figure.Line("integral", x: energy, y: integral, color: .single(3), dash: .dashed))])
    return Figure.stack([above, below], title: name)
  }

  /// Each difference; of one with its error.
  static let difference = StepFigure(step: "difference") { all in
    let y = Figure.Axis("difference")
    guard let (result, name) = all.single, let energy = result.array("energy"),
      let difference = result.array("difference"), let error = result.array("stderr")
    else {
      let marks = all.lines("energy", "difference")
      return marks.isEmpty
        ? nil : Figure([Figure.Panel(x: .energy, y: y, [DifferenceFigure.zero] + marks, colorBar: all.style.colorBar)])
    }
    return Figure(
      [Figure.Panel(x: .energy, y: y, DifferenceFigure.marks(energy, difference, error, "", .single(0)))], title: name)
  }

  /// The curve that was integrated over its baseline; of several the curves.
  static let integrate = StepFigure(step: "integrate") { all in
    let y = all.parameters.text("space") == "mu" ? Figure.Axis.absorption : .normalized
    guard let (result, name) = all.single, let energy = result.array("energy"), let values = result.array("values"),
      let baseline = result.array("baseline"), let range = result.value("range")?.numbers, range.count == 2
    else {
      let marks = all.lines("energy", "values")
      return marks.isEmpty ? nil : Figure([Figure.Panel(x: .energy, y: y, marks, colorBar: all.style.colorBar)])
    }
    let inside = energy.indices.filter { energy[$0] >= range[0] && energy[$0] <= range[1] }
    let area = result.value("area").map { [$0.number, $0.standardError] } ?? []
    let words = area.compactMap { $0 }.count == 2 ? DisplayNumber.estimate(area[0] ?? 0, area[1] ?? 0) : ""
    return Figure(
      [
        Figure.Panel(
          x: .energy, y: y,
          [
            .band(
              Figure.Band(
                "area " + words, x: inside.map { energy[$0] }, low: inside.map { baseline[$0] },
                high: inside.map { values[$0] }, color: .single(2))),
            .line(Figure.Line("baseline", x: energy, y: baseline, color: .single(1), dash: .dashed)),
            .line(Figure.Line("signal", x: energy, y: values)),
          ])
      ], title: name)
  }
}

private enum DifferenceFigure {
  static let zero = Figure.Mark.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))

  /// A difference over zero with the band of its standard error.
  static func marks(
    _ x: [Double], _ values: [Double], _ error: [Double], _ label: String, _ color: Figure.Color
  ) -> [Figure.Mark] {
    let pairs = zip(values, error)
    return [
      zero, .band(Figure.Band(x: x, low: pairs.map { $0 - $1 }, high: pairs.map { $0 + $1 }, color: color)),
      .line(Figure.Line(label, x: x, y: values, color: color)),
    ]
  }
}
