/// Writes what an application definition asks for: links to the channels, and the fields that it demands.
import Bytes
import DataModel
import HDF5

struct DefinitionWriter {
  let plan: DefinitionPlan
  let layout: ChannelLayout
  /// The NXentry that holds the channels.
  let entry: Group
  /// The datasets of the signals' values, as paths below the entry, by the signals' positions.
  let signalPaths: [Int: String]
  /// The values of the default signal, for where no NXdata shows them.
  let defaultValues: SignalExpression.Result?

  /// Fills the entry itself. Returns the names of fields of the entry that are not in the model.
  func write() throws(HDF5Error) -> [String] {
    var derived: [String] = []
    for field in plan.fields {
      if field.place.groups.isEmpty, try !entry.contains(field.place.field) { derived.append(field.place.field) }
      try write(field, into: entry, isOriginal: true)
    }
    try describeDefinition(in: entry)
    if plan.fields.contains(where: { $0.place.groups.first?.name == ReferenceSpectrum.name }) {
      try describeDefinition(in: try entry.group(ReferenceSpectrum.name))
    }
    for group in layout.groups where group.isNumeric {
      let data = try entry.group(group.name)
      for field in plan.plotFields { try write(field, into: data, isOriginal: false) }
    }
    return derived
  }

  /// Fills an NXsubentry beside the channels, for readers of another definition.
  func writeSubentry(named name: String) throws(HDF5Error) {
    let subentry = try entry.createGroup(name, class: "NXsubentry")
    try subentry.attributes.write("default", text: EntryNames.data)
    try subentry.attributes.write(Native.part, text: Native.Part.definition.rawValue)
    for field in plan.fields { try write(field, into: subentry, isOriginal: false) }
    try describeDefinition(in: subentry)
    let data = try subentry.createGroup(EntryNames.data, class: "NXdata")
    for field in plan.plotFields { try write(field, into: data, isOriginal: false) }
    guard let plotted = plan.plotFields.first(where: { $0.place.field != "energy" && $0.content.isNumeric }) else {
      return
    }
    try data.attributes.write("signal", text: plotted.place.field)
    try data.attributes.write("axes", TypedArray(["energy"]))
    try data.attributes.write("energy_indices", TypedArray([Int32(0)]))
  }

  private func describeDefinition(in group: Group) throws(HDF5Error) {
    guard try group.contains("definition") else { return }
    let attributes = try group.dataset("definition").attributes
    guard try !attributes.contains("version") else { return }
    try attributes.write("version", text: plan.family.maker.version)
    try attributes.write("URL", text: plan.family.maker.url)
  }

  private func write(_ field: PlannedField, into root: Group, isOriginal: Bool) throws(HDF5Error) {
    var group = root
    for step in field.place.groups {
      group =
        try group.contains(step.name)
        ? try group.group(step.name) : try group.createGroup(step.name, class: step.nxClass)
    }
    let name = field.place.field
    guard try !group.contains(name) else { return }
    switch field.content {
    case .text(let text) where Self.dateTimes.contains(name): try group.createDataset(name, dateTime: text)
    case .text(let text): try group.createDataset(name, text: text)
    case .boolean(let flag): try group.createDataset(name, boolean: flag)
    case .integers(let numbers): try group.createDataset(name, TypedArray(numbers))
    case .number(let number, let unit):
      let dataset = try group.createDataset(name, number: number)
      if let unit { try dataset.attributes.write("units", text: unit) }
    case .numbers(let numbers, let shape, let unit, let source):
      try write(numbers, shape: shape, unit: unit, from: source, to: name, in: group)
    case .channel(let channel):
      guard let path = layout.path(ofChannel: channel) else { return }
      try link(name, in: group, to: path, channel: channel, isOriginal: isOriginal)
    case .signal(let index):
      guard let path = signalPaths[index] else {
        guard let values = defaultValues else { return }
        return try write(
          values.values, shape: values.shape, unit: "", from: "the default signal", to: name, in: group)
      }
      try link(name, in: group, to: path, channel: nil, isOriginal: isOriginal)
    case .group(let nexusClass): try group.createGroup(name, class: nexusClass)
    }
  }

  private static let dateTimes: Set<String> = ["start_time", "date"]

  /// One copy for the entry: what asks for the same array again gets a link to it.
  private func write(
    _ numbers: [Double], shape: [Int], unit: String?, from source: String, to name: String, in group: Group
  ) throws(HDF5Error) {
    if group.path != entry.path, let first = try existing(name, source) {
      return try group.createHardLink(name, to: first)
    }
    let dataset = try group.createDataset(name, TypedArray(numbers, shape: shape))
    if let unit { try dataset.attributes.write("units", text: unit) }
    if !source.isEmpty { try dataset.attributes.write("derived", text: source) }
  }

  private func existing(_ name: String, _ source: String) throws(HDF5Error) -> String? {
    guard try entry.contains(name), case .dataset(let dataset) = try entry.open(name),
      try dataset.attributes.text("derived") == source
    else { return nil }
    return entry.path + "/" + name
  }

  /// A second name for a dataset. Where the definition wants the data counts as the original place in NeXus.
  private func link(
    _ name: String, in group: Group, to path: String, channel: String?, isOriginal: Bool
  ) throws(HDF5Error) {
    try group.createHardLink(name, to: entry.path + "/" + path)
    let attributes = try group.dataset(name).attributes
    // Readers of the model must not take the new name for the channel's.
    if let channel, channel != name, try !attributes.contains(Native.name) {
      try attributes.write(Native.name, text: channel)
    }
    if isOriginal, try !attributes.contains("target") {
      try attributes.write("target", text: group.path + "/" + name)
    }
  }
}

extension PlannedField.Content {
  var isNumeric: Bool {
    switch self {
    case .numbers, .channel, .signal: true
    default: false
    }
  }
}

extension Group {
  /// A new group of a NeXus class.
  @discardableResult
  func createGroup(_ name: String, class nexusClass: String) throws(HDF5Error) -> Group {
    let group = try createGroup(name)
    try group.attributes.write("NX_class", text: nexusClass)
    return group
  }

  /// A date and time, as text of variable length: some validators take no other.
  func createDataset(_ name: String, dateTime: String) throws(HDF5Error) {
    guard !dateTime.utf8.contains(0) else {
      try createDataset(name, text: dateTime)
      return
    }
    let dataset = try createDataset(name, type: .text, shape: [])
    try dataset.write(TypedArray(scalar: dateTime))
  }
}
