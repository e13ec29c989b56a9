/// `edgewise identify`
import ArgumentParser
import Bytes
import Workflow

struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Say what files are, by their content.",
    discussion: """
      Examples:
        edgewise identify scan.dat unknown.bin
        edgewise identify -r beamtime/ --format json

      Exit code 3 when a file is not recognised or cannot be opened.
      """)

  @OptionGroup var input: InputArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func run() throws {
    report.apply()
    let entries = input.entries
    var json = JSONWriter(isPretty: true)
    json.beginObject()
    json.member("schema", "edgewise.identify/1")
    json.key("files")
    json.beginArray()
    var status = ExitStatus.done
    FormatIdentification.run(
      entries, limits: worker.limits,
      progress: { Console.shared.show($0) { entries[$0].address.description } },
      report: { row in
        status = status.combined(with: row.status)
        switch report.format {
        case .json:
          row.write(to: &json)
          Console.shared.print(json.takeBytes())
        case .text:
          Console.shared.print([row.line(style: Console.shared.outputStyle)])
          complain(about: row.findings)
        }
        Console.shared.flush()
      })
    if report.format == .json {
      json.endArray()
      json.endObject()
      Console.shared.print(json.finish())
    }
    try finish(status)
  }
}
