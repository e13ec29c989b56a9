import Bytes
import DataModel
import HDF5

/// Writes one measurement as an NXentry.
struct EntryWriter {
  let measurement: Measurement
  let entry: Group
  let origin: Origin
  let options: WritingOptions
  private(set) var findings: [Finding] = []

  init(measurement: Measurement, entry: Group, origin: Origin, options: WritingOptions) {
    self.measurement = measurement
    self.entry = entry
    self.origin = origin
    self.options = options
  }

  mutating func write(documentMetadata: Metadata?) throws(FormatError) {
    let choice = DefinitionChoice(
      measurement, asked: options.definition, entryPath: entry.path,
      fileName: origin.name.isEmpty ? measurement.origins.last?.name ?? "" : origin.name, time: options.time)
    findings += choice.findings
    let plan = choice.entry
    let reserved = plan?.reservedNames(in: measurement) ?? []
    let layout = ChannelLayout(of: measurement, reserved: reserved)
    try writing { () throws(HDF5Error) in try writeHead(hasData: !layout.groups.isEmpty) }
    var plots = PlotWriter(
      measurement: measurement, layout: layout, entry: entry, reserved: reserved, defaultValues: choice.values)
    try plots.write()
    findings += plots.findings
    try writing { () throws(HDF5Error) in
      try NativeMetadata.write(measurement.metadata, as: EntryNames.metadata, part: .metadata, into: entry)
      try NativeMetadata.writePerChannel(measurement.channels, into: entry)
      if let documentMetadata {
        try NativeMetadata.write(
          documentMetadata, as: EntryNames.documentMetadata, part: .documentMetadata, into: entry)
      }
      try CrosswalkWriter(measurement: measurement, entry: entry, plan: plan).write()
      try write(choice, layout, plots.signalPaths)
      try writeProvenance(layout)
    }
  }

  private func write(
    _ choice: DefinitionChoice, _ layout: ChannelLayout, _ signalPaths: [Int: String]
  ) throws(HDF5Error) {
    func writer(_ plan: DefinitionPlan) -> DefinitionWriter {
      DefinitionWriter(
        plan: plan, layout: layout, entry: entry, signalPaths: signalPaths, defaultValues: choice.values)
    }
    if let plan = choice.entry {
      let derived = try writer(plan).write()
      if !derived.isEmpty { try entry.attributes.write(Native.derived, TypedArray(derived)) }
    }
    if let plan = choice.subentry {
      try writer(plan).writeSubentry(named: DefinitionChoice.subentryName)
    }
  }

  private func writeHead(hasData: Bool) throws(HDF5Error) {
    try entry.attributes.write("NX_class", text: "NXentry")
    if hasData { try entry.attributes.write("default", text: EntryNames.data) }
    try entry.attributes.write(Native.model, number: Int32(Native.modelVersion))
    if let title = measurement.title { try entry.createDataset("title", text: title) }
    if let time = measurement.startTime { try entry.createDataset("start_time", dateTime: time) }
    if let time = measurement.endTime { try entry.createDataset("end_time", dateTime: time) }
  }

  private func writeProvenance(_ layout: ChannelLayout) throws(HDF5Error) {
    var names = NameAllocator(
      reserving: EntryNames.reserved + layout.groups.map(\.name) + measurement.signals.map(\.name))
    for (index, step) in measurement.steps.enumerated() {
      try NativeStep.write(step, index: index, into: entry, named: names.claim("process_\(index + 1)"))
    }
    for (index, reference) in measurement.references.enumerated() {
      try NativeReference.write(reference, into: entry, named: names.claim("reference_\(index + 1)"))
    }
    // A document put together from several files has no origin of its own: each measurement brings its file.
    let own = origin.name.isEmpty ? [] : [origin]
    try NativeOrigin.write(measurement.origins + own, time: options.time, into: entry)
  }
}
