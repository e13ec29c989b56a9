/// A definition with everything it inherits: made once, then only looked at.

/// A base class or application definition after inheritance.
public final class ClassDefinition: Sendable {
  public let name: String
  /// The name of the set that it is from.
  public let set: String
  public let isApplication: Bool
  /// The definition itself, then what it extends, up to NXobject.
  public let ancestry: [String]
  private let ancestrySet: Set<String>
  let content: Concept
  let symbols: Set<String>
  let deprecated: String?
  let ignoresExtra: DefinitionDocument.ExtraNames

  init(_ document: DefinitionDocument, extending parent: ClassDefinition?, set: String) {
    name = document.name
    self.set = set
    isApplication = document.isApplication
    ancestry = [document.name] + (parent?.ancestry ?? [])
    ancestrySet = Set(ancestry)
    content = parent.map { document.content.inheriting(from: $0.content) } ?? document.content
    symbols = document.symbols.union(parent?.symbols ?? [])
    deprecated = document.deprecated
    ignoresExtra = document.ignoresExtra
  }

  /// Whether this class is `other` or extends it.
  func isKind(of other: String) -> Bool { name == other || ancestrySet.contains(other) }

  /// The group that stands for the entry in an application definition.
  public var entry: Concept? {
    content.members.first { $0.kind == .group && $0.type == "NXentry" }
      ?? content.members.first { $0.kind == .group && $0.type == "NXsubentry" }
  }
}
