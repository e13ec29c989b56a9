import DataModel

/// The signals of an entry that Edgewise did not write: what its NXdata plot, default first.
struct ForeignSignals {
  let plan: ChannelPlan
  let metadata: Metadata
  let channels: [Channel]

  func signals() -> [Signal] {
    let element = metadata.text("element")
    let edge = metadata.text("edge")
    var result: [Signal] = []
    for plot in plan.plots {
      guard let candidate = plan.candidate(at: plot.signalPath) else { continue }
      result.append(
        Signal(
          name: plot.group.path, expression: SignalExpression.quoted(candidate.name), mode: mode(of: plot),
          element: element, edge: edge))
    }
    // The formula over the beams comes after what the file itself plots.
    let derived = SignalInference.signals(for: channels.filter { !$0.role.isPlotted }, element: element, edge: edge)
    let taken = Set(result.map(\.name))
    return result + derived.filter { !taken.contains($0.name) }
  }

  private func mode(of plot: ChannelPlan.Plot) -> DetectionMode? {
    let text = metadata.text(plot.group.path.split(separator: "/").joined(separator: ".") + ".mode")
    return (text ?? metadata.text("mode")).flatMap { NXxasMode.mode(for: $0) }
  }
}

extension ChannelRole {
  /// Signals as they stand, which NXdata already names.
  fileprivate var isPlotted: Bool { self == .mu || self == .norm || self == .chi || self == .intensity }
}

/// What NXxas calls a detection mode.
enum NXxasMode {
  private static let rows: [(text: String, mode: DetectionMode)] = [
    ("Transmission", .transmission), ("Fluorescence Yield", .fluorescence),
    ("Total Electron Yield", .totalElectronYield), ("Partial Electron Yield", .partialElectronYield),
    ("Auger Electron Yield", .augerElectronYield), ("tey", .totalElectronYield), ("tfy", .fluorescence),
    ("pey", .partialElectronYield), ("pfy", .partialFluorescence), ("ipfy", .inversePartialFluorescence),
    ("herfd", .highEnergyResolutionFluorescence), ("fluorescence", .fluorescence),
  ]

  static func mode(for text: String) -> DetectionMode? {
    rows.first { $0.text.lowercased() == text.lowercased() }?.mode
  }

  /// The enumeration item of NXxas for a mode; nil when the definition has none.
  static func text(for mode: DetectionMode) -> String? {
    switch mode {
    case .partialFluorescence, .highEnergyResolutionFluorescence: "Fluorescence Yield"
    default: rows.first { $0.mode == mode }?.text
    }
  }
}
