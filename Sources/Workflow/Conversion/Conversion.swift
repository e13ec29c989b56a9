/// The work of `convert`: plan, workers, reports.
import Bytes
import DataModel
import Formats

/// A conversion of many inputs.
public struct Conversion: Sendable {
  let plan: ConversionPlan
  let options: ConversionOptions

  /// A conversion as planned; `options.target` is the plan's.
  public init(plan: ConversionPlan, options: ConversionOptions) {
    self.plan = plan
    self.options = options
  }

  /// Converts in worker processes; the reports come in the order of the inputs.
  public func run(
    limits: WorkerLimits = WorkerLimits(), workers: Int? = nil, progress: (WorkerProgress) -> Void = { _ in },
    report: (OutputReport) -> Void
  ) {
    let pool = WorkerPool<[OutputReport]>(limits: limits, count: workers) { request, context in
      convert(request, context)
    }
    pool.run(inputCounts: plan.inputCounts, progress: progress) { job, outcome in
      for row in reports(of: job, outcome) { report(row) }
    }
  }

  /// The reports of a job with the deaths of workers over it.
  private func reports(of job: Int, _ outcome: WorkerPool<[OutputReport]>.Outcome) -> [OutputReport] {
    let findings = outcome.faults.map { fault in
      let inputs = plan.inputNames(of: job)
      let culprit = fault.input.flatMap { inputs.indices.contains($0) ? inputs[$0] : nil }
      return WorkerFinding.finding(for: fault, file: culprit ?? inputs.first)
    }
    guard var rows = outcome.output, !rows.isEmpty else {
      let isOurs = outcome.faults.contains { $0.kind == .broken || isUnavailable($0.kind) }
      return [blankReport(for: job).failed(isOurs ? .failed : .unreadable, findings)]
    }
    guard !findings.isEmpty else { return rows }
    rows[0].findings = findings + rows[0].findings
    rows[0].failure = rows[0].failure.combined(with: .unreadable)
    return rows
  }

  private func isUnavailable(_ kind: WorkerFault.Kind) -> Bool {
    if case .unavailable = kind { return true }
    return false
  }

  private func blankReport(for job: Int) -> OutputReport {
    OutputReport(
      inputs: plan.inputNames(of: job), output: plan.plannedOutput(of: job), format: options.target.id,
      status: .failed)
  }

  // MARK: In the worker

  /// Does one job.
  private func convert(_ request: WorkerRequest, _ context: WorkerContext) -> [OutputReport] {
    var report = blankReport(for: request.job)
    guard let writer = options.target.writer else { return [report.failed(.failed, [])] }
    if canSkipUnread(request.job) {
      report.status = .skipped
      return [report]
    }
    let inputs = read(request, context, &report)
    // The verdict on the inputs is in; from here on the fault is the output's.
    context.begin(input: plan.jobs[request.job].inputs.count == 1 ? 0 : nil)
    guard !inputs.isEmpty else {
      report.status = .failed
      return [report]
    }
    let edit = MetadataApplication(file: options.metadata, time: options.writing.time)
    guard let edited = edit.apply(to: inputs.map(\.document), context, &report) else { return [report] }
    let output = OutputWriter(
      options: options, writer: writer, inputFiles: plan.inputFiles.union(edit.identities),
      inputTime: (inputs.map(\.modificationTime) + [edit.modificationTime]).compactMap { $0 }.max(),
      createsFolders: plan.makesFolders(for: request.job), context: context)
    let shifted = options.appliesShifts ? applyShifts(to: edited, &report) : edited
    let documents = documents(from: shifted, request.job, &report)
    guard !documents.isEmpty else { return [report] }
    return documents.enumerated().map { index, item in
      var row = report
      row.output = item.output
      if index > 0 { row.findings = [] }
      return output.write(item.document, row)
    }
  }

  /// The documents with their shifts in the energies, and a word about where there is none, or none could be applied.
  private func applyShifts(to documents: [Document], _ report: inout OutputReport) -> [Document] {
    documents.map { document in
      let place = Finding.Location(file: document.origin.name)
      guard document.pendingEnergyShiftCount > 0 else {
        report.findings.append(Finding(ConversionFinding.noShift, "no energy shift to apply", at: place))
        return document
      }
      let shifted = document.applyingEnergyShifts()
      let left = shifted.pendingEnergyShiftCount
      if left > 0 {
        report.findings.append(
          Finding(ConversionFinding.shiftLeft, "\(left) energy shifts could not be applied", at: place))
      }
      return shifted
    }
  }

  /// A resumed conversion need not read what it would skip anyway.
  private func canSkipUnread(_ job: Int) -> Bool {
    guard options.existing == .skip, options.target.isContainer else { return false }
    if case .groups = plan.jobs[job].destination { return false }
    return FileIdentity(of: plan.plannedOutput(of: job)).map { !plan.inputFiles.contains($0) } ?? false
  }

  private func read(_ request: WorkerRequest, _ context: WorkerContext, _ report: inout OutputReport) -> [ReadInput] {
    let reader = InputReader(options: options.reading)
    var result: [ReadInput] = []
    let inputs = plan.jobs[request.job].inputs
    for (position, index) in inputs.enumerated() where !request.excludedInputs.contains(position) {
      let entry = plan.entries[index]
      context.begin(input: position)
      do throws(InputError) {
        if let problem = entry.problem { throw InputError(problem) }
        let input = try reader.read(entry.address, context: context)
        report.findings += input.document.findings
        result.append(input)
      } catch {
        report.findings += error.findings
        report.failure = report.failure.combined(with: .unreadable)
      }
    }
    return result
  }

  /// The documents to write and where, by the job's destination.
  private func documents(
    from inputs: [Document], _ job: Int, _ report: inout OutputReport
  ) -> [(document: Document, output: String)] {
    if case .groups(let key) = plan.jobs[job].destination {
      return groups(inputs, key, &report)
    }
    let merged = Document.merged(inputs)
    let planned = plan.plannedOutput(of: job)
    guard !merged.measurements.isEmpty else { return nothing(&report) }
    let parts = options.target.isContainer ? [merged] : merged.split()
    let input = plan.jobs[job].inputs.first ?? 0
    if plan.names.renamed.contains(input), case .folder = plan.jobs[job].destination {
      report.findings.append(renamed(planned))
    }
    guard parts.count > 1 else { return parts.map { ($0, planned) } }
    switch plan.jobs[job].destination {
    case .standardOutput:
      let reason = "standard output takes one measurement, and this file has \(parts.count): choose with FILE::SELECTOR"
      let place = Finding.Location(file: plan.inputNames(of: job).first)
      report = report.failed(.unwritable, [Finding(ConversionFinding.unwritable, reason, at: place)])
      return []
    case .folder, .groups:
      let (names, hasClash) = plan.names.names(forInput: input, measurements: merged.measurements)
      if hasClash { report.findings.append(renamed(planned)) }
      return zip(parts, names).map { ($0, plan.folder + $1 + plan.ending) }
    case .file(let path):
      let (names, hasClash) = OutputNames.beside(path, merged.measurements)
      if hasClash { report.findings.append(renamed(planned)) }
      return Array(zip(parts, names))
    }
  }

  func nothing(_ report: inout OutputReport) -> [(document: Document, output: String)] {
    let place = Finding.Location(file: report.inputs.first)
    report = report.failed(.unreadable, [Finding(ConversionFinding.nothing, "nothing to convert", at: place)])
    return []
  }

  func renamed(_ output: String) -> Finding {
    Finding(
      ConversionFinding.renamed, "outputs of the same name were numbered", at: Finding.Location(file: output))
  }
}
