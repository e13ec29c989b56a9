/// The work of `plot`: read, work out, draw, write.
import Analysis
import Bytes
public import DataModel

/// What the user asks of `plot`.
public struct PlotOptions: Sendable {
  public var kind: PlotKind
  /// Of the step of the kind.
  public var parameters: AnalysisParameters
  public var reading: ReadingOptions
  public var output: FigureFile

  /// A kind with its parameters, and where the figure goes.
  public init(
    kind: PlotKind, parameters: AnalysisParameters, reading: ReadingOptions = ReadingOptions(), output: FigureFile
  ) {
    self.kind = kind
    self.parameters = parameters
    self.reading = reading
    self.reading.hashesInputs = false
    self.output = output
  }
}

/// What became of a figure.
public struct PlotReport: Sendable, WorkerMessage {
  /// Whether the figure is there.
  public var isWritten: Bool
  public var findings: [Finding]
  public var status: ExitStatus

  init(isWritten: Bool = false, findings: [Finding], status: ExitStatus) {
    self.isWritten = isWritten
    self.findings = findings
    self.status = status
  }

  /// The name of the figure, if it was written.
  public func lines(_ style: TextStyle, output: String) -> [String] {
    isWritten ? ["\(style.sign("→", "->")) \(DisplayText.printable(output))"] : []
  }

  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(isWritten)
    encoder.write(findings)
    encoder.write(status)
  }

  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self.init(isWritten: try decoder.read(Bool.self), findings: try decoder.read(), status: try decoder.read())
  }
}

extension PlotReport {
  /// What `work` makes of the inputs in a worker process, with the deaths of workers over them.
  static func inWorker(
    _ entries: [InputEntry], _ limits: WorkerLimits, _ progress: (WorkerProgress) -> Void,
    _ work: @escaping (WorkerRequest, WorkerContext) -> PlotReport
  ) -> PlotReport {
    let pool = WorkerPool<PlotReport>(limits: limits, count: 1, job: work)
    var result: PlotReport?
    pool.run(inputCounts: [entries.count], progress: progress) { _, outcome in
      let deaths = outcome.faults.map { fault in
        WorkerFinding.finding(
          for: fault, file: fault.input.flatMap { entries.indices.contains($0) ? entries[$0].address.file : nil })
      }
      var report = outcome.output ?? PlotReport(findings: [], status: .unreadable)
      report.findings = deaths + report.findings
      if !deaths.isEmpty { report.status = report.status.combined(with: .unreadable) }
      result = report
    }
    return result ?? PlotReport(findings: [], status: .failed)
  }
}

/// Draws a figure in a worker process.
public struct PlotRun: Sendable {
  private let entries: [InputEntry]
  private let options: PlotOptions

  /// A run over these inputs.
  public init(_ entries: [InputEntry], _ options: PlotOptions) {
    self.entries = entries
    self.options = options
  }

  /// Does it; the report comes when all is done.
  public func run(limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in }) -> PlotReport {
    if let objection = options.output.objection(inputs: entries) {
      return PlotReport(findings: [objection], status: .unwritable)
    }
    return PlotReport.inWorker(entries, limits, progress, report)
  }

  // MARK: In the worker

  private func report(_ request: WorkerRequest, _ context: WorkerContext) -> PlotReport {
    let input = AnalysisInput(
      entries, excluding: request.excludedInputs, reader: InputReader(options: options.reading), context: context)
    var parameters = options.parameters
    let outcome: AnalysisOutcome
    do throws(AnalysisError) {
      outcome = try options.kind.step.run(input, &parameters)
    } catch {
      let place = Finding.Location(file: entries.count == 1 ? entries[0].address.file : nil)
      let failure = Finding(AnalysisFinding.impossible, error.description, at: place)
      return PlotReport(findings: input.findings + [failure], status: input.status.combined(with: .unreadable))
    }
    context.begin(input: nil)
    var findings = input.findings + outcome.findings
    var status = input.status
    if findings.contains(where: FindingCatalogue.isPartialRead) { status = status.combined(with: .found) }
    let results = StepResults(outcome.results, parameters)
    guard !outcome.results.isEmpty, let figure = options.kind.figure(results) else {
      return PlotReport(findings: findings + [options.output.nothing], status: status.combined(with: .unreadable))
    }
    if results.results.count < results.count {
      findings.append(
        Finding(FigureFinding.thinned, "\(results.results.count) of \(results.count) curves were drawn"))
    }
    if let failure = options.output.write(figure, inputs: entries, context) {
      return PlotReport(findings: findings + [failure], status: status.combined(with: .unwritable))
    }
    return PlotReport(isWritten: true, findings: findings, status: status)
  }
}
