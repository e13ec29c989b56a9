/// Whether an output reads back as what was to be written.
import Bytes
import DataModel
import Formats

struct OutputVerification {
  let format: Format
  let context: WorkerContext
  private static let reportLimit = 100

  /// Reads the output as a stranger would and completes the report with what differs.
  func verify(_ expected: Document, _ report: OutputReport) -> OutputReport {
    var report = report
    context.step("reading it back")
    switch comparison(expected, report.output) {
    case .success(let differences):
      report.verified = differences.isEmpty
      report.findings += differences.prefix(Self.reportLimit).map { difference in
        Finding(
          ConversionFinding.verifyDifference, "the output does not read back as it was to be written",
          at: Finding.Location(file: report.output, path: difference.path), expected: difference.a,
          found: difference.b)
      }
      if differences.count > Self.reportLimit {
        report.findings.append(
          Finding(
            ConversionFinding.verifyDifference,
            "there are \(differences.count - Self.reportLimit) more differences",
            at: Finding.Location(file: report.output)))
      }
    case .failure(let reason):
      report.verified = false
      report.findings.append(
        Finding(
          ConversionFinding.verifyUnreadable, reason.description, at: Finding.Location(file: report.output)))
    }
    return report
  }

  /// Whether the file holds exactly this document.
  func holds(_ expected: Document, _ path: String) -> Bool {
    if case .success(let differences) = comparison(expected, path) { return differences.isEmpty }
    return false
  }

  private struct Reason: Error {
    let description: String
  }

  private func comparison(_ expected: Document, _ path: String) -> Result<[Difference], Reason> {
    guard let read = format.read else { return .failure(Reason(description: "Edgewise cannot read \(format.id)")) }
    do {
      let found = try read(try ByteSource(path))
      return .success(try expected.differences(to: found))
    } catch {
      return .failure(Reason(description: "\(error)"))
    }
  }
}
