/// `edgewise plot`
import ArgumentParser
import DataModel
import Plotting
import Workflow

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw measurements: signals, channels, normalised spectra, fine structure.",
    discussion: """
      Kinds:
      \(PlotKind.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

      The ending of the output chooses a drawing (.svg) or a page for the browser (.html), in which curves can be read \
      out and magnified; neither loads anything from elsewhere. Kinds that normalise or transform take the parameters of \
      that step; edgewise analyze STEP --parameters lists them. analyze STEP --plot draws a step with all it found.

      Examples:
        edgewise plot cu.xdi -o cu.svg
        edgewise plot project.prj --kind normalized -o spectra.html
        edgewise plot scan.nxs::/entry3 --kind channels -o channels.svg
        edgewise plot chi.dat --kind chir --param kmin=3 --param kmax=14 -o chir.svg
        edgewise plot chi.dat --kind wavelet --param kweight=2 --theme dark -o wavelet.html

      Exit code 1 when a measurement could not be drawn, 3 when none could.
      """)

  @OptionGroup var input: InputArguments

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to draw: .svg or .html.", valueName: "out"),
    completion: .file(extensions: ["svg", "html"]))
  var output: String

  @Option(
    help: ArgumentHelp("What is drawn.", valueName: "kind"), completion: .list(PlotKind.all.map(\.name)))
  var kind = "signal"

  @Option(help: ArgumentHelp("The colours: for paper, or for dark screens.", valueName: "theme"))
  var theme: Theme = .print

  @Option(help: ArgumentHelp("A parameter of the kind; may be repeated.", valueName: "name=value"))
  var param: [String] = []

  @Option(help: ArgumentHelp("What to do with an output that exists.", valueName: "policy"))
  var onExist: ExistingOutputPolicy = .fail

  @Flag(help: "No colours in messages, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var worker: WorkerArguments

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    let chosen = try chosenKind()
    let file = try FigureArgument.file(output, option: "-o", theme: theme, policy: onExist)
    let options = PlotOptions(
      kind: chosen, parameters: try chosenParameters(of: chosen), reading: try reading.options(), output: file)
    let result = PlotRun(input.entries, options).run(limits: worker.limits) { state in
      Console.shared.show(state) { _ in chosen.name }
    }
    complain(about: result.findings.filter { $0.severity != .note || $0.code == FigureFinding.thinned.id })
    Console.shared.print(result.lines(Console.shared.outputStyle, output: output))
    Console.shared.flush()
    try finish(result.status)
  }

  private func chosenKind() throws -> PlotKind {
    if let kind = PlotKind.named(kind) { return kind }
    let known = PlotKind.all.map(\.name)
    let nearest = Spelling.nearest(to: kind, among: known).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError("--kind: there is no kind '\(kind)'.\(nearest) Kinds: \(known.joined(separator: ", ")).")
  }

  private func chosenParameters(of kind: PlotKind) throws -> AnalysisParameters {
    do throws(AnalysisParameterError) {
      return try AnalysisParameters(param, of: kind.step)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
