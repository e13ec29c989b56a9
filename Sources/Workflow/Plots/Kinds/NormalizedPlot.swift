/// `--kind normalized` and `--kind derivative`: spectra with a unit edge step, laid over each other.
import Plotting

extension PlotKind {
  static let normalized = PlotKind(
    name: "normalized", summary: "Normalised spectra, with the region before the edge magnified where it has a peak.",
    step: .normalize, figure: NormalizedPlot.normalized)
  static let derivative = PlotKind(
    name: "derivative", summary: "The derivatives of normalised spectra around the edge.", step: .normalize,
    figure: NormalizedPlot.derivative)
}

enum NormalizedPlot {
  static func normalized(_ all: StepResults) -> Figure? {
    figure(all, "norm", .normalized, around: nil)
  }

  static func derivative(_ all: StepResults) -> Figure? {
    figure(all, "dmude", Figure.Axis("dμ/dE", unit: "eV⁻¹"), around: -40...80)
  }

  /// The curves of one array. Spectra of different edges are drawn over the distance from their edge.
  private static func figure(
    _ all: StepResults, _ name: String, _ y: Figure.Axis, around window: ClosedRange<Double>?
  ) -> Figure? {
    let edges = all.results.compactMap { $0.number("e0") }
    guard let low = edges.min(), let high = edges.max(), edges.count == all.results.count else { return nil }
    let isRelative = high - low > 100
    let curves = zip(all.results, edges).map { result, e0 in
      (
        x: (result.array("energy") ?? []).map { isRelative ? $0 - e0 : $0 }, y: result.array(name) ?? [],
        e0: isRelative ? 0 : e0
      )
    }
    let style = all.style
    let marks = curves.enumerated().map { index, curve in
      Figure.Mark.line(
        Figure.Line(
          style.isNamed ? all.names[index] : "", x: curve.x, y: curve.y, color: style.color(index),
          width: curves.count > 8 ? 1.2 : 1.6))
    }
    var x = isRelative ? Figure.Axis.relativeEnergy : .energy
    let center = isRelative ? (low: 0, high: 0) : (low: low, high: high)
    if let window { x.range = (center.low + window.lowerBound)...(center.high + window.upperBound) }
    var panel = Figure.Panel(x: x, y: y, marks, colorBar: style.colorBar)
    let peaks = window == nil ? curves.compactMap { PreEdgePeak(x: $0.x, y: $0.y, e0: $0.e0) } : []
    // A few noisy curves of many have maxima anywhere.
    if peaks.count * 3 >= curves.count, let first = peaks.map(\.energy).min(), let last = peaks.map(\.energy).max() {
      let top = peaks.map(\.height).max() ?? 1
      panel.inset = Figure.Inset(x: (first - 12)...(last + 8), y: (-0.1 * top)...(1.8 * top), marks.map(\.unlabelled))
    }
    return Figure([panel], title: all.title)
  }
}

extension Figure.Mark {
  /// The same without a place in the legend.
  fileprivate var unlabelled: Figure.Mark {
    guard case .line(var line) = self else { return self }
    line.label = ""
    return .line(line)
  }
}

/// A peak before an edge, such as the 1s-3d transitions of transition metals.
struct PreEdgePeak {
  let energy: Double
  /// Of the curve there, in edge steps.
  let height: Double

  /// The first maximum of a normalised curve between 20 and 2 eV before the edge that rises over the lowest point behind
  /// it, still before the edge, by more than 0.005 of the edge step and more than three times the scatter of the points;
  /// nil when there is none.
  init?(x: [Double], y: [Double], e0: Double) {
    let inside = zip(x, y).filter { ((e0 - 20)...(e0 - 2)).contains($0.0) && $0.1.isFinite }
    guard inside.count >= 6 else { return nil }
    let values = inside.map(\.1)
    let least = max(0.005, 3 * Self.scatter(values))
    let found = (1..<(values.count - 1)).first { index in
      let value = values[index]
      guard value > values[index - 1], value >= values[index + 1] else { return false }
      let before = values[..<index].min() ?? value
      let behind = values[index...].min() ?? value
      return value - max(before, behind) > least
    }
    guard let found else { return nil }
    energy = inside[found].0
    height = values[found]
  }

  /// The standard deviation of the points about smooth curves: second differences over √6, by their median, which the
  /// peak itself hardly moves.
  private static func scatter(_ values: [Double]) -> Double {
    let squares = (1..<max(1, values.count - 1)).map { index -> Double in
      let second = values[index - 1] - 2 * values[index] + values[index + 1]
      return second * second
    }
    let sorted = squares.sorted()
    // The median of a squared normal number is 0.455 of its mean.
    return sorted.isEmpty ? 0 : (sorted[sorted.count / 2] / 6 / 0.455).squareRoot()
  }
}
