import Bytes
import DataModel

/// Taking over what an edited metadata document changes.
struct MetadataEdit {
  let metadata: MetadataDocument
  let coversFile: Bool
  let time: String?
  private(set) var findings: [Finding]

  init(metadata: MetadataDocument, coversFile: Bool, time: String?) {
    self.metadata = metadata
    self.coversFile = coversFile
    self.time = time
    findings = metadata.findings
  }

  mutating func apply(to original: Document) throws(BlockError) -> Document {
    var result = original
    let pairs = MeasurementPairs(original.measurements, metadata.document.measurements)
    for index in pairs.unmatched {
      let name = metadata.document.measurements[index].displayName
      note(MetaXMLFinding.measurement, "measurement \"\(name)\" of the metadata is not in the data", "/\(index + 1)")
    }
    let isWhole =
      coversFile && original.measurements.count == metadata.document.measurements.count && pairs.unmatched.isEmpty
    if isWhole {
      result.metadata = metadata.document.metadata
    } else if original.metadata != metadata.document.metadata {
      note(MetaXMLFinding.file, "metadata of the file were left as they are", "/metadata")
    }
    let fileChanges = try Document(origin: original.origin, metadata: original.metadata)
      .differences(to: Document(origin: original.origin, metadata: result.metadata))
    var count = 0
    for (index, twin) in pairs.matched {
      let data = original.measurements[index]
      let place = "/\(index + 1)"
      guard try belongs(metadata.document.measurements[twin], to: data, place) else { continue }
      var edited = merged(data, metadata.document.measurements[twin], place)
      let changes = try changes(from: data, to: edited) + fileChanges.map { Self.renamed($0, "document") }
      findings += MetaXMLViews.findings(for: metadata.views[twin], in: edited, editedFrom: data)
      if !changes.isEmpty { edited.steps.append(step(changes)) }
      count += changes.count
      result.measurements[index] = edited
    }
    if count > 0 {
      findings.append(
        Finding(MetaXMLFinding.applied, "\(count) \(count == 1 ? "change" : "changes") applied; see the last step"))
    }
    return result
  }

  mutating func note(_ code: FindingCode, _ message: String, _ path: String, _ expected: String? = nil) {
    findings.append(Finding(code, message, at: Finding.Location(path: path), expected: expected))
  }

  // MARK: Whether they belong together

  private mutating func belongs(
    _ twin: Measurement, to data: Measurement, _ place: String
  ) throws(BlockError) -> Bool {
    var fits = true
    let known = data.channelsByName
    for channel in twin.channels {
      guard let own = known[channel.name] else {
        note(
          MetaXMLFinding.channel, "channel \"\(channel.name)\" of the metadata is not in the data",
          "\(place)/channels/\(channel.name)")
        continue
      }
      let hasForm = own.values.type == channel.values.type && own.values.shape == channel.values.shape
      if hasForm, try own.values.checksum() == channel.values.record?.sha256 { continue }
      fits = false
      findings.append(
        Finding(
          MetaXMLFinding.arrays, "the metadata were not written from this array",
          at: Finding.Location(path: "\(place)/channels/\(channel.name)"),
          expected: Self.describe(channel.values, channel.values.record?.sha256),
          found: Self.describe(own.values, try own.values.checksum())))
    }
    let described = Set(twin.channels.map(\.name))
    for channel in data.channels where !described.contains(channel.name) {
      note(
        MetaXMLFinding.channel, "the metadata say nothing of channel \"\(channel.name)\", which stays as it is",
        "\(place)/channels/\(channel.name)")
    }
    return fits
  }

  private static func describe(_ values: Values, _ checksum: String?) -> String {
    "\(values.type.rawValue) \(values.shape), SHA-256 \(checksum ?? "not given")"
  }

  // MARK: Records

  /// What differs, without reading a value: both have the same arrays.
  private func changes(from old: Measurement, to new: Measurement) throws(BlockError) -> [Difference] {
    func bare(_ measurement: Measurement) -> Document {
      var measurement = measurement
      for index in measurement.channels.indices { measurement.channels[index].values = Values([Double]()) }
      return Document(origin: metadata.document.origin, measurements: [measurement])
    }
    return try bare(old).differences(to: bare(new)).map { Self.renamed($0, nil) }
  }

  /// `/1/title` is `title` in a measurement; `/metadata/x` of a document is `document/metadata/x`.
  private static func renamed(_ difference: Difference, _ prefix: String?) -> Difference {
    var difference = difference
    if let prefix {
      difference.path = prefix + difference.path
    } else {
      difference.path = String(difference.path.dropFirst("/1/".count))
    }
    return difference
  }

  private func step(_ changes: [Difference]) -> Step {
    let origin = metadata.document.origin
    var parameters = origin.sha256.map { [StepParameter("sha256", .text($0))] } ?? []
    for change in changes {
      parameters.append(StepParameter("old " + change.path, change.a.map { .text($0) } ?? .missing))
      parameters.append(StepParameter("new " + change.path, change.b.map { .text($0) } ?? .missing))
    }
    return Step(
      operation: "edit metadata", program: "edgewise", version: EdgewiseVersion.string, time: time,
      parameters: parameters, inputs: [origin.name])
  }
}
