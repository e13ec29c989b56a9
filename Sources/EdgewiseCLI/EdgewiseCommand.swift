/// The command `edgewise` and the list of its verbs.
import ArgumentParser
import DataModel

struct EdgewiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edgewise",
    abstract: "Read, validate, compare and convert X-ray spectroscopy data.",
    discussion: """
      What a file is, its content decides, never its name. Inputs are never changed; outputs appear whole or not at all.

      Exit codes: 0 done; 1 done, and something was found; 2 usage; 3 an input could not be read; 4 an output could \
      not be written; 70 internal error.
      """,
    version: "edgewise \(EdgewiseVersion.string)",
    subcommands: verbs)

  /// One file for each verb; the order is that of `--help`.
  static let verbs: [any ParsableCommand.Type] = [
    FormatsCommand.self,
    IdentifyCommand.self,
    InspectCommand.self,
    ConvertCommand.self,
    AnalyzeCommand.self,
    PlotCommand.self,
    ReportCommand.self,
    DiffCommand.self,
    ValidateCommand.self,
    ExplainCommand.self,
    SchemasCommand.self,
    TemplateCommand.self,
    CompletionsCommand.self,
  ]
}
