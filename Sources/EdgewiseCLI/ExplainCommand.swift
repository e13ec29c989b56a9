/// `edgewise explain`
import ArgumentParser
import DataModel
import Formats
import Workflow

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what the code of a finding or a definition means, and what to do about it.",
    discussion: """
      The definitions are those that convert --definition takes; NXxas lays all of them side by side.

      Examples:
        edgewise explain XDI-REQUIRED
        edgewise explain NXxas
        edgewise explain NXxas_trans fairmat:NXxas
        edgewise explain --all --format markdown > findings.md
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Argument(
    help: ArgumentHelp("Codes of findings, or ids of definitions, in any case.", valueName: "code"),
    completion: .list(XASFamily.all.map(\.id)))
  var codes: [String] = []

  @Flag(help: "All codes.")
  var all = false

  @Option(help: ArgumentHelp("The form of the report.", valueName: "form"))
  var format: Form = .text

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  func validate() throws {
    guard all != !codes.isEmpty else { throw ValidationError("Give codes of findings, ids of definitions, or --all.") }
    for code in codes where FindingCatalogue.code(code) == nil && XASFamily.named(code) == nil {
      throw ValidationError(Self.refusal(of: code))
    }
  }

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    let chosen = all ? FindingCatalogue.all.sorted { $0.id < $1.id } : codes.compactMap { FindingCatalogue.code($0) }
    let families = FamilyExplanation.families(asked: codes)
    switch format {
    case .text:
      let style = Console.shared.outputStyle
      Console.shared.print(
        CodeExplanation.lines(chosen, style: style) + FamilyExplanation.lines(families, style: style))
    case .json: Console.shared.print(CodeExplanation.json(chosen, families: families))
    case .markdown: Console.shared.print(CodeExplanation.markdown(chosen) + FamilyExplanation.markdown(families))
    }
  }

  /// Why a code is refused, with those that may have been meant.
  private static func refusal(of code: String) -> String {
    let nearest = Spelling.nearest(3, to: code, among: FindingCatalogue.all.map(\.id) + XASFamily.all.map(\.id))
    let hint = nearest.isEmpty ? " edgewise explain --all lists them." : " Nearest: \(nearest.joined(separator: ", "))."
    return "There is neither a finding code nor a definition '\(code)'.\(hint)"
  }
}
