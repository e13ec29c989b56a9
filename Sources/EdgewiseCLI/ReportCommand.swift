/// `edgewise report`
import ArgumentParser
import DataModel
import Plotting
import Workflow

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a page about measurements: a table, normalised spectra, a figure for each.",
    discussion: """
      The table lists each measurement with format, edge, e0, edge step, points and findings; spectra are normalised as \
      edgewise analyze normalize does when nobody says anything. The page loads nothing from elsewhere.

      Examples:
        edgewise report scans/ -r -o beamtime.html
        edgewise report project.prj -o project.html --theme dark

      Exit code 1 when a part of an input could not be read, 3 when all of one could not; the page is written all the \
      same.
      """)

  @OptionGroup var input: InputArguments

  @Option(
    name: [.short, .long], help: ArgumentHelp("The page to write: .html.", valueName: "out"),
    completion: .file(extensions: ["html"]))
  var output: String

  @Option(help: ArgumentHelp("The colours: for paper, or for dark screens.", valueName: "theme"))
  var theme: Theme = .print

  @Option(help: ArgumentHelp("What to do with an output that exists.", valueName: "policy"))
  var onExist: ExistingOutputPolicy = .fail

  @Flag(help: "No colours in messages, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var worker: WorkerArguments

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    guard let file = FigureFile(output, theme: theme, policy: onExist), file.form == .html else {
      throw ValidationError("-o \(output): a report is a page. Choose the ending .html.")
    }
    let result = ReportRun(input.entries, reading: try reading.options(), output: file).run(limits: worker.limits) {
      state in Console.shared.show(state) { _ in "report" }
    }
    complain(about: result.findings.filter { $0.severity == .error })
    Console.shared.print(result.lines(Console.shared.outputStyle, output: output))
    Console.shared.flush()
    try finish(result.status)
  }
}
