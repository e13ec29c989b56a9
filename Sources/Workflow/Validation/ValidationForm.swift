/// The forms that a report of `validate` can have.
import DataModel
import Glibc
public import Validation
public import XML

/// A form of the report.
public enum ValidationForm: String, Sendable, CaseIterable {
  case text, json, sarif, junit, html

  /// The whole report in this form; text is laid out as `text` says. Throws only if a writer itself is at fault.
  public func bytes(_ report: ValidationReport, text: ValidationText = ValidationText()) throws(XMLError) -> [UInt8] {
    switch self {
    case .text: Self.text(report, text)
    case .json: ValidationJSON.bytes(report)
    case .sarif: SARIFReport(report, codes: FindingCatalogue.code, folder: Self.workingFolder()).bytes()
    case .junit: try JUnitReport(report).bytes()
    case .html: HTMLReport(report, codes: FindingCatalogue.code, time: ConversionTime.now()).bytes()
    }
  }

  private static func text(_ report: ValidationReport, _ text: ValidationText) -> [UInt8] {
    var text = text
    let lines =
      report.entries.flatMap { text.lines(for: $0) } + text.lines(for: report.summary, findings: report.findings)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func workingFolder() -> String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
