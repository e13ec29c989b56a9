/// An NXDL file as it is written: nothing is filled in that the file leaves unsaid.
public import XML

/// A definition as a flat tree of its elements, without their texts.
///
/// `nxdl.xsd` declares defaults that contradict the manual (a group's `minOccurs` is 0 there, and 1 in an application
/// definition), so "not stated" has to survive: attributes are those of the file alone.
public struct NXDLDocument: Sendable {
  /// The elements of the language; what stands inside a `doc` is passed over.
  public enum Element: String, Sendable {
    case definition, symbols, symbol, group, choice, field, attribute, link, dimensions, dim, enumeration, item
    /// Anything else.
    case other
  }

  /// One element.
  public struct Node: Sendable {
    public var element: Element
    /// The attributes without a namespace, in the order of the file.
    public var attributes: [XMLAttribute]
    /// Counted from 1.
    public var line: Int
    /// The index of the element around it; nil for the root.
    public var parent: Int?
    /// The indices of the elements inside it, in order.
    public var children: [Int] = []

    /// The value of an attribute; nil when it is not stated.
    public subscript(name: String) -> String? { attributes.first { $0.name.local == name }?.value }
    /// Its `name`.
    public var name: String? { self["name"] }
    /// Its `type`.
    public var type: String? { self["type"] }
    /// Whether `attribute` says true, in either of the two spellings; nil when it is not stated.
    public func flag(_ attribute: String) -> Bool? {
      self[attribute].map { ["true", "1"].contains($0.lowercased()) }
    }
  }

  /// All elements in the order of the file; the root is the first.
  public let nodes: [Node]

  /// Reads a definition. Throws when the bytes are no XML.
  public init(_ bytes: [UInt8], file: String? = nil) throws(XMLError) {
    let reader = try XMLReader(bytes, file: file)
    var nodes: [Node] = []
    var open: [Int] = []
    var textDepth = 0
    while let event = try reader.next() {
      switch event.content {
      case .elementStart(let tag):
        if textDepth > 0 || tag.name.local == "doc" {
          textDepth += 1
          continue
        }
        let parent = open.last
        if let parent { nodes[parent].children.append(nodes.count) }
        open.append(nodes.count)
        nodes.append(
          Node(
            element: Element(rawValue: tag.name.local) ?? .other,
            attributes: tag.attributes.filter { $0.name.namespace == nil }, line: event.line, parent: parent))
      case .elementEnd:
        if textDepth > 0 { textDepth -= 1 } else { open.removeLast() }
      default: continue
      }
    }
    self.nodes = nodes
  }

  /// The root; nil for a document that holds nothing but text.
  public var root: Node? { nodes.first }
  /// What the definition calls itself.
  public var name: String? { root?.name }
  /// The definition it is derived from.
  public var parent: String? { root?["extends"] }

  /// The nodes inside a node that are of these elements.
  public func children(of index: Int, _ elements: Element...) -> [Node] {
    nodes[index].children.map { nodes[$0] }.filter { elements.contains($0.element) }
  }

  /// The names of its own symbols.
  public var symbols: Set<String> {
    Set(nodes.filter { $0.element == .symbol }.compactMap(\.name))
  }

  /// A place as link targets of NXDL spell it: `/NXentry/monochromator:NXmonochromator/energy@units`.
  public func path(of index: Int) -> String {
    var steps: [String] = []
    var current: Int? = index
    while let here = current, nodes[here].element != .definition {
      if let step = Self.step(nodes[here]) { steps.append(step) }
      current = nodes[here].parent
    }
    return steps.isEmpty ? "/" : steps.reversed().joined()
  }

  private static func step(_ node: Node) -> String? {
    switch node.element {
    case .group: "/" + [node.name, node.type].compactMap { $0 }.joined(separator: ":")
    case .field, .link, .choice: "/" + (node.name ?? "?")
    case .attribute: "@" + (node.name ?? "?")
    default: nil
    }
  }
}
