import Bytes
import DataModel
import HDF5

/// Reads an NXentry by NeXus's own rules: arrays become channels, everything else the metadata tree.
struct ForeignEntryReader {
  let entryPath: String
  /// The place of the measurement in its document, from 1.
  let number: Int
  private(set) var findings: [Finding] = []

  init(entryPath: String, number: Int) {
    self.entryPath = entryPath
    self.number = number
  }

  /// `isPlain` for a file without any NXentry, whose arrays say what they are by NXdata or not at all.
  mutating func read(_ entry: EntryObject, isPlain: Bool = false) -> Measurement {
    let plan = ChannelPlan(entry: entry)
    var dimensions = DimensionNamer()
    dimensions.prefer(plan.scanLength.map { [$0] } ?? [])
    dimensions.prefer(plan.defaultSignalShape)
    var channels = plan.candidates.compactMap { channel(for: $0, in: plan, naming: &dimensions) }
    var tree = MetadataTree(entry: entry, channelPaths: Set(plan.candidates.map(\.object.path)), entryPath: entryPath)
    let metadata = tree.read()
    findings += tree.findings + plan.findings(at: entryPath)
    let family = ForeignFamily(metadata)
    for index in channels.indices { family.complete(&channels[index]) }
    findings += ScanLayout.completeEnergies(&channels, metadata: metadata, number: number)
    if isPlain, plan.plots.isEmpty, let note = PlainTables.note(channels, at: entryPath) { findings.append(note) }
    var measurement = Measurement(
      selector: entryPath, title: ScanLayout.title(metadata), startTime: metadata.stated("start_time"),
      endTime: metadata.stated("end_time"), channels: channels, metadata: metadata)
    measurement.signals = ForeignSignals(plan: plan, family: family, channels: channels).signals()
    return measurement
  }

  private mutating func channel(
    for candidate: ChannelPlan.Candidate, in plan: ChannelPlan, naming: inout DimensionNamer
  ) -> Channel? {
    guard case .dataset(let dataset) = candidate.object.content else { return nil }
    do throws(HDF5Error) {
      var metadata = Metadata([MetadataNode("path", .text(candidate.object.path))])
      metadata.nodes += plan.aliases(of: candidate.object.path).map { MetadataNode("alias", .text($0)) }
      metadata.nodes += candidate.object.attributes.filter { $0.name != "units" }
        .map { MetadataNode("@" + $0.name, $0.value) }
      return Channel(
        name: candidate.name, role: candidate.role, qualifier: candidate.qualifier,
        unit: candidate.object.attribute("units")?.text,
        dimensions: naming.dimensions(for: dataset.shape), values: try Self.values(of: dataset),
        uncertainty: plan.uncertainty(of: candidate), metadata: metadata)
    } catch {
      findings.append(
        Finding(
          NeXusFinding.unreadableObject, error.message,
          at: .init(path: EntryPath.join(entryPath, candidate.object.path))))
      return nil
    }
  }

  /// Small arrays are read at once, so that a file that cannot give them is found out now; large ones stay in the file.
  static func values(of dataset: Dataset) throws(HDF5Error) -> Values {
    let blocks = try dataset.blocks()
    let bytes = TypedArray.byteCount(ofShape: dataset.shape, type: blocks.type) ?? Int.max
    guard bytes <= Self.eagerByteLimit else { return Values(source: blocks) }
    return Values(try dataset.read(byteLimit: Self.eagerByteLimit))
  }

  private static let eagerByteLimit = 4 << 20
}

extension Metadata {
  /// The text under a key; nil where the writer left it empty.
  fileprivate func stated(_ key: String) -> String? {
    text(key).flatMap { $0.trimmingBlanks().isEmpty ? nil : $0 }
  }
}

/// Names for the dimensions of arrays that have only lengths: equal lengths share a name.
struct DimensionNamer {
  private var names: [Int: String] = [:]
  private var count = 0

  /// Gives the lengths of the default signal their names first.
  mutating func prefer(_ shape: [Int]) {
    _ = dimensions(for: shape.reversed())
  }

  mutating func dimensions(for shape: [Int]) -> [Dimension] {
    var used: Set<String> = []
    return shape.map { length in
      var name = self.name(forLength: length)
      var copy = 2
      while !used.insert(name).inserted {
        name = "\(self.name(forLength: length))_axis_\(copy)"
        copy += 1
      }
      return Dimension(name)
    }
  }

  private mutating func name(forLength length: Int) -> String {
    if let name = names[length] { return name }
    count += 1
    let name = count == 1 ? Dimension.point.name : "\(Dimension.point.name)_\(count)"
    names[length] = name
    return name
  }
}
