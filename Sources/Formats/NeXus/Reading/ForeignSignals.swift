/// The signals of an entry that Edgewise did not write.
import DataModel

/// What the NXdata of an entry plot, default first, then what its definition calls the spectrum.
struct ForeignSignals {
  let plan: ChannelPlan
  let family: ForeignFamily
  let channels: [Channel]

  func signals() -> [Signal] {
    var result: [Signal] = []
    for plot in plan.plots {
      // What could not be read, for want of a filter, is plotted no more.
      guard let candidate = plan.candidate(at: plot.signalPath),
        channels.contains(where: { $0.name == candidate.name })
      else { continue }
      result.append(signal(plot.group.path, of: candidate.name, at: plot.group.path))
    }
    for channel in channels {
      guard let place = family.spectrumPlace(of: channel) else { continue }
      let expression = SignalExpression.quoted(channel.name)
      guard !result.contains(where: { $0.expression == expression }) else { continue }
      result.append(signal(place, of: channel.name, at: place))
    }
    guard !result.isEmpty else { return inferred(from: channels) }
    // The formula over the beams of NXxas comes after what the file itself plots.
    if let beams = beamSignal(), !result.contains(where: { $0.name == beams.name }) { result.append(beams) }
    return result
  }

  private func signal(_ name: String, of channel: String, at place: String) -> Signal {
    let scope = family.scope(of: place)
    let mode = family.mode(ofPlot: place)
    return Signal(
      name: name, expression: SignalExpression.quoted(channel), mode: mode, element: scope.element,
      edge: scope.edge, emissionWindow: family.emissionWindow(for: mode))
  }

  private func inferred(from channels: [Channel]) -> [Signal] {
    let entry = family.scope(of: "")
    return SignalInference.signals(for: channels, element: entry.element, edge: entry.edge).map { signal in
      var signal = signal
      signal.mode = signal.mode ?? family.mode(ofPlot: "")
      signal.emissionWindow = family.emissionWindow(for: signal.mode)
      return signal
    }
  }

  /// What NXxas measures: the absorbed beam against the incoming one, by the detection mode.
  private func beamSignal() -> Signal? {
    func beam(_ path: String) -> Channel? {
      channels.first { ForeignFamily.paths(of: $0).contains { $0.hasSuffix(path) } }
    }
    guard let incoming = beam("incoming_beam/data"), let absorbed = beam("absorbed_beam/data") else { return nil }
    return inferred(from: [incoming, absorbed]).first
  }
}
