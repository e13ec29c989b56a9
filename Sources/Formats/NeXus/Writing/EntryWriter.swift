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
    let plan = definitionPlan()
    let reserved = plan.map { NXxasPlan.reservedFields + ($0.energy.name == "energy" ? [] : ["energy"]) } ?? []
    let layout = ChannelLayout(of: measurement, reserved: reserved)
    try writing { () throws(HDF5Error) in try writeHead(plan, hasData: !layout.groups.isEmpty) }
    var plots = PlotWriter(measurement: measurement, layout: layout, entry: entry)
    try plots.write()
    findings += plots.findings
    try writing { () throws(HDF5Error) in
      try NativeMetadata.write(measurement.metadata, as: EntryNames.metadata, part: .metadata, into: entry)
      try NativeMetadata.writePerChannel(measurement.channels, into: entry)
      if let documentMetadata {
        try NativeMetadata.write(
          documentMetadata, as: EntryNames.documentMetadata, part: .documentMetadata, into: entry)
      }
      try CrosswalkWriter(measurement: measurement, entry: entry).write()
      if let plan { try NXxasWriter(plan: plan, layout: layout, entry: entry).write() }
      try writeProvenance(layout)
    }
  }

  private func writeHead(_ plan: NXxasPlan?, hasData: Bool) throws(HDF5Error) {
    try entry.attributes.write("NX_class", text: "NXentry")
    if hasData { try entry.attributes.write("default", text: EntryNames.data) }
    try entry.attributes.write(Native.model, number: Int32(Native.modelVersion))
    var derived: [String] = []
    if let title = measurement.title ?? plan?.title {
      try entry.createDataset("title", text: title)
      if measurement.title == nil { derived.append("title") }
    }
    if let time = measurement.startTime { try entry.createDataset("start_time", text: time) }
    if let time = measurement.endTime { try entry.createDataset("end_time", text: time) }
    if !derived.isEmpty { try entry.attributes.write(Native.derived, TypedArray(derived)) }
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

  /// NXxas when it was asked for or can be filled; what is missing or assumed becomes findings.
  private mutating func definitionPlan() -> NXxasPlan? {
    guard options.definition == nil || options.definition == "NXxas", options.definition != "none" else { return nil }
    guard options.definition != nil || measurement.technique == "XAS" else { return nil }
    let place = Finding.Location(path: entry.path)
    let source = origin.name.isEmpty ? measurement.origins.last?.name ?? "" : origin.name
    switch NXxasPlan.make(for: measurement, fileName: source) {
    case .complete(let plan):
      findings += plan.assumptions.map { assumption in
        Finding(
          NeXusFinding.assumed, "\(assumption.path) = \"\(assumption.value)\": \(assumption.reason)",
          at: .init(path: entry.path + "/" + assumption.path))
      }
      return plan
    case .incomplete(let missing):
      let code = options.definition == nil ? NeXusFinding.definitionIncomplete : NeXusFinding.definitionRefused
      findings.append(
        Finding(code, "NXxas was not claimed; missing: " + missing.joined(separator: "; "), at: place))
      return nil
    }
  }
}
