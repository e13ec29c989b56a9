/// Rules E: which entries there are, and what they claim to be.
import DataModel
import Formats
import HDF5

/// Finds the entries of a file and the definitions that each is held against.
struct EntryRules {
  let file: NeXusFile
  let library: DefinitionLibrary
  let scopes: ScopeStore
  /// Definitions that the user asks for, whatever the file claims.
  let asked: [DefinitionName]
  let disabled: Set<String>

  /// An entry and what it claims to be.
  struct Entry {
    let object: Int
    let path: String
    let claims: [Claim]
  }

  /// A definition that an entry is held against.
  struct Claim {
    /// What reports call the definition.
    let label: String
    let set: Int
    let definition: ClassDefinition
    let concept: Concept
  }

  static let codes = [NeXusFinding.noEntry, unknown, undefined, unnamed, chosen]

  static let unknown = FindingCode(
    "NX-E2", .error, "The definition that an entry claims is not known.", example: "definition = \"NXxass\"",
    cure: "Correct the name, or name the folder that has the definition with --definitions.")
  static let undefined = FindingCode(
    "NX-E1", .note, "An entry claims no application definition: only base classes are checked.",
    example: "an NXentry without the field definition",
    cure: "Nothing is wrong; with --definition NAME the entry is held against one.")
  static let unnamed = FindingCode(
    "NX-E5", .error, "An entry fulfils an application definition in everything but that it does not name it.",
    example: "an entry with all that NXxas asks for, but without the field definition",
    cure: "Add the field definition with the name that the finding gives: programs go by it.")
  static let chosen = FindingCode(
    "NX-S1", .note, "Several sets of definitions have one name with different meanings; one of them was chosen.",
    example: "NXxas of the official set and of FAIRmat's",
    cure: "Name the folder of the set that counts with --definitions.")

  /// All entries of the file, subentries after the entry that holds them.
  func entries(report: inout RuleReport) -> [Entry] {
    let names = known(asked, &report)
    var result: [Entry] = []
    for member in file.members(of: Survey.root) where member.className == "NXentry" {
      let path = "/\(member.name)"
      let subentries = file.members(of: member.object).filter { $0.className == "NXsubentry" && !$0.isSecondary }
      guard asked.isEmpty else {
        let places =
          [Place(object: member.object, path: path)]
          + subentries.map { Place(object: $0.object, path: "\(path)/\($0.name)") }
        result += held(places, against: names, &report)
        continue
      }
      result.append(entry(member.object, path, saysNothing: subentries.isEmpty, &report))
      for subentry in subentries {
        result.append(entry(subentry.object, "\(path)/\(subentry.name)", saysNothing: false, &report))
      }
    }
    if result.isEmpty, !disabled.contains(NeXusFinding.noEntry.id) {
      let isUnseen = file.members(of: Survey.root).contains { file.refusal(ofLink: $0.link) != nil }
      report.add(
        NeXusFinding.noEntry, isUnseen ? .warning : .error,
        "the file has no group of class NXentry" + (isUnseen ? " but those behind links that were not followed" : ""),
        at: "/", expected: "NXentry",
        hint: isUnseen ? "NX-L4 says of each link why, and how to have it followed." : nil)
    }
    return result
  }

  private func entry(_ object: Int, _ path: String, saysNothing: Bool, _ report: inout RuleReport) -> Entry {
    guard let field = file.member("definition", of: object), field.isField else {
      if let claim = unnamedDefinition(of: object) {
        add(
          Self.unnamed, nil,
          "the entry has all that \(claim.definition.name) asks for but the field definition, which is required",
          at: path, expected: "definition = \"\(claim.definition.name)\"", &report)
      } else if saysNothing {
        add(Self.undefined, nil, "the entry claims no application definition", at: path, &report)
      }
      return Entry(object: object, path: path, claims: [])
    }
    let names = (file.value(of: field.object).allTexts ?? []).map(Self.trimmed).filter { !$0.isEmpty }
    let place = "\(path)/definition"
    return Entry(object: object, path: path, claims: names.compactMap { claim($0, object, at: place, &report) })
  }

