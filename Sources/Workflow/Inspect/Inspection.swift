/// Looking at files: reading each one and reporting what it holds.
import Bytes
public import DataModel

/// What `inspect` reports, and how.
public struct InspectionOptions: Sendable {
  /// The two reports.
  public enum Report: Sendable {
    /// One object of the report `edgewise.inspect/1` for each file.
    case json(includesValues: Bool)
    case text(TextStyle, isVerbose: Bool)
  }

  public var report: Report
  public var reading: ReadingOptions

  /// Options from their parts.
  public init(report: Report, reading: ReadingOptions = ReadingOptions()) {
    self.report = report
    self.reading = reading
    self.reading.hashesInputs = false
  }
}

/// What became of one file.
public struct InspectionResult: Sendable, Hashable, WorkerMessage {
  /// The report; in text, empty when the file could not be read.
  public var report: SpooledReport
  /// Why the file could not be read; empty when it was.
  public var refusal: [Finding]
  /// Whether a part of the file could not be read.
  public var isPartial: Bool

  /// A result from its parts.
  public init(report: SpooledReport, refusal: [Finding] = [], isPartial: Bool = false) {
    self.report = report
    self.refusal = refusal
    self.isPartial = isPartial
  }

  /// The exit code that this file asks for.
  public var status: ExitStatus { refusal.isEmpty ? isPartial ? .found : .done : .unreadable }

  /// Appends the result.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(report)
    encoder.write(refusal)
    encoder.write(isPartial)
  }

  /// Takes a result off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self.init(report: try decoder.read(), refusal: try decoder.read(), isPartial: try decoder.read())
  }
}

/// Reads files and reports what they hold.
public struct Inspection: Sendable {
  private let options: InspectionOptions
  private let reader: InputReader

  /// An inspection with these options.
  public init(_ options: InspectionOptions, reader: InputReader? = nil) {
    self.options = options
    self.reader = reader ?? InputReader(options: options.reading)
  }

  /// Reads an input and reports on it.
  public func result(_ address: InputAddress, context: WorkerContext = .none) -> InspectionResult {
    let input: ReadInput
    do throws(InputError) {
      input = try reader.read(address, context: context)
    } catch {
      return unread(address, error.findings)
    }
    context.step("looking at its values")
    do throws(FileError) {
      return try report(input.document, of: address, context)
    } catch {
      return unread(address, [InputFinding.finding(for: error)])
    }
  }

  /// Looks at all inputs in worker processes; the results come in the order of the inputs.
  public func run(
    _ entries: [InputEntry], limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in },
    report: (InspectionResult) -> Void
  ) {
    let pool = WorkerPool<InspectionResult>(limits: limits) { request, context in
      context.begin(input: 0)
      let entry = entries[request.job]
      return entry.problem.map { unread(entry.address, [$0]) } ?? result(entry.address, context: context)
    }
    pool.run(inputCounts: Array(repeating: 1, count: entries.count), progress: progress) { job, outcome in
      let address = entries[job].address
      let deaths = outcome.faults.map { WorkerFinding.finding(for: $0, file: address.file) }
      report(outcome.output ?? unread(address, deaths))
    }
  }

  /// The report on an input that could not be read: why.
  private func unread(_ address: InputAddress, _ findings: [Finding]) -> InspectionResult {
    let report: [UInt8] =
      switch options.report {
      case .json: InspectJSON.unread(file: address.file, findings: findings)
      case .text: []
      }
    return InspectionResult(report: .bytes(report), refusal: findings)
  }

  private func report(
    _ document: Document, of address: InputAddress, _ context: WorkerContext
  ) throws(FileError) -> InspectionResult {
    var sink = ReportSink(context: context)
    var found = document.findings
    switch options.report {
    case .json(let includesValues):
      var json = InspectJSON(file: address.file, includesValues: includesValues)
      found += json.write(document, to: &sink)
    case .text(let style, let isVerbose):
      var text = InspectText(style: style, isVerbose: isVerbose)
      sink.write(Array(text.report(document, file: address.description).utf8))
      found += text.findings
    }
    return InspectionResult(
      report: try sink.finish(), isPartial: found.contains { FindingCatalogue.isPartialRead($0) })
  }
}
