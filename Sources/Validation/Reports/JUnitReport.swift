/// The report as JUnit XML: what build servers show as tests.
import DataModel
public import XML

/// Writes a validation report as one test suite with one test case per file.
public struct JUnitReport: Sendable {
  private let report: ValidationReport

  /// A report about these results.
  public init(_ report: ValidationReport) { self.report = report }

  /// The document. Throws only if the writer itself is at fault.
  public func bytes() throws(XMLError) -> [UInt8] {
    var options = XMLWriter.Options(indentation: 2)
    options.illegalCharacters = .escape
    var xml = XMLWriter(options: options)
    let counts = [
      ("tests", report.summary.files), ("failures", report.summary.invalid), ("errors", report.summary.unreadable),
      ("skipped", 0),
    ]
    let attributes = [XMLAttribute("name", "edgewise validate")] + counts.map { XMLAttribute(XMLName($0), "\($1)") }
    try xml.startElement("testsuites", attributes: attributes)
    try xml.startElement("testsuite", attributes: attributes)
    for entry in report.entries { try write(entry, to: &xml) }
    if !report.findings.isEmpty {
      try xml.element("system-err", text: report.findings.map { Self.line($0, in: "") }.joined(separator: "\n"))
    }
    try xml.endElement()
    try xml.endElement()
    return try xml.finish()
  }

  /// The element that says what came of a file, by its verdict.
  private static let outcomes: [ValidationResult.Verdict: XMLName] = [.invalid: "failure", .unreadable: "error"]

  private func write(_ entry: ValidationReport.Entry, to xml: inout XMLWriter) throws(XMLError) {
    let result = entry.result
    try xml.startElement(
      "testcase",
      attributes: [
        XMLAttribute("name", result.file), XMLAttribute("classname", "edgewise.\(result.format ?? "unknown")"),
      ])
    let lines = result.findings.map { finding in
      let names = result.definitions(thatGave: finding)
      return Self.line(finding, in: result.file) + (names.isEmpty ? "" : " [\(names.joined(separator: ", "))]")
    }
    if let outcome = Self.outcomes[result.verdict] {
      let worst = Finding.Severity.allCases.lazy.compactMap { severity in
        result.findings.first { $0.severity == severity }
      }.first
      try xml.element(
        outcome,
        attributes: [
          XMLAttribute("message", worst.map { "\(entry.counts.words): \($0.message)" } ?? result.verdict.rawValue),
          XMLAttribute("type", worst?.code ?? result.verdict.rawValue),
        ], text: lines.joined(separator: "\n"))
    } else if !lines.isEmpty {
      try xml.element("system-out", text: lines.joined(separator: "\n"))
    }
    try xml.endElement()
  }

  /// `error NX-P1 line 3: /entry: what is wrong`, on one line.
  private static func line(_ finding: Finding, in file: String) -> String {
    let place = FindingWords.place(finding.location, in: file)
    return "\(finding.severity.rawValue) \(finding.code)\(place.isEmpty ? "" : " " + place): "
      + FindingWords.sentence(finding)
  }
}
