/// `edgewise validate`
import ArgumentParser
import Bytes
import DataModel
import Formats
import Validation
import Workflow

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check files against their formats, definitions and schemas.",
    discussion: """
      Each file gets a verdict: valid, invalid (an error was found; with --strict a warning too), or unreadable. What a \
      file is, its content decides.

      NeXus files are held against the definition that each entry names, and everything in them against the base \
      classes: what has to be there, types, units, shapes, links, the default plot, and the file itself. --definition \
      names others: NXxas, fairmat:NXxas, SET/NAME; given twice, each gets its own verdict, and edgewise explain NXxas \
      fairmat:NXxas says what satisfies both. --profile xas asks whether the data can be X-ray absorption: energies, \
      edge, signals. Absorption spectra are asked that anyway; the profile makes what is unlikely a warning.

      XML documents are held against the schema at hand for their root element. edgewise schemas list shows schemas and \
      definitions; nothing is ever fetched. Notes are only counted in the text unless --verbose; every other form has \
      them. edgewise explain CODE says more about a finding.

      A suppression file lists findings that do not count:
        # patterns: * any text without /, ** any text
        [XML-SCHEMA]
        path = /resource/rights*
        file = *.xml
        reason = the repository adds it
        expires = 2027-03-31
      Only the code and the reason are needed. Why a file cannot be read is never suppressed.

      Examples:
        edgewise validate scan.nxs
        edgewise validate -r beamtime/ --strict --profile xas
        edgewise validate scan.nxs --definition NXxas --definition fairmat:NXxas
        edgewise validate scan.nxs --definitions my-definitions/ --deep
        edgewise validate datacite.xml --definitions datacite/kernel-4.7
        edgewise validate -r archive/ --suppress known.txt --format html -o report.html
        edgewise validate -r . --format sarif > edgewise.sarif

      Exit code 0 when all files are valid, 1 when one is invalid, 3 when one cannot be read.
      """)

  @Argument(
    help: ArgumentHelp("Files to validate; - is standard input.", valueName: "path"), completion: .file())
  var paths: [String]

  @Flag(name: [.short, .long], help: "Validate all files in folders, and in the folders inside them.")
  var recursive = false

  @OptionGroup var definitions: DefinitionArguments

  @Option(
    help: ArgumentHelp(
      "Hold files against this definition or schema, whatever they name; may be repeated.", valueName: "name"))
  var definition: [String] = []

  @Option(
    help: ArgumentHelp("Check what the data say too, by a profile of the field.", valueName: "name"),
    completion: .list(ValidationProfile.all.map(\.id)))
  var profile: String?

  @Flag(help: "Read the values of all arrays too, and say which cannot be read.")
  var deep = false

  @Option(
    help: ArgumentHelp(
      "Links to other HDF5 files that are followed: off, those in the folder of the file and below, or any.",
      valueName: "reach"))
  var externalLinks: ExternalLinkPolicy.Reach = .any

  @Option(help: ArgumentHelp("How many such files may lead to each other in a row.", valueName: "n"))
  var externalDepth = ExternalLinkPolicy.defaultDepth

  @Flag(help: "Warnings make a file invalid.")
  var strict = false

  @Option(help: ArgumentHelp("List at most this many findings of a file; the verdict counts all.", valueName: "n"))
  var maxFindings: Int?

  @Option(help: ArgumentHelp("Findings that do not count.", valueName: "file"), completion: .file())
  var suppress: String?

  @Option(help: ArgumentHelp("The form of the report.", valueName: "form"))
  var format: ValidationForm = .text

  @Option(
    name: [.short, .long], help: ArgumentHelp("Write the report to a file.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("What to do with a report that exists.", valueName: "policy"))
  var onExist: ExistingOutputPolicy = .fail

  @Flag(name: [.short, .long], help: "Show notes too, and every place of a finding.")
  var verbose = false

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  @OptionGroup var worker: WorkerArguments

  func validate() throws {
    if let maxFindings, maxFindings < 0 { throw ValidationError("--max-findings: a number, zero or greater.") }
    let depths = ExternalLinkPolicy.depths
    if !depths.contains(externalDepth) {
      throw ValidationError("--external-depth: a number from \(depths.lowerBound) to \(depths.upperBound).")
    }
    guard let profile, ValidationProfile.named(profile) == nil else { return }
    let known = ValidationProfile.all.map(\.id)
    let list = known.isEmpty ? "" : " Profiles: \(known.joined(separator: ", "))."
    throw ValidationError("--profile: there is no profile '\(profile)'.\(list)")
  }

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    try checkDefinitions()
    let suppressions = try suppress.map(Self.suppressions)
    let entries = InputList.expand(paths, recursive: recursive)
    let file = output.flatMap { $0 == "-" ? nil : ReportFile($0, policy: onExist) }
    if let objection = file?.objection(inputs: entries) {
      complain(about: [objection])
      try finish(.unwritable)
    }
    let options = ValidationOptions(
      folders: definitions.folders, definitions: definition, profile: profile, isDeep: deep,
      externalLinks: ExternalLinkPolicy(externalLinks, depth: externalDepth), isStrict: strict,
      maximumFindings: maxFindings)
    var printer = ValidationPrinter(format, isVerbose: verbose, file: file, suppresses: suppressions != nil)
    var status = ExitStatus.done
    let findings = ValidationRun(options, suppressions: suppressions).run(
      entries, limits: worker.limits,
      progress: { state in Console.shared.show(state) { entries[$0].address.description } },
      finished: { entry in
        status = status.combined(with: entry.result.status)
        printer.add(entry)
      })
    if strict, findings.contains(where: { $0.severity == .warning }) { status = status.combined(with: .found) }
    try finish(status.combined(with: try printer.end(findings)))
  }

  /// A name that nothing at hand has would silently check less than was asked for.
  private func checkDefinitions() throws {
    guard !definition.isEmpty else { return }
    let sets = definitions.folders.sets()
    let known = sets.flatMap { set in
      set.documents.filter { $0.kind != .json }.flatMap { [$0.name, "\(set.name)/\($0.name)"] }
    }
    for name in definition where !known.contains(name) && !DefinitionName(name).isKnown(in: sets) {
      let nearest = Spelling.nearest(3, to: name, among: Array(Set(known + XASFamily.all.map(\.id))))
      let hint =
        nearest.isEmpty ? "edgewise schemas list shows what is." : "Nearest: \(nearest.joined(separator: ", "))."
      throw ValidationError("--definition: nothing called '\(name)' is at hand. \(hint)")
    }
  }

  private static func suppressions(_ name: String) throws -> Suppressions {
    do {
      return try Suppressions(reading: try ByteSource(name))
    } catch let error as SuppressionError {
      throw ValidationError("--suppress: \(error.description)")
    } catch let error as FileError where error.kind == .empty {
      return Suppressions(file: name, all: [])
    } catch let error as FileError {
      throw ValidationError("--suppress: \(error.description)")
    }
  }
}

