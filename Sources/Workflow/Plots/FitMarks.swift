/// What the figures of fits have in common: data, fit, residual, parts.
import Plotting

enum FitMarks {
  static let fitColor = Figure.Color.single(1)

  /// The colour of a part of a fit, of which each is different from that of the fit and of the data.
  static func partColor(_ number: Int) -> Figure.Color {
    let free = [0, 2, 3, 4, 5, 7]
    return .single(free[number % free.count])
  }

  /// The measured points as rings, and the fit through them.
  static func dataAndFit(
    _ x: [Double], data: [Double], fit: [Double], names: (data: String, fit: String) = ("data", "fit")
  ) -> [Figure.Mark] {
    [
      .points(Figure.Points(names.data, x: x, y: data, color: .ink, size: x.count > 150 ? 4 : 5, isOpen: true)),
      .line(Figure.Line(names.fit, x: x, y: fit, color: fitColor)),
    ]
  }

  /// The residual with a line for its zero, moved below everything else that is drawn over the same points.
  static func residual(
    _ x: [Double], _ residual: [Double], below curves: [[Double]], label: String = "residual"
  ) -> [Figure.Mark] {
    let drawn = curves.flatMap { $0 }.filter(\.isFinite)
    let rest = residual.filter(\.isFinite)
    guard let low = drawn.min(), let high = drawn.max(), let top = rest.max() else { return [] }
    let level = low - 0.07 * (high - low) - max(0, top)
    return [
      .rule(Figure.Rule(at: level, direction: .horizontal, dash: .dotted)),
      .line(Figure.Line(label, x: x, y: residual.map { $0 + level }, color: .single(7), width: 1.1)),
    ]
  }

  static let zero = Figure.Mark.rule(Figure.Rule(at: 0, direction: .horizontal, dash: .dotted))

  /// A name with its value, as a legend has it: `goethite 0.39 ± 0.05`.
  static func words(_ name: String, _ value: AnalysisValue?, unit: String = "") -> String {
    guard let value, let (number, error) = value.fitted else { return name }
    let text = error.map { DisplayNumber.estimate(number, $0) } ?? DisplayNumber.significant(number, digits: 6)
    let note = value["bound"]?.number == nil ? "" : ", at its bound"
    return "\(name) \(text)\(unit)\(note)"
  }
}

/// Fitted values against the number of the spectrum.
enum TrendPanel {
  /// A row of values with the name under which a legend has it.
  struct Row {
    var label: String
    var values: [AnalysisValue?]
    var color: Figure.Color

    /// Whether there is anything in it that a fit could have changed.
    var varies: Bool {
      let numbers = values.compactMap { $0?.fitted?.value }.filter(\.isFinite)
      guard let first = numbers.first else { return false }
      return numbers.contains { $0 != first } || values.contains { $0?.fitted?.error != nil }
    }
  }

  /// Points with their standard errors; nil when there are no numbers.
  static func panel(_ y: Figure.Axis, _ rows: [Row], count: Int, hasLegend: Bool = true) -> Figure.Panel? {
    let numbers = (0..<count).map { Double($0 + 1) }
    let marks: [Figure.Mark] = rows.compactMap { row in
      let values = row.values.map { $0?.fitted }
      guard values.contains(where: { $0?.value.isFinite ?? false }) else { return nil }
      return .points(
        Figure.Points(
          row.label, x: numbers, y: values.map { $0?.value ?? .nan }, errors: values.map { $0?.error ?? 0 },
          color: row.color, isJoined: true))
    }
    guard !marks.isEmpty else { return nil }
    let zero = y.contains.contains(0) ? [FitMarks.zero] : []
    return Figure.Panel(x: Figure.Axis("Spectrum", isIntegral: true), y: y, zero + marks, hasLegend: hasLegend)
  }
}
