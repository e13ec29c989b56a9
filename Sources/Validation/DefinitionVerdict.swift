/// Whether a file satisfies one of several definitions.
public import DataModel

/// What holding a file against one definition gave, where there are two or more.
public struct DefinitionVerdict: Sendable, Hashable {
  /// The definition as it was asked for, or as the file names it.
  public var definition: String
  /// The findings that it alone gave, or it and some but not all of the others. What the file as a whole is found to
  /// lack, and what all definitions ask for, is not among them.
  public var own: [Finding]
  /// Valid or invalid; the findings of the whole file count for each definition.
  public var verdict: ValidationResult.Verdict
  /// How many findings of each severity count for the definition.
  public var counts: FindingCounts

  /// A verdict from its parts.
  public init(definition: String, own: [Finding], verdict: ValidationResult.Verdict, counts: FindingCounts) {
    self.definition = definition
    self.own = own
    self.verdict = verdict
    self.counts = counts
  }

  /// A verdict from all findings of a file, those of all definitions among them.
  public init(_ outcome: DefinitionOutcome, of findings: [Finding], besides all: [DefinitionOutcome], isStrict: Bool) {
    let mine = Set(outcome.own)
    let others = Set(all.flatMap(\.own)).subtracting(mine)
    let counting = findings.filter { !others.contains($0) }
    definition = outcome.definition
    own = counting.filter(mine.contains)
    counts = FindingCounts(counting)
    let isBad = counts[.error] > 0 || isStrict && counts[.warning] > 0
    verdict = isBad ? .invalid : .valid
  }
}

/// The findings of one definition, before it is known which of them count.
public struct DefinitionOutcome: Sendable, Hashable {
  public var definition: String
  public var own: [Finding]

  /// An outcome from its parts.
  public init(definition: String, own: [Finding]) {
    self.definition = definition
    self.own = own
  }
}
