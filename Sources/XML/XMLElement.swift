/// An element with its content in memory: a small tree for documents that are read as a whole.
public struct XMLElement: Sendable, Hashable {
  /// The expanded name, with the prefix as written.
  public var name: XMLName
  /// The attributes in the order of the document.
  public var attributes: [XMLAttribute]
  /// The namespace declarations in the order of the document.
  public var namespaces: [XMLNamespace]
  /// Elements, text and the rest in the order of the document.
  public var children: [XMLNode]
  /// The line on which the element begins, counted from 1; 0 when it was not read from a document.
  public var line: Int

  /// An element from its parts.
  public init(
    _ name: XMLName, attributes: [XMLAttribute] = [], namespaces: [XMLNamespace] = [], children: [XMLNode] = [],
    line: Int = 0
  ) {
    self.name = name
    self.attributes = attributes
    self.namespaces = namespaces
    self.children = children
    self.line = line
  }

  /// An element that holds one text.
  public init(_ name: XMLName, attributes: [XMLAttribute] = [], text: String) {
    self.init(name, attributes: attributes, children: text.isEmpty ? [] : [.text(text)])
  }

  /// The child elements in order.
  public var elements: [XMLElement] {
    children.compactMap(\.element)
  }

  /// The child elements with this local name, in any namespace unless one is given.
  public func elements(named local: String, namespace: String? = nil) -> [XMLElement] {
    elements.filter { $0.isNamed(local, namespace) }
  }

  /// The first child element with this local name, in any namespace unless one is given.
  public func first(named local: String, namespace: String? = nil) -> XMLElement? {
    for case .element(let child) in children where child.isNamed(local, namespace) { return child }
    return nil
  }

  /// The element that is reached by taking the first child of each local name in turn.
  public func first(at path: String...) -> XMLElement? {
    var current: XMLElement? = self
    for local in path { current = current?.first(named: local) }
    return current
  }

  /// The value of an attribute by local name and namespace; nil when it is absent.
  public func attribute(_ local: String, namespace: String? = nil) -> String? {
    attributes.first { $0.name.local == local && $0.name.namespace == namespace }?.value
  }

  /// The element's own text and CDATA put together, as written; that of its child elements is left out.
  public var text: String {
    children.reduce(into: "") { text, child in
      switch child {
      case .text(let piece), .cdata(let piece): text += piece
      case .element, .comment, .processingInstruction: break
      }
    }
  }

  private func isNamed(_ local: String, _ namespace: String?) -> Bool {
    name.local == local && (namespace == nil || name.namespace == namespace)
  }
}

/// A piece of an element's content.
public enum XMLNode: Sendable, Hashable {
  case element(XMLElement)
  case text(String)
  case cdata(String)
  case comment(String)
  case processingInstruction(target: String, data: String?)

  /// The element, nil for other content.
  public var element: XMLElement? {
    if case .element(let element) = self { return element }
    return nil
  }
}
