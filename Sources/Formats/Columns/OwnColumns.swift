/// The columns, times and signals of a measurement as Edgewise's own lines in its file say.
import Bytes
import DataModel

struct OwnColumns {
  private let lines: [EdgewiseLine]
  private(set) var findings: [Finding] = []

  init(lines: [EdgewiseLine]) { self.lines = lines }

  private func lines(_ kind: EdgewiseLine.Kind) -> [EdgewiseLine] { lines.filter { $0.kind == kind } }

  /// The measurement that was written.
  mutating func measurement(_ scan: inout BeamlineScan) -> Measurement {
    let settled = settle(&scan)
    scan.signals = lines(.signal).compactMap(OwnSignal.signal)
    let own = lines(.measurement).last
    let dimension = own?["dimension"].map { Dimension($0) }
    for index in scan.columns.indices {
      if let dimension { scan.columns[index].dimensions = [dimension] }
    }
    var measurement = scan.measurement()
    measurement.title = own?["title"]
    measurement.startTime = own?["start_time"]
    measurement.endTime = own?["end_time"]
    let names = Set(measurement.channels.map(\.name))
    for (index, line) in settled {
      var channel = measurement.channels[index]
      finish(&channel, line, names)
      measurement.channels[index] = channel
    }
    return measurement
  }

  private mutating func settle(_ scan: inout BeamlineScan) -> [(Int, EdgewiseLine)] {
    var result: [(Int, EdgewiseLine)] = []
    var names: Set<String> = []
    for line in lines(.column) {
      guard let number = line["column"].flatMap({ Int($0) }), scan.columns.indices.contains(number - 1),
        let name = line["name"], names.insert(name).inserted, !result.contains(where: { $0.0 == number - 1 })
      else {
        findings.append(Self.rejection(line, "it names no column of this table, or one that was named before"))
        continue
      }
      var draft = ColumnDraft(name: name, unit: line["unit"])
      draft.role = line["role"].flatMap(ChannelRole.init(rawValue:)) ?? .other
      draft.qualifier = line["qualifier"]
      draft.isSettled = true
      draft.isNameSettled = true
      scan.columns[number - 1].draft = draft
      result.append((number - 1, line))
    }
    return result
  }

  private mutating func finish(_ channel: inout Channel, _ line: EdgewiseLine, _ names: Set<String>) {
    if let text = line["uncertainty"] {
      let name = text.hasPrefix(Self.channelPrefix) ? String(text.dropFirst(Self.channelPrefix.count)) : nil
      if let name, names.contains(name) { channel.uncertainty = .channel(name) }
      if text == Self.poisson { channel.uncertainty = .poisson }
      if channel.uncertainty == .none { findings.append(Self.rejection(line, "\"\(text)\" is no uncertainty")) }
    }
    if let mask = line["mask"] { channel.mask = names.contains(mask) ? mask : nil }
    guard let text = line["type"] else { return }
    if let type = ElementType(rawValue: text), let values = channel.values.inMemory?.converted(to: type) {
      channel.values = Values(values)
    } else {
      findings.append(Self.rejection(line, "the values are not of type \"\(text)\""))
    }
  }
}

extension OwnColumns {
  static let poisson = "poisson"
  static let channelPrefix = "channel:"

  /// What the label of a column cannot say.
  static func line(_ channel: Channel, number: Int) -> EdgewiseLine {
    let uncertainty: String? =
      switch channel.uncertainty {
      case .none: nil
      case .poisson: poisson
      case .channel(let name): channelPrefix + name
      }
    return EdgewiseLine(
      .column,
      [
        "column": "\(number)", "name": channel.name, "role": channel.role == .other ? nil : channel.role.rawValue,
        "qualifier": channel.qualifier, "unit": channel.unit,
        "type": channel.values.type == .float64 ? nil : channel.values.type.rawValue, "uncertainty": uncertainty,
        "mask": channel.mask,
      ])
  }

  static func rejection(_ own: EdgewiseLine, _ reason: String) -> Finding {
    Finding(
      ColumnsFinding.badDeclaration, "This line of Edgewise was not used: \(reason).",
      at: .init(line: own.number == 0 ? nil : own.number))
  }
}
