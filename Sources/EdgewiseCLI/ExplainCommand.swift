/// `edgewise explain`
import ArgumentParser
import DataModel
import Workflow

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what the code of a finding means, and what to do about it.",
    discussion: """
      Examples:
        edgewise explain XDI-REQUIRED
        edgewise explain --all --format markdown > findings.md
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Argument(help: ArgumentHelp("Codes of findings, in any case.", valueName: "code"))
  var codes: [String] = []

  @Flag(help: "All codes.")
  var all = false

  @Option(help: ArgumentHelp("The form of the report.", valueName: "form"))
  var format: Form = .text

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  func validate() throws {
    guard all != !codes.isEmpty else { throw ValidationError("Give codes of findings, or --all.") }
    for code in codes where FindingCatalogue.code(code) == nil { throw ValidationError(Self.refusal(of: code)) }
  }

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    let chosen = all ? FindingCatalogue.all.sorted { $0.id < $1.id } : codes.compactMap { FindingCatalogue.code($0) }
    switch format {
    case .text: Console.shared.print(CodeExplanation.lines(chosen, style: Console.shared.outputStyle))
    case .json: Console.shared.print(CodeExplanation.json(chosen))
    case .markdown: Console.shared.print(CodeExplanation.markdown(chosen))
    }
  }

  /// Why a code is refused, with those that may have been meant.
  private static func refusal(of code: String) -> String {
    let nearest = Spelling.nearest(3, to: code, among: FindingCatalogue.all.map(\.id))
    let hint = nearest.isEmpty ? " edgewise explain --all lists them." : " Nearest: \(nearest.joined(separator: ", "))."
    return "There is no finding code '\(code)'.\(hint)"
  }
}
