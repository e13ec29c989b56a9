public import DataModel

/// Which signals a set of channels makes, when the file itself names none.
public enum SignalInference {
  /// The signals, default first: a stored mu, else transmission, fluorescence, electron yield, and the reference last.
  public static func signals(for channels: [Channel], element: String?, edge: String?) -> [Signal] {
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
    for row in measuredSignals {
      guard let expression = row.formula(channels) else { continue }
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
    let formula: @Sendable ([Channel]) -> String?
  }

  /// Formulas over detector channels.
  private static let measuredSignals: [MeasuredSignal] = [
    MeasuredSignal(name: "transmission", mode: .transmission) { channels in
      guard let i0 = first(.i0, channels), let itrans = first(.itrans, channels) else { return nil }
      return "ln(\(i0)/\(itrans))"
    },
    MeasuredSignal(name: "fluorescence", mode: .fluorescence) { perMonitor(.ifluor, $0) },
    MeasuredSignal(name: "electron_yield", mode: .totalElectronYield) { perMonitor(.iey, $0) },
    MeasuredSignal(name: "reference", mode: .transmission) { channels in
      guard let itrans = first(.itrans, channels), let irefer = first(.irefer, channels) else { return nil }
      return "ln(\(itrans)/\(irefer))"
    },
  ]

  /// The sum of all channels of a role, each summed over its detector elements, over the incoming beam.
  private static func perMonitor(_ role: ChannelRole, _ channels: [Channel]) -> String? {
    let terms = channels.filter { $0.role == role }.map { channel in
      channel.dimensions.count > 1 ? "sum(\(quoted(channel)))" : quoted(channel)
    }
    guard let only = terms.first else { return nil }
    let sum = terms.count == 1 ? only : "(" + terms.joined(separator: "+") + ")"
    return first(.i0, channels).map { "\(sum)/\($0)" } ?? sum
  }

  private static func first(_ role: ChannelRole, _ channels: [Channel]) -> String? {
    channels.first { $0.role == role }.map(quoted)
  }

  private static func quoted(_ channel: Channel) -> String { SignalExpression.quoted(channel.name) }
}
