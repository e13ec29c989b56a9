import Bytes
import DataModel
import HDF5

/// Reads an entry that Edgewise wrote, part by part.
struct NativeEntryReader {
  private let entry: Group
  private(set) var findings: [Finding] = []
  private var documentNodes: [MetadataNode] = []

  init(entry: Group) { self.entry = entry }

  /// The document's own metadata, which the first entry keeps.
  func documentMetadata() throws(HDF5Error) -> Metadata { Metadata(documentNodes) }

  mutating func read() throws(HDF5Error) -> Measurement {
    var measurement = Measurement(selector: entry.path)
    let derived = Set(try entry.attributes.readIfPresent(Native.derived)?.value?.strings ?? [])
    measurement.title = derived.contains("title") ? nil : try text("title")
    measurement.startTime = derived.contains("start_time") ? nil : try text("start_time")
    measurement.endTime = try text("end_time")
    var channels: [(index: Int, channel: Channel)] = []
    var signals: [(index: Int, signal: Signal)] = []
    var channelMetadata: [Int: Metadata] = [:]
    for link in try entry.links() {
      guard case .hard = link.kind, case .group(let group) = try entry.open(link) else { continue }
      switch Native.Part(rawValue: try group.attributes.text(Native.part) ?? "") {
      case .metadata: measurement.metadata = try NativeMetadata.read(group)
      case .documentMetadata: documentNodes += try NativeMetadata.read(group).nodes
      case .channelMetadata: channelMetadata = try NativeMetadata.readPerChannel(group)
      case .step: measurement.steps.append(try NativeStep.read(group))
      case .origin: measurement.origins += try NativeOrigin.read(group)
      case .reference: measurement.references.append(try NativeReference.read(group))
      case .definition: continue
      case nil: try readPlot(group, &channels, &signals)
      }
    }
    measurement.channels = channels.sorted { $0.index < $1.index }.map { index, channel in
      var channel = channel
      channel.metadata = channelMetadata[index] ?? Metadata()
      return channel
    }
    measurement.signals = signals.sorted { $0.index < $1.index }.map(\.signal)
    return measurement
  }

  private func text(_ name: String) throws(HDF5Error) -> String? {
    guard try entry.contains(name) else { return nil }
    return try entry.dataset(name).read(byteLimit: 1 << 20).singleText
  }

  /// NXdata with channels and the default signal, or the NXsubentry of a further signal.
  private mutating func readPlot(
    _ group: Group, _ channels: inout [(index: Int, channel: Channel)], _ signals: inout [(index: Int, signal: Signal)]
  ) throws(HDF5Error) {
    let nexusClass = try group.attributes.text("NX_class")
    if nexusClass == "NXsubentry" {
      if try group.contains(EntryNames.data), let signal = try NativeSignal.read(try group.group(EntryNames.data)) {
        signals.append(signal)
      }
      return
    }
    guard nexusClass == "NXdata" || nexusClass == "NXcollection" else { return }
    if let signal = try NativeSignal.read(group) { signals.append(signal) }
    for link in try group.links() {
      guard case .hard = link.kind, case .dataset(let dataset) = try group.open(link),
        let found = try NativeChannel.read(dataset, linkName: link.name),
        !channels.contains(where: { $0.index == found.index })
      else { continue }
      channels.append(found)
    }
  }
}
