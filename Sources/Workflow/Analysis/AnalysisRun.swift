/// The work of `analyze`: read, do the step, write, report.
import Analysis
import Bytes
public import DataModel
public import Formats

/// What the user asks of `analyze`.
public struct AnalysisOptions: Sendable {
  /// The steps: one that was asked for by name, or those of a recipe.
  var stages: [AnalysisRecipe.Stage]
  /// Where the steps are from; nil for one that was asked for by name.
  var recipe: AnalysisRecipe?
  public var reading: ReadingOptions
  /// Where results go as data; nil for nowhere.
  public var output: String?
  /// The format of the output.
  public var target: Format?
  public var existing: ExistingOutputPolicy
  /// ISO 8601 with zone, for the record.
  public var time: String?
  public var report: Report
  /// Where the figure of each step's results goes; nil for nowhere.
  public var plots: [FigureFile?]

  /// The two reports.
  public enum Report: Sendable {
    case json(includesArrays: Bool)
    case text(TextStyle)
  }

  /// A step with its parameters.
  public init(
    step: AnalysisStep, parameters: AnalysisParameters, reading: ReadingOptions = ReadingOptions(),
    output: String? = nil,
    target: Format? = nil, existing: ExistingOutputPolicy = .fail, time: String? = nil, report: Report,
    plot: FigureFile? = nil
  ) {
    stages = [AnalysisRecipe.Stage(step: step, parameters: parameters)]
    recipe = nil
    self.reading = reading
    self.output = output
    self.target = target
    self.existing = existing
    self.time = time
    self.report = report
    plots = [plot]
  }

  /// The steps of a recipe; `plots` are the files that it names, in the order of the steps.
  public init(
    recipe: AnalysisRecipe, reading: ReadingOptions = ReadingOptions(), output: String? = nil, target: Format? = nil,
    existing: ExistingOutputPolicy = .fail, time: String? = nil, report: Report, plots: [FigureFile?]
  ) {
    stages = recipe.stages
    self.recipe = recipe
    self.reading = reading
    self.output = output
    self.target = target
    self.existing = existing
    self.time = time
    self.report = report
    self.plots = plots
  }
}

/// What became of it.
public struct AnalysisReport: Sendable, WorkerMessage {
  public var report: SpooledReport
  public var findings: [Finding]
  public var status: ExitStatus

  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(report)
    encoder.write(findings)
    encoder.write(status)
  }

  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self.init(report: try decoder.read(), findings: try decoder.read(), status: try decoder.read())
  }

  init(report: SpooledReport, findings: [Finding], status: ExitStatus) {
    self.report = report
    self.findings = findings
    self.status = status
  }
}

/// Does a step in a worker process.
public struct AnalysisRun: Sendable {
  private let options: AnalysisOptions
  private let entries: [InputEntry]

  /// A run over these inputs.
  public init(_ entries: [InputEntry], _ options: AnalysisOptions) {
    self.entries = entries
    self.options = options
  }