/// Prints a validation: text as it comes, everything else at the end.
private struct ValidationPrinter {
  private let form: ValidationForm
  private let file: ReportFile?
  private var text: ValidationText
  private var report: ValidationReport

  init(_ form: ValidationForm, isVerbose: Bool, file: ReportFile?, suppresses: Bool) {
    self.form = form
    self.file = file
    var style = Console.shared.outputStyle
    if file != nil { style.isColored = false }
    text = ValidationText(style: style, isVerbose: isVerbose)
    report = ValidationReport(suppresses: suppresses)
  }

  mutating func add(_ entry: ValidationReport.Entry) {
    guard form == .text, file == nil else { return report.add(entry) }
    report.count(entry)
    Console.shared.print(text.lines(for: entry))
    Console.shared.flush()
  }

  /// Ends the report. The status says whether it could be written.
  mutating func end(_ findings: [Finding]) throws -> ExitStatus {
    report.findings = findings
    guard form != .text || file != nil else {
      Console.shared.print(text.lines(for: report.summary, findings: findings))
      return .done
    }
    let bytes = try form.bytes(report, text: text)
    guard let file else {
      Console.shared.print(bytes)
      return .done
    }
    do throws(FileError) {
      try file.write(bytes)
    } catch {
      Console.shared.complain(["edgewise: \(error.description)"])
      return .unwritable
    }
    Console.shared.complain([ValidationText.words(for: report.summary)])
    return .done
  }
}
