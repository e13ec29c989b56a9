/// Holding an XML document against the schema for its kind.
public import Bytes
public import DataModel
import XML

/// Validates XML documents by the schemas at hand. The network is never asked, nor is a place that a document names.
public struct XMLDocumentValidator: Sendable {
  private let library: SchemaLibrary
  private let named: [String]

  /// How many violations of one document are looked for.
  private static let violationLimit = 1000

  /// A validator with these schemas. One of those that are `named`, such as `metadata.xsd` or
  /// `kernel-4.7/metadata.xsd`, is taken for every document, if it is at hand.
  public init(_ library: SchemaLibrary, named: [String] = []) {
    self.library = library
    self.named = named
  }

  /// What validating a document gives.
  public struct Outcome: Sendable, Hashable {
    /// The schema that it was held against, such as `kernel-4.7/metadata.xsd`; nil for none.
    public var schema: String?
    public var findings: [Finding]
    /// Whether the document could not be read as XML: the last finding says why.
    public var isUnreadable: Bool
  }

  /// Validates a document.
  public func validate(_ source: ByteSource) -> Outcome {
    do throws(XMLError) {
      let head = try XMLDocumentHead(source)
      guard let choice = SchemaChoice(for: head, fileName: source.name, named: named, among: library.files) else {
        try Self.read(source)
        return Outcome(schema: nil, findings: [Self.noSchema(for: head)], isUnreadable: false)
      }
      let schema: XMLSchema
      do throws(XMLError) {
        schema = try library.schema(choice.file)
      } catch {
        try Self.read(source)
        return Outcome(schema: nil, findings: [Self.broken(choice.file, error)], isUnreadable: false)
      }
      let result = try schema.validate(
        blocks: XMLBlocks(source).next, options: .forDocuments, maximumViolations: Self.violationLimit)
      return Outcome(
        schema: choice.file.name, findings: choice.notes + Self.findings(for: result, choice.file), isUnreadable: false)
    } catch {
      return Outcome(schema: nil, findings: [XMLFinding.finding(for: error)], isUnreadable: true)
    }
  }

  /// Reads a document to its end. Throws where it is not well-formed.
  private static func read(_ source: ByteSource) throws(XMLError) {
    let reader = try XMLReader(blocks: XMLBlocks(source).next, options: .forDocuments)
    while try reader.next() != nil {}
  }

  private static func findings(for result: XMLValidation, _ file: SchemaFile) -> [Finding] {
    let code = file.document.name == "nxdl.xsd" ? DefinitionsFinding.violation : XMLFinding.violation
    var findings = ViolationWords.folded(result.violations).map { violation in
      let words = ViolationWords(violation)
      return Finding(
        code, words.message, at: Finding.Location(line: violation.line, path: violation.path),
        expected: words.expected, found: words.found, rule: file.name)
    }
    if !result.isComplete {
      findings.append(Finding(XMLFinding.more, "the check ended after \(result.violations.count) violations"))
    }
    return findings
  }

  private static func noSchema(for head: XMLDocumentHead) -> Finding {
    let kind = head.namespace.map { "of the namespace \($0)" } ?? "without a namespace"
    return Finding(
      XMLFinding.noSchema, "no schema at hand is for the element \"\(head.root)\" \(kind); only the XML was checked",
      at: Finding.Location(path: "/\(head.root)"),
      expected: head.schemaLocation.map { "the schema that it calls \($0)" })
  }

  private static func broken(_ file: SchemaFile, _ error: XMLError) -> Finding {
    Finding(
      XMLFinding.brokenSchema, "the schema \(file.name) cannot be used: \(error); only the XML was checked",
      rule: file.name)
  }
}
