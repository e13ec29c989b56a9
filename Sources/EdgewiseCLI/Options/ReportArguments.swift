/// In what form a verb reports.
import ArgumentParser

struct ReportArguments: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: ArgumentHelp("The form of the report.", valueName: "form"))
  var format: Form = .text

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  /// Makes the choice about colours known; call it before anything is written.
  func apply() {
    if noColor { Console.shared.allowsColor = false }
  }
}
