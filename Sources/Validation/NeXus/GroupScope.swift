/// Everything that definitions say about the members of a group: its concepts in application definitions, what the
/// class of its parent says about it, and its own class (rule S6).

/// What is known of a kind of group. Groups of one kind share a scope, which remembers what it has been asked.
final class GroupScope {
  /// Concepts that the group was assigned to, those of applications first.
  let concepts: [Concept]
  /// The class of the group; nil when it has none or an unknown one.
  let definition: ClassDefinition?
  /// The index of the set that the class is from.
  let set: Int?
  /// The concepts and the content of the class, in the order in which they count.
  let sources: [Concept]
  private var fields: [String: ItemSpec?] = [:]
  private var attributes: [String: ItemSpec?] = [:]

  init(concepts: [Concept], definition: ClassDefinition?, set: Int?) {
    self.concepts = concepts
    self.definition = definition
    self.set = set
    sources = concepts + (definition.map { [$0.content] } ?? [])
  }

  /// The concepts of application definitions.
  var applications: [Concept] { concepts.filter(\.isApplication) }

  /// What is said about a field of this name outside application definitions' matching: every source by name.
  func field(_ name: String) -> ItemSpec? {
    if let known = fields[name] { return known }
    let spec = ItemSpec(sources.compactMap { Self.best(.field, name, in: $0) })
    fields[name] = .some(spec)
    return spec
  }

  /// What is said about a field that was assigned to these concepts: they count first.
  func field(_ name: String, assigned: [Concept]) -> ItemSpec? {
    let others = sources.filter { !$0.isApplication || assigned.isEmpty }.compactMap { Self.best(.field, name, in: $0) }
    return ItemSpec(assigned + others)
  }

  /// What is said about an attribute of the group.
  func attribute(_ name: String) -> ItemSpec? {
    if let known = attributes[name] { return known }
    let spec = ItemSpec(sources.compactMap { Self.attribute(name, of: $0) })
    attributes[name] = .some(spec)
    return spec
  }

  /// What classes (not applications) say about a group of this name and class inside this one.
  func inlineConcepts(_ name: String, _ definition: ClassDefinition?) -> [Concept] {
    guard let definition else { return [] }
    return sources.compactMap { $0.isApplication ? nil : Self.group(name, definition, in: $0) }
  }

  /// Whether any source knows a group of this name and class.
  func knowsGroup(_ name: String, _ definition: ClassDefinition) -> Bool {
    sources.contains { Self.group(name, definition, in: $0) != nil }
  }

  private static func group(_ name: String, _ definition: ClassDefinition, in source: Concept) -> Concept? {
    if let fixed = source.index.fixed[name]?.first(where: { $0.kind == .group && $0.admits(definition) }) {
      return fixed
    }
    return source.index.freeGroups.first { $0.kind == .group && $0.admits(definition) && $0.nameType.matches(name) }
  }

  /// The best concept of a kind for a name: a fixed one, then the partial one with the longest given part, then any.
  static func best(_ kind: Concept.Kind, _ name: String, in source: Concept) -> Concept? {
    source.index.fixed[name]?.first { $0.kind == kind }
      ?? source.index.freeFields.first { $0.kind == kind && $0.nameType.matches(name) }
  }

  static func attribute(_ name: String, of concept: Concept) -> Concept? {
    let fitting = concept.attributes.filter { $0.nameType.matches(name) }
    return fitting.max { $0.nameType.literalLength < $1.nameType.literalLength }
  }
}

extension Concept {
  /// Whether a group of this class may stand for the concept: its own class or one that extends it (rule S7).
  func admits(_ definition: ClassDefinition) -> Bool {
    guard let type, type != "NXobject" else { return true }
    return definition.isKind(of: type)
  }
}

/// What is said about a field or attribute, put together from all that speak of it: the first to state a property
/// counts (rule S6).
final class ItemSpec {
  /// A property and the concept that states it.
  struct Stated<Value> {
    let value: Value
    let concept: Concept
  }

  /// What speaks of it, in the order in which it counts.
  let concepts: [Concept]
  let type: Stated<String>?
  let units: Stated<String>?
  let enumeration: Stated<Enumeration>?
  let dimensions: Stated<Dimensions>?
  let deprecated: Stated<String>?
  /// The NeXus type, once parsed.
  let dataType: NeXusType
  private var attributes: [String: ItemSpec?] = [:]

  /// Nil when nothing speaks of it.
  init?(_ concepts: [Concept]) {
    guard !concepts.isEmpty else { return nil }
    self.concepts = concepts
    func first<Value>(_ property: (Concept) -> Value?) -> Stated<Value>? {
      for concept in concepts {
        if let value = property(concept) { return Stated(value: value, concept: concept) }
      }
      return nil
    }
    type = first(\.type)
    units = first(\.units)
    enumeration = first(\.enumeration)
    dimensions = first(\.dimensions)
    deprecated = first(\.deprecated)
    dataType = NeXusType(rawValue: type?.value ?? "NX_CHAR") ?? .any
  }

  /// The concept that counts first.
  var concept: Concept { concepts[0] }

  /// What is said about an attribute of the field.
  func attribute(_ name: String) -> ItemSpec? {
    if let known = attributes[name] { return known }
    let spec = ItemSpec(concepts.compactMap { GroupScope.attribute(name, of: $0) })
    attributes[name] = .some(spec)
    return spec
  }
}

/// The data types of NXDL.
enum NeXusType: String, Sendable, CaseIterable {
  case char = "NX_CHAR"
  case dateTime = "NX_DATE_TIME"
  case iso8601 = "ISO8601"
  case float = "NX_FLOAT"
  case int = "NX_INT"
  case uint = "NX_UINT"
  case posint = "NX_POSINT"
  case number = "NX_NUMBER"
  case boolean = "NX_BOOLEAN"
  case binary = "NX_BINARY"
  case complex = "NX_COMPLEX"
  case pComplex = "NX_PCOMPLEX"
  case cComplex = "NX_CCOMPLEX"
  case quaternion = "NX_QUATERNION"
  case charOrNumber = "NX_CHAR_OR_NUMBER"
  /// A type that this program does not know: nothing is asked of it.
  case any = "any"
}
