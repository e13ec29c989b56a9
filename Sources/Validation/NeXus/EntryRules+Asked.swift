/// Definitions that the user asks for: which group of an entry each is held against.
import DataModel
import Formats
import HDF5

extension EntryRules {
  /// An entry, or a subentry that stands for one.
  struct Place {
    let object: Int
    let path: String
  }

  /// The names that some set has a definition for; of the others it is said once.
  func known(_ names: [DefinitionName], _ report: inout RuleReport) -> [DefinitionName] {
    names.filter { name in
      let isKnown = library.sets(for: name).contains { set in
        library.definition(name.name, in: set).map { $0.isApplication && $0.entry != nil } ?? false
      }
      if !isKnown { refuse(name.label, at: "/", &report) }
      return isKnown
    }
  }

  /// An entry and its subentries, each with those definitions that it obeys better than the others do. One of them
  /// that names the definition comes before all that do not.
  func held(_ places: [Place], against names: [DefinitionName], _ report: inout RuleReport) -> [Entry] {
    var claims: [[Claim]] = places.map { _ in [] }
    for name in names {
      var best: (place: Int, isNamed: Bool, lacks: Int)?
      for (index, place) in places.enumerated() {
        var unheard = RuleReport()
        guard let found = bestClaim(name, place.object, at: place.path, &unheard) else { continue }
        let isNamed = isNamed(place.object, name, in: found.claim.set)
        let isBetter = best.map { isNamed == $0.isNamed ? found.lacks < $0.lacks : isNamed } ?? true
        if isBetter { best = (index, isNamed, found.lacks) }
      }
      guard let best, let found = bestClaim(name, places[best.place].object, at: places[best.place].path, &report)
      else { continue }
      claims[best.place].append(found.claim)
    }
    return zip(places, claims).map { Entry(object: $0.object, path: $0.path, claims: $1) }
  }

  /// Whether a group's own field `definition` gives this name, and means by it the definition of this set.
  private func isNamed(_ object: Int, _ name: DefinitionName, in set: Int) -> Bool {
    guard let field = file.member("definition", of: object), field.isField else { return false }
    let wanted = [name.name, XASFamily.named(name.label)?.definition ?? name.name]
    return (file.value(of: field.object).allTexts ?? []).map(Self.trimmed).contains { text in
      var unheard = RuleReport()
      return wanted.contains(text)
        && bestClaim(DefinitionName(inFile: text), object, at: "", &unheard)?.claim.set == set
    }
  }
}
