/// The figure of `background`.
import Plotting

extension PlotKind {
  static let background = PlotKind(
    name: "background", summary: "mu with its pre-edge line, post-edge curve and background, and k-weighted chi(k).",
    step: .background, figure: BackgroundFigure.figure)
}

extension StepFigure {
  static let background = StepFigure(step: "background", figure: BackgroundFigure.figure)
}

enum BackgroundFigure {
  /// The power of k under which chi(k) is drawn: the one that most EXAFS is shown with.
  private static let weight = 2.0

  /// Of one spectrum mu and its curves above k²chi(k); of several k²chi(k).
  static func figure(_ all: StepResults) -> Figure? {
    guard let (result, name) = all.single else { return series(all) }
    guard let energy = result.array("energy"), let mu = result.array("mu"), let background = result.array("bkg"),
      let ek0 = result.number("ek0")
    else { return nil }
    let curves: [Figure.Mark] = ["pre_edge", "post_edge"].enumerated().compactMap { index, name in
      result.companion(name).map { curve in
        .line(
          Figure.Line(
            name == "pre_edge" ? "pre-edge line" : "post-edge curve", x: curve.x, y: curve.y, color: .single(2 - index),
            dash: .dashed))
      }
    }
    let first = energy.firstIndex { $0 >= ek0 } ?? 0
    let spline = Figure.Line(
      "background", x: Array(energy[first...]), y: Array(background[first...]), color: .single(3))
    let rule = Figure.Rule(at: ek0, "E₀ = \(DisplayNumber.fixed(ek0, decimals: 1)) eV")
    let marks: [Figure.Mark] = [.rule(rule)] + curves + [.line(spline)]
    let above = Figure.Panel(
      x: .energy, y: .absorption, marks + [.line(Figure.Line("μ(E)", x: energy, y: mu, color: .single(0)))])
    guard let chi = fineStructure(all) else { return Figure([above], title: name) }
    return Figure.stack([above, chi], title: name, sharesX: false)
  }

  private static func series(_ all: StepResults) -> Figure? {
    fineStructure(all).map { Figure([$0], title: all.title) }
  }

  private static func fineStructure(_ all: StepResults) -> Figure.Panel? {
    let style = all.style
    let marks: [Figure.Mark] = all.results.enumerated().compactMap { index, result in
      guard let k = result.array("k"), let chi = result.array("chi") else { return nil }
      let label = all.results.count > 1 && style.isNamed ? all.names[index] : ""
      return .line(
        Figure.Line(
          label, x: k, y: zip(k, chi).map { $0 * $0 * $1 },
          color: all.results.count > 1 ? style.color(index) : .single(0)))
    }
    guard !marks.isEmpty else { return nil }
    let zero = Figure.Mark.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))
    return Figure.Panel(
      x: .k, y: .fineStructure(weight: weight), [zero] + marks,
      colorBar: all.results.count > 1 ? style.colorBar : nil)
  }
}
