/// NeXus files against the definitions: the heart of `validate`.
public import DataModel
import Formats
public import HDF5

/// Validates NeXus files. One validator serves many files: definitions are read once.
public final class NeXusValidator {
  private let library: DefinitionLibrary
  private let rules: NeXusRules
  private let disabled: Set<String>
  private let asked: [DefinitionName]
  private let isDeep: Bool
  private let isPhysicsAskedFor: Bool
  private let externalLinks: ExternalLinkPolicy
  private let scopes: ScopeStore

  /// What is said of a file that cannot be opened.
  public static let unopenable = FindingCode(
    "NX-H1", .error, "The file cannot be opened as HDF5: it is something else, cut off, or damaged at its root.",
    example: "a file whose second half was lost while it was copied",
    cure: "Fetch the file again from where it was recorded.", isPartialRead: true)

  /// What was found in a file.
  public struct Outcome: Sendable {
    public var findings: [Finding]
    /// The application definitions that entries were held against, each once, in the order of the file.
    public var definitions: [String]
    /// What is the own of each definition, where there are two or more.
    public var byDefinition: [DefinitionOutcome] = []

    /// Nothing found.
    public static var empty: Outcome { Outcome(findings: [], definitions: []) }
  }

  /// A validator with the definitions of `library`. `asked` are definitions that every entry is held against whatever
  /// it claims; a deep validation reads every chunk of every array. Where physics is asked for, entries are taken for
  /// X-ray absorption, and what is unlikely is a warning. Links to other files are followed as `externalLinks` says. Rules whose codes are `disabled` are not checked.
  public init(
    library: DefinitionLibrary, asked: [DefinitionName] = [], isDeep: Bool = false, isPhysicsAskedFor: Bool = false,
    externalLinks: ExternalLinkPolicy = ExternalLinkPolicy(), disabled: Set<String> = []
  ) {
    self.externalLinks = externalLinks
    self.isPhysicsAskedFor = isPhysicsAskedFor
    self.library = library
    // The second mention of a definition, by another of its names, is the first one again.
    self.asked = asked.enumerated().filter { index, name in !asked[..<index].contains { $0.label == name.label } }.map(
      \.element)
    self.isDeep = isDeep
    self.disabled = disabled
    rules = NeXusRules(without: disabled)
    scopes = ScopeStore(library)
  }

  /// Validates an open file. Throws when not even its root can be read.
  public func validate(_ source: File) throws(HDF5Error) -> Outcome {
    validate(try Survey(of: source, following: externalLinks.links))
  }

  /// Validates a file that has been walked through.
  public func validate(_ survey: Survey) -> Outcome {
    let file = NeXusFile(survey, library: library)
    var report = RuleReport()
    report.check(FileInstance(file: file, isDeep: isDeep), against: rules.files)
    let entries = EntryRules(file: file, library: library, scopes: scopes, asked: asked, disabled: disabled)
    let found = entries.entries(report: &report)
    var labels: [String] = []
    for claim in found.flatMap(\.claims) where !labels.contains(claim.label) { labels.append(claim.label) }
    if !asked.isEmpty {
      let held = Set(labels)
      labels = asked.map(\.label).filter(held.contains)
    }
    var runs = DefinitionRuns()
    for label in labels where labels.count > 1 {
      var own = RuleReport()
      let held = found.filter { entry in entry.claims.contains { $0.label == label } }
      for entry in held { check(entry, entry.claims.filter { $0.label == label }, file, &own) }
      runs.add(label, own.findings, at: held.map(\.path))
    }
    for entry in found where labels.count < 2 || entry.claims.isEmpty { check(entry, entry.claims, file, &report) }
    let sorted = runs.sorted()
    for finding in sorted.findings { report.add(finding) }
    // What lies beside the entries is held against base classes only.
    let state = EntryState(path: "/", object: Survey.root, definitions: [], scopes: scopes)
    var validation = EntryValidation(file: file, rules: rules, entry: state, leavingOut: Set(found.map(\.object)))
    validation.run(Survey.root, at: "/", concepts: [], preferring: nil, report: &report)
    return Outcome(
      findings: Self.unique(library.takeProblems() + report.findings), definitions: labels,
      byDefinition: sorted.outcomes)
  }

  /// Holds an entry against these of its claims, and its data against physics.
  private func check(
    _ entry: EntryRules.Entry, _ claims: [EntryRules.Claim], _ file: NeXusFile, _ report: inout RuleReport
  ) {
    let state = EntryState(
      path: entry.path, object: entry.object, definitions: claims.map(\.definition), scopes: scopes)
    var validation = EntryValidation(file: file, rules: rules, entry: state)
    validation.run(
      entry.object, at: entry.path, concepts: claims.map(\.concept), preferring: claims.first?.set, report: &report)
    guard let view = SpectrumView.view(of: state, in: file, isAskedFor: isPhysicsAskedFor) else { return }
    for finding in PhysicsProfile.check(view, isAskedFor: isPhysicsAskedFor) where !disabled.contains(finding.code) {
      report.add(finding)
    }
  }

  /// One fault may be met on several ways.
  private static func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }
}
