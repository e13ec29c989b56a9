/// The rules of NeXus that have no code of their own: how definitions are read, and what follows for the others.

/// A rule that shows by the findings of other rules.
public struct NeXusRule: Sendable, Hashable {
  /// `NX-P7`.
  public let id: String
  /// What it says, and what is done about it.
  public let text: String
  /// The finding codes by which it shows; empty for a rule that only keeps others quiet.
  public let shownBy: [String]

  init(_ id: String, _ text: String, _ shownBy: String...) {
    self.id = id
    self.text = text
    self.shownBy = shownBy
  }

  /// The rule of this id, in any case; nil when there is none.
  public static func named(_ id: String) -> NeXusRule? { all.first { $0.id == id.uppercased() } }

  /// Every rule without a code of its own.
  public static let all: [NeXusRule] = definitions + entries + names + shapes

  private static let definitions: [NeXusRule] = [
    NeXusRule(
      "NX-S2",
      "Every finding about a definition names its file and line. A definition that cannot be read is reported, and "
        + "the others are used.",
      "NXDL-UNUSABLE"),
    NeXusRule(
      "NX-S3",
      "In an application definition everything is required unless it says otherwise; in a base class everything is "
        + "optional. The defaults that the schema nxdl.xsd fills in say something else and are not used.",
      "NX-P1"),
    NeXusRule(
      "NX-S4",
      "Where a definition states several things about how often something occurs, minOccurs counts first, then "
        + "optional, then recommended.",
      "NX-P1", "NX-P4"),
    NeXusRule(
      "NX-S5",
      "A definition that extends another one asks for all that the other one asks for. It may ask for more, and for "
        + "less only where it names the thing again.",
      "NX-P1", "NXDL-UNUSABLE"),
    NeXusRule(
      "NX-S6",
      "What an application definition leaves unsaid about a field (type, unit, list of values, shape) is taken from the "
        + "base class of the group; whether it is required never is.",
      "NX-T1", "NX-U1", "NX-U3", "NX-C1", "NX-C2"),
    NeXusRule(
      "NX-S7", "A group whose class extends the class that is asked for satisfies the definition.", "NX-P1", "NX-P6"),
  ]

  private static let entries: [NeXusRule] = [
    NeXusRule(
      "NX-E4", "The attributes of the root are optional; where file_time is there, it is an ISO 8601 time.", "NX-D1",
      "NX-F1"),
    NeXusRule(
      "NX-P2",
      "What is required inside something that may be left out counts only where that is there. Of a missing group only "
        + "the group is reported, not all that it would hold.",
      "NX-P1"),
    NeXusRule(
      "NX-P3", "Every group that stands for something in the definition is checked, not only the first one.", "NX-P1",
      "NX-P4"),
    NeXusRule(
      "NX-P7",
      "Which group or field stands for what: a name that is given decides; then the name of which most is given, then "
        + "the class alone. Each stands for one thing, and they are dealt out so that as much as possible is satisfied.",
      "NX-P1", "NX-P4", "NX-P6"),
    NeXusRule(
      "NX-C3", "Attributes have lists of values too, those of base classes among them.", "NX-C1", "NX-C2"),
  ]

  private static let names: [NeXusRule] = [
    NeXusRule(
      "NX-N2",
      "A definition fixes a name, frees it, or frees a part of it. Definitions from before 2024 write free names in "
        + "capitals without saying so: these are taken as free.",
      "NX-P1", "NX-S9"),
    NeXusRule(
      "NX-N3",
      "In a partly free name each run of capitals stands for any letters, digits, underscores and periods, also for "
        + "none. The rest has to agree to the letter: energyK and energy_l3 fit energyEDGE, EnergyK does not.",
      "NX-P1", "NX-S9"),
    NeXusRule(
      "NX-U4",
      "The unit of a transformation follows from its kind: a length for a translation, an angle for a rotation.",
      "NX-U3"),
    NeXusRule(
      "NX-U5",
      "Where a definition gives an example in place of a kind of unit (eV/mm), any unit that can be converted "
        + "into it will do.", "NX-U3"),
    NeXusRule(
      "NX-U6",
      "The field's own spellings are understood: counts, degrees, angstrom and the like. Arbitrary units pass where any "
        + "unit does, and where counts are meant.",
      "NX-U2", "NX-U3"),
  ]

  private static let shapes: [NeXusRule] = [
    NeXusRule(
      "NX-M2",
      "A rank that the definition gives as free text or by a symbol that it does not declare asks for nothing.",
      "NX-M1"),
    NeXusRule(
      "NX-M5", "Dimensions that the definition calls not required may be missing, from the last one on.", "NX-M1"),
    NeXusRule(
      "NX-M6",
      "Where the rank is a symbol and the array has fewer dimensions than the definition lists, the last ones are "
        + "meant: intensity may be one spectrum, or a stack of them.",
      "NX-M3", "NX-M4"),
    NeXusRule("NX-X10", "An axis of NXdata may have several dimensions, such as a map of positions.", "NX-X5", "NX-X6"),
  ]
}
