/// The signals of a scan that names none: those of its roles, without detectors that saw nothing.
import Bytes
import DataModel

extension BeamlineScan {
  /// A detector whose sum is below this part of the incoming beam's was not there.
  private static let smallestPart = 1e-4
  /// The operation of the step that records a correction for dead time.
  static let deadTimeOperation = "dead-time correction"

  /// The signals that follow from the roles of the channels, which are those of the columns, in order.
  mutating func inferredSignals(
    _ channels: [Channel], element: String?, edge: String?, formulas: [String: String]
  ) -> [Signal] {
    let monitor = channels.firstIndex { $0.role == .i0 }
    let off = channels.indices.filter { index in
      (channels[index].role == .itrans || channels[index].role == .irefer) && isOff(index, monitor: monitor)
    }
    for index in off {
      findings.append(
        Finding(
          BeamlineFinding.detectorOff,
          "The column \"\(channels[index].name)\" holds zeros, or next to nothing compared with the incoming beam; no "
            + "signal was made of it.", at: .init(path: "/1/channels/\(channels[index].name)")))
    }
    let used = channels.indices.filter { !off.contains($0) }.map { channels[$0] }
    var result = SignalInference.signals(for: used, element: element, edge: edge, formulas: formulas)
    if isFluorescence, let index = result.firstIndex(where: { $0.mode == .fluorescence }) {
      result.insert(result.remove(at: index), at: 0)
    }
    reportDeadTime(used)
    return result + furtherSignals
  }

  /// Whether a column shows that its detector was off or not there: zeros, or next to nothing of the incoming beam.
  func isOff(_ index: Int, monitor: Int?) -> Bool {
    let values = columns[index].values.doubles()
    guard !values.isEmpty else { return false }
    if values.allSatisfy({ $0 == 0 }) { return true }
    guard let monitor else { return false }
    let incoming = columns[monitor].values.doubles().reduce(0, +)
    return abs(values.reduce(0, +)) < Self.smallestPart * abs(incoming)
  }

  /// Says that signals correct detector elements with their own rates, and which elements have none.
  private mutating func reportDeadTime(_ channels: [Channel]) {
    let rated = channels.filter { channel in
      channel.role == .ifluor && DetectorElement.correction(of: channel.qualifier, among: channels) != nil
    }
    findings += DetectorElement.missingRates(channels)
    let corrected = rated.filter { !DetectorElement.isSilent($0.qualifier, among: channels) }
    guard let first = corrected.first,
      let factor = DetectorElement.correction(of: first.qualifier, among: channels)
    else { return }
    steps.append(
      Step(
        operation: Self.deadTimeOperation, program: "edgewise", version: EdgewiseVersion.string,
        parameters: corrected.compactMap { channel in
          DetectorElement.correction(of: channel.qualifier, among: channels)
            .map { StepParameter(channel.name, .text($0)) }
        }, inputs: corrected.map(\.name)))
    findings.append(
      Finding(
        BeamlineFinding.deadTime,
        "The signal corrects \(corrected.count) elements of the detector for their dead time with their own rates, such "
          + "as \(first.name)*\(factor)."))
  }
}

extension BeamlineScan {
  /// The columns as channels, for what only looks at roles and values.
  var channelsSoFar: [Channel] {
    columns.map { column in
      Channel(
        name: column.draft.name, role: column.draft.role, qualifier: column.draft.qualifier,
        values: Values(column.values))
    }
  }

  /// The signals of transmission, of sample and reference, as far as there are detectors for them that were on: for
  /// dialects that state their signals themselves.
  mutating func transmissionSignals() -> [Signal] {
    let monitor = index(of: .i0)
    func place(_ role: ChannelRole) -> Int? { index(of: role).flatMap { isOff($0, monitor: monitor) ? nil : $0 } }
    guard let itrans = place(.itrans) else { return [] }
    var result: [Signal] = []
    if let monitor {
      result.append(
        Signal(name: "transmission", expression: "ln(\(quoted(monitor))/\(quoted(itrans)))", mode: .transmission))
    }
    if let irefer = place(.irefer) {
      result.append(
        Signal(name: "reference", expression: "ln(\(quoted(itrans))/\(quoted(irefer)))", mode: .transmission))
    }
    return result
  }
}
