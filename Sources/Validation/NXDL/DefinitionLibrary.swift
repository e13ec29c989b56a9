/// Definitions by name, read when they are first asked for.
import Bytes
import DataModel
import XML

/// The definitions of several sets, in the order of looking.
///
/// What a definition extends and the classes of its groups are looked for in its own set first: two sets may give one
/// name different meanings.
public final class DefinitionLibrary {
  let sets: [DefinitionSet]
  private let places: [[String: DefinitionSet.Document]]
  private var definitions: [Key: ClassDefinition?] = [:]
  /// Why definitions could not be used.
  private var problems: [Finding] = []

  private struct Key: Hashable {
    let set: Int
    let name: String
  }

  /// A library of these sets.
  public init(sets: [DefinitionSet]) {
    self.sets = sets
    places = sets.map { set in
      let documents = set.documents.filter { $0.kind == .nxdl }.map { ($0.name, $0) }
      // The first of a name counts: applications come before base classes, and those before contributed ones.
      return Dictionary(documents, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The definition of this name in the first set that has it, looking into `preferred` before all others.
  func definition(_ name: String, preferring preferred: Int? = nil) -> (set: Int, definition: ClassDefinition)? {
    for set in order(preferring: preferred) where places[set][name] != nil {
      if let found = definition(name, in: set) { return (set, found) }
    }
    return nil
  }

  /// The sets that have this name, in the order of looking.
  func setsKnowing(_ name: String) -> [Int] { sets.indices.filter { places[$0][name] != nil } }

  /// The definitions of this name in all sets, in the order of looking.
  func candidates(_ name: String) -> [(set: Int, definition: ClassDefinition)] {
    setsKnowing(name).compactMap { set in definition(name, in: set).map { (set, $0) } }
  }

  /// Why definitions could not be used, as far as it was not told before.
  func takeProblems() -> [Finding] {
    defer { problems = [] }
    return problems
  }

  /// Whether a set has this name.
  func knows(_ name: String) -> Bool { places.contains { $0[name] != nil } }

  /// The name that differs from this one only in case; nil when there is none.
  func canonicalName(of name: String) -> String? {
    let wanted = name.lowercased()
    return places.lazy.flatMap(\.keys).filter { $0.lowercased() == wanted }.min()
  }

  /// All names, for suggestions.
  var names: Set<String> { places.reduce(into: []) { $0.formUnion($1.keys) } }

  private func order(preferring preferred: Int?) -> [Int] {
    guard let preferred else { return Array(sets.indices) }
    return [preferred] + sets.indices.filter { $0 != preferred }
  }

  /// The definition of this name in one set.
  func definition(_ name: String, in set: Int) -> ClassDefinition? {
    let key = Key(set: set, name: name)
    if let known = definitions[key] { return known }
    // Whoever comes here again through a circle of `extends` finds nothing.
    definitions[key] = .some(nil)
    let made = make(name, in: set)
    definitions[key] = .some(made)
    return made
  }

  private func make(_ name: String, in set: Int) -> ClassDefinition? {
    guard let place = places[set][name] else { return nil }
    let file = place.path.split(separator: "/").last.map(String.init) ?? place.path
    let document: DefinitionDocument
    do throws(FileError) {
      document = try parse(try sets[set].bytes(of: place), file: file)
    } catch {
      problems.append(Finding(DefinitionsFinding.unusable, error.description, rule: file))
      return nil
    }
    guard let parent = document.extends else { return ClassDefinition(document, extending: nil, set: sets[set].name) }
    guard let (_, definition) = definition(parent, preferring: set) else {
      let message = "\(name) extends \(parent), which no set has, or which extends \(name) in turn"
      problems.append(Finding(DefinitionsFinding.unusable, message, rule: file))
      return ClassDefinition(document, extending: nil, set: sets[set].name)
    }
    return ClassDefinition(document, extending: definition, set: sets[set].name)
  }

  private func parse(_ bytes: [UInt8], file: String) throws(FileError) -> DefinitionDocument {
    do throws(XMLError) {
      return try DefinitionDocument(bytes, file: file)
    } catch {
      throw FileError(.system, operation: "read", path: file, cause: error.description)
    }
  }
}
