/// The names by which a definition can be asked for.
import Formats

/// A definition that somebody names: by its own name, with its set, or as one of the families of NXxas.
public struct DefinitionName: Sendable, Hashable {
  /// What reports call it: `NXarchive`, `fairmat:NXxas`, `edgewise-xas/NXxas`.
  public let label: String
  /// The name of its file, and of the definition in it.
  public let name: String
  private let origin: Origin

  private enum Origin: Sendable, Hashable {
    case anywhere
    case set(String)
    /// `isBare` when the id has no prefix: then a folder that the user named comes first.
    case family(XASFamily.Maker, isBare: Bool)
  }

  /// The meaning of `NXxas_trans`, `fairmat:NXxas` or `SET/NXxas`, families in any case of letters.
  public init(_ text: String) {
    if let slash = text.lastIndex(of: "/") {
      label = text
      name = String(text[text.index(after: slash)...])
      origin = .set(String(text[..<slash]))
    } else if let family = XASFamily.named(text) {
      label = family.id
      name = family.id.split(separator: ":").last.map(String.init) ?? family.id
      origin = .family(family.maker, isBare: !text.contains(":"))
    } else {
      label = text
      name = text
      origin = .anywhere
    }
  }

  /// A name that a file gives: it says nothing about the set.
  init(inFile name: String) {
    label = name
    self.name = name
    origin = .anywhere
  }

  /// Whether the sets that are meant decide, and not what a file fits best.
  var isSettled: Bool { origin != .anywhere }

  /// Whether a set is one of those that are meant.
  public func admits(_ set: DefinitionSet) -> Bool {
    switch origin {
    case .anywhere: true
    case .set(let name): set.name == name
    case .family(let maker, let isBare): isBare && set.origin == .option || maker.isSource(of: set.name)
    }
  }

  /// Whether one of these sets has the definition.
  public func isKnown(in sets: [DefinitionSet]) -> Bool {
    sets.contains { set in admits(set) && set.documents.contains { $0.kind == .nxdl && $0.name == name } }
  }
}

extension XASFamily.Maker {
  /// Whether a set of this name holds the definitions of the maker: with a version behind it, or without.
  func isSource(of set: String) -> Bool {
    (Self.setNames[self] ?? []).contains { name in
      set == name || set.hasPrefix(name + "-") && set.dropFirst(name.count + 1).first?.isNumber == true
    }
  }

  private static let setNames: [XASFamily.Maker: [String]] = [
    .official: ["nexusformat", "edgewise-nexus"], .fairmat: ["pynxtools", "edgewise-xas"],
    .workingGroup: ["edgewise-xas-proposal"], .inheritance: ["edgewise-xas-inheritance"],
  ]
}

extension DefinitionLibrary {
  /// The definition that a name means in the first set that has it; nil when there is none.
  public func definition(_ name: DefinitionName) -> ClassDefinition? {
    sets(for: name).lazy.compactMap { self.definition(name.name, in: $0) }.first
  }

  /// The sets that have the definition and are meant, in the order of looking.
  func sets(for name: DefinitionName) -> [Int] {
    setsKnowing(name.name).filter { name.admits(sets[$0]) }
  }
}
