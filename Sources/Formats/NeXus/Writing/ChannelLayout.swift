import Bytes
import DataModel

/// Which channel goes into which NXdata: one group for each set of dimensions, the default signal's first.
struct ChannelLayout {
  /// A channel and the name of its dataset.
  struct Field {
    let channel: Channel
    /// The position of the channel in its measurement, from 0.
    let index: Int
    let name: String
  }

  /// One NXdata and the channels that live in it.
  struct Group {
    let name: String
    let dimensions: [Dimension]
    let shape: [Int]
    var fields: [Field]

    /// True when there is something to plot.
    var isNumeric: Bool { fields.contains { $0.channel.values.type.isNumeric } }
  }

  private(set) var groups: [Group] = []

  /// Lays out the channels; the group with the dimensions of the default signal comes first and is called `data`.
  ///
  /// `reserved` names are kept free for what an application definition shows there.
  init(of measurement: Measurement, reserved: [String] = []) {
    let preferred = Self.plottedDimensions(of: measurement)
    var keys: [Key] = []
    var members: [Key: [Int]] = [:]
    for (index, channel) in measurement.channels.enumerated() {
      let key = Key(dimensions: channel.dimensions, shape: channel.values.shape)
      if members[key] == nil { keys.append(key) }
      members[key, default: []].append(index)
    }
    if let first = keys.firstIndex(where: { $0.dimensions == preferred }) { keys.insert(keys.remove(at: first), at: 0) }
    var groupNames = NameAllocator(reserving: EntryNames.reserved)
    for (number, key) in keys.enumerated() {
      let suffix = key.dimensions.map { $0.edges ? $0.name + "_edges" : $0.name }.joined(separator: "_")
      let name = number == 0 ? EntryNames.data : groupNames.claim(EntryNames.data + "_" + suffix)
      var fieldNames = NameAllocator(reserving: reserved)
      let fields = (members[key] ?? []).map { index in
        let channel = measurement.channels[index]
        return Field(channel: channel, index: index, name: fieldNames.claim(channel.name))
      }
      groups.append(Group(name: name, dimensions: key.dimensions, shape: key.shape, fields: fields))
    }
  }

  /// The path of a channel's dataset below the entry.
  func path(ofChannel name: String) -> String? {
    for group in groups {
      if let field = group.fields.first(where: { $0.channel.name == name }) { return "\(group.name)/\(field.name)" }
    }
    return nil
  }

  /// For each dimension of an NXdata the channel that serves as its axis, wherever it lives.
  func axes(for dimensions: [Dimension], shape: [Int]) -> [Field?] {
    zip(dimensions, shape).map { dimension, length in axis(along: dimension, length: length, within: dimensions) }
  }

  private func axis(along dimension: Dimension, length: Int, within dimensions: [Dimension]) -> Field? {
    let candidates = groups.flatMap(\.fields).filter { field in
      field.channel.role.isCoordinate && field.channel.values.type.isNumeric
        && Self.axisOrder.contains(field.channel.role)
        && field.channel.dimensions.contains { $0.name == dimension.name }
        && field.channel.dimensions.allSatisfy { part in dimensions.contains { $0.name == part.name } }
        && Self.fits(field.channel, along: dimension, length: length)
    }
    // An axis of this dimension alone before one of rank two; energy before the clock.
    return candidates.min { left, right in
      (left.channel.dimensions.count, Self.rank(left)) < (right.channel.dimensions.count, Self.rank(right))
    } ?? firstColumn(along: dimension)
  }

  /// What was scanned when no channel has a coordinate's role: by custom the first column, if it is no detector.
  private func firstColumn(along dimension: Dimension) -> Field? {
    let fields = groups.first { $0.dimensions == [dimension] }?.fields ?? []
    guard let first = fields.min(by: { $0.index < $1.index }), first.channel.role == .other,
      first.channel.values.type.isNumeric, fields.count > 1
    else { return nil }
    return first
  }

  private static func fits(_ channel: Channel, along dimension: Dimension, length: Int) -> Bool {
    for (part, size) in zip(channel.dimensions, channel.values.shape) where part.name == dimension.name {
      return size == (part.edges ? length + 1 : length)
    }
    return false
  }

  private static func rank(_ field: Field) -> Int {
    (axisOrder.firstIndex(of: field.channel.role) ?? axisOrder.count) * 10_000 + field.index
  }

  /// Which coordinate is drawn on an axis when several could be.
  private static let axisOrder: [ChannelRole] = [
    .emissionEnergy, .energyTransfer, .energy, .k, .r, .angle, .time, .index,
  ]

  /// The dimensions of what is plotted first.
  private static func plottedDimensions(of measurement: Measurement) -> [Dimension]? {
    guard let signal = measurement.signals.first else {
      return measurement.channels.first { !$0.role.isCoordinate }?.dimensions
    }
    return signal.dimensions(in: measurement)
  }

  private struct Key: Hashable {
    let dimensions: [Dimension]
    let shape: [Int]
  }
}

/// The names of the groups and fields that an entry has for itself.
enum EntryNames {
  static let data = "data"
  static let metadata = "metadata"
  static let channelMetadata = "channel_metadata"
  static let documentMetadata = "document"
  static let instrument = "instrument"
  static let sample = "sample"
  static let monitor = "monitor"
  static let conversion = "conversion"
  static let reserved = [
    data, metadata, channelMetadata, documentMetadata, instrument, sample, monitor, conversion, "title", "start_time",
    "end_time", "definition", "energy", "intensity", "intensity_errors", "element", "edge", "is_experimental",
    "calculated", "mode", "emission_energy", "emission_energy_window", "emission_line", "XAS_data_reduction", "i0",
    "if",
    ReferenceSpectrum.name, DefinitionChoice.subentryName,
  ]
}
