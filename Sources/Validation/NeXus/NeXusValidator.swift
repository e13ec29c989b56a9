/// NeXus files against the definitions: the heart of `validate`.
public import DataModel
import Formats
public import HDF5

/// Validates NeXus files. One validator serves many files: definitions are read once.
public final class NeXusValidator {
  private let library: DefinitionLibrary
  private let rules: NeXusRules
  private let disabled: Set<String>
  private let asked: [String]
  private let isDeep: Bool
  private let isPhysicsAskedFor: Bool
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

    /// Nothing found.
    public static var empty: Outcome { Outcome(findings: [], definitions: []) }
  }

  /// A validator with the definitions of `library`. `asked` are definitions that every entry is held against whatever
  /// it claims; a deep validation reads every chunk of every array. Where physics is asked for, entries are taken for
  /// X-ray absorption, and what is unlikely is a warning. Rules whose codes are `disabled` are not checked.
  public init(
    library: DefinitionLibrary, asked: [String] = [], isDeep: Bool = false, isPhysicsAskedFor: Bool = false,
    disabled: Set<String> = []
  ) {
    self.isPhysicsAskedFor = isPhysicsAskedFor
    self.library = library
    self.asked = asked
    self.isDeep = isDeep
    self.disabled = disabled
    rules = NeXusRules(without: disabled)
    scopes = ScopeStore(library)
  }

  /// Validates an open file. Throws when not even its root can be read.
  public func validate(_ source: File) throws(HDF5Error) -> Outcome {
    validate(try Survey(of: source))
  }

  /// Validates a file that has been walked through.
  public func validate(_ survey: Survey) -> Outcome {
    let file = NeXusFile(survey, library: library)
    var report = RuleReport()
    if survey.wasLeftOpenForWriting {
      report.add(NeXusFinding.leftOpen, nil, "the program that wrote the file did not close it", at: "/")
    }
    report.check(FileInstance(file: file, library: library, isDeep: isDeep), against: rules.files)
    let entries = EntryRules(file: file, library: library, scopes: scopes, asked: asked, disabled: disabled)
    let found = entries.entries(report: &report)
    for entry in found {
      let state = EntryState(
        path: entry.path, object: entry.object, definitions: entry.claims.map(\.definition), scopes: scopes)
      var validation = EntryValidation(file: file, rules: rules, entry: state)
      validation.run(
        entry.object, at: entry.path, concepts: entry.claims.map(\.concept), preferring: entry.claims.first?.set,
        report: &report)
      if let view = SpectrumView.view(of: state, in: file, isAskedFor: isPhysicsAskedFor) {
        for finding in PhysicsProfile.check(view, isAskedFor: isPhysicsAskedFor) where !disabled.contains(finding.code)
        {
          report.add(finding)
        }
      }
    }
    // What lies beside the entries is held against base classes only.
    let state = EntryState(path: "/", object: Survey.root, definitions: [], scopes: scopes)
    var validation = EntryValidation(file: file, rules: rules, entry: state, leavingOut: Set(found.map(\.object)))
    validation.run(Survey.root, at: "/", concepts: [], preferring: nil, report: &report)
    var names: [String] = []
    for claim in found.flatMap(\.claims) where !names.contains(claim.definition.name) {
      names.append(claim.definition.name)
    }
    return Outcome(findings: Self.unique(library.takeProblems() + report.findings), definitions: names)
  }

  /// One fault may be met on several ways.
  private static func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }
}
