/// The report of `convert`, as JSON and as text.
import Bytes
import DataModel

/// The report in JSON, written row by row.
public struct ConversionJSON: Sendable {
  private var json = JSONWriter(isPretty: true)

  /// A report without rows.
  public init() {
    json.beginObject()
    json.member("schema", "edgewise.convert/1")
    json.key("files")
    json.beginArray()
  }

  /// Adds a row and gives the bytes that are ready.
  public mutating func add(_ report: OutputReport) -> [UInt8] {
    json.object { json in
      json.key("inputs")
      json.array { json in
        for input in report.inputs { json.value(input) }
      }
      json.member("output", report.output)
      json.member("format", report.format)
      json.member("status", report.status.rawValue)
      json.member("measurements", report.measurements)
      json.key("verified")
      if let verified = report.verified { json.value(verified) } else { json.null() }
      FindingReport.write(report.findings, to: &json)
    }
    return json.takeBytes()
  }

  /// Ends the report and gives the rest of its bytes.
  public mutating func finish() -> [UInt8] {
    json.endArray()
    json.endObject()
    return json.finish()
  }
}

/// The report for people: a line for each output, what it could not hold, and a sum at the end.
public struct ConversionText: Sendable {
  private let style: TextStyle
  private var findings: FindingText
  private var counts: [OutputReport.Status: Int] = [:]

  /// Text in this style.
  public init(style: TextStyle = TextStyle()) {
    self.style = style
    findings = FindingText(style: style)
  }

  /// The lines for one output.
  public mutating func lines(for report: OutputReport) -> [String] {
    counts[report.status, default: 0] += 1
    return [head(of: report)] + losses(of: report)
  }

  /// The lines for what was found beside losses: errors and warnings in full, notes as a number.
  public mutating func diagnostics(for report: OutputReport) -> [String] {
    let others = report.findings.filter { !Self.isLoss($0) }
    var lines = others.filter { $0.severity != .note }.flatMap { findings.lines(for: $0) }
    let notes = others.count { $0.severity == .note }
    if notes > 0 {
      lines.append("\(name(report.inputs)): \(notes) \(notes == 1 ? "note" : "notes") (--format json lists them)")
    }
    return lines
  }

  /// The last line, when there was more than one output.
  public var summary: String? {
    guard counts.values.reduce(0, +) > 1 else { return nil }
    return OutputReport.Status.allCases.compactMap { status in
      counts[status].map { "\($0) \(status.rawValue)" }
    }.joined(separator: ", ")
  }

  private func head(of report: OutputReport) -> String {
    let arrow = style.sign("→", "->")
    let words = "\(name(report.inputs)) \(arrow) \(DisplayText.printable(report.output))"
    switch report.status {
    case .failed: return "\(words): \(style.ink(.error, "not converted"))"
    case .skipped: return "\(words): skipped, the output is there"
    case .planned: return "\(words): would be written (\(contents(of: report)))"
    case .written: return "\(words): \(contents(of: report))\(verdict(on: report))"
    }
  }

  private func contents(of report: OutputReport) -> String {
    "\(report.format), \(Self.counted(report.measurements, "measurement"))"
  }

  private func verdict(on report: OutputReport) -> String {
    switch report.verified {
    case nil: return ""
    case false?: return "; " + style.ink(.error, "NOT verified")
    case true?:
      let measurements = Self.counted(report.measurements, "measurement")
      return "; verified: \(measurements), \(Self.counted(report.arrays, "array")) bit for bit"
    }
  }

  /// What the format could not hold, a line for each kind.
  private func losses(of report: OutputReport) -> [String] {
    let groups = Dictionary(grouping: report.findings.filter(Self.isLoss), by: \.code)
    return groups.sorted { $0.key < $1.key }.map { code, findings in
      let places = findings.prefix(3).map { Self.shortPlace($0.location.path ?? "") }
      let rest = findings.count > places.count ? ", ..." : ""
      let words = DisplayText.printable(findings[0].message)
      let count = findings.count > 1 ? " (\(findings.count) times)" : ""
      return "  \(style.ink(.warning, code)) \(words)\(count): "
        + DisplayText.printable(places.joined(separator: ", ")) + rest
    }
  }

  private func name(_ inputs: [String]) -> String {
    let first = DisplayText.printable(inputs.first ?? "")
    return inputs.count > 1 ? "\(first) and \(inputs.count - 1) more" : first
  }

  /// `/1/metadata/Sample.name` as `Sample.name`, `/1/channels/mu/unit` as `mu/unit`.
  private static func shortPlace(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count > 2 else { return path }
    return parts.dropFirst(2).joined(separator: "/")
  }

  private static func counted(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  private static func isLoss(_ finding: Finding) -> Bool { finding.code.hasPrefix("LOSS-") }
}
