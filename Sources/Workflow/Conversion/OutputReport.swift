/// What became of one output.
public import DataModel

/// A row of the report of `convert`.
public struct OutputReport: Sendable, Hashable {
  /// What became of it.
  public enum Status: String, Sendable, CaseIterable {
    case written, skipped, planned, failed
  }

  /// The inputs as they were given.
  public var inputs: [String]
  /// The name of the output; `-` is standard output.
  public var output: String
  /// The id of its format.
  public var format: String
  /// What became of it.
  public var status: Status
  /// How many measurements it holds.
  public var measurements = 0
  /// How many arrays it holds.
  public var arrays = 0
  /// Whether it read back as it should; nil when that was not asked for.
  public var verified: Bool?
  /// What was found: about the inputs, losses, the output.
  public var findings: [Finding] = []
  /// What went wrong on the whole; `done` if nothing did.
  public var failure: ExitStatus = .done
  /// The bytes for standard output.
  public var text: [UInt8]?

  /// A report without findings.
  public init(inputs: [String], output: String, format: String, status: Status) {
    self.inputs = inputs
    self.output = output
    self.format = format
    self.status = status
  }

  /// The exit code that this output asks for. `strict` makes warnings, and with them losses, count.
  public func exitStatus(strict: Bool) -> ExitStatus {
    let isFound =
      verified == false || findings.contains(where: FindingCatalogue.isPartialRead)
      || (strict && findings.contains { $0.severity == .warning })
    return failure.combined(with: isFound ? .found : .done)
  }

  /// This report as failed for the given reason.
  func failed(_ status: ExitStatus, _ findings: [Finding]) -> OutputReport {
    var report = self
    report.status = .failed
    report.failure = failure.combined(with: status)
    report.findings += findings
    return report
  }
}

extension OutputReport: WorkerMessage {
  /// Appends the report.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(inputs)
    encoder.write([output, format, status.rawValue])
    encoder.write([measurements, arrays])
    encoder.write(verified)
    encoder.write(findings)
    encoder.write(failure)
    encoder.write(text != nil)
    encoder.write(text ?? [])
  }

  /// Takes a report off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let inputs = try decoder.read([String].self)
    let words = try decoder.read([String].self)
    let counts = try decoder.read([Int].self)
    guard words.count == 3, counts.count == 2, let status = Status(rawValue: words[2]) else { throw MessageError() }
    self.init(inputs: inputs, output: words[0], format: words[1], status: status)
    measurements = counts[0]
    arrays = counts[1]
    verified = try decoder.read()
    findings = try decoder.read()
    failure = try decoder.read()
    let hasText = try decoder.read(Bool.self)
    let bytes = try decoder.readBytes()
    text = hasText ? bytes : nil
  }
}
