/// The figure of `normalize`.
import Plotting

extension StepFigure {
  /// Of one spectrum mu with both curves above norm and flat; of several their norm.
  static let normalize = StepFigure(step: "normalize") { all in
    guard let (result, name) = all.single else { return NormalizedPlot.normalized(all) }
    guard let energy = result.array("energy"), let e0 = result.number("e0") else { return nil }
    func line(_ array: String, _ label: String, _ color: Figure.Color, _ dash: Figure.Dash = .solid) -> [Figure.Mark] {
      result.array(array).map { [.line(Figure.Line(label, x: energy, y: $0, color: color, dash: dash))] } ?? []
    }
    let label = "E₀ = \(DisplayNumber.fixed(e0, decimals: 1)) eV"
    let above = Figure.Panel(
      x: .energy, y: .absorption,
      [.rule(Figure.Rule(at: e0, label))] + line("pre_edge", "pre-edge line", .single(2), .dashed)
        + line("post_edge", "post-edge curve", .single(1), .dashed) + line("mu", "μ(E)", .single(0)))
    let below = Figure.Panel(
      x: .energy, y: .normalized,
      [
        .rule(Figure.Rule(at: e0)),
        .rule(Figure.Rule(at: 1, direction: .horizontal, dash: .dotted)),
      ] + line("flat", "flattened", .single(1)) + line("norm", "normalised", .single(0)))
    return Figure.stack([above, below], title: name)
  }
}
