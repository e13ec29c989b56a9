/// One NXDL file, as it is written: nothing inherited, no default filled in.
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

  /// Reads a definition; `file` is its name without folders. Throws what the XML reader finds, also when the
  /// root element is no definition.
  init(_ bytes: [UInt8], file: String) throws(XMLError) {
    let reader = try XMLReader(bytes, file: file)
    var root: Node?
    var open: [Node] = []
    while let event = try reader.next() {
      switch event.content {
      case .elementStart(let tag): open.append(Node(tag, line: event.line))
      case .elementEnd:
        guard let ended = open.popLast() else { break }
        if open.isEmpty { root = ended } else { open[open.count - 1].children.append(ended) }
      default: continue
      }
    }
    guard let root, root.element == "definition", let name = root["name"] else {
      throw XMLError(.notWellFormed, "the root element is no NXDL definition with a name", file: file, line: 1)
    }
    self.name = name
    isApplication = root["category"] == "application"
    extends = root["extends"]
    deprecated = root["deprecated"]
    var extra = ExtraNames()
    for (attribute, option) in Self.extraAttributes where root.flag(attribute) == true { extra.insert(option) }
    ignoresExtra = extra
    symbols = Set(root.children.filter { $0.element == "symbols" }.flatMap(\.children).compactMap { $0["name"] })
    content = root.concept(kind: .group, type: name, NodeContext(file: file, isApplication: isApplication))
  }

  private static let extraAttributes: [(String, ExtraNames)] = [
    ("ignoreExtraGroups", .groups), ("ignoreExtraFields", .fields), ("ignoreExtraAttributes", .attributes),
  ]
}

private struct NodeContext {
  let file: String
  let isApplication: Bool
}

/// An XML element of a definition.
private struct Node {
  let element: String
  let line: Int
  private let values: [XMLAttribute]
  var children: [Node] = []

  init(_ tag: XMLStartTag, line: Int) {
    element = tag.name.local
    self.line = line
    values = tag.attributes
  }

  subscript(_ name: String) -> String? {
    values.first { $0.name.local == name && $0.name.namespace == nil }?.value
  }

  func flag(_ name: String) -> Bool? {
    self[name].flatMap { ["true": true, "1": true, "false": false, "0": false][$0] }
  }

  func concept(kind: Concept.Kind, type: String?, _ context: NodeContext) -> Concept {
    let name = kind == .group && element == "definition" ? "" : self["name"] ?? ""
    return Concept(
      kind: kind, name: name, nameType: ConceptName(name, nameType: self["nameType"]), type: type,
      units: self["units"],
      occurrence: Concept.Occurrence(
        minimum: self["minOccurs"].flatMap { Int($0) }, maximum: self["maxOccurs"].flatMap(Self.bound),
        isOptional: flag("optional"), isRecommended: flag("recommended")),
      deprecated: self["deprecated"], enumeration: enumeration, dimensions: dimensions, target: self["target"],
      isApplication: context.isApplication, source: "\(context.file):\(line)",
      members: children.compactMap { $0.member(context) },
      attributes: children.filter { $0.element == "attribute" }.map {
        $0.concept(kind: .attribute, type: $0["type"], context)
      })
  }

  private func member(_ context: NodeContext) -> Concept? {
    switch element {
    case "group": concept(kind: .group, type: self["type"], context)
    case "field": concept(kind: .field, type: self["type"], context)
    case "link": concept(kind: .link, type: nil, context)
    case "choice": concept(kind: .choice, type: nil, context)
    default: nil
    }
  }

  private static func bound(_ text: String) -> Concept.Bound? {
    text == "unbounded" ? .unbounded : Int(text).map(Concept.Bound.times)
  }

  private var enumeration: Enumeration? {
    guard let node = children.first(where: { $0.element == "enumeration" }) else { return nil }
    return Enumeration(
      items: node.children.filter { $0.element == "item" }.compactMap { $0["value"] },
      isOpen: node.flag("open") ?? false)
  }

  private var dimensions: Dimensions? {
    guard let node = children.first(where: { $0.element == "dimensions" }) else { return nil }
    let sizes = node.children.filter { $0.element == "dim" }.map { dim in
      Dimensions.Size(
        index: dim["index"].flatMap { Int($0) } ?? 0, value: dim["value"], isRequired: dim.flag("required") ?? true,
        reference: dim["ref"])
    }
    return Dimensions(rank: node["rank"], sizes: sizes.filter { $0.index > 0 })
  }
}
