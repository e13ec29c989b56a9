/// The work of `analyze`: read, do the step, write, report.
import Analysis
import Bytes
public import DataModel
public import Formats

/// What the user asks of `analyze`.
public struct AnalysisOptions: Sendable {
  public var step: AnalysisStep
  public var parameters: AnalysisParameters
  public var reading: ReadingOptions
  /// Where results go as data; nil for nowhere.
  public var output: String?
  /// The format of the output.
  public var target: Format?
  public var existing: ExistingOutputPolicy
  /// ISO 8601 with zone, for the record.
  public var time: String?
  public var report: Report
  /// Where the figure of the results goes; nil for nowhere.
  public var plot: FigureFile?

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
    self.step = step
    self.parameters = parameters
    self.reading = reading
    self.output = output
    self.target = target
    self.existing = existing
    self.time = time
    self.report = report
    self.plot = plot
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
      var report = outcome.output ?? self.report(AnalysisOutcome(), options.parameters, deaths, .unreadable, .none)
      if outcome.output != nil, !deaths.isEmpty {
        report.findings = deaths + report.findings
        report.status = report.status.combined(with: .unreadable)
      }
      result = report
    }
    return result ?? report(AnalysisOutcome(), options.parameters, [], .failed, .none)
  }

  // MARK: In the worker

  private func report(_ request: WorkerRequest, _ context: WorkerContext) -> AnalysisReport {
    let input = AnalysisInput(
      entries, excluding: request.excludedInputs, reader: InputReader(options: options.reading), context: context)
    var parameters = options.parameters
    var outcome = AnalysisOutcome()
    var failure: [Finding] = []
    do throws(AnalysisError) {
      outcome = try options.step.run(input, &parameters)
    } catch {
      let place = Finding.Location(file: entries.count == 1 ? entries[0].address.file : nil)
      failure = [Finding(AnalysisFinding.impossible, error.description, at: place)]
    }
    context.begin(input: nil)
    var findings = input.findings + outcome.findings + failure
    let hasNothing = outcome.results.isEmpty && outcome.findings.contains { $0.code == AnalysisFinding.impossible.id }
    var status = failure.isEmpty && !hasNothing ? input.status : input.status.combined(with: .unreadable)
    if findings.contains(where: FindingCatalogue.isPartialRead) { status = status.combined(with: .found) }
    if options.output != nil, !outcome.measurements.isEmpty {
      let written = write(outcome, input)
      findings += written.findings
      status = status.combined(with: written.failure)
    }
    if let plot = options.plot, failure.isEmpty, !hasNothing {
      let finding = draw(outcome, parameters, plot, context)
      findings += finding.map { [$0] } ?? []
      if let finding { status = status.combined(with: finding.code == FigureFinding.nothing.id ? .found : .unwritable) }
    }
    return report(outcome, parameters, findings, status, context)
  }

  /// Draws the results; what went wrong, or nil.
  private func draw(
    _ outcome: AnalysisOutcome, _ parameters: AnalysisParameters, _ plot: FigureFile, _ context: WorkerContext
  ) -> Finding? {
    guard let figure = StepFigure.figure(of: options.step, outcome, parameters) else { return plot.nothing }
    return plot.write(figure, inputs: entries, context)
  }

  private func write(_ outcome: AnalysisOutcome, _ input: AnalysisInput) -> OutputReport {
    let path = options.output ?? ""
    let report = OutputReport(
      inputs: entries.map(\.address.file), output: path, format: options.target?.id ?? "", status: .failed)
    guard let target = options.target, let writer = target.writer else { return report.failed(.failed, []) }
    if !target.isContainer, outcome.measurements.count > 1 {
      let reason = "\(target.id) holds one measurement, and there are \(outcome.measurements.count): write NeXus"
      return report.failed(
        .unwritable, [Finding(ConversionFinding.unwritable, reason, at: Finding.Location(file: path))])
    }
    let document = Document(
      origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string),
      measurements: outcome.measurements.map { measurement in
        var measurement = measurement
        measurement.steps[measurement.steps.count - 1].time = options.time
        return measurement
      })
    let output = OutputWriter(
      options: ConversionOptions(
        target: target, reading: options.reading, writing: WritingOptions(time: options.time),
        existing: options.existing),
      writer: writer, inputFiles: Set(entries.compactMap { FileIdentity(of: $0.address.file) }),
      inputTime: input.newest, createsFolders: false, context: input.context)
    return output.write(document, report)
  }

  private func report(
    _ outcome: AnalysisOutcome, _ parameters: AnalysisParameters, _ findings: [Finding], _ status: ExitStatus,
    _ context: WorkerContext
  ) -> AnalysisReport {
    var sink = ReportSink(context: context)
    switch options.report {
    case .json(let includesArrays):
      AnalysisJSON(step: options.step, parameters: parameters, includesArrays: includesArrays)
        .write(outcome, findings, to: &sink)
    case .text(let style):
      let isDrawn = options.plot.map { plot in !findings.contains { $0.location.file == plot.path } } ?? false
      sink.write(
        Array(
          AnalysisText(style: style).report(
            outcome, output: options.output, plot: isDrawn ? options.plot?.path : nil
          ).utf8))
    }
    do throws(FileError) {
      return AnalysisReport(report: try sink.finish(), findings: findings, status: status)
    } catch {
      return AnalysisReport(
        report: .bytes([]), findings: findings + [InputFinding.finding(for: error)],
        status: status.combined(with: .unwritable))
    }
  }
}
