import Bytes
import DataModel
import HDF5

/// Writes what NXxas asks for beside the channels: links to them, and the fields that it demands.
struct NXxasWriter {
  let plan: NXxasPlan
  let layout: ChannelLayout
  let entry: Group

  func write() throws(HDF5Error) {
    try entry.createDataset("definition", text: "NXxas")
    let instrument = try group(EntryNames.instrument, "NXinstrument", in: entry)
    let source = try group("source", "NXsource", in: instrument)
    try field("name", plan.sourceName, in: source)
    try field("type", NXxasPlan.sourceType, in: source)
    try field("probe", NXxasPlan.probe, in: source)
    try link(plan.energy, as: "energy", in: try group("monochromator", "NXmonochromator", in: instrument))
    try link(plan.incomingBeam, as: "data", in: try group("incoming_beam", "NXdetector", in: instrument))
    try link(plan.absorbedBeam, as: "data", in: try group("absorbed_beam", "NXdetector", in: instrument))
    try field("name", plan.sampleName, in: try group(EntryNames.sample, "NXsample", in: entry))
    let monitor = try group(EntryNames.monitor, "NXmonitor", in: entry)
    try field("mode", NXxasPlan.monitorMode, in: monitor)
    try monitor.createDataset("preset", number: Double.nan)
    try link(plan.incomingBeam, as: "data", in: monitor, isOriginal: false)
    try completeData()
  }

  /// The links and the mode that the definition wants in the NXdata.
  private func completeData() throws(HDF5Error) {
    let data = try entry.group(EntryNames.data)
    if try !data.contains("energy") { try link(plan.energy, as: "energy", in: data, isOriginal: false) }
    try link(plan.absorbedBeam, as: "absorbed_beam", in: data, isOriginal: false)
    try field("mode", plan.mode, in: data)
  }

  private func group(_ name: String, _ nexusClass: String, in parent: Group) throws(HDF5Error) -> Group {
    try parent.contains(name) ? try parent.group(name) : try parent.createGroup(name, class: nexusClass)
  }

  private func field(_ name: String, _ text: String, in group: Group) throws(HDF5Error) {
    guard try !group.contains(name) else { return }
    try group.createDataset(name, text: text)
  }

  /// A second name for a channel's dataset. The place under the instrument counts as the original one in NeXus.
  private func link(
    _ channel: Channel, as name: String, in group: Group, isOriginal: Bool = true
  ) throws(HDF5Error) {
    guard let path = layout.path(ofChannel: channel.name), try !group.contains(name) else { return }
    try group.createHardLink(name, to: entry.path + "/" + path)
    guard isOriginal else { return }
    let attributes = try group.dataset(name).attributes
    if try !attributes.contains("target") { try attributes.write("target", text: group.path + "/" + name) }
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
}
