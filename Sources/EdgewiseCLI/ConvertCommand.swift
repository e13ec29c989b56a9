/// `edgewise convert`
import ArgumentParser
import Formats
import Workflow

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert files, and list exactly what the target format cannot hold.",
    discussion: """
      OUT is a file, or a folder: when it ends with /, when it is one, or when several inputs go to a format that holds \
      one measurement in a file. Its ending chooses the format unless --to does. NeXus takes the measurements of all \
      inputs in one file. What the format cannot hold is listed as LOSS-... findings; NeXus holds everything.

      Examples:
        edgewise convert cu.xdi -o cu.nxs --verify
        edgewise convert *.xdi -o beamtime.nxs
        edgewise convert -r scans/ -o by-edge/ --to nexus --group-by element
        edgewise convert beamtime.nxs -o ascii/ --to xdi
        edgewise convert cu.nxs -o cu.meta.xml
        edgewise convert cu.nxs -o corrected.nxs --metadata cu.meta.xml
        edgewise convert -r scans/ -o nexus/ --to nexus --on-exist update
        gzip -dc cu.xdi.gz | edgewise convert - -o - --to columns
      """)

  @OptionGroup var input: InputArguments

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Output file or folder; - is standard output.", valueName: "out"), completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp("The format to write.", valueName: "id"),
    completion: .list(FormatRegistry.all.filter { $0.writer != nil }.map(\.id)))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "The application definition to write, such as NXxas_trans or fairmat:NXxas; none for none. "
        + "edgewise explain NXxas lists them.", valueName: "name"),
    completion: .list(XASFamily.all.map(\.id) + ["none"]))
  var definition: String?

  @Option(
    help: ArgumentHelp(
      "Apply the changes of an edited .meta.xml that was written from these data.", valueName: "file"),
    completion: .file(extensions: ["meta.xml"]))
  var metadata: String?

  @Option(
    help: ArgumentHelp(
      "One output for each value of KEY: \(GroupKey.names.joined(separator: ", ")), or a metadata key.",
      valueName: "key"),
    completion: .list(GroupKey.names))
  var groupBy: String?

  @Flag(help: "Add the energy shifts that a project states (bkg_eshift) to its energies, and record it.")
  var applyShift = false

  @Flag(help: "Read each output back and compare it with what was to be written.")
  var verify = false

  @Flag(help: "Read the inputs and list the losses, but write nothing.")
  var dryRun = false

  @Flag(help: "Losses and warnings make the exit code 1.")
  var strict = false

  @Option(help: ArgumentHelp("What to do with an output that exists.", valueName: "policy"))
  var onExist: ExistingOutputPolicy = .fail

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func run() throws {
    report.apply()
    let target = try targetFormat()
    let entries = input.entries
    let plan: ConversionPlan
    do throws(ConversionPlanError) {
      plan = try ConversionPlan(entries, output: output, target: target, groupKey: groupBy.map { GroupKey($0) })
    } catch {
      throw ValidationError(error.description)
    }
    let options = ConversionOptions(
      target: target, reading: try reading.options(),
      writing: WritingOptions(definition: definition, time: ConversionTime.now()), existing: onExist,
      verifies: verify, isDryRun: dryRun, metadata: metadata, appliesShifts: applyShift)
    var printer = ConversionPrinter(form: report.format, isData: output == "-")
    var status = ExitStatus.done
    Conversion(plan: plan, options: options).run(
      limits: worker.limits,
      progress: { state in Console.shared.show(state) { plan.jobName($0) } },
      report: { row in
        status = status.combined(with: row.exitStatus(strict: strict))
        printer.add(row)
      })
    printer.end()
    try finish(status)
  }

  private func targetFormat() throws -> Format {
    if let to { return try FormatArgument.format(to, option: "--to") }
    if output == "-" { throw ValidationError("-o -: say with --to which format to write.") }
    if let format = FormatRegistry.format(forOutput: output) { return format }
    let endings = FormatRegistry.all.filter { $0.writer != nil }.flatMap(\.extensions)
    throw ValidationError(
      "No format is written with the ending of '\(output)'. Choose one with --to, or one of these endings: "
        + endings.joined(separator: " "))
  }
}

/// Prints the report of a conversion as it comes; what goes to standard output as data is not mixed with it.
private struct ConversionPrinter {
  private let form: ReportArguments.Form
  private let isData: Bool
  private var text: ConversionText
  private var json = ConversionJSON()

  init(form: ReportArguments.Form, isData: Bool) {
    self.form = form
    self.isData = isData
    text = ConversionText(style: isData ? Console.shared.errorStyle : Console.shared.outputStyle)
  }

  mutating func add(_ row: OutputReport) {
    if let bytes = row.text { Console.shared.print(bytes) }
    switch form {
    case .json: emit(json.add(row))
    case .text:
      emit(text.lines(for: row))
      Console.shared.complain(text.diagnostics(for: row))
    }
    Console.shared.flush()
  }

  mutating func end() {
    switch form {
    case .json: emit(json.finish())
    case .text: emit(text.summary.map { [$0] } ?? [])
    }
  }

  private func emit(_ lines: [String]) {
    if isData { Console.shared.complain(lines) } else { Console.shared.print(lines) }
  }

  private func emit(_ bytes: [UInt8]) {
    guard isData else { return Console.shared.print(bytes) }
    Console.shared.complain(raw: bytes)
  }
}