  /// Does it; the report comes when all is done.
  public func run(limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in })
    -> AnalysisReport
  {
    let pool = WorkerPool<AnalysisReport>(limits: limits, count: 1) { request, context in report(request, context) }
    var result: AnalysisReport?
    pool.run(inputCounts: [entries.count], progress: progress) { _, outcome in
      let deaths = outcome.faults.map { fault in
        WorkerFinding.finding(
          for: fault, file: fault.input.flatMap { entries.indices.contains($0) ? entries[$0].address.file : nil })
      }
      var report = outcome.output ?? self.report([], [], deaths, .unreadable, .none)
      if outcome.output != nil, !deaths.isEmpty {
        report.findings = deaths + report.findings
        report.status = report.status.combined(with: .unreadable)
      }
      result = report
    }
    return result ?? report([], [], [], .failed, .none)
  }

  // MARK: In the worker

  private func report(_ request: WorkerRequest, _ context: WorkerContext) -> AnalysisReport {
    let input = AnalysisInput(
      entries, excluding: request.excludedInputs, reader: InputReader(options: options.reading), context: context)
    let run = RecipeRun(options.stages, input, isRecipe: options.recipe != nil)
    context.begin(input: nil)
    var findings = input.findings + run.findings
    var status = run.hasNothing ? input.status.combined(with: .unreadable) : input.status
    if findings.contains(where: FindingCatalogue.isPartialRead) { status = status.combined(with: .found) }
    if options.output != nil, !run.measurements.isEmpty {
      let written = write(run, input)
      findings += written.findings
      status = status.combined(with: written.failure)
    }
    var drawn: [String] = []
    for (stage, plot) in zip(run.stages, options.plots) where !run.hasNothing {
      guard let plot else { continue }
      guard let finding = draw(stage, plot, context) else {
        drawn.append(plot.path)
        continue
      }
      findings.append(finding)
      status = status.combined(with: finding.code == FigureFinding.nothing.id ? .found : .unwritable)
    }
    return report(run.stages, drawn, findings, status, context)
  }

  /// Draws the results of a step; what went wrong, or nil.
  private func draw(_ stage: RecipeRun.Stage, _ plot: FigureFile, _ context: WorkerContext) -> Finding? {
    guard let figure = StepFigure.figure(of: stage.step, stage.outcome, stage.parameters) else { return plot.nothing }
    return plot.write(figure, inputs: entries, context)
  }

  private func write(_ run: RecipeRun, _ input: AnalysisInput) -> OutputReport {
    let path = options.output ?? ""
    let report = OutputReport(
      inputs: entries.map(\.address.file), output: path, format: options.target?.id ?? "", status: .failed)
    guard let target = options.target, let writer = target.writer else { return report.failed(.failed, []) }
    if !target.isContainer, run.measurements.count > 1 {
      let reason = "\(target.id) holds one measurement, and there are \(run.measurements.count): write NeXus"
      return report.failed(
        .unwritable, [Finding(ConversionFinding.unwritable, reason, at: Finding.Location(file: path))])
    }
    let measurements = run.measurements.map { measurement in
      var measurement = measurement
      measurement.steps[measurement.steps.count - 1].time = options.time
      return measurement
    }
    let document =
      options.recipe.map { RecipeRecord(recipe: $0, run: run, results: measurements, input).document }
      ?? Document(
        origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string), measurements: measurements)
    let output = OutputWriter(
      options: ConversionOptions(
        target: target, reading: options.reading, writing: WritingOptions(time: options.time),
        existing: options.existing),
      writer: writer, inputFiles: Set(entries.compactMap { FileIdentity(of: $0.address.file) }),
      inputTime: input.newest, createsFolders: false, context: input.context)
    return output.write(document, report)
  }

  private func report(
    _ stages: [RecipeRun.Stage], _ drawn: [String], _ findings: [Finding], _ status: ExitStatus,
    _ context: WorkerContext
  ) -> AnalysisReport {
    var sink = ReportSink(context: context)
    switch options.report {
    case .json(let includesArrays): writeJSON(stages, findings, includesArrays, to: &sink)
    case .text(let style):
      for (number, stage) in stages.enumerated() {
        let title = options.recipe == nil ? "" : (number > 0 ? "\n" : "") + style.ink(.strong, stage.step.name) + "\n"
        let isLast = number == stages.count - 1
        let plot = options.plots.indices.contains(number) ? options.plots[number]?.path : nil
        let words = AnalysisText(style: style).report(
          stage.outcome, output: isLast ? options.output : nil, plot: plot.flatMap { drawn.contains($0) ? $0 : nil })
        sink.write(Array((title + words).utf8))
      }
    }
    do throws(FileError) {
      return AnalysisReport(report: try sink.finish(), findings: findings, status: status)
    } catch {
      return AnalysisReport(
        report: .bytes([]), findings: findings + [InputFinding.finding(for: error)],
        status: status.combined(with: .unwritable))
    }
  }

  private func writeJSON(
    _ stages: [RecipeRun.Stage], _ findings: [Finding], _ includesArrays: Bool, to sink: inout ReportSink
  ) {
    guard let recipe = options.recipe else {
      let asked = options.stages[0]
      let stage =
        stages.first ?? RecipeRun.Stage(step: asked.step, parameters: asked.parameters, outcome: AnalysisOutcome())
      return AnalysisJSON(step: stage.step, parameters: stage.parameters, includesArrays: includesArrays)
        .write(stage.outcome, findings, to: &sink)
    }
    var json = JSONWriter(isPretty: true)
    json.beginObject()
    json.member("schema", "edgewise.recipe/1")
    json.member("recipe", recipe.file)
    json.key("steps")
    json.beginArray()
    for stage in stages {
      json.beginObject()
      AnalysisJSON(step: stage.step, parameters: stage.parameters, includesArrays: includesArrays)
        .writeBody(stage.outcome, to: &json, &sink)
      json.endObject()
    }
    json.endArray()
    FindingReport.write(findings, to: &json)
    json.endObject()
    sink.write(json.finish())
  }
}
