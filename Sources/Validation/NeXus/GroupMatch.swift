/// Which members of a group stand for which concepts of an application definition: an assignment problem (rule P7).

/// The members of one group against the concepts of one definition.
struct GroupMatch {
  typealias Member = NeXusFile.Member

  /// A concept that too few members stand for.
  struct Shortage {
    let concept: Concept
    let found: Int
  }

  /// A member that stands where something of another kind or class is asked for.
  struct Clash {
    let concept: Concept
    let member: Member
  }

  /// Concepts by the index of the member that stands for them.
  private(set) var assigned: [Int: Concept] = [:]
  private(set) var shortages: [Shortage] = []
  private(set) var surplus: [Clash] = []
  private(set) var clashes: [Clash] = []
  /// Members that stand for a concept of which there are enough already, and which is a container that NeXus admits
  /// everywhere: nothing more is asked of them.
  private(set) var freed: Set<Int> = []

  private let members: [Member]
  private let source: Concept
  private let definitions: [Int: ClassDefinition]

  /// Matches members with the concepts of `source`; `definitions` gives the class of a member by its index.
  init(_ members: [Member], _ source: Concept, definitions: [Int: ClassDefinition]) {
    self.members = members
    self.source = source
    self.definitions = definitions
    let byName = Dictionary(members.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for concept in source.members where concept.nameType.isFixed { takeFixed(concept, byName[concept.name]) }
    assignFree()
    count()
  }

  /// A name that is given decides alone; kind and class are then held against it.
  private mutating func takeFixed(_ concept: Concept, _ index: Int?) {
    guard let index else { return }
    let member = members[index]
    // A link that leads nowhere is a finding of its own, and no reason to call the name missing.
    guard member.object >= 0 else {
      assigned[index] = concept
      return
    }
    if fits(index, concept) {
      assigned[index] = concept
    } else if !source.members.contains(where: { $0.nameType.isFixed && $0.name == concept.name && fits(index, $0) }) {
      clashes.append(Clash(concept: concept, member: member))
      assigned[index] = concept
    }
  }

  /// Kuhn's algorithm over what is left: each slot of a required concept is filled if any choice of members does it.
  private mutating func assignFree() {
    let free = source.index.free
    guard !free.isEmpty else { return }
    let rest = members.indices.filter { assigned[$0] == nil && members[$0].object >= 0 }
    let slots = free.filter { $0.minimum > 0 }.flatMap { Array(repeating: $0, count: $0.minimum) }
    var holders: [Int: Int] = [:]
    for slot in slots.indices {
      var tried: Set<Int> = []
      _ = fill(slot, slots, rest, &holders, &tried)
    }
    for (index, slot) in holders { assigned[index] = slots[slot] }
    for index in rest where assigned[index] == nil {
      if let concept = free.first(where: { fits(index, $0) }) { assigned[index] = concept }
    }
  }

  private func fill(
    _ slot: Int, _ slots: [Concept], _ rest: [Int], _ holders: inout [Int: Int], _ tried: inout Set<Int>
  ) -> Bool {
    for index in rest where !tried.contains(index) && fits(index, slots[slot]) {
      tried.insert(index)
      let holder = holders[index]
      if holder == nil || holder.map({ fill($0, slots, rest, &holders, &tried) }) == true {
        holders[index] = slot
        return true
      }
    }
    return false
  }

  /// Whether a member may stand for a concept: name, kind and class.
  private func fits(_ index: Int, _ concept: Concept) -> Bool {
    let member = members[index]
    guard concept.nameType.matches(member.name) else { return false }
    switch concept.kind {
    case .field: return member.isField
    case .link: return true
    case .group: return member.isGroup && definitions[index].map { concept.admits($0) } ?? false
    case .choice:
      guard member.isGroup, let definition = definitions[index] else { return false }
      return concept.members.contains { $0.admits(definition) }
    case .attribute: return false
    }
  }

  private mutating func count() {
    var counts: [ObjectIdentifier: [Int]] = [:]
    for (index, concept) in assigned { counts[ObjectIdentifier(concept), default: []].append(index) }
    for concept in source.members {
      let found = (counts[ObjectIdentifier(concept)] ?? []).sorted()
      if found.count < max(concept.minimum, concept.requirement == .recommended ? 1 : 0) {
        shortages.append(Shortage(concept: concept, found: found.count))
      }
      if case .times(let most) = concept.maximum, found.count > most {
        surplus += found.dropFirst(most).map { Clash(concept: concept, member: members[$0]) }
      }
      if concept.isContainer, concept.maximum == .unbounded, found.count > max(1, concept.minimum) {
        freed.formUnion(found)
      }
    }
  }

  /// Lets go of containers that are not needed; `lacks` says how much one lacks for a concept.
  mutating func release(_ lacks: (Int, Concept) -> Int) {
    var byConcept: [ObjectIdentifier: [Int]] = [:]
    for index in freed.sorted() {
      if let concept = assigned[index] { byConcept[ObjectIdentifier(concept), default: []].append(index) }
    }
    for indices in byConcept.values {
      guard let concept = assigned[indices[0]] else { continue }
      let ranked = indices.map { (index: $0, lack: lacks($0, concept)) }.sorted {
        ($0.lack, $0.index) < ($1.lack, $1.index)
      }
      for (index, _) in ranked.dropFirst(max(1, concept.minimum)) { assigned[index] = nil }
    }
  }

  /// The concept that a member stands for, with the member of a choice in place of the choice.
  func concept(of index: Int) -> Concept? {
    guard let concept = assigned[index] else { return nil }
    guard concept.kind == .choice else { return concept }
    return definitions[index].flatMap { definition in concept.members.first { $0.admits(definition) } }
  }
}

extension Concept {
  /// Containers that NXobject admits in every group: a further one need not be the one that a definition speaks of.
  fileprivate var isContainer: Bool {
    kind == .group && name.isEmpty
      && ["NXcollection", "NXdata", "NXlog", "NXnote", "NXparameters"].contains(type ?? "")
  }
}
