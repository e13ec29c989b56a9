/// Writes one measurement as an NXentry with an NXdata for each signal.
import Bytes
import DataModel
import HDF5

struct NXdataEntryWriter {
  let measurement: Measurement
  let entry: Group
  private let layout: ChannelLayout
  /// Names of datasets: one name is one dataset wherever it stands in the entry.
  private var names = NameAllocator(reserving: Self.reserved)
  private var groups = NameAllocator(reserving: Self.reserved)
  /// The datasets of channels, by the channels' names.
  private var places: [String: (name: String, path: String)] = [:]

  /// What the fields of the entry are called, and what has a meaning of its own inside an entry.
  private static let reserved = [
    "title", "start_time", "end_time", "element", "edge", "definition", "mode", "measurement", "scan_data",
    "instrument",
    "sample", "emission_energy", "emission_energy_window", "emission_line",
  ]

  init(measurement: Measurement, entry: Group) {
    self.measurement = measurement
    self.entry = entry
    layout = ChannelLayout(of: measurement)
  }

  mutating func write() throws(FormatError) {
    let plotted = PlottedSignal.list(of: measurement)
    let named = plotted.map { (name: groups.claim($0.signal.name), plot: $0) }
    try writing { () throws(HDF5Error) in
      if let first = named.first { try entry.attributes.write("default", text: first.name) }
      if let title = measurement.title { try entry.createDataset("title", text: title) }
      if let time = measurement.startTime { try entry.createDataset("start_time", dateTime: time) }
      if let time = measurement.endTime { try entry.createDataset("end_time", dateTime: time) }
      if let element = plotted.first?.signal.element { try entry.createDataset("element", text: element) }
      if let edge = plotted.first?.signal.edge { try entry.createDataset("edge", text: edge) }
    }
    for (name, plot) in named { try write(plot, as: name) }
  }

  private mutating func write(_ plot: PlottedSignal, as groupName: String) throws(FormatError) {
    let group = try writing { () throws(HDF5Error) in try entry.createGroup(groupName, class: "NXdata") }
    var axes: [String] = []
    var indices: [(name: String, channel: Channel)] = []
    for axis in layout.axes(for: plot.dimensions, shape: plot.values.shape) {
      guard let channel = axis?.channel, channel.name != plot.stored?.name else {
        axes.append(".")
        continue
      }
      let name = try dataset(of: channel, in: group, groupName)
      axes.append(name)
      indices.append((name, channel))
    }
    let signal = try field(plot, in: group, groupName)
    try writing { () throws(HDF5Error) in
      try group.attributes.write("signal", text: signal)
      if axes.contains(where: { $0 != "." }) { try group.attributes.write("axes", TypedArray(axes)) }
      for (name, channel) in indices {
        let positions = channel.dimensions.compactMap { part in
          plot.dimensions.firstIndex { $0.name == part.name }.map { Int32($0) }
        }
        if positions.count == channel.dimensions.count, try !group.attributes.contains(name + "_indices") {
          try group.attributes.write(name + "_indices", TypedArray(positions))
        }
      }
      if let title = measurement.title { try group.createDataset("title", text: title) }
    }
  }

  /// The plotted values, with their errors where they are stored.
  private mutating func field(
    _ plot: PlottedSignal, in group: Group, _ groupName: String
  ) throws(FormatError) -> String {
    guard let channel = plot.stored else {
      let name = names.claim(plot.signal.name)
      let dataset = try NativeChannel.writeValues(plot.values, named: name, into: group)
      try writing { () throws(HDF5Error) in
        try dataset.attributes.write("long_name", text: plot.signal.expression)
      }
      return name
    }
    let isNew = places[channel.name] == nil
    let name = try dataset(of: channel, in: group, groupName)
    if case .channel(let errors) = channel.uncertainty, let errors = measurement.channel(named: errors),
      errors.dimensions == channel.dimensions, errors.values.shape == channel.values.shape
    {
      let wanted = name + "_errors"
      if isNew, names.claim(wanted) == wanted {
        try write(errors, named: wanted, into: group)
      }
    }
    return name
  }

  /// Writes a channel, or links to it where it was written already; gives its name.
  private mutating func dataset(
    of channel: Channel, in group: Group, _ groupName: String
  ) throws(FormatError) -> String {
    if let known = places[channel.name] {
      try writing { () throws(HDF5Error) in
        if try !group.contains(known.name) { try group.createHardLink(known.name, to: known.path) }
      }
      return known.name
    }
    let name = names.claim(channel.name)
    try write(channel, named: name, into: group)
    places[channel.name] = (name, "\(entry.path)/\(groupName)/\(name)")
    return name
  }

  private func write(_ channel: Channel, named name: String, into group: Group) throws(FormatError) {
    let dataset = try NativeChannel.writeValues(channel.values, named: name, into: group)
    try writing { () throws(HDF5Error) in
      if let unit = channel.unit { try dataset.attributes.write("units", text: unit) }
      if name != channel.name { try dataset.attributes.write("long_name", text: channel.name) }
    }
  }
}
