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
    guard !result.isEmpty else { return SignalInference.signals(for: channels, element: element, edge: edge) }
    // The formula over the beams of NXxas comes after what the file itself plots.
    if let beams = beamSignal(element: element, edge: edge), !result.contains(where: { $0.name == beams.name }) {
      result.append(beams)
    }
    return result
  }

  /// What NXxas measures: the absorbed beam against the incoming one, by the detection mode.
  private func beamSignal(element: String?, edge: String?) -> Signal? {
    func beam(_ path: String) -> Channel? {
      channels.first { $0.metadata.text("path")?.hasSuffix(path) == true }
    }
    guard let incoming = beam("incoming_beam/data"), let absorbed = beam("absorbed_beam/data") else { return nil }
    return SignalInference.signals(for: [incoming, absorbed], element: element, edge: edge).first
  }

  private func mode(of plot: ChannelPlan.Plot) -> DetectionMode? {
    let text = metadata.text(plot.group.path.split(separator: "/").joined(separator: ".") + ".mode")
    return (text ?? metadata.text("mode")).flatMap { NXxasMode.mode(for: $0) }
  }
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
