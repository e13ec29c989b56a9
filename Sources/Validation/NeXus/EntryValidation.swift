/// Walking through an entry: which concepts its groups stand for, and every rule about them.
import DataModel
import HDF5

/// Holds one entry of a file against application definitions and base classes.
struct EntryValidation {
  let file: NeXusFile
  let rules: NeXusRules
  let entry: EntryState
  private let scopes: ScopeStore
  private let omitted: Set<Int>
  private var visited: Set<Visit> = []
  private var pending: [Task] = []

  private struct Visit: Hashable {
    let object: Int
    let scope: ObjectIdentifier
  }

  private struct Task {
    let object: Int
    let path: String
    let scope: GroupScope
    let isSecondary: Bool
  }

  /// Subgroups in `omitted` are left to others.
  init(file: NeXusFile, rules: NeXusRules, entry: EntryState, leavingOut omitted: Set<Int> = []) {
    self.omitted = omitted
    self.file = file
    self.rules = rules
    self.entry = entry
    scopes = entry.scopes
  }

  /// Checks the group and everything below it. `concepts` are those that the group stands for.
  mutating func run(_ object: Int, at path: String, concepts: [Concept], preferring set: Int?, report: inout RuleReport)
  {
    let scope = scopes.scope(concepts, className: file.classes[object], preferring: set)
    pending = [Task(object: object, path: path, scope: scope, isSecondary: false)]
    while let task = pending.popLast() {
      guard visited.insert(Visit(object: task.object, scope: ObjectIdentifier(task.scope))).inserted else { continue }
      check(task, &report)
    }
    report.check(entry, against: rules.entries)
  }

  private mutating func check(_ task: Task, _ report: inout RuleReport) {
    let className = file.classes[task.object]
    let members = file.members(of: task.object)
    let definitions = classes(of: members, preferring: task.scope.set)
    let matches = task.scope.applications.map { settled(GroupMatch(members, $0, definitions: definitions), members) }
    let group = GroupInstance(
      file: file, entry: entry, object: task.object, path: task.path, className: className, scope: task.scope,
      members: members, matches: matches)
    report.check(group, against: task.isSecondary ? rules.matchedGroups : rules.groups)
    checkAttributes(of: group, &report)
    var subgroups: [Task] = []
    for (index, member) in members.enumerated() where member.object >= 0 {
      let assigned = matches.compactMap { $0.concept(of: index) }
      if member.isField {
        checkField(member, group, assigned, &report)
      } else if member.isGroup, className != "NXcollection" {
        let concepts =
          assigned.filter { $0.kind == .group } + task.scope.inlineConcepts(member.name, definitions[index])
        // A group that is met again by a link counts where it was met first, unless a definition speaks of the link.
        if member.isSecondary, !concepts.contains(where: \.isApplication) { continue }
        // Subentries with a claim of their own are walked through on their own.
        let isSubentry = member.className == "NXsubentry" && className == "NXentry"
        if omitted.contains(member.object) || isSubentry && !concepts.contains(where: \.isApplication) { continue }
        subgroups.append(
          Task(
            object: member.object, path: group.path(of: member.name),
            scope: scopes.scope(concepts, className: member.className, preferring: task.scope.set),
            isSecondary: member.isSecondary))
      }
    }
    pending += subgroups.reversed()
  }

  /// Of containers that stand for one concept only as many count as it asks for: the most complete ones.
  private func settled(_ match: GroupMatch, _ members: [NeXusFile.Member]) -> GroupMatch {
    guard !match.freed.isEmpty else { return match }
    var match = match
    match.release { index, concept in
      let members = file.members(of: members[index].object)
      let definitions = classes(of: members, preferring: nil)
      return GroupMatch(members, concept, definitions: definitions).shortages.count
    }
    return match
  }

  private func classes(of members: [NeXusFile.Member], preferring set: Int?) -> [Int: ClassDefinition] {
    var result: [Int: ClassDefinition] = [:]
    for (index, member) in members.enumerated() {
      if let name = member.className { result[index] = scopes.definition(name, preferring: set)?.definition }
    }
    return result
  }

  private func checkField(
    _ member: NeXusFile.Member, _ group: GroupInstance, _ assigned: [Concept], _ report: inout RuleReport
  ) {
    guard group.className != "NXcollection" else { return }
    let stated = assigned.filter { $0.kind == .field }
    // By a link only what the definition says about the link's own name is held against the array.
    if member.isSecondary, stated.isEmpty { return }
    let spec = stated.isEmpty ? group.scope.field(member.name) : group.scope.field(member.name, assigned: stated)
    guard let spec else { return }
    let path = group.path(of: member.name)
    let item = ItemInstance(
      file: file, entry: entry, scope: group.scope, object: member.object, path: path, name: member.name,
      attribute: nil, spec: spec)
    report.check(item, against: rules.items)
    report.check(item, against: rules.fields)
    for attribute in file.object(member.object).attributes {
      guard let spec = spec.attribute(attribute.name) else { continue }
      check(attribute, of: member.object, path, spec, group, &report)
    }
  }

  private func checkAttributes(of group: GroupInstance, _ report: inout RuleReport) {
    for attribute in group.survey.attributes {
      guard let spec = group.scope.attribute(attribute.name) else { continue }
      check(attribute, of: group.object, group.path, spec, group, &report)
    }
  }

  private func check(
    _ attribute: Survey.Attribute, of object: Int, _ path: String, _ spec: ItemSpec, _ group: GroupInstance,
    _ report: inout RuleReport
  ) {
    let item = ItemInstance(
      file: file, entry: entry, scope: group.scope, object: object, path: "\(path)@\(attribute.name)",
      name: attribute.name, attribute: attribute, spec: spec)
    report.check(item, against: rules.items)
  }
}

/// The scopes of all kinds of groups that a file has.
final class ScopeStore {
  private let library: DefinitionLibrary
  private var scopes: [Key: GroupScope] = [:]
  private var definitions: [ClassKey: (set: Int, definition: ClassDefinition)?] = [:]

  private struct Key: Hashable {
    let concepts: [ObjectIdentifier]
    let className: String?
    let set: Int?
  }

  private struct ClassKey: Hashable {
    let name: String
    let set: Int?
  }

  init(_ library: DefinitionLibrary) { self.library = library }

  /// The known name that is nearest to this one.
  func suggestClass(_ name: String) -> String? {
    library.canonicalName(of: name) ?? Spelling.slip(of: name, among: library.names)
  }

  func scope(_ concepts: [Concept], className: String?, preferring set: Int?) -> GroupScope {
    let key = Key(concepts: concepts.map { ObjectIdentifier($0) }, className: className, set: set)
    if let known = scopes[key] { return known }
    let found = className.flatMap { definition($0, preferring: set) }
    let scope = GroupScope(concepts: concepts, definition: found?.definition, set: set ?? found?.set)
    scopes[key] = scope
    return scope
  }

  /// The definition of a class, from the preferred set if it has it.
  func definition(_ name: String, preferring set: Int?) -> (set: Int, definition: ClassDefinition)? {
    let key = ClassKey(name: name, set: set)
    if let known = definitions[key] { return known }
    let found = library.definition(name, preferring: set)
    definitions[key] = .some(found)
    return found
  }
}
