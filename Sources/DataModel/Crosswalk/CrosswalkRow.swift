/// A row of the crosswalk: a term, its place in NeXus, and the metadata keys under which files give it.
public struct CrosswalkRow: Sendable {
  public let term: CrosswalkTerm
  public let kind: Kind
  /// Where NeXus keeps it, below NXentry; nil when NeXus has no place for it.
  public let nexus: NeXusPlace?
  /// Names joined with `.`, compared without regard to case; the first one that gives a value counts.
  public let keys: [Key]

  public enum Kind: Sendable, Hashable {
    case text
    /// A number; the unit is the one that NeXus fields and views use.
    case number(unit: String)
  }

  public struct Key: Sendable, Hashable {
    public let path: String
    /// The unit that a number without one has by the custom of this key's vocabulary; nil when none can be assumed.
    public let assumedUnit: String?
  }

  /// The unit of the term's number; nil for text.
  public var unit: String? {
    if case .number(let unit) = kind { return unit }
    return nil
  }

  /// Keys are written with blanks between them, or `|` when they hold blanks; `key=unit` says what a bare number is.
  init(_ term: CrosswalkTerm, _ kind: Kind, at place: String?, from keys: String...) {
    self.term = term
    self.kind = kind
    nexus = place.map { NeXusPlace($0) }
    let given = keys.map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      return Key(path: String(parts.first ?? ""), assumedUnit: parts.count > 1 ? String(parts[1]) : nil)
    }
    guard let placeKey = nexus?.key, !given.contains(where: { $0.path.lowercased() == placeKey }) else {
      self.keys = given
      return
    }
    self.keys = given + [Key(path: placeKey, assumedUnit: nil)]
  }
}
