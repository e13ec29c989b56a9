/// The work of `report`.
import Analysis
import Bytes
import DataModel

/// Reads measurements in a worker process and writes a page about them.
public struct ReportRun: Sendable {
  private let entries: [InputEntry]
  private var reading: ReadingOptions
  private let output: FigureFile

  /// A run over these inputs.
  public init(_ entries: [InputEntry], reading: ReadingOptions, output: FigureFile) {
    self.entries = entries
    self.reading = reading
    self.reading.hashesInputs = false
    self.output = output
  }

  /// Does it; the report comes when all is done.
  public func run(limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in }) -> PlotReport {
    if let objection = output.objection(inputs: entries) {
      return PlotReport(findings: [objection], status: .unwritable)
    }
    return PlotReport.inWorker(entries, limits, progress, report)
  }

  private func report(_ request: WorkerRequest, _ context: WorkerContext) -> PlotReport {
    let input = AnalysisInput(
      entries, excluding: request.excludedInputs, reader: InputReader(options: reading), context: context)
    var summaries: [MeasurementSummary] = []
    for item in input.measurements {
      context.step("looking at its values")
      summaries.append(MeasurementSummary(item))
    }
    context.begin(input: nil)
    let findings = input.findings + summaries.flatMap(\.findings)
    var status = input.status
    if findings.contains(where: FindingCatalogue.isPartialRead) { status = status.combined(with: .found) }
    do throws(FileError) {
      let page = ReportPage(
        summaries: summaries, findings: findings, parameters: AnalysisParameters(of: .normalize), theme: output.theme)
      try output.write(try page.bytes(), context)
      return PlotReport(isWritten: true, findings: findings, status: status)
    } catch {
      return PlotReport(
        findings: findings + [output.finding(for: error)], status: status.combined(with: .unwritable))
    }
  }
}
