import DataModel
import XML

/// The XML writer with this format's text and errors.
struct MetaXMLOutput {
  private var xml: XMLWriter
  /// The bytes of attribute values in the open start tag.
  private var tagBytes = 0
  /// A start tag is read as a whole, and readers limit it.
  private static let tagLimit = 40_000

  init() { xml = XMLWriter(options: XMLWriter.Options(indentation: 2)) }

  mutating func beginDocument(program: String, time: String?) throws(FormatError) {
    let attributes = [("version", MetaXML.version), ("program", program), ("time", time)].compactMap { name, value in
      value.map { XMLAttribute(XMLName(name), MetaXMLText.escaped($0)) }
    }
    try run { (xml) throws(XMLError) in
      try xml.startElement(XMLName(MetaXML.root, namespace: MetaXML.namespace), attributes: attributes)
    }
  }

  mutating func begin(_ name: String, isInline: Bool = false) throws(FormatError) {
    tagBytes = 0
    try run { (xml) throws(XMLError) in try xml.begin(name, isInline: isInline) }
  }

  mutating func end() throws(FormatError) {
    try run { (xml) throws(XMLError) in try xml.endElement() }
  }

  /// An attribute; nothing when there is no value.
  mutating func attribute(_ name: String, _ value: String?) throws(FormatError) {
    guard let value else { return }
    tagBytes += value.utf8.count
    guard tagBytes <= Self.tagLimit else {
      throw FormatError(
        .unwritable, "the attribute \(name) has more than \(Self.tagLimit) bytes: \(value.prefix(60))...")
    }
    try run { (xml) throws(XMLError) in try xml.attribute(name, MetaXMLText.escaped(value)) }
  }

  mutating func attribute(_ name: String, _ value: Int?) throws(FormatError) {
    if let value { try attribute(name, String(value)) }
  }

  mutating func attribute(_ name: String, _ value: Double?) throws(FormatError) {
    if let value { try attribute(name, MetaXMLNumbers.text(value)) }
  }

  /// A checksum under the name that it deserves.
  mutating func checksum(_ value: String?) throws(FormatError) {
    guard let value else { return }
    try attribute(MetaXML.hash(value) == nil ? "checksum" : "sha256", value)
  }

  mutating func text(_ text: String) throws(FormatError) {
    try run { (xml) throws(XMLError) in try xml.text(MetaXMLText.escaped(text)) }
  }

  /// An element that holds a text; nothing when there is none.
  mutating func element(_ name: String, _ content: String?) throws(FormatError) {
    guard let content else { return }
    try begin(name)
    try text(content)
    try end()
  }

  mutating func finish() throws(FormatError) -> [UInt8] {
    do throws(XMLError) {
      return try xml.finish()
    } catch {
      throw FormatError(.unwritable, error.message)
    }
  }

  private mutating func run(_ step: (inout XMLWriter) throws(XMLError) -> Void) throws(FormatError) {
    do throws(XMLError) {
      try step(&xml)
    } catch {
      throw FormatError(.unwritable, error.message)
    }
  }
}
