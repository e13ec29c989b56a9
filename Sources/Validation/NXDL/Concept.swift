/// What a definition says about one name: a node of the tree that an NXDL file spells out.

/// A group, field, attribute, link or choice of a definition. What the file does not state stays nil: the defaults
/// depend on the category of the definition (rule S3).
public final class Concept: Sendable {
  /// The kinds of nodes.
  public enum Kind: String, Sendable {
    case group, field, attribute, link, choice
  }

  /// How often something may occur.
  public enum Bound: Sendable, Hashable {
    case times(Int)
    case unbounded
  }

  /// Whether something has to be there.
  public enum Requirement: Sendable, Hashable {
    case required, recommended, optional
  }

  /// What is stated about the number of occurrences.
  struct Occurrence: Sendable {
    var minimum: Int?
    var maximum: Bound?
    var isOptional: Bool?
    var isRecommended: Bool?
  }

  public let kind: Kind
  /// The name as written; empty for a group without a name.
  public let name: String
  let nameType: ConceptName
  /// The class of a group, the data type of a field or attribute; nil when not stated.
  public let type: String?
  let units: String?
  let occurrence: Occurrence
  let deprecated: String?
  let enumeration: Enumeration?
  let dimensions: Dimensions?
  /// Where a link is to lead.
  let target: String?
  /// True when an application definition states it: then not stating anything means required.
  let isApplication: Bool
  /// Where it is stated: `NXxas.nxdl.xml:57`.
  public let source: String
  /// Groups, fields, links and choices.
  let members: [Concept]
  let attributes: [Concept]
  let index: ConceptIndex

  init(
    kind: Kind, name: String, nameType: ConceptName, type: String?, units: String?, occurrence: Occurrence,
    deprecated: String?, enumeration: Enumeration?, dimensions: Dimensions?, target: String?, isApplication: Bool,
    source: String, members: [Concept], attributes: [Concept]
  ) {
    self.kind = kind
    self.name = name
    self.nameType = nameType
    self.type = type
    self.units = units
    self.occurrence = occurrence
    self.deprecated = deprecated
    self.enumeration = enumeration
    self.dimensions = dimensions
    self.target = target
    self.isApplication = isApplication
    self.source = source
    self.members = members
    self.attributes = attributes
    index = ConceptIndex(members)
  }

  /// Explicit `minOccurs` counts before `optional`, that before `recommended`; the category decides the rest (S3, S4).
  public var requirement: Requirement {
    let milder: Requirement = occurrence.isRecommended == true ? .recommended : .optional
    if let minimum = occurrence.minimum { return minimum > 0 ? .required : milder }
    if let isOptional = occurrence.isOptional { return isOptional ? milder : .required }
    if occurrence.isRecommended == true { return .recommended }
    return isApplication ? .required : .optional
  }

  /// The fewest instances that satisfy the definition.
  var minimum: Int { requirement == .required ? max(1, occurrence.minimum ?? 1) : 0 }

  /// The most instances: one of a name that is fixed, else any number unless stated.
  var maximum: Bound { occurrence.maximum ?? (nameType.isFixed ? .times(1) : .unbounded) }
}

/// The values that a field or attribute may have.
struct Enumeration: Sendable, Hashable {
  var items: [String]
  /// True when others are allowed, which `custom` then has to announce.
  var isOpen: Bool
}

/// The shape that a definition asks for.
struct Dimensions: Sendable, Hashable {
  /// As written: a number, a symbol, a sum of symbols or free text; nil when not stated.
  var rank: String?
  var sizes: [Size]

  struct Size: Sendable, Hashable {
    /// Counted from 1.
    var index: Int
    /// A number or a symbol; nil when the size follows from `reference`.
    var value: String?
    var isRequired: Bool
    var reference: Reference?
  }

  /// A length that follows from another field (rule M7).
  struct Reference: Sendable, Hashable {
    /// The other field: from the group of this one, or from the entry when it begins with `/`.
    var path: String
    /// The dimension of the other field, counted from 1.
    var index: Int
    /// What is added to its length.
    var increment: Int
  }
}

/// The members of a group by name.
struct ConceptIndex: Sendable {
  /// Members with a fixed name; a group and a field may share one.
  let fixed: [String: [Concept]]
  /// Members whose name is free or partly free, the most telling first.
  let free: [Concept]
  /// Of these the groups and choices, and the rest.
  let freeGroups: [Concept]
  let freeFields: [Concept]

  init(_ members: [Concept]) {
    var fixed: [String: [Concept]] = [:]
    var free: [Concept] = []
    for member in members {
      if member.nameType.isFixed { fixed[member.name, default: []].append(member) } else { free.append(member) }
    }
    self.fixed = fixed
    self.free = free.enumerated().sorted {
      let lengths = ($0.element.nameType.literalLength, $1.element.nameType.literalLength)
      return lengths.0 == lengths.1 ? $0.offset < $1.offset : lengths.0 > lengths.1
    }.map(\.element)
    freeGroups = self.free.filter { $0.kind == .group || $0.kind == .choice }
    freeFields = self.free.filter { $0.kind == .field || $0.kind == .link }
  }
}
