/// What an application definition asks for, as a list.

/// One thing that a definition wants to find in an entry.
public struct DefinitionAsk: Sendable, Hashable {
  /// Below the entry, a group without a name by its class: `NXinstrument/monochromator/energy`.
  public let path: String
  public let kind: Concept.Kind
  /// The class of a group, the type of anything else; what says nothing is text.
  public let type: String?
  public let units: String?
  /// The values that are allowed; empty where any is.
  public let values: [String]
  /// The number of dimensions as written; nil when not stated.
  public let rank: String?
  /// What a link is to lead to.
  public let target: String?
  /// Whether it counts only where the group around it is there.
  public let isConditional: Bool
  /// `NXxas.nxdl.xml:57`.
  public let source: String

  init(_ concept: Concept, at path: String, isConditional: Bool) {
    self.path = path
    self.isConditional = isConditional
    kind = concept.kind
    let isText = concept.kind == .field || concept.kind == .attribute
    type = concept.type ?? (isText && concept.dimensions == nil ? "NX_CHAR" : nil)
    units = concept.units
    target = concept.target
    values = concept.enumeration.map { $0.isOpen ? [] : $0.items } ?? []
    rank = concept.dimensions?.rank
    source = concept.source
  }

  /// Everything that a definition asks for, in the order of its file. Groups are listed only where nothing in them is.
  public static func list(of definition: ClassDefinition) -> [DefinitionAsk] {
    definition.entry.map { list(of: $0, at: "", isConditional: false, countsItself: false) } ?? []
  }

  /// What is asked for at a concept and below it. Inside what may be left out, it is asked for conditionally.
  static func list(
    of concept: Concept, at path: String, isConditional: Bool, countsItself: Bool = true
  ) -> [DefinitionAsk] {
    let isAsked = concept.requirement == .required
    if concept.kind != .group, !isAsked { return [] }
    let isConditional = isConditional || concept.kind == .group && !isAsked
    let inner = concept.parts.flatMap { part in
      list(of: part, at: part.path(in: path), isConditional: isConditional)
    }
    let isListed =
      countsItself && isAsked && (concept.kind != .group || inner.allSatisfy { $0.isConditional != isConditional })
    return (isListed ? [DefinitionAsk(concept, at: path, isConditional: isConditional)] : []) + inner
  }
}

extension Concept {
  /// Its attributes and members.
  var parts: [Concept] { attributes + members }

  /// The path of this concept in a group; what has no name goes by its class.
  func path(in group: String) -> String {
    let step = name.isEmpty ? type ?? "?" : name
    if kind == .attribute { return group + "@" + step }
    return group.isEmpty ? step : "\(group)/\(step)"
  }
}
