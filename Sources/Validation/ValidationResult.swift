/// What became of one file that was validated.
public import DataModel

/// The verdict on one file, and what led to it.
public struct ValidationResult: Sendable, Hashable {
  /// The answers to the question whether a file is sound.
  public enum Verdict: String, Sendable, CaseIterable {
    /// No finding of severity error (with `isStrict`, no warning either).
    case valid
    case invalid
    /// The file could not be read at all.
    case unreadable
  }

  /// The name of the file as it was given.
  public var file: String
  public var verdict: Verdict
  /// The id of the format; nil when it was not recognised.
  public var format: String?
  /// The application definitions that the file was held against, in the order of the file.
  public var definitions: [String]
  /// What was found, in the order of the file.
  public var findings: [Finding]
  /// Whether the file satisfies each definition, where it was held against two or more.
  public var byDefinition: [DefinitionVerdict] = []

  /// A result from its parts.
  public init(
    file: String, verdict: Verdict, format: String? = nil, definitions: [String] = [], findings: [Finding] = []
  ) {
    self.file = file
    self.verdict = verdict
    self.format = format
    self.definitions = definitions
    self.findings = findings
  }

  /// A result whose verdict follows from the findings.
  public init(
    judging findings: [Finding], of file: String, format: String?, definitions: [String] = [],
    byDefinition outcomes: [DefinitionOutcome] = [], isStrict: Bool = false
  ) {
    let isBad = findings.contains { $0.severity == .error || isStrict && $0.severity == .warning }
    self.init(
      file: file, verdict: isBad ? .invalid : .valid, format: format, definitions: definitions, findings: findings)
    byDefinition = outcomes.map { DefinitionVerdict($0, of: findings, besides: outcomes, isStrict: isStrict) }
  }
}

extension ValidationResult {
  /// The definitions that a finding is the own of: some, but not all; empty for what concerns them all, or the file.
  public func definitions(thatGave finding: Finding) -> [String] {
    byDefinition.filter { $0.own.contains(finding) }.map(\.definition)
  }
}
