/// Recognising an entry that fulfils a definition but does not name it.
import Formats

extension EntryRules {
  /// The definition that an entry without the field `definition` fulfils in all else; nil when there is none.
  ///
  /// Only definitions that the user named a folder for, and those of X-ray absorption, come into question: others are
  /// so small that many entries fulfil them by chance.
  func unnamedDefinition(of object: Int) -> Claim? {
    for name in unclaimedCandidates {
      for (set, definition) in library.candidates(name) where definition.isApplication {
        guard let concept = definition.entry, asksForMuch(concept) else { continue }
        if lacks(object, concept, set, depth: 0) == 1 {
          return Claim(label: name, set: set, definition: definition, concept: concept)
        }
      }
    }
    return nil
  }

  /// Whether fulfilling a definition by chance is out of the question: five required things and the field definition.
  private func asksForMuch(_ concept: Concept) -> Bool {
    let required = concept.members.filter { $0.requirement == .required }
    return required.count > 5 && required.contains { $0.name == "definition" }
  }

  private var unclaimedCandidates: [String] {
    let named = library.sets.filter { $0.origin == .option }.flatMap(\.documents).filter { $0.kind == .nxdl }.map(
      \.name)
    return named + XASFamily.all.map(\.definition)
  }
}
