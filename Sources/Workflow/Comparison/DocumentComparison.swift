/// The work of `diff`: two inputs, whatever their formats, and in what they differ.
import Bytes
public import DataModel
import Formats

/// The answer of `diff`.
public struct ComparisonReport: Sendable, Hashable {
  /// What differs, in the order of the first input.
  public var differences: [Difference] = []
  /// Why an input could not be read; empty when both could.
  public var findings: [Finding] = []
  /// How the comparison ended.
  public var status: ExitStatus = .done

  /// Whether both inputs were read and say the same.
  public var isEqual: Bool { status == .done }

  /// The report as a JSON document.
  public func json() -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.diff/1")
      json.member("equal", isEqual)
      json.key("differences")
      json.array { json in
        for difference in differences { Self.write(difference, to: &json) }
      }
      if !findings.isEmpty { FindingReport.write(findings, to: &json) }
    }
    return json.finish()
  }

  /// One line for each difference; one line when there is none.
  public func lines(style: TextStyle = TextStyle()) -> [String] {
    guard status == .found else { return isEqual ? ["equal"] : [] }
    return differences.map { difference in
      let a = difference.a.map(DisplayText.printable) ?? "(absent)"
      let b = difference.b.map(DisplayText.printable) ?? "(absent)"
      return "\(style.ink(.strong, DisplayText.printable(difference.path))): \(a) \(style.sign("≠", "!=")) \(b)"
    }
  }

  private static func write(_ difference: Difference, to json: inout JSONWriter) {
    json.object { json in
      json.member("path", difference.path)
      for (key, text) in [("a", difference.a), ("b", difference.b)] {
        json.key(key)
        if let text { json.value(text) } else { json.null() }
      }
    }
  }
}

/// Compares what two inputs say.
public struct DocumentComparison: Sendable {
  private let reading: ReadingOptions
  private let comparison: ComparisonOptions

  /// A comparison with these options.
  public init(reading: ReadingOptions = ReadingOptions(), comparison: ComparisonOptions = ComparisonOptions()) {
    var reading = reading
    reading.hashesInputs = false
    self.reading = reading
    self.comparison = comparison
  }

  /// Reads and compares both in a worker process.
  public func run(
    _ a: InputAddress, _ b: InputAddress, limits: WorkerLimits = WorkerLimits(),
    progress: (WorkerProgress) -> Void = { _ in }
  ) -> ComparisonReport {
    let inputs = [a, b]
    var report = ComparisonReport()
    let pool = WorkerPool<ComparisonReport>(limits: limits, count: 1) { request, context in
      compare(inputs, leavingOut: request.excludedInputs, context)
    }
    pool.run(inputCounts: [inputs.count], progress: progress) { _, outcome in
      report = outcome.output ?? report
      guard !outcome.faults.isEmpty else { return }
      report.status = report.status.combined(with: .unreadable)
      report.findings += outcome.faults.map { fault in
        WorkerFinding.finding(for: fault, file: fault.input.map { inputs[$0].description })
      }
    }
    return report
  }

  private func compare(
    _ inputs: [InputAddress], leavingOut excluded: Set<Int>, _ context: WorkerContext
  ) -> ComparisonReport {
    var report = ComparisonReport()
    var documents: [Document] = []
    for (index, input) in inputs.enumerated() where !excluded.contains(index) {
      context.begin(input: index)
      do throws(InputError) {
        documents.append(try InputReader(options: reading).read(input, context: context).document)
      } catch {
        report.findings += error.findings
        report.status = .unreadable
      }
    }
    guard documents.count == 2 else { return report }
    context.begin(input: nil)
    context.step("comparing")
    do throws(BlockError) {
      report.differences = try documents[0].differences(to: documents[1], options: comparison)
      report.status = report.differences.isEmpty ? .done : .found
    } catch {
      report.findings.append(Finding(ConversionFinding.valuesUnreadable, error.description))
      report.status = .unreadable
    }
    return report
  }
}

extension ComparisonReport: WorkerMessage {
  /// Appends the report.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(differences)
    encoder.write(findings)
    encoder.write(status)
  }

  /// Takes a report off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    differences = try decoder.read()
    findings = try decoder.read()
    status = try decoder.read()
  }
}

extension Difference: WorkerMessage {
  /// Appends the difference.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([aspect.rawValue, path])
    encoder.write([a, b])
  }

  /// Takes a difference off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    let values = try decoder.read([String?].self)
    guard words.count == 2, values.count == 2, let aspect = Aspect(rawValue: words[0]) else { throw MessageError() }
    self.init(aspect, words[1], a: values[0], b: values[1])
  }
}
