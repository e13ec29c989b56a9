import Bytes
import DataModel
import HDF5

/// Writes the NXdata groups of an entry: the channels, their axes, and what is plotted.
struct PlotWriter {
  let measurement: Measurement
  let layout: ChannelLayout
  let entry: Group
  /// Names that NXdata groups keep free for what an application definition shows there.
  let reserved: [String]
  /// The values of the default signal, where they were worked out already.
  let defaultValues: SignalExpression.Result?
  /// The datasets that hold the values of signals, as paths below the entry, by the signals' positions.
  private(set) var signalPaths: [Int: String] = [:]
  private(set) var findings: [Finding] = []

  init(
    measurement: Measurement, layout: ChannelLayout, entry: Group, reserved: [String] = [],
    defaultValues: SignalExpression.Result? = nil
  ) {
    self.measurement = measurement
    self.layout = layout
    self.entry = entry
    self.reserved = reserved
    self.defaultValues = defaultValues
  }

  /// Writes the channels of every group, then what links them: axes, uncertainties, and an NXsubentry for each
  /// signal after the first.
  mutating func write() throws(FormatError) {
    var targets: [Group] = []
    for group in layout.groups { targets.append(try writeChannels(of: group)) }
    for (number, (group, target)) in zip(layout.groups, targets).enumerated() {
      try writePlot(of: group, into: target, signal: number == 0 ? measurement.signals.first : nil)
    }
    try linkUncertainties()
    var names = NameAllocator(reserving: EntryNames.reserved + layout.groups.map(\.name))
    for (index, signal) in measurement.signals.enumerated() where index > 0 || layout.groups.isEmpty {
      try writeSubentry(signal, index: index, named: names.claim(signal.name))
    }
  }

  private func writeChannels(of group: ChannelLayout.Group) throws(FormatError) -> Group {
    let target = try writing { () throws(HDF5Error) in
      try entry.createGroup(group.name, class: group.isNumeric ? "NXdata" : "NXcollection")
    }
    for field in group.fields { try NativeChannel.write(field, into: target) }
    return target
  }

  private mutating func writePlot(
    of group: ChannelLayout.Group, into target: Group, signal: Signal?
  ) throws(FormatError) {
    var names = NameAllocator(reserving: group.fields.map(\.name) + reserved)
    var plotted = plottedField(of: group)
    if let signal {
      if let stored = signal.storedChannel, let field = group.fields.first(where: { $0.channel.name == stored }) {
        plotted = field.name
      } else if let name = try writeValues(of: signal, into: target, &names, dimensions: group.dimensions) {
        plotted = name
      }
      if let plotted { signalPaths[0] = "\(group.name)/\(plotted)" }
      try writing { () throws(HDF5Error) in try NativeSignal.write(signal, index: 0, to: target.attributes) }
    }
    guard group.isNumeric else { return }
    try writing { () throws(HDF5Error) in
      try writeAxes(of: group, into: target, &names)
      guard let plotted else { return }
      try target.attributes.write("signal", text: plotted)
      let axes = ownAxes(of: group)
      let others = group.fields.filter { $0.name != plotted && isPlottable($0) && !axes.contains($0.name) }.map(\.name)
      if !others.isEmpty { try target.attributes.write("auxiliary_signals", TypedArray(others)) }
    }
  }

  /// A further signal: an NXsubentry whose NXdata links to what the entry holds.
  private mutating func writeSubentry(_ signal: Signal, index: Int, named name: String) throws(FormatError) {
    let data = try writing { () throws(HDF5Error) in
      let subentry = try entry.createGroup(name)
      try subentry.attributes.write("NX_class", text: "NXsubentry")
      try subentry.attributes.write("default", text: EntryNames.data)
      let data = try subentry.createGroup(EntryNames.data)
      try data.attributes.write("NX_class", text: "NXdata")
      try NativeSignal.write(signal, index: index, to: data.attributes)
      return data
    }
    guard let dimensions = signal.dimensions(in: measurement),
      let group = layout.groups.first(where: { $0.dimensions == dimensions })
    else { return }
    var names = NameAllocator()
    var plotted: String?
    if let stored = signal.storedChannel, let path = layout.path(ofChannel: stored) {
      plotted = names.claim(stored)
      let link = plotted ?? stored
      try writing { () throws(HDF5Error) in try data.createHardLink(link, to: entry.path + "/" + path) }
    } else {
      plotted = try writeValues(of: signal, into: data, &names, dimensions: dimensions)
    }
    try writing { () throws(HDF5Error) in
      guard let plotted else { return }
      try data.attributes.write("signal", text: plotted)
      try writeAxes(of: group, into: data, &names, isHome: false)
    }
  }
}

// MARK: - Parts

