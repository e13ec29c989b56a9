/// The work of `identify` and `formats`.
public import Bytes
public import DataModel
public import Formats

/// What one file is.
public struct IdentificationReport: Sendable, Hashable {
  /// The file as it was given.
  public var file: String
  /// The id of the format; nil when nothing recognises the content.
  public var format: String?
  /// How sure that is.
  public var confidence: Identification.Confidence
  /// What it rests on, or why the file could not be looked at.
  public var reason: String
  /// Ties, and why the file could not be looked at.
  public var findings: [Finding]

  /// The exit code that this file asks for.
  public var status: ExitStatus { format == nil ? .unreadable : .done }

  /// The file, its format, and what that rests on.
  public func line(style: TextStyle = TextStyle()) -> String {
    let name = DisplayText.printable(file)
    let answer = format.map { style.ink(.strong, $0) } ?? style.ink(.error, "unknown")
    return "\(name): \(answer) (\(confidence.rawValue)): \(DisplayText.printable(reason))"
  }

  /// Adds the file to an open JSON array.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("file", file)
      json.key("format")
      if let format { json.value(format) } else { json.null() }
      json.member("confidence", confidence.rawValue)
      json.member("reason", reason)
    }
  }
}

/// Says what files are, by their content.
public enum FormatIdentification {
  /// Looks at all inputs in worker processes; the reports come in the order of the inputs.
  public static func run(
    _ entries: [InputEntry], limits: WorkerLimits = WorkerLimits(),
    progress: (WorkerProgress) -> Void = { _ in }, report: (IdentificationReport) -> Void
  ) {
    let pool = WorkerPool<IdentificationReport>(limits: limits) { request, context in
      context.begin(input: 0)
      context.allowTime(for: entries[request.job].address.file)
      return identify(entries[request.job], context)
    }
    let inputCounts = Array(repeating: 1, count: entries.count)
    pool.run(inputCounts: inputCounts, progress: progress) { job, outcome in
      let file = entries[job].address.file
      let deaths = outcome.faults.map { WorkerFinding.finding(for: $0, file: file) }
      report(outcome.output ?? unknown(file, deaths))
    }
  }

  private static func identify(_ entry: InputEntry, _ context: WorkerContext) -> IdentificationReport {
    let file = entry.address.file
    if let problem = entry.problem { return unknown(file, [problem]) }
    context.step("opening it")
    do throws(InputError) {
      let reader = InputReader()
      let source = try reader.open(file)
      context.step("finding out what it is")
      let answer = reader.identify(source)
      return IdentificationReport(
        file: file, format: answer.format?.id, confidence: answer.confidence, reason: answer.reason,
        findings: answer.findings)
    } catch {
      return unknown(file, error.findings)
    }
  }

  private static func unknown(_ file: String, _ findings: [Finding]) -> IdentificationReport {
    IdentificationReport(
      file: file, format: nil, confidence: .none, reason: findings.last?.message ?? "unknown", findings: findings)
  }

  /// The list of formats as a JSON document.
  public static func formatsJSON(_ formats: [Format] = FormatRegistry.all) -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.formats/1")
      json.key("formats")
      json.array { json in
        for format in formats { write(format, to: &json) }
      }
    }
    return json.finish()
  }

  /// The list of formats as a table.
  public static func formatsLines(_ formats: [Format] = FormatRegistry.all, style: TextStyle = TextStyle()) -> [String]
  {
    var table = TextTable(["id", "name", "reads", "writes", "techniques", "endings"].map { TextTable.Column($0) })
    for format in formats {
      table.add([
        format.id, format.name, format.read == nil ? "" : "yes", format.writer == nil ? "" : "yes",
        format.techniques.joined(separator: " "), format.extensions.joined(separator: " "),
      ])
    }
    return table.lines(indent: 0, style)
  }

  /// The list of formats as a table in Markdown.
  public static func formatsMarkdown(_ formats: [Format] = FormatRegistry.all) -> [String] {
    ["| id | format | reads | writes | endings |", "|---|---|---|---|---|"]
      + formats.map { format in
        let endings = format.extensions.joined(separator: " ")
        return "| `\(format.id)` | \(format.name) | \(format.read == nil ? "" : "yes") | "
          + "\(format.writer == nil ? "" : "yes") | `\(endings)` |"
      }
  }

  private static func write(_ format: Format, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", format.id)
      json.member("name", format.name)
      json.member("reads", format.read != nil)
      json.member("writes", format.writer != nil)
      for (key, words) in [("extensions", format.extensions), ("techniques", format.techniques)] {
        json.key(key)
        json.array { json in
          for word in words { json.value(word) }
        }
      }
    }
  }
}

extension IdentificationReport: WorkerMessage {
  /// Appends the report.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([file, confidence.rawValue, reason])
    encoder.write(format)
    encoder.write(findings)
  }

  /// Takes a report off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    guard words.count == 3, let confidence = Identification.Confidence(rawValue: words[1]) else {
      throw MessageError()
    }
    self.init(
      file: words[0], format: try decoder.read(), confidence: confidence, reason: words[2],
      findings: try decoder.read())
  }
}
