/// The absorption that the curves of a scan give.
import DataModel
import Glibc

/// mu over the points, up to a constant and a smooth background.
struct Absorption {
  /// The formula or the name of the curve.
  let name: String
  /// The path of the curve that it mostly rests on.
  let path: String
  let values: [Double]
  let mode: DetectionMode?

  /// Stored absorption first, then what detectors and incoming beam give.
  static func list(of curves: [SpectrumCurve], points: Int?) -> [Absorption] {
    let fitting = curves.filter { $0.pointCount == points && $0.pointCount > 0 && !$0.isReference }
    let stored = fitting.filter { $0.role == .mu || $0.role == .norm }.map { curve in
      Absorption(name: curve.name, path: curve.path, values: curve.summed(), mode: curve.mode)
    }
    guard stored.isEmpty else { return stored }
    let i0 = fitting.first { $0.role == .i0 }
    return rows.compactMap { row in
      guard let detector = fitting.first(where: { $0.role == row.role }) else { return nil }
      return row.make(detector, i0)
    }
  }

  private struct Row: Sendable {
    let role: ChannelRole
    let make: @Sendable (SpectrumCurve, SpectrumCurve?) -> Absorption?
  }

  private static let rows: [Row] = [
    Row(role: .itrans) { detector, i0 in
      guard let i0 else { return nil }
      let values = zip(i0.summed(), detector.summed()).map { Glibc.log($0 / $1) }
      return Absorption(
        name: "ln(\(i0.name)/\(detector.name))", path: detector.path, values: values, mode: .transmission)
    },
    Row(role: .ifluor) { quotient($0, $1, .fluorescence) },
    Row(role: .iey) { quotient($0, $1, .totalElectronYield) },
  ]

  private static func quotient(_ detector: SpectrumCurve, _ i0: SpectrumCurve?, _ mode: DetectionMode) -> Absorption {
    guard let i0 else {
      return Absorption(
        name: detector.name, path: detector.path, values: detector.summed(), mode: detector.mode ?? mode)
    }
    let values = zip(detector.summed(), i0.summed()).map { $0 / $1 }
    return Absorption(
      name: "\(detector.name)/\(i0.name)", path: detector.path, values: values, mode: detector.mode ?? mode)
  }

  /// Whether absorption must rise at an edge. The inverse yield falls, and what else was detected is not known to rise.
  var mustRise: Bool {
    switch mode {
    case .inversePartialFluorescence, .emission, .other: false
    default: true
    }
  }
}
