/// `edgewise formats`
import ArgumentParser
import Formats
import Workflow

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the formats that can be read and written.",
    discussion: """
      Examples:
        edgewise formats
        edgewise formats --format json
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Option(help: ArgumentHelp("The form of the list.", valueName: "form"))
  var format: Form = .text

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    switch format {
    case .json: Console.shared.print(FormatIdentification.formatsJSON())
    case .markdown: Console.shared.print(FormatIdentification.formatsMarkdown())
    case .text: Console.shared.print(FormatIdentification.formatsLines(style: Console.shared.wideOutputStyle))
    }
  }
}
