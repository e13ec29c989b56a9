import Bytes
import DataModel
import XML

/// Reads a metadata document: first the check against the schema, then what it says. Both stream.
struct MetaXMLReader {
  struct Result {
    var document: Document
    /// What was found in the document itself; the findings of `document` begin with it.
    var own: [Finding]
    /// The views of each measurement.
    var views: [[MetaXMLViews.Read]]
  }

  let events: MetaXMLEvents
  var findings: [Finding] = []
  private var views: [[MetaXMLViews.Read]] = []

  private init(events: MetaXMLEvents) { self.events = events }

  /// Throws when the bytes are no XML, or another document.
  static func read(_ source: ByteSource) throws(FormatError) -> Result {
    source.beginHashing()
    var reader = MetaXMLReader(events: try MetaXMLEvents(source))
    do throws(XMLError) {
      reader.findings = try MetaXMLSchema.findings(for: source)
    } catch {
      throw MetaXMLEvents.unreadable(error)
    }
    var document = Document(origin: Origin(unhashed: source, format: MetaXML.formatID))
    try reader.readRoot(into: &document)
    document.origin.addHash(of: source)
    let disagreements = zip(reader.views, document.measurements).flatMap { views, measurement in
      MetaXMLViews.findings(for: views, in: measurement)
    }
    document.findings = reader.findings + disagreements + document.findings
    return Result(document: document, own: reader.findings, views: reader.views)
  }

  private mutating func readRoot(into document: inout Document) throws(FormatError) {
    guard let root = try events.child(), root.name == MetaXML.root else {
      throw FormatError(.unreadable, "the root element is not document of \(MetaXML.namespace)", findings: findings)
    }
    var origin: Origin?
    while let tag = try events.child() {
      switch tag.name {
      case "origin": origin = try readOrigin(tag)
      case "metadata": document.metadata = try readMetadata()
      case "measurement": document.measurements.append(try readMeasurement(origin))
      case "findings": document.findings += try readFindings()
      default: try events.skip()
      }
    }
    // Reads to the end: what stands behind the root element has to be XML too.
    _ = try events.child()
  }

  mutating func readOrigin(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> Origin {
    var origin = Origin(
      name: tag["name"] ?? "", sha256: tag["sha256"] ?? tag["checksum"], size: tag["size"].flatMap { Int($0) },
      format: tag["format"] ?? "", readerVersion: tag["reader_version"] ?? "")
    while let child = try events.child() {
      if child.name == "header" { origin.header = try events.text() } else { try events.skip() }
    }
    return origin
  }

  private mutating func readMeasurement(_ origin: Origin?) throws(FormatError) -> Measurement {
    var measurement = Measurement()
    var views: [MetaXMLViews.Read] = []
    while let tag = try events.child() {
      switch tag.name {
      case "selector": measurement.selector = try events.text()
      case "title": measurement.title = try events.text()
      case "start_time": measurement.startTime = try events.text()
      case "end_time": measurement.endTime = try events.text()
      case "metadata": measurement.metadata = try readMetadata()
      case "signals": measurement.signals = try readSignals()
      case "channels": measurement.channels = try readChannels()
      case "steps": measurement.steps = try readSteps()
      case "references": measurement.references = try readReferences()
      case "origins":
        while let tag = try events.child() { measurement.origins.append(try readOrigin(tag)) }
      case let name where MetaXMLViews.groupNames.contains(name): views += try readViews(name)
      default: try events.skip()
      }
    }
    if let origin { measurement.origins.append(origin) }
    self.views.append(views)
    return measurement
  }

  private func readViews(_ group: String) throws(FormatError) -> [MetaXMLViews.Read] {
    var result: [MetaXMLViews.Read] = []
    while let tag = try events.child() {
      let text = try events.text()
      result.append(
        MetaXMLViews.Read(term: "\(group).\(tag.name)", text: text, key: tag["key"], line: tag.line))
    }
    return result
  }

  private func readFindings() throws(FormatError) -> [Finding] {
    var result: [Finding] = []
    while let tag = try events.child() {
      let code = FindingCode(
        tag["code"] ?? "", Finding.Severity(rawValue: tag["severity"] ?? "") ?? .note, "", example: "", cure: "")
      var finding = Finding(
        code, "",
        at: Finding.Location(
          file: tag["file"], line: tag["line"].flatMap { Int($0) }, column: tag["column"].flatMap { Int($0) }))
      finding.hint = nil
      while let part = try events.child() {
        let text = try events.text()
        switch part.name {
        case "message": finding.message = text
        case "expected": finding.expected = text
        case "found": finding.found = text
        case "hint": finding.hint = text
        case "rule": finding.rule = text
        case "path": finding.location.path = text
        default: continue
        }
      }
      result.append(finding)
    }
    return result
  }
}
