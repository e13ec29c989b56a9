import Bytes
import DataModel
import EmbeddedSchemas
import XML

/// The schema inside the program, compiled at the first use, and the streaming check against it.
enum MetaXMLSchema {
  private static let name = "xml/edgewise-metadata-1.xsd"
  private static let violationLimit = 100

  private static let compiled = Result<XMLSchema, XMLError> { () throws(XMLError) in
    var catalogue = SchemaCatalogue()
    for index in 0..<embedded_schema_count() {
      let schema = embedded_schema_at(index)
      guard let path = schema.name, let bytes = schema.bytes, String(cString: path) == name else { continue }
      catalogue[name] = Array(UnsafeBufferPointer(start: bytes, count: schema.count))
    }
    return try XMLSchema(name, in: catalogue)
  }

  /// What breaks the schema. Throws when the bytes are no XML.
  static func findings(for source: ByteSource) throws(XMLError) -> [Finding] {
    let blocks = XMLBlocks(source)
    let result = try compiled.get().validate(
      blocks: blocks.next, options: .forMetadata, maximumViolations: violationLimit)
    var findings = result.violations.map { violation in
      Finding(
        MetaXMLFinding.schema, violation.message,
        at: Finding.Location(line: violation.line, path: violation.path), rule: "edgewise-metadata-1.xsd")
    }
    if !result.isComplete {
      findings.append(Finding(MetaXMLFinding.schema, "there is more; the check ended here"))
    }
    return findings
  }
}

extension XMLReader.Options {
  /// Limits for documents of this kind: one text may be large, and items lie deep.
  static var forMetadata: XMLReader.Options {
    var options = XMLReader.Options()
    options.maximumDepth = MetaXML.elementDepthLimit
    options.maximumTextBytes = 1 << 30
    return options
  }
}
