/// `edgewise analyze`
import ArgumentParser
import DataModel
import Formats
import Workflow

struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Work spectra out of measurements: normalise, transform, merge, align, correct, take quick scans apart.",
    discussion: """
      Steps:
      \(AnalysisStep.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

      --parameters lists the parameters of a step, with their units and what they are when nobody says so. Energies are \
      in eV. The report says every value that was used; -o writes the result as data, with the step and its members.

      Examples:
        edgewise analyze normalize fe.xdi --param e0=7112 --format json --arrays
        edgewise analyze transform chi.dat --param kmin=3 --param kmax=14 -o chir.nxs --plot chir.svg
        edgewise analyze merge scans/*.dat -o merged.nxs
        edgewise analyze merge scans/*.dat --param align=reference --param weight=noise -o merged.nxs
        edgewise analyze drift scans/*.dat
        edgewise analyze rebin quick.nxs --param signal=fluorescence -o rebinned.nxs
        edgewise analyze sweeps stream.h5 --param grid=8900:9900:0.5 -o spectra.nxs
        edgewise analyze --recipe reduction.yaml
        edgewise analyze --replay reduced.nxs
        edgewise analyze sweeps --parameters

      Exit code 1 when a spectrum could not be had, 3 when none could.
      """)

  @Argument(
    help: ArgumentHelp("The step.", valueName: "step"), completion: .list(AnalysisStep.all.map(\.name)))
  var step: String?

  @Argument(
    help: ArgumentHelp(
      "Files to read; - is standard input, FILE::SELECTOR one measurement of a file.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @Flag(name: [.short, .long], help: "Read all files in folders, and in the folders inside them.")
  var recursive = false

  @Option(
    help: ArgumentHelp("A parameter of the step; may be repeated.", valueName: "name=value"))
  var param: [String] = []

  @Option(
    help: ArgumentHelp(
      "A YAML file: the parameters of the step, or without a step a whole reduction (inputs, steps, output).",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String?

  @Option(
    help: ArgumentHelp(
      "Do the recipe of a file that one has written again, from the file alone, and compare.", valueName: "file"),
    completion: .file(extensions: ["nxs", "h5"]))
  var replay: String?

  @Flag(help: "List the parameters of the step, and do nothing else.")
  var parameters = false

  @Flag(help: "Print all steps with parameters and results in Markdown, and do nothing else.")
  var manual = false

  @Flag(help: "Add the arrays to the JSON.")
  var arrays = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the result as data; the ending chooses the format.", valueName: "out"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Draw the result; the ending chooses a drawing (.svg) or a page (.html).", valueName: "out"),
    completion: .file(extensions: ["svg", "html"]))
  var plot: String?

  @Option(help: ArgumentHelp("What to do with an output that exists.", valueName: "policy"))
  var onExist: ExistingOutputPolicy = .fail

  @OptionGroup var reading: ReadingArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func validate() throws {
    if manual { return }
    if replay != nil {
      guard step == nil, recipe == nil else {
        throw ValidationError("--replay takes no step and no recipe: the file has both.")
      }
      return
    }
    if inputs.isEmpty, recipe == nil, !parameters { throw ValidationError("Missing expected argument '<input> ...'") }
    if arrays, report.format != .json { throw ValidationError("--arrays needs --format json.") }
  }

  func run() throws {
    report.apply()
    if manual { return Console.shared.print(Array(AnalysisManual.markdown().utf8)) }
    if let replay { return try self.replay(replay) }
    if let recipe, isWholeReduction { return try run(recipe: recipe) }
    let step = try chosenStep()
    if parameters {
      Console.shared.print(AnalysisManual.lines(for: step, Console.shared.outputStyle))
      return
    }
    let entries = InputList.expand(inputs, recursive: recursive)
    let options = AnalysisOptions(
      step: step, parameters: try chosenParameters(of: step), reading: try reading.options(), output: output,
      target: try output.map(targetFormat), existing: onExist, time: ConversionTime.now(),
      report: report.format == .json ? .json(includesArrays: arrays) : .text(Console.shared.outputStyle),
      plot: try plot.map { try FigureArgument.file($0, option: "--plot", policy: onExist) })
    try run(entries, options, step.name)
  }

  private func run(_ entries: [InputEntry], _ options: AnalysisOptions, _ name: String) throws {
    let result = AnalysisRun(entries, options).run(limits: worker.limits) { state in
      Console.shared.show(state) { _ in name }
    }
    complain(about: report.format == .json ? [] : result.findings.filter { $0.severity != .note })
    Console.shared.print(result.report)
    Console.shared.flush()
    try finish(result.status)
  }

  /// A recipe without a step is a whole reduction; what stands in the place of the step is then an input.
  private var isWholeReduction: Bool { step.flatMap { AnalysisStep.named($0) } == nil }

  private func run(recipe file: String) throws {
    let recipe: AnalysisRecipe
    let files: [String]
    do throws(AnalysisParameterError) {
      recipe = try AnalysisRecipe(file: file)
      let given = [step].compactMap { $0 } + inputs
      files = given.isEmpty ? try recipe.inputFiles() : given
    } catch {
      throw ValidationError(error.description)
    }
    guard param.isEmpty, plot == nil else {
      throw ValidationError(
        "A recipe has its parameters and its figures in the file; --param and --plot are for single steps.")
    }
    guard !files.isEmpty else {
      throw ValidationError("The recipe names no inputs, and none were given.")
    }
    let target = output ?? recipe.output
    let options = AnalysisOptions(
      recipe: recipe, reading: try reading.options(), output: target, target: try target.map(targetFormat),
      existing: onExist, time: ConversionTime.now(),
      report: report.format == .json ? .json(includesArrays: arrays) : .text(Console.shared.outputStyle),
      plots: try recipe.plots.map { path in
        try path.map { try FigureArgument.file($0, option: "plot:", policy: onExist) }
      })
    try run(InputList.expand(files, recursive: recursive), options, "recipe")
  }

  private func replay(_ file: String) throws {
    let answer = ReplayRun(file).run(limits: worker.limits) { state in
      Console.shared.show(state) { _ in "replay" }
    }
    switch report.format {
    case .json: Console.shared.print(answer.json())
    case .text:
      Console.shared.print(answer.lines(style: Console.shared.outputStyle))
      complain(about: answer.findings)
    }
    try finish(answer.status)
  }

  private func chosenStep() throws -> AnalysisStep {
    let words = step ?? ""
    if let step = AnalysisStep.named(words) { return step }
    let known = AnalysisStep.all.map(\.name)
    let nearest = Spelling.nearest(to: words, among: known).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError("There is no step '\(words)'.\(nearest) Steps: \(known.joined(separator: ", ")).")
  }

  private func chosenParameters(of step: AnalysisStep) throws -> AnalysisParameters {
    do throws(AnalysisParameterError) {
      return try AnalysisParameters(
        param, recipe: try recipe.map { file throws(AnalysisParameterError) in try StepRecipe(file: file) }, of: step)
    } catch {
      throw ValidationError(error.description)
    }
  }

  private func targetFormat(_ output: String) throws -> Format {
    if let format = FormatRegistry.format(forOutput: output) { return format }
    let endings = FormatRegistry.all.filter { $0.writer != nil }.flatMap(\.extensions)
    throw ValidationError(
      "No format is written with the ending of '\(output)'. Choose one of these: " + endings.joined(separator: " "))
  }
}
