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

  @OptionGroup var report: ReportArguments

  func run() throws {
    report.apply()
    switch report.format {
    case .json: Console.shared.print(FormatIdentification.formatsJSON())
    case .text: Console.shared.print(FormatIdentification.formatsLines(style: Console.shared.wideOutputStyle))
    }
  }
}
