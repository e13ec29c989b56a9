/// One file of the report `edgewise.inspect/1`.
import Bytes
import DataModel

/// Writes what was read from a file as a JSON object, piece by piece into a sink.
struct InspectJSON {
  let file: String
  /// Whether the channels' values are written too.
  let includesValues: Bool
  /// What was found while values were read.
  private(set) var findings: [Finding] = []
  private var json = JSONWriter()

  /// A report on the file of this name.
  init(file: String, includesValues: Bool) {
    self.file = file
    self.includesValues = includesValues
  }

  /// A file that was read.
  mutating func write(_ document: Document, to sink: inout ReportSink) -> [Finding] {
    json.beginObject()
    json.member("file", file)
    json.member("format", document.origin.format)
    optional("size", document.origin.size)
    optional("sha256", document.origin.sha256)
    write(document.metadata)
    json.key("measurements")
    json.beginArray()
    for measurement in document.measurements { write(measurement, &sink) }
    json.endArray()
    FindingReport.write(document.findings + findings, to: &json)
    json.endObject()
    sink.write(json.takeBytes())
    return findings
  }

  /// A file that could not be read: why.
  static func unread(file: String, findings: [Finding]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("file", file)
      json.key("format")
      json.null()
      for key in ["metadata", "measurements"] {
        json.key(key)
        json.array { _ in }
      }
      FindingReport.write(findings, to: &json)
    }
    return json.finish()
  }

  // MARK: Measurements

  private mutating func write(_ measurement: Measurement, _ sink: inout ReportSink) {
    json.beginObject()
    json.member("selector", measurement.selector)
    orNull("title", measurement.title)
    orNull("technique", measurement.technique)
    orNull("start_time", measurement.startTime)
    orNull("end_time", measurement.endTime)
    array("signals", measurement.signals) { $0.write($1) }
    json.key("channels")
    json.beginArray()
    for channel in measurement.channels {
      write(channel, in: measurement, &sink)
      sink.write(json.takeBytes())
    }
    json.endArray()
    write(measurement.metadata)
    array("steps", measurement.steps) { $0.write($1) }
    array("references", measurement.references) { $0.write($1) }
    if !measurement.origins.isEmpty { array("origins", measurement.origins) { $0.write($1) } }
    json.endObject()
  }

  private mutating func write(_ signal: Signal) {
    json.beginObject()
    json.member("name", signal.name)
    json.member("expression", signal.expression)
    orNull("mode", signal.mode?.rawValue)
    orNull("element", signal.element)
    orNull("edge", signal.edge)
    if let window = signal.emissionWindow {
      json.key("emission_window")
      json.beginObject()
      json.member("low", window.low)
      json.member("high", window.high)
      json.member("unit", window.unit)
      optional("line", window.line)
      json.endObject()
    }
    json.endObject()
  }

  private mutating func write(_ step: Step) {
    json.beginObject()
    json.member("operation", step.operation)
    orNull("program", step.program)
    orNull("version", step.version)
    orNull("time", step.time)
    array("parameters", step.parameters) { report, parameter in
      report.json.beginObject()
      report.json.member("name", parameter.name)
      report.write("value", parameter.value)
      report.optional("unit", parameter.unit)
      if let error = parameter.standardError { report.json.member("stderr", error) }
      report.json.endObject()
    }
    array("inputs", step.inputs) { $0.json.value($1) }
    array("outputs", step.outputs) { $0.json.value($1) }
    json.endObject()
  }

  private mutating func write(_ reference: Reference) {
    json.beginObject()
    json.member("relation", reference.relation.rawValue)
    optional("file", reference.target.file)
    optional("sha256", reference.target.sha256)
    optional("selector", reference.target.selector)
    optional("channel", reference.target.channel)
    if let offset = reference.clockOffset { json.member("clock_offset", offset) }
    json.endObject()
  }

  private mutating func write(_ origin: Origin) {
    json.beginObject()
    json.member("name", origin.name)
    json.member("format", origin.format)
    json.member("reader_version", origin.readerVersion)
    optional("sha256", origin.sha256)
    optional("size", origin.size)
    json.endObject()
  }

  // MARK: Channels

  private mutating func write(
    _ channel: Channel, in measurement: Measurement, _ sink: inout ReportSink
  ) {
    json.beginObject()
    json.member("name", channel.name)
    json.member("role", channel.role.rawValue)
    optional("qualifier", channel.qualifier)
    orNull("unit", channel.unit)
    array("dimensions", channel.dimensions) { $0.json.value($1.description) }
    array("shape", channel.values.shape) { $0.json.value($1) }
    json.member("type", channel.values.type.rawValue)
    optional("sha256", channel.values.record?.sha256)
    var summary: ChannelSummary?
    do throws(InspectRefusal) {
      if channel.values.areHere { summary = try InspectFinding.summary(of: channel, in: measurement) }
    } catch {
      report(error.finding)
    }
    write(summary)
    switch channel.uncertainty {
    case .none: break
    case .channel(let name): json.member("uncertainty", name)
    case .poisson: json.member("uncertainty", "poisson")
    }
    optional("mask", channel.mask)
    if !channel.metadata.isEmpty { write(channel.metadata) }
    if includesValues {
      json.key("values")
      if summary == nil { json.null() } else { writeValues(channel, in: measurement, &sink) }
    }
    json.endObject()
  }

  private mutating func write(_ summary: ChannelSummary?) {
    json.key("first")
    write(element: summary?.firstElement)
    json.key("last")
    write(element: summary?.lastElement)
    for (key, value, exact) in [
      ("min", summary?.minimum, summary?.integers?.minimum), ("max", summary?.maximum, summary?.integers?.maximum),
      ("sum", summary?.sum, summary?.integers?.sum),
    ] {
      json.key(key)
      if let exact { json.value(exact) } else if let value { json.value(value) } else { json.null() }
    }
    json.key("nonfinite")
    if let summary { json.value(summary.nonfinite) } else { json.null() }
  }

  private mutating func write(element: TypedArray?) {
    guard let element else { return json.null() }
    ValuesWriter.write(element, to: &json)
  }

  private mutating func writeValues(
    _ channel: Channel, in measurement: Measurement, _ sink: inout ReportSink
  ) {
    var writer = ValuesWriter(shape: channel.values.shape)
    writer.begin(&json)
    do throws(BlockError) {
      for slab in channel.values.slabs() {
        writer.append(try channel.values.read(slab), to: &json)
        sink.write(json.takeBytes())
      }
    } catch {
      // Read once already for the summary: the file changed under our hands. The rows end here.
      writer.end(&json)
      report(InspectFinding.values(of: channel, in: measurement, error))
    }
  }

  private mutating func report(_ finding: Finding) {
    var finding = finding
    finding.location.file = file
    findings.append(finding)
  }

  // MARK: Metadata

  private mutating func write(_ metadata: Metadata) {
    json.key("metadata")
    json.beginArray()
    for (key, node) in metadata.entries {
      json.beginObject()
      json.member("key", key)
      write("value", node.value ?? .missing)
      optional("unit", node.unit)
      if !node.attributes.isEmpty {
        array("attributes", node.attributes) { report, attribute in
          report.json.beginObject()
          report.json.member("name", attribute.name)
          report.write("value", attribute.value)
          report.json.endObject()
        }
      }
      json.endObject()
    }
    json.endArray()
  }

  private mutating func write(_ key: String, _ value: MetadataValue) {
    json.key(key)
    switch value {
    case .missing: json.null()
    case .text(let text): json.value(text)
    case .array(let array):
      // One number in a list of one is a number: HDF5 writers use both forms for the same thing.
      ValuesWriter.write(array.count == 1 ? array.reshaped([]) ?? array : array, to: &json)
    }
  }

  // MARK: Members

  private mutating func array<Element>(
    _ key: String, _ elements: [Element], _ write: (inout InspectJSON, Element) -> Void
  ) {
    json.key(key)
    json.beginArray()
    for element in elements { write(&self, element) }
    json.endArray()
  }

  private mutating func orNull(_ key: String, _ text: String?) {
    json.key(key)
    if let text { json.value(text) } else { json.null() }
  }

  private mutating func optional(_ key: String, _ text: String?) {
    if let text { json.member(key, text) }
  }

  private mutating func optional(_ key: String, _ number: Int?) {
    if let number { json.member(key, number) }
  }
}
