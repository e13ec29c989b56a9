/// `edgewise diff`
import ArgumentParser
import DataModel
import Workflow

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare what two files say, whatever their formats.",
    discussion: """
      Measurements are compared in their order, channels by name, metadata by key; names, sizes and formats of the \
      files do not count. Without tolerances numbers are compared bit for bit. \
      A metadata document has no values: that is a difference, which says whether the checksums agree.

      Examples:
        edgewise diff cu.xdi cu.nxs
        edgewise diff a.h5::/entry1 b.h5::/entry1 --rtol 1e-9
        edgewise diff a.xdi b.xdi --ignore Scan.start_time --ignore Facility.current

      Exit code 0 when they are equal, 1 when they differ, 3 when one cannot be read.
      """)

  @Argument(help: ArgumentHelp("The first input.", valueName: "a"), completion: .file())
  var first: String

  @Argument(help: ArgumentHelp("The second input.", valueName: "b"), completion: .file())
  var second: String

  @Option(help: ArgumentHelp("Relative tolerance of numbers.", valueName: "x"))
  var rtol = 0.0

  @Option(help: ArgumentHelp("Absolute tolerance of numbers.", valueName: "x"))
  var atol = 0.0

  @Option(help: ArgumentHelp("A metadata key, channel or part that does not count; may be repeated.", valueName: "key"))
  var ignore: [String] = []

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func validate() throws {
    guard rtol >= 0, rtol.isFinite else { throw ValidationError("--rtol: a number, zero or greater.") }
    guard atol >= 0, atol.isFinite else { throw ValidationError("--atol: a number, zero or greater.") }
    if first == "-", second == "-" { throw ValidationError("Standard input can be read only once.") }
  }

  func run() throws {
    report.apply()
    var options = ComparisonOptions(relativeTolerance: rtol, absoluteTolerance: atol, ignoredKeys: Set(ignore))
    options.absentValues = .differWithChecksum
    let comparison = DocumentComparison(reading: try reading.options(), comparison: options)
    let names = [first, second]
    let answer = comparison.run(
      InputAddress(parsing: first), InputAddress(parsing: second), limits: worker.limits,
      progress: { state in Console.shared.show(state) { _ in names.joined(separator: " ") } })
    switch report.format {
    case .json: Console.shared.print(answer.json())
    case .text:
      Console.shared.print(answer.lines(style: Console.shared.outputStyle))
      complain(about: answer.findings)
    }
    try finish(answer.status)
  }
}