  /// Fixed-length text that other languages write ends in blanks.
  static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " || $0 == "\0" }.reversed().drop { $0 == " " })
  }

  private func claim(_ name: String, _ object: Int, at path: String, _ report: inout RuleReport) -> Claim? {
    var name = name
    if !library.knows(name), let family = XASFamily.all.first(where: { $0.definition == name }),
      let found = bestClaim(DefinitionName(family.id), object, at: path, &report)
    {
      return found.claim
    }
    if !library.knows(name), let canonical = library.canonicalName(of: name) {
      add(
        Self.unknown, .warning, "the definition is called \(canonical); case matters", at: path, expected: canonical,
        found: name, &report)
      name = canonical
    }
    guard let found = bestClaim(DefinitionName(inFile: name), object, at: path, &report) else {
      refuse(name, at: path, &report)
      return nil
    }
    return found.claim
  }

  func refuse(_ name: String, at path: String, _ report: inout RuleReport) {
    guard library.knows(name) || !OfficialNames.applications.contains(name) else {
      return add(
        Self.unknown, .warning, "no definition \(name) is at hand, so the entry was not held against it", at: path,
        found: name, hint: OfficialNames.cure, &report)
    }
    let near = Spelling.slip(of: name, among: library.names)
    add(
      Self.unknown, nil,
      library.knows(name) ? "\(name) is a base class, no application definition" : "there is no definition \(name)",
      at: path, expected: near, found: name, &report)
  }

  /// Of definitions of one name, the one that the entry lacks least of; the first set counts among equals, and one
  /// that the entry lacks nothing of ends the search.
  func bestClaim(
    _ name: DefinitionName, _ object: Int, at path: String, _ report: inout RuleReport
  ) -> (claim: Claim, lacks: Int)? {
    var best: (claim: Claim, lacks: Int)?
    var first: Claim?
    for set in library.sets(for: name) {
      guard let definition = library.definition(name.name, in: set), definition.isApplication,
        let concept = definition.entry
      else { continue }
      let claim = Claim(label: name.label, set: set, definition: definition, concept: concept)
      if first == nil { first = claim }
      let lacks = lacks(object, concept, set, depth: 0)
      if lacks < best?.lacks ?? .max { best = (claim, lacks) }
      if lacks == 0 || name.isSettled { break }
    }
    guard let best, let first else { return nil }
    if best.claim.set != first.set {
      add(
        Self.chosen, nil,
        "\(name.name) was taken from the set \(best.claim.definition.set), which the entry fits better than "
          + "\(first.definition.set)",
        at: path, &report)
    }
    return best
  }

  /// How many required things an entry lacks, counted roughly.
  func lacks(_ object: Int, _ concept: Concept, _ set: Int, depth: Int) -> Int {
    guard depth < 8 else { return 0 }
    let members = file.members(of: object)
    var definitions: [Int: ClassDefinition] = [:]
    for (index, member) in members.enumerated() {
      if let name = member.className { definitions[index] = scopes.definition(name, preferring: set)?.definition }
    }
    let match = GroupMatch(members, concept, definitions: definitions)
    var count = match.shortages.filter { $0.concept.requirement == .required }.count + match.clashes.count
    for (index, member) in members.enumerated() where member.isGroup && !member.isSecondary {
      if let inner = match.concept(of: index), inner.kind == .group {
        count += lacks(member.object, inner, set, depth: depth + 1)
      }
    }
    return count
  }

  func add(
    _ code: FindingCode, _ severity: Finding.Severity?, _ message: String, at path: String, expected: String? = nil,
    found: String? = nil, hint: String? = nil, _ report: inout RuleReport
  ) {
    guard !disabled.contains(code.id) else { return }
    report.add(code, severity, message, at: path, expected: expected, found: found, hint: hint)
  }
}
