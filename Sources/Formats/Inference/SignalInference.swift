public import DataModel

/// Which signals a set of channels makes, when the file itself names none.
public enum SignalInference {
  /// The signals, default first: a stored mu, else transmission, fluorescence, electron yield, and the reference last.
  ///
  /// `formulas` stands in for channels, by name, where a formula has to say more: counts without their dark counts.
  public static func signals(
    for channels: [Channel], element: String?, edge: String?, formulas: [String: String] = [:]
  ) -> [Signal] {
    var result: [Signal] = []
    func add(_ name: String, _ expression: String, _ mode: DetectionMode?, isReference: Bool = false) {
      guard !result.contains(where: { $0.name == name }) else { return }
      // The foil in the reference beam need not be the sample's element: the file would have to say so.
      result.append(
        Signal(
          name: name, expression: expression, mode: mode, element: isReference ? nil : element,
          edge: isReference ? nil : edge))
    }
    for row in storedSignals {
      for channel in channels where channel.role == row.role && channel.qualifier == row.qualifier {
        add(channel.name, quoted(channel), row.mode, isReference: row.qualifier == "reference")
      }
    }
    let detectors = Detectors(channels: channels, formulas: formulas)
    for row in measuredSignals {
      guard let expression = row.formula(detectors) else { continue }
      add(row.name, expression, row.mode, isReference: row.name == "reference")
    }
    return result.filter { !isReference($0) } + result.filter(isReference)
  }

  private static func isReference(_ signal: Signal) -> Bool {
    signal.name == "reference" || signal.name == "murefer" || signal.name == "normrefer"
  }

  private struct StoredSignal {
    let role: ChannelRole
    let qualifier: String?
    let mode: DetectionMode?
  }

  /// Channels that are signals as they stand.
  private static let storedSignals: [StoredSignal] = [
    StoredSignal(role: .mu, qualifier: nil, mode: nil),
    StoredSignal(role: .mu, qualifier: "transmission", mode: .transmission),
    StoredSignal(role: .mu, qualifier: "fluorescence", mode: .fluorescence),
    StoredSignal(role: .mu, qualifier: "reference", mode: .transmission),
    StoredSignal(role: .norm, qualifier: nil, mode: nil),
    StoredSignal(role: .norm, qualifier: "transmission", mode: .transmission),
    StoredSignal(role: .norm, qualifier: "fluorescence", mode: .fluorescence),
    StoredSignal(role: .norm, qualifier: "reference", mode: .transmission),
    StoredSignal(role: .chi, qualifier: nil, mode: nil),
    StoredSignal(role: .chi, qualifier: "magnitude", mode: nil),
  ]

  private struct MeasuredSignal {
    let name: String
    let mode: DetectionMode
    let formula: @Sendable (Detectors) -> String?
  }

  /// Formulas over detector channels.
  private static let measuredSignals: [MeasuredSignal] = [
    MeasuredSignal(name: "transmission", mode: .transmission) { detectors in
      guard let i0 = detectors.first(.i0), let itrans = detectors.first(.itrans) else { return nil }
      return "ln(\(i0)/\(itrans))"
    },
    MeasuredSignal(name: "fluorescence", mode: .fluorescence) { $0.perMonitor(.ifluor) },
    MeasuredSignal(name: "electron_yield", mode: .totalElectronYield) { $0.perMonitor(.iey) },
    MeasuredSignal(name: "reference", mode: .transmission) { detectors in
      guard let itrans = detectors.first(.itrans), let irefer = detectors.first(.irefer) else { return nil }
      return "ln(\(itrans)/\(irefer))"
    },
  ]

  private static func quoted(_ channel: Channel) -> String { SignalExpression.quoted(channel.name) }
}

/// The channels of a measurement as formulas speak of them.
private struct Detectors {
  let channels: [Channel]
  let formulas: [String: String]

  /// The first channel of a role.
  func first(_ role: ChannelRole) -> String? {
    channels.first { $0.role == role }.map(term)
  }

  /// The sum of all channels of a role, each summed over its detector elements, over the incoming beam. Elements that
  /// were not connected are left out.
  func perMonitor(_ role: ChannelRole) -> String? {
    let counted = channels.filter { $0.role == role && !DetectorElement.isSilent($0.qualifier, among: channels) }
    let terms = counted.map { channel in
      let correction = DetectorElement.correction(of: channel.qualifier, among: channels)
      let corrected = term(channel) + (correction.map { "*" + $0 } ?? "")
      return channel.dimensions.count > 1 ? "sum(\(corrected))" : corrected
    }
    guard let only = terms.first else { return nil }
    let sum = terms.count == 1 ? only : "(" + terms.joined(separator: "+") + ")"
    return first(.i0).map { "\(sum)/\($0)" } ?? sum
  }

  private func term(_ channel: Channel) -> String { formulas[channel.name] ?? SignalExpression.quoted(channel.name) }
}
