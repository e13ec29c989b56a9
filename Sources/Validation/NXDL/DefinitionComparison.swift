/// Two application definitions side by side: what both ask for, what each asks for alone, and where they contradict
/// each other.
import DataModel

/// The comparison of two definitions, worked out from what their files say.
public struct DefinitionComparison: Sendable {
  /// Something that both ask for.
  public struct Shared: Sendable, Hashable {
    public let left: DefinitionAsk
    public let right: DefinitionAsk
  }

  /// Requirements about one place that nothing in that place can meet.
  public struct Conflict: Sendable, Hashable {
    public let path: String
    /// What contradicts: `values`, `type`, `unit`, `dimensions`, `class`, `kind`.
    public let about: String
    public let left: String
    public let right: String
  }

  public private(set) var both: [Shared] = []
  public private(set) var leftOnly: [DefinitionAsk] = []
  public private(set) var rightOnly: [DefinitionAsk] = []
  public private(set) var conflicts: [Conflict] = []

  /// Compares what two definitions say about an entry.
  public init(_ left: ClassDefinition, _ right: ClassDefinition) {
    guard let left = left.entry, let right = right.entry else { return }
    compare(Side(left, "", false), Side(right, "", false))
  }

  /// Whether one entry can obey both.
  public var isPossible: Bool { conflicts.isEmpty }

  /// A concept of one definition, and how it got there.
  private struct Side {
    let concept: Concept
    let path: String
    let isConditional: Bool

    init(_ concept: Concept, _ path: String, _ isConditional: Bool) {
      self.concept = concept
      self.path = path
      self.isConditional = isConditional
    }

    func part(_ concept: Concept) -> Side {
      Side(concept, concept.path(in: path), isConditional || concept.kind == .group && concept.requirement != .required)
    }

    /// All that is asked for here and below.
    var asks: [DefinitionAsk] { DefinitionAsk.list(of: concept, at: path, isConditional: isConditional) }
    /// What is asked for here alone; nil for what may be left out.
    var ask: DefinitionAsk? {
      concept.requirement == .required ? DefinitionAsk(concept, at: path, isConditional: isConditional) : nil
    }
  }

  /// Compares the parts of two groups, or the attributes of two fields.
  private mutating func compare(_ left: Side, _ right: Side) {
    var free = right.concept.parts
    for part in left.concept.parts {
      let mine = left.part(part)
      guard let index = Self.partner(of: part, among: free) else {
        leftOnly += mine.asks
        continue
      }
      let its = right.part(free.remove(at: index))
      pair(mine, its)
    }
    for part in free { rightOnly += right.part(part).asks }
  }

  /// Two concepts that one object in a file is to satisfy.
  private mutating func pair(_ left: Side, _ right: Side) {
    let asks = (left.ask, right.ask)
    let path = right.concept.name.isEmpty ? left.path : right.path
    if let conflict = Self.conflict(left.concept, right.concept, at: path) {
      if asks.0 != nil || asks.1 != nil { conflicts.append(conflict) }
      leftOnly += left.asks
      rightOnly += right.asks
      return
    }
    let areGroups = left.concept.kind == .group && right.concept.kind == .group
    if !areGroups || left.concept.parts.isEmpty || right.concept.parts.isEmpty {
      switch asks {
      case (let mine?, let its?): both.append(Shared(left: mine, right: its))
      case (let mine?, nil) where !areGroups: leftOnly.append(mine)
      case (nil, let its?) where !areGroups: rightOnly.append(its)
      default: break
      }
    }
    compare(left, right)
  }

  /// The concept that speaks of the same thing: one of the same name, else a group whose class alone is given.
  private static func partner(of concept: Concept, among others: [Concept]) -> Int? {
    let isAttribute = concept.kind == .attribute
    let comparable = others.indices.filter { (others[$0].kind == .attribute) == isAttribute }
    if !concept.name.isEmpty, let index = comparable.first(where: { others[$0].name == concept.name }) { return index }
    guard concept.kind == .group, let type = concept.type else { return nil }
    return comparable.first { index in
      others[index].kind == .group && others[index].type == type && (concept.name.isEmpty || others[index].name.isEmpty)
    }
  }
}

/// Where two concepts contradict each other.
extension DefinitionComparison {
  private static func conflict(_ left: Concept, _ right: Concept, at path: String) -> Conflict? {
    for (about, compare) in aspects {
      if let (mine, its) = compare(left, right) { return Conflict(path: path, about: about, left: mine, right: its) }
    }
    return nil
  }

  private typealias Contradiction = (String, String)

  private static let aspects: [(String, @Sendable (Concept, Concept) -> Contradiction?)] = [
    (
      "kind",
      { left, right in
        let kinds = [left, right].map { $0.kind == .link ? Concept.Kind.field : $0.kind == .choice ? .group : $0.kind }
        return kinds[0] == kinds[1] ? nil : (left.kind.rawValue, right.kind.rawValue)
      }
    ),
    (
      "class",
      { left, right in
        guard left.kind == .group, right.kind == .group, let mine = left.type, let its = right.type, mine != its,
          mine != "NXobject", its != "NXobject"
        else { return nil }
        return (mine, its)
      }
    ),
    (
      "type",
      { left, right in
        guard let mine = type(of: left), let its = type(of: right), mine.kinds.isDisjoint(with: its.kinds) else {
          return nil
        }
        return (mine.rawValue, its.rawValue)
      }
    ),
    (
      "values",
      { left, right in
        guard let mine = left.enumeration, let its = right.enumeration, !mine.isOpen, !its.isOpen,
          Set(mine.items).isDisjoint(with: its.items)
        else { return nil }
        return (words(mine.items), words(its.items))
      }
    ),
    (
      "unit",
      { left, right in
        guard let mine = left.units, let its = right.units, mine != its,
          case .quantities(let mineMeant, _)? = UnitCategory(mine),
          case .quantities(let itsMeant, _)? = UnitCategory(its),
          Set(mineMeant).isDisjoint(with: itsMeant)
        else { return nil }
        return (mine, its)
      }
    ),
    (
      "dimensions",
      { left, right in
        guard let mine = left.dimensions?.rank.flatMap({ Int($0) }),
          let its = right.dimensions?.rank.flatMap({ Int($0) }),
          mine != its
        else { return nil }
        return ("\(mine)", "\(its)")
      }
    ),
  ]

  /// The type of a field or attribute; nil where none is meant: of links, and of arrays that leave it out.
  private static func type(of concept: Concept) -> NeXusType? {
    guard concept.kind == .field || concept.kind == .attribute else { return nil }
    if concept.type == nil, concept.dimensions != nil { return nil }
    return NeXusType(rawValue: concept.type ?? "NX_CHAR")
  }

  private static func words(_ values: [String]) -> String { values.map { "\"\($0)\"" }.joined(separator: ", ") }
}
