/// What one NXDL file defines: nothing inherited, no default filled in.
import XML

/// A definition.
struct DefinitionDocument: Sendable {
  let name: String
  /// `base` or `application`; the folder that the file lies in says nothing (rule S1).
  let isApplication: Bool
  /// The definition that this one adds to; nil for NXobject and NXroot.
  let extends: String?
  let deprecated: String?
  let ignoresExtra: ExtraNames
  /// The names of the lengths that arrays share.
  let symbols: Set<String>
  /// The content as a group of its own class.
  let content: Concept

  /// Names that need not be defined.
  struct ExtraNames: OptionSet, Sendable {
    let rawValue: Int
    static let groups = ExtraNames(rawValue: 1)
    static let fields = ExtraNames(rawValue: 2)
    static let attributes = ExtraNames(rawValue: 4)
  }

  /// The definition in an NXDL file; `file` is its name without folders. Throws what the XML reader finds, also when
  /// the root element is no definition.
  init(_ bytes: [UInt8], file: String) throws(XMLError) {
    let document = try NXDLDocument(bytes, file: file)
    guard let root = document.root, root.element == .definition, let name = root.name else {
      throw XMLError(.notWellFormed, "the root element is no NXDL definition with a name", file: file, line: 1)
    }
    self.name = name
    isApplication = root["category"] == "application"
    extends = document.parent
    deprecated = root["deprecated"].map(PlainText.withoutRoles)
    var extra = ExtraNames()
    for (attribute, option) in Self.extraAttributes where root.flag(attribute) == true { extra.insert(option) }
    ignoresExtra = extra
    symbols = document.symbols
    content = ConceptMaker(document: document, file: file, isApplication: isApplication).content(named: name)
  }

  private static let extraAttributes: [(String, ExtraNames)] = [
    ("ignoreExtraGroups", .groups), ("ignoreExtraFields", .fields), ("ignoreExtraAttributes", .attributes),
  ]
}

/// Makes concepts of the elements of a file.
private struct ConceptMaker {
  let document: NXDLDocument
  let file: String
  let isApplication: Bool

  /// What the root element defines.
  func content(named name: String) -> Concept { concept(0, .group, name: "", type: name) }

  private func concept(_ index: Int, _ kind: Concept.Kind, name: String, type: String?) -> Concept {
    let node = document.nodes[index]
    return Concept(
      kind: kind, name: name, nameType: ConceptName(name, nameType: node["nameType"]), type: type, units: node["units"],
      occurrence: Concept.Occurrence(
        minimum: node["minOccurs"].flatMap { Int($0) }, maximum: node["maxOccurs"].flatMap(Self.bound),
        isOptional: node.flag("optional"), isRecommended: node.flag("recommended")),
      deprecated: node["deprecated"].map(PlainText.withoutRoles), enumeration: enumeration(index),
      dimensions: dimensions(index),
      target: node["target"], isApplication: isApplication, source: "\(file):\(node.line)",
      members: node.children.compactMap(member), attributes: node.children.compactMap(attribute))
  }

  private static let kinds: [NXDLDocument.Element: Concept.Kind] = [
    .group: .group, .field: .field, .link: .link, .choice: .choice,
  ]

  private func member(_ index: Int) -> Concept? {
    let node = document.nodes[index]
    guard let kind = Self.kinds[node.element] else { return nil }
    let isTyped = kind == .group || kind == .field
    return concept(index, kind, name: node.name ?? "", type: isTyped ? node.type : nil)
  }

  private func attribute(_ index: Int) -> Concept? {
    let node = document.nodes[index]
    guard node.element == .attribute else { return nil }
    return concept(index, .attribute, name: node.name ?? "", type: node.type)
  }

  private static func bound(_ text: String) -> Concept.Bound? {
    text == "unbounded" ? .unbounded : Int(text).map(Concept.Bound.times)
  }

  private func enumeration(_ index: Int) -> Enumeration? {
    guard let own = document.nodes[index].children.first(where: { document.nodes[$0].element == .enumeration }) else {
      return nil
    }
    return Enumeration(
      items: document.children(of: own, .item).compactMap { $0["value"] },
      isOpen: document.nodes[own].flag("open") ?? false)
  }

  private func dimensions(_ index: Int) -> Dimensions? {
    guard let own = document.nodes[index].children.first(where: { document.nodes[$0].element == .dimensions }) else {
      return nil
    }
    let sizes = document.children(of: own, .dim).map { dim in
      Dimensions.Size(
        index: dim["index"].flatMap { Int($0) } ?? 0, value: dim["value"], isRequired: dim.flag("required") ?? true,
        reference: dim["ref"].flatMap { Self.reference($0, dim["refindex"], dim["incr"]) })
    }
    return Dimensions(rank: document.nodes[own]["rank"], sizes: sizes.filter { $0.index > 0 })
  }

  /// Nil when the dimension or the increment is no number: then nothing can be said about the length.
  private static func reference(_ path: String, _ index: String?, _ increment: String?) -> Dimensions.Reference? {
    guard let index = Int(index ?? "1"), index > 0, let increment = Int(increment ?? "0") else { return nil }
    return Dimensions.Reference(path: path, index: index, increment: increment)
  }
}
