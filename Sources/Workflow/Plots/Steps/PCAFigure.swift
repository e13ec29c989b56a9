/// The figures of `pca`, `target` and `mcr`: what a series of spectra is made of.
import Glibc
import Plotting

extension StepFigure {
  /// Eigenvalues and IND beside each other; components beside scores below them.
  static let pca = StepFigure(step: "pca") { all in
    guard let result = all.results.first, let x = PCAFigure.abscissa(result),
      let eigenvalues = result.value("eigenvalues")?.numbers, let kept = result.number("components").map({ Int($0) })
    else { return nil }
    let shares = result.value("variances")?.numbers ?? []
    var panels = [
      PCAFigure.scree("log₁₀ eigenvalue", eigenvalues, from: 1, kept: kept, labels: ("kept", "left out")),
      PCAFigure.scree(
        "log₁₀ IND", result.value("ind")?.numbers ?? [], from: all.parameters.text("indicator") == "larch" ? 0 : 1,
        kept: kept, labels: ("", "")),
    ]
    panels[1].column = 1
    let names = (1...max(1, kept)).map { "component_\($0)" }
    let labels = names.indices.map { number in
      guard shares.indices.contains(number) else { return "\(number + 1)" }
      return "\(number + 1) (\(DisplayNumber.significant(100 * shares[number], digits: 3)) %)"
    }
    let components: [Figure.Mark] = zip(names, labels).enumerated().compactMap { number, name in
      result.array(name.0).map {
        .line(Figure.Line(name.1, x: x, y: $0, color: .single(number), width: 1.3))
      }
    }
    let scores = PCAFigure.table(result, "scores", names).enumerated().map { number, values in
      TrendPanel.Row(label: "", values: values, color: .single(number))
    }
    let axis = Figure.Axis.compared(all.parameters).x
    panels.append(Figure.Panel(row: 1, x: axis, y: Figure.Axis("component"), [FitMarks.zero] + components))
    if var panel = TrendPanel.panel(Figure.Axis("score", contains: [0]), scores, count: scores.first?.values.count ?? 0)
    {
      (panel.row, panel.column) = (1, 1)
      panels.append(panel)
    }
    return Figure(panels)
  }

  /// Each standard with the nearest curve that the series can make, and the residual below.
  static let target = StepFigure(step: "target") { all in
    guard let result = all.results.first, let x = PCAFigure.abscissa(result) else { return nil }
    let axes = Figure.Axis.compared(all.parameters)
    let panels: [Figure.Panel] = (result.value("targets")?.members ?? []).compactMap { row in
      guard let name = row["name"]?.words, let standard = result.array(name),
        let projection = result.array(name + " projection")
      else { return nil }
      let spoil = row["spoil"]?.number.map { ", SPOIL \(DisplayNumber.significant($0, digits: 3))" } ?? ""
      let residual = zip(standard, projection).map { $0 - $1 }
      var y = axes.y
      // Room for the caption.
      if let low = standard.min(), let high = standard.max() { y.contains = [high + 0.25 * (high - low)] }
      return Figure.Panel(
        caption: name + spoil, x: axes.x, y: y,
        FitMarks.dataAndFit(x, data: standard, fit: projection, names: ("standard", "from components"))
          + FitMarks.residual(x, residual, below: [standard, projection]))
    }
    guard !panels.isEmpty else { return nil }
    return PCAFigure.grid(panels)
  }

  /// The spectra of the parts above their amounts.
  static let mcr = StepFigure(step: "mcr") { all in
    guard let result = all.results.first, let x = PCAFigure.abscissa(result) else { return nil }
    let names = result.arrays.map(\.name).filter { $0.hasPrefix("part_") }
    let spectra: [Figure.Mark] = names.enumerated().compactMap { number, name in
      result.array(name).map {
        .line(Figure.Line("part \(number + 1)", x: x, y: $0, color: .single(number)))
      }
    }
    guard !spectra.isEmpty else { return nil }
    let axes = Figure.Axis.compared(all.parameters)
    let rows = PCAFigure.table(result, "amounts", names).enumerated().map { number, values in
      TrendPanel.Row(label: "", values: values, color: .single(number))
    }
    let amounts = TrendPanel.panel(
      Figure.Axis("amount", contains: [0]), rows, count: rows.first?.values.count ?? 0)
    let above = Figure.Panel(x: axes.x, y: axes.y, spectra)
    return Figure.stack([above] + [amounts].compactMap { $0 }, rows: amounts == nil ? nil : [1, 0.6], sharesX: false)
  }
}

enum PCAFigure {
  static func abscissa(_ result: AnalysisResult) -> [Double]? { result.array("energy") ?? result.array("k") }

  /// Numbers that fall over powers of ten; the first `kept` are dots, the others rings.
  static func scree(
    _ title: String, _ numbers: [Double], from first: Int, kept: Int, labels: (String, String)
  ) -> Figure.Panel {
    let places = numbers.indices.map { Double($0 + first) }
    // What rounding left of a zero would press all others together.
    let least = 1e-13 * (numbers.filter(\.isFinite).max() ?? 0)
    let logarithms = numbers.map { $0 > least ? log10($0) : .nan }
    func points(_ label: String, _ isOpen: Bool) -> Figure.Mark {
      let shown = zip(places, logarithms).map { ($0 > Double(kept)) == isOpen ? $1 : .nan }
      return .points(
        Figure.Points(label, x: places, y: shown, color: isOpen ? .soft : .single(0), size: 6, isOpen: isOpen))
    }
    return Figure.Panel(
      x: Figure.Axis("Component", isIntegral: true), y: Figure.Axis(title),
      [
        .line(Figure.Line(x: places, y: logarithms, color: .soft, width: 0.8)), points(labels.0, false),
        points(labels.1, true),
      ])
  }

  /// The columns of a table with a row for each spectrum.
  static func table(_ result: AnalysisResult, _ name: String, _ columns: [String]) -> [[AnalysisValue?]] {
    let rows = result.value(name)?.members ?? []
    return columns.map { column in rows.map { $0[column] } }
  }

  /// Panels below each other, or in two columns when there are more than three; as many as a page can hold. The first
  /// alone has a legend: that of the others is the same.
  static func grid(_ panels: [Figure.Panel]) -> Figure {
    let columns = panels.count > 3 ? 2 : 1
    let placed = panels.prefix(12).enumerated().map { number, panel in
      var panel = panel
      (panel.row, panel.column) = (number / columns, number % columns)
      panel.hasLegend = number == 0
      return panel
    }
    return Figure(placed, sharesX: true)
  }
}
