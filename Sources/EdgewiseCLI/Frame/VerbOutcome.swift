/// How a verb ends.
import ArgumentParser
import DataModel
import Workflow

extension ParsableCommand {
  /// Ends the verb with this status.
  func finish(_ status: ExitStatus) throws {
    if status != .done { throw ExitCode(status.rawValue) }
  }

  /// Diagnostics as text on standard error.
  func complain(about findings: [Finding]) {
    var text = FindingText(style: Console.shared.errorStyle)
    Console.shared.complain(findings.flatMap { text.lines(for: $0) })
  }
}
