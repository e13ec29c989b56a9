/// The figures of `deglitch`, `selfabsorption` and `mback`: a signal before and after.
import Analysis
import Plotting

extension StepFigure {
  /// The signal without glitches, and what stood out of it as rings.
  static let deglitch = StepFigure(step: "deglitch") { all in
    guard let (result, name) = all.single, let before = result.companion("before"), let energy = result.array("energy"),
      let mu = result.array("mu")
    else {
      let marks = all.lines("energy", "mu")
      return marks.isEmpty
        ? nil : Figure([Figure.Panel(x: .energy, y: .absorption, marks, colorBar: all.style.colorBar)])
    }
    let changed = result.value("changed")?.members ?? []
    let places = changed.map { $0["energy"]?.number ?? .nan }
    func points(_ label: String, _ key: String, _ color: Figure.Color, isOpen: Bool) -> [Figure.Mark] {
      let values = changed.map { $0[key]?.number ?? .nan }
      let count = values.count(where: \.isFinite)
      guard count > 0 else { return [] }
      return [
        .points(
          Figure.Points("\(label) (\(count))", x: places, y: values, color: color, size: isOpen ? 8 : 5, isOpen: isOpen)
        )
      ]
    }
    let marks: [Figure.Mark] =
      [.line(Figure.Line("before", x: before.x, y: before.y, color: .soft, width: 1))]
      + points("stood out", "old", .single(1), isOpen: true)
      + [.line(Figure.Line("after", x: energy, y: mu))]
      + points("replaced by", "new", .single(2), isOpen: false)
    return Figure([Figure.Panel(x: .energy, y: .absorption, marks)], title: name)
  }

  /// Normalised before and after the correction.
  static let selfabsorption = StepFigure(step: "selfabsorption") { all in
    let one = Figure.Mark.rule(Figure.Rule(at: 1, direction: .horizontal, dash: .dotted))
    guard let (result, name) = all.single else {
      let (before, after) = (all.lines("energy", "norm"), all.lines("energy", "norm_corr"))
      guard !before.isEmpty, !after.isEmpty else { return nil }
      let panels = [
        Figure.Panel(caption: "corrected", x: .energy, y: .normalized, [one] + after, colorBar: all.style.colorBar),
        Figure.Panel(caption: "measured", x: .energy, y: .normalized, [one] + before, hasLegend: false),
      ]
      return Figure.stack(panels)
    }
    guard let energy = result.array("energy"), let before = result.array("norm"), let after = result.array("norm_corr")
    else { return nil }
    let marks: [Figure.Mark] = [
      one, .line(Figure.Line("measured", x: energy, y: before, color: .soft)),
      .line(Figure.Line("corrected", x: energy, y: after)),
    ]
    var y = Figure.Axis.normalized
    // A correction of what the sample cannot show goes anywhere; the rest has to stay visible.
    if let low = before.min(), let high = before.max(), let least = after.min(), let most = after.max(), low < high {
      let room = 1.5 * (high - low)
      y.range =
        max(min(low, least), low - room) - 0.05 * (high - low)...min(max(high, most), high + room) + 0.05 * (high - low)
    }
    return Figure([Figure.Panel(x: .energy, y: y, marks)], title: name)
  }

  /// The signal and the table's f'' on one scale, and the normalised signal below.
  static let mback = StepFigure(step: "mback") { all in
    guard let (result, name) = all.single else {
      let marks = all.lines("energy", "norm")
      return marks.isEmpty
        ? nil : Figure([Figure.Panel(x: .energy, y: .normalized, marks, colorBar: all.style.colorBar)])
    }
    guard let energy = result.array("energy"), let norm = result.array("norm"), let table = result.array("f2"),
      let matched = result.array("fpp")
    else { return nil }
    // The simple form brings f'' to the signal instead.
    let isSimple = all.parameters.text("form") == TabulatedAbsorption.Form.simple.rawValue
    guard let signal = isSimple ? result.array("mu") : matched else { return nil }
    let reference = isSimple ? matched : table
    let above = Figure.Panel(
      x: .energy, y: isSimple ? .absorption : Figure.Axis("f″", unit: "electrons"),
      [
        .line(Figure.Line(isSimple ? "signal" : "signal on the scale of f″", x: energy, y: signal)),
        .line(
          Figure.Line(
            isSimple ? "f″ on the scale of the signal" : "f″ of the table", x: energy, y: reference, color: .single(1),
            width: 1.3)),
      ])
    let below = Figure.Panel(
      x: .energy, y: .normalized,
      [
        .rule(Figure.Rule(at: 1, direction: .horizontal, dash: .dotted)),
        .line(Figure.Line(x: energy, y: norm)),
      ])
    return Figure.stack([above, below], title: name)
  }
}
