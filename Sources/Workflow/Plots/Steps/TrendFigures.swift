/// The figures of `align` and `drift`: what changes from scan to scan.
import Plotting

extension StepFigure {
  /// The shifted spectra above their shifts.
  static let align = StepFigure(step: "align") { all in
    let marks = all.lines("energy", "mu")
    guard !marks.isEmpty, let e0 = all.results.first?.number("e0") else { return nil }
    let shifts = all.results.map { $0.values.first { $0.name == "shift" }?.value }
    let numbers = all.results.indices.map { Double($0 + 1) }
    let range = -40.0...80.0
    var energy = Figure.Axis.energy
    energy.range = (e0 + range.lowerBound)...(e0 + range.upperBound)
    let above = Figure.Panel(
      caption: "", x: energy, y: .absorption, marks, colorBar: all.style.colorBar)
    let below = Figure.Panel(
      x: Figure.Axis("Scan", isIntegral: true), y: Figure.Axis("shift", unit: "eV", contains: [0]),
      [
        .rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted)),
        .points(
          Figure.Points(
            x: numbers, y: shifts.map { $0?.number ?? .nan }, errors: shifts.map { $0?.standardError ?? 0 },
            isJoined: true)),
      ])
    return Figure.stack([above, below], rows: [1, 0.5], sharesX: false)
  }

  /// The edge, and how each scan differs from the one before and from the first.
  static let drift = StepFigure(step: "drift") { all in
    guard let result = all.results.first,
      case .list(let scans)? = result.values.first(where: { $0.name == "scans" })?.value, scans.count > 1
    else { return nil }
    let numbers = scans.indices.map { Double($0 + 1) }
    func points(_ label: String, _ color: Int, _ value: (AnalysisValue) -> AnalysisValue?) -> [Figure.Mark] {
      let values = scans.map { value($0)?.number ?? .nan }
      guard values.contains(where: \.isFinite) else { return [] }
      return [.points(Figure.Points(label, x: numbers, y: values, color: .single(color), isJoined: true))]
    }
    let scan = Figure.Axis("Scan", isIntegral: true)
    var panels = [Figure.Panel(x: scan, y: Figure.Axis("E₀", unit: "eV"), points("", 0) { $0["e0"] })]
    let differences =
      points("from the scan before", 0) { $0["previous"]?["rms"] }
      + points("from the first", 1) { $0["first"]?["rms"] }
    if !differences.isEmpty {
      panels.append(Figure.Panel(x: scan, y: Figure.Axis("rms difference", contains: [0]), differences))
    }
    let chi =
      points("from the scan before", 0) { $0["previous"]?["chi_square"] }
      + points("from the first", 1) { $0["first"]?["chi_square"] }
    if !chi.isEmpty {
      panels.append(
        Figure.Panel(
          x: scan, y: Figure.Axis("χ² per point", contains: [0]),
          [.rule(Figure.Rule(at: 1, "noise alone", direction: .horizontal, dash: .dotted))] + chi,
          hasLegend: differences.isEmpty))
    }
    return Figure.stack(panels)
  }
}
