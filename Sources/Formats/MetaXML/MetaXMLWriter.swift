import Bytes
import DataModel

/// Writes a document without its arrays.
struct MetaXMLWriter {
  private var out = MetaXMLOutput()

  /// The document that reading the written file gives back: all but the elements of the arrays.
  static func projection(of document: Document) -> Document {
    var document = document
    for measurement in document.measurements.indices {
      for channel in document.measurements[measurement].channels.indices {
        let values = document.measurements[measurement].channels[channel].values
        document.measurements[measurement].channels[channel].values = values.withoutElements
      }
    }
    return document
  }

  static func bytes(of document: Document, _ options: WritingOptions) throws(FormatError) -> [UInt8] {
    var writer = MetaXMLWriter()
    try writer.write(document, options)
    return try writer.out.finish()
  }

  private mutating func write(_ document: Document, _ options: WritingOptions) throws(FormatError) {
    try out.beginDocument(program: "edgewise " + EdgewiseVersion.string, time: options.time)
    // A document put together from several files has no origin of its own: each measurement brings its file.
    if !document.origin.name.isEmpty { try write(document.origin) }
    try out.write(document.metadata)
    for measurement in document.measurements { try write(measurement) }
    try write(document.findings, file: document.origin.name)
    try out.end()
  }

  private mutating func write(_ origin: Origin) throws(FormatError) {
    try out.begin("origin")
    try out.attribute("name", origin.name)
    try out.checksum(origin.sha256)
    try out.attribute("size", origin.size)
    try out.attribute("format", origin.format)
    try out.attribute("reader_version", origin.readerVersion)
    try out.element("header", origin.header)
    try out.end()
  }

  private mutating func write(_ measurement: Measurement) throws(FormatError) {
    try out.begin("measurement")
    try out.element("selector", measurement.selector)
    try out.element("title", measurement.title)
    try out.element("start_time", measurement.startTime)
    try out.element("end_time", measurement.endTime)
    try out.write(MetaXMLViews(of: measurement))
    try list("signals", measurement.signals) { (out, signal) throws(FormatError) in try out.write(signal) }
    try list("channels", measurement.channels) { (out, channel) throws(FormatError) in try out.write(channel) }
    try out.write(measurement.metadata)
    try list("steps", measurement.steps) { (out, step) throws(FormatError) in try out.write(step) }
    try list("references", measurement.references) { (out, item) throws(FormatError) in try out.write(item) }
    if !measurement.origins.isEmpty {
      try out.begin("origins")
      for origin in measurement.origins { try write(origin) }
      try out.end()
    }
    try out.end()
  }

  /// Findings name their file, because the file that they are read from will be another one.
  private mutating func write(_ findings: [Finding], file: String) throws(FormatError) {
    try list("findings", findings) { (out, finding) throws(FormatError) in
      try out.begin("finding")
      try out.attribute("code", finding.code)
      try out.attribute("severity", finding.severity.rawValue)
      try out.attribute("file", finding.location.file ?? (file.isEmpty ? nil : file))
      try out.attribute("line", finding.location.line)
      try out.attribute("column", finding.location.column)
      try out.element("message", finding.message)
      try out.element("expected", finding.expected)
      try out.element("found", finding.found)
      try out.element("hint", finding.hint)
      try out.element("rule", finding.rule)
      try out.element("path", finding.location.path)
      try out.end()
    }
  }

  private mutating func list<Item>(
    _ name: String, _ items: [Item], _ write: (inout MetaXMLOutput, Item) throws(FormatError) -> Void
  ) throws(FormatError) {
    guard !items.isEmpty else { return }
    try out.begin(name)
    for item in items { try write(&out, item) }
    try out.end()
  }
}
