/// One piece of a document in reading order, with its place.
public struct XMLEvent: Sendable, Hashable {
  /// What was read.
  public enum Content: Sendable, Hashable {
    /// A start tag, also of an element written as `<a/>`.
    case elementStart(XMLStartTag)
    /// Character data with all references resolved; one event between two pieces of markup.
    case text(String)
    /// The content of a CDATA section; adjoining sections arrive as one.
    case cdata(String)
    /// A comment, inside or outside the root element.
    case comment(String)
    /// A processing instruction; data is nil when there is none.
    case processingInstruction(target: String, data: String?)
    /// The end of an element, also of one written as `<a/>`.
    case elementEnd(XMLName)
  }

  /// What was read.
  public var content: Content
  /// The line on which the piece begins (for an element end: on which it ends), counted from 1.
  public var line: Int
  /// The column of the `<` of a start tag that stands on one line, counted in characters from 1; otherwise nil.
  public var column: Int?
}

/// A start tag.
public struct XMLStartTag: Sendable, Hashable {
  /// The name of the element.
  public var name: XMLName
  /// The attributes in the order of the document.
  public var attributes: [XMLAttribute]
  /// The namespace declarations in the order of the document.
  public var namespaces: [XMLNamespace]
  /// Whether it is written as `<a/>`; the element end follows all the same.
  public var isEmpty: Bool

  /// A start tag from its parts.
  public init(
    name: XMLName, attributes: [XMLAttribute] = [], namespaces: [XMLNamespace] = [], isEmpty: Bool = false
  ) {
    self.name = name
    self.attributes = attributes
    self.namespaces = namespaces
    self.isEmpty = isEmpty
  }

  /// The value of an attribute by local name and namespace; nil when it is absent.
  public func attribute(_ local: String, namespace: String? = nil) -> String? {
    attributes.first { $0.name.local == local && $0.name.namespace == namespace }?.value
  }
}
