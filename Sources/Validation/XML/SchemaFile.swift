/// One XSD at hand: for which documents it is, and what it needs.
import XML

/// What a schema document says about itself.
struct SchemaFile: Sendable {
  let set: DefinitionSet
  let document: DefinitionSet.Document
  /// The namespace of the documents it describes; nil for none.
  let namespace: String?
  /// The elements that can be the root of a document, each with the values that its attribute `version` may have.
  let roots: [String: Set<String>]
  /// Its own version: what it states, or its folder.
  let version: SchemaVersion?
  /// The schema documents that it includes or imports, as written.
  let locations: [String]

  /// The set and the file in it, such as `kernel-4.7/metadata.xsd`.
  var name: String { "\(set.name)/\(document.path)" }

  /// Looks at a schema document; nil when it is none.
  init?(_ document: DefinitionSet.Document, of set: DefinitionSet) {
    guard let bytes = try? set.bytes(of: document), let schema = try? XMLElement(parsing: bytes),
      schema.name.namespace == Self.language, schema.name.local == "schema"
    else { return nil }
    self.set = set
    self.document = document
    namespace = schema.attribute("targetNamespace")
    roots = Self.roots(of: schema)
    version =
      schema.attribute("version").flatMap { SchemaVersion($0) } ?? SchemaVersion(in: "\(set.name)/\(document.path)")
    locations = Self.locations(in: schema)
  }

  private static let language = "http://www.w3.org/2001/XMLSchema"

  /// The `schemaLocation`s of a schema document.
  static func locations(in schema: XMLElement) -> [String] {
    let references: Set<String> = ["include", "import", "redefine"]
    return schema.elements.filter { $0.name.namespace == language && references.contains($0.name.local) }
      .compactMap { $0.attribute("schemaLocation") }
  }

  private static func roots(of schema: XMLElement) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for element in schema.elements(named: "element", namespace: language) {
      guard let name = element.attribute("name") else { continue }
      result[name] = versions(of: element, in: schema)
    }
    return result
  }

  /// The values that a fixed or enumerated attribute `version` of a root element may have.
  private static func versions(of element: XMLElement, in schema: XMLElement) -> Set<String> {
    let type = element.first(named: "complexType") ?? named(element.attribute("type"), "complexType", in: schema)
    let attribute = type?.elements(named: "attribute").first { $0.attribute("name") == "version" }
    guard let attribute else { return [] }
    if let fixed = attribute.attribute("fixed") { return [fixed] }
    let values = attribute.first(named: "simpleType") ?? named(attribute.attribute("type"), "simpleType", in: schema)
    let choices = values?.first(named: "restriction")?.elements(named: "enumeration") ?? []
    return Set(choices.compactMap { $0.attribute("value") })
  }

  /// A type of the schema by its name, perhaps with a prefix.
  private static func named(_ name: String?, _ kind: String, in schema: XMLElement) -> XMLElement? {
    guard let local = name?.split(separator: ":").last else { return nil }
    return schema.elements(named: kind).first { $0.attribute("name") == String(local) }
  }
}
