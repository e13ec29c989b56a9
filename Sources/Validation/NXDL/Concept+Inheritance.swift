/// How a definition adds to the one it extends (rule S5).

extension Concept {
  /// This concept with what `parent` states and it does not.
  ///
  /// Whether it is required is never inherited: naming something again decides that anew, which is how a child
  /// tightens what its parent left optional.
  func inheriting(from parent: Concept) -> Concept {
    Concept(
      kind: kind, name: name, nameType: nameType, type: type ?? parent.type, units: units ?? parent.units,
      occurrence: occurrence, deprecated: deprecated ?? parent.deprecated,
      enumeration: enumeration ?? parent.enumeration, dimensions: dimensions ?? parent.dimensions,
      target: target ?? parent.target, isApplication: isApplication, source: source,
      members: Self.merge(members, into: parent.members), attributes: Self.merge(attributes, into: parent.attributes))
  }

  /// The parent's concepts in their order, each as the child restates it, then what the child adds.
  private static func merge(_ own: [Concept], into inherited: [Concept]) -> [Concept] {
    guard !inherited.isEmpty else { return own }
    guard !own.isEmpty else { return inherited }
    var rest: [Key: Concept] = [:]
    for concept in own { rest[Key(concept)] = concept }
    let restated = inherited.map { parent in
      rest.removeValue(forKey: Key(parent)).map { $0.inheriting(from: parent) } ?? parent
    }
    return restated + own.filter { rest[Key($0)] != nil }
  }

  /// What makes two concepts the same one: kind and name, or the class where there is no name.
  private struct Key: Hashable {
    let kind: Kind
    let name: String

    init(_ concept: Concept) {
      kind = concept.kind == .choice ? .group : concept.kind
      name = concept.name.isEmpty ? "(\(concept.type ?? ""))" : concept.name
    }
  }
}