extension PlotWriter {
  /// Links the axes into the group and says which dimension each belongs to.
  private func writeAxes(
    of group: ChannelLayout.Group, into target: Group, _ names: inout NameAllocator, isHome: Bool = true
  ) throws(HDF5Error) {
    guard !group.dimensions.isEmpty else { return }
    var axes: [String] = []
    var indices: [(name: String, channel: Channel)] = []
    if isHome {
      let axes = ownAxes(of: group)
      indices = group.fields.filter { $0.channel.role.isCoordinate || axes.contains($0.name) }
        .map { ($0.name, $0.channel) }
    }
    for field in layout.axes(for: group.dimensions, shape: group.shape) {
      guard let field else {
        axes.append(".")
        continue
      }
      if isHome, let own = group.fields.first(where: { $0.index == field.index }) {
        axes.append(own.name)
        continue
      }
      guard let path = layout.path(ofChannel: field.channel.name) else { continue }
      if let linked = indices.first(where: { $0.channel.name == field.channel.name }) {
        axes.append(linked.name)
        continue
      }
      let name = names.claim(field.channel.name)
      try target.createHardLink(name, to: entry.path + "/" + path)
      // Whichever of its names a reader meets first, the dataset says what the channel is called.
      if name != field.channel.name, field.name == field.channel.name {
        let attributes = try target.dataset(name).attributes
        if try !attributes.contains(Native.name) { try attributes.write(Native.name, text: field.channel.name) }
      }
      axes.append(name)
      indices.append((name, field.channel))
    }
    // A group that is itself an axis has nothing to be an axis of.
    if axes.contains(where: { $0 != "." }), axes != [plottedField(of: group)] {
      try target.attributes.write("axes", TypedArray(axes))
    }
    for (name, channel) in indices {
      let positions = channel.dimensions.compactMap { part in
        group.dimensions.firstIndex { $0.name == part.name }.map { Int32($0) }
      }
      guard positions.count == channel.dimensions.count, !positions.isEmpty else { continue }
      try target.attributes.write(name + "_indices", TypedArray(positions))
    }
  }

  /// What a group shows when no signal says so: its first numbers that are no coordinate, else its first numbers.
  private func plottedField(of group: ChannelLayout.Group) -> String? {
    let axes = ownAxes(of: group)
    let numeric = group.fields.filter { $0.channel.values.type.isNumeric }
    return (numeric.first { isPlottable($0) && !axes.contains($0.name) } ?? numeric.first)?.name
  }

  /// The fields of the group that are axes of it.
  private func ownAxes(of group: ChannelLayout.Group) -> Set<String> {
    let axes = layout.axes(for: group.dimensions, shape: group.shape).compactMap { $0?.index }
    return Set(group.fields.filter { axes.contains($0.index) }.map(\.name))
  }

  private func isPlottable(_ field: ChannelLayout.Field) -> Bool {
    field.channel.values.type.isNumeric && !field.channel.role.isCoordinate && field.channel.role != .stddev
  }

  /// Writes the values of a formula for readers that cannot work it out; nil when they cannot be had.
  private mutating func writeValues(
    of signal: Signal, into group: Group, _ names: inout NameAllocator, dimensions: [Dimension]
  ) throws(FormatError) -> String? {
    let known = signal == measurement.signals.first ? defaultValues : nil
    let result = known.map { (values: Values($0.values, shape: $0.shape), dimensions: $0.dimensions) }
    guard let result = result ?? evaluated(signal), result.dimensions == dimensions else { return nil }
    let name = names.claim(signal.name)
    let dataset = try NativeChannel.writeValues(result.values, named: name, into: group)
    try writing { () throws(HDF5Error) in
      try dataset.attributes.write("long_name", text: signal.expression)
      try dataset.attributes.write("derived", text: signal.expression)
    }
    return name
  }

  private mutating func evaluated(_ signal: Signal) -> (values: Values, dimensions: [Dimension])? {
    do throws(ExpressionError) {
      let formula = try SignalExpression(parsing: signal.expression)
      let elements = formula.channelNames.compactMap { measurement.channel(named: $0)?.values.count }.max() ?? 0
      guard elements <= Self.derivedElementLimit else {
        let rows = try FormulaRows(formula, over: measurement)
        return (Values(source: rows), rows.dimensions)
      }
      let result = try formula.evaluate(over: measurement)
      return (Values(result.values, shape: result.shape), result.dimensions)
    } catch {
      findings.append(
        Finding(
          NeXusFinding.signalNotComputed, "signal \"\(signal.name)\": \(error.description)",
          at: .init(path: entry.path)))
      return nil
    }
  }

  static let derivedElementLimit = 1 << 22

  /// NeXus finds the uncertainty of NAME under NAME_errors.
  private func linkUncertainties() throws(FormatError) {
    for group in layout.groups {
      for field in group.fields {
        guard case .channel(let name) = field.channel.uncertainty,
          let errors = group.fields.first(where: { $0.channel.name == name }), errors.name != field.name + "_errors",
          !group.fields.contains(where: { $0.name == field.name + "_errors" })
        else { continue }
        try writing { () throws(HDF5Error) in
          let place = entry.path + "/" + group.name + "/"
          try entry.createHardLink("\(group.name)/\(field.name)_errors", to: place + errors.name)
        }
      }
    }
  }
}
