/// Reads Athena projects: everything that can be read, and a finding for everything that is wrong.
import Bytes
import DataModel

enum AthenaReader {
  /// The document of a file. Throws when it holds neither a record nor the header of a project.
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    return try source.withBytes { bytes throws(FormatError) in
      let detection = TextEncoding.detect(bytes)
      let text = bytes.extracting(detection.markLength..<bytes.count)
      guard detection.encoding != .utf8 else { return try read(text, source, detection) }
      let converted = detection.encoding.utf8Bytes(of: text)
      return try read(converted.span, source, detection)
    }
  }

  private static func read(
    _ text: Span<UInt8>, _ source: ByteSource, _ detection: TextEncoding.Detection
  ) throws(FormatError) -> Document {
    var findings = AthenaFindings()
    note(detection, &findings)
    var project: AthenaProject
    if AthenaProbe.isJSON(text) {
      var reader = JSONProjectReader(findings: findings)
      reader.read(text)
      (project, findings) = (reader.project, reader.findings)
    } else {
      var reader = PerlProjectReader(findings: findings)
      reader.read(text)
      (project, findings) = (reader.project, reader.findings)
    }
    guard !project.records.isEmpty || !project.defaults.isEmpty || project.hasHeader else {
      throw FormatError(
        .unreadable, "there is neither a record nor the header of an Athena project in it", findings: findings.sorted())
    }
    AthenaChecks(project: project).run(&findings)
    return project.document(
      origin: Origin(of: source, format: Format.athena.id, header: project.header.joined(separator: "\n") + "\n"),
      findings: findings.sorted())
  }

  private static func note(_ detection: TextEncoding.Detection, _ findings: inout AthenaFindings) {
    guard detection.encoding != .utf8 || detection.markLength > 0 else { return }
    let what = detection.encoding == .utf8 ? "byte order mark" : detection.encoding.rawValue
    findings.add(
      AthenaFinding.encoding,
      detection.encoding == .utf8
        ? "a byte order mark stands before the header" : "the text is not valid UTF-8 and was read as \(what)", line: 1,
      expected: "ASCII or UTF-8", found: what)
  }
}

extension AthenaProject {
  /// Whether the header says that this is a project.
  var hasHeader: Bool { header.contains { $0.contains("Athena project file") || $0.contains("Athena record file") } }
}
