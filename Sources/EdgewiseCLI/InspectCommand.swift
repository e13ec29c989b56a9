/// `edgewise inspect`
import ArgumentParser
import Workflow

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a file holds: channels, signals, metadata, findings.",
    discussion: """
      Values are reported as stored: units are not converted, shifts not applied. The text has a small plot of the \
      default signal; of several spectra it shows the first and the last. The JSON has everything but the values of \
      the channels, which --values adds as nested rows.

      Examples:
        edgewise inspect cu.xdi
        edgewise inspect beamtime.nxs::/entry3 --all-metadata
        edgewise inspect map.nxs --format json --values > map.json
        edgewise inspect -r scans/ --format json

      Exit code 1 when a part of a file could not be read, 3 when all of it could not.
      """)

  @OptionGroup var input: InputArguments

  @Flag(help: "Add the values of all channels to the JSON.")
  var values = false

  @Flag(
    name: [.short, .long, .customLong("all-metadata")],
    help: "Shorten nothing: all metadata, measurements, channels and findings.")
  var verbose = false

  @Flag(help: "Draw with ASCII only, whatever the terminal can show.")
  var ascii = false

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func validate() throws {
    if values, report.format != .json { throw ValidationError("--values needs --format json.") }
  }

  func run() throws {
    report.apply()
    let entries = input.entries
    let inspection = Inspection(InspectionOptions(report: form, reading: try reading.options()))
    var status = ExitStatus.done
    var isFirst = true
    let isJSON = report.format == .json
    if isJSON { Console.shared.print(Array(#"{"schema":"edgewise.inspect/1","files":["#.utf8)) }
    inspection.run(
      entries, limits: worker.limits,
      progress: { state in Console.shared.show(state) { entries[$0].address.description } },
      report: { result in
        status = status.combined(with: result.status)
        if !isJSON { complain(about: result.refusal) }
        if isJSON || result.refusal.isEmpty {
          let separator = isJSON ? (isFirst ? "\n" : ",\n") : (isFirst ? "" : "\n")
          Console.shared.print(Array(separator.utf8))
          Console.shared.print(result.report)
          isFirst = false
        }
        Console.shared.flush()
      })
    if isJSON { Console.shared.print(Array("\n]}\n".utf8)) }
    try finish(status)
  }

  private var form: InspectionOptions.Report {
    guard report.format == .text else { return .json(includesValues: values) }
    var style = Console.shared.outputStyle
    if ascii { style.isUnicode = false }
    return .text(style, isVerbose: verbose)
  }
}
