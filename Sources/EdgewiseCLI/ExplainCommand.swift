/// `edgewise explain`
import ArgumentParser
import DataModel
import Formats
import Validation
import Workflow

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what the code of a finding or a definition means, and what to do about it.",
    discussion: """
      NX-P explains all codes and rules of one kind, XDI all codes of one format. Definitions are those that convert \
      --definition takes, and all that edgewise schemas list shows, with their set where several have the name. NXxas \
      lays its families side by side; two definitions are compared: what both ask for, what each asks for alone, and \
      what one entry cannot satisfy.

      Examples:
        edgewise explain XDI-REQUIRED
        edgewise explain NX-P
        edgewise explain NXxas
        edgewise explain NXxas NXxas_trans
        edgewise explain NXxas fairmat:NXxas --format json
        edgewise explain --all --format markdown > findings.md
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Argument(
    help: ArgumentHelp("Codes of findings or names of definitions.", valueName: "code"),
    completion: .list(XASFamily.all.map(\.id)))
  var codes: [String] = []

  @Flag(help: "All codes.")
  var all = false

  @Option(help: ArgumentHelp("The form of the report.", valueName: "form"))
  var format: Form = .text

  @Flag(help: "No colours, even on a terminal; the variable NO_COLOR does the same.")
  var noColor = false

  @OptionGroup var definitions: DefinitionArguments

  func validate() throws {
    guard all != !codes.isEmpty else { throw ValidationError("Give codes of findings, ids of definitions, or --all.") }
    for code in codes where !isKnown(code) { throw ValidationError(Self.refusal(of: code)) }
  }

  private func isKnown(_ text: String) -> Bool {
    if FindingCatalogue.code(text) != nil || NeXusRule.named(text) != nil || XASFamily.named(text) != nil {
      return true
    }
    return !RuleExplanation.group(text).codes.isEmpty || DefinitionName(text).isKnown(in: definitions.folders.sets())
  }

  func run() throws {
    if noColor { Console.shared.allowsColor = false }
    let groups = codes.filter { FindingCatalogue.code($0) == nil && NeXusRule.named($0) == nil }.map(
      RuleExplanation.group)
    let chosen =
      all
      ? FindingCatalogue.all.sorted { $0.id < $1.id }
      : codes.compactMap { FindingCatalogue.code($0) } + groups.flatMap(\.codes)
    let rules = codes.compactMap { NeXusRule.named($0) } + groups.flatMap(\.rules)
    let comparison = comparison()
    let isCompared = comparison?.isEmpty == false
    let families = isCompared ? [] : FamilyExplanation.families(asked: codes)
    switch format {
    case .text:
      let style = Console.shared.outputStyle
      let parts = [
        CodeExplanation.lines(chosen, style: style), RuleExplanation.lines(rules, style: style),
        FamilyExplanation.lines(families, style: style), comparison?.lines(style: style) ?? [],
      ]
      Console.shared.print(Array(parts.filter { !$0.isEmpty }.joined(separator: [""])))
    case .json:
      Console.shared.print(
        CodeExplanation.json(
          chosen, rules: rules, families: FamilyExplanation.families(asked: codes), comparison: comparison))
    case .markdown:
      Console.shared.print(
        CodeExplanation.markdown(chosen) + RuleExplanation.markdown(rules) + FamilyExplanation.markdown(families))
    }
  }

  /// Two or more definitions are compared; one that is no family of NXxas is listed.
  private func comparison() -> ComparisonExplanation? {
    let names = codes.filter { code in
      FindingCatalogue.code(code) == nil && NeXusRule.named(code) == nil && RuleExplanation.group(code).codes.isEmpty
    }
    guard names.count > 1 || names.contains(where: { XASFamily.named($0) == nil }) else { return nil }
    return ComparisonExplanation(names, library: DefinitionLibrary(sets: definitions.folders.sets()))
  }

  /// Why a code is refused, with those that may have been meant.
  private static func refusal(of code: String) -> String {
    let nearest = Spelling.nearest(3, to: code, among: FindingCatalogue.all.map(\.id) + XASFamily.all.map(\.id))
    let hint = nearest.isEmpty ? " edgewise explain --all lists them." : " Nearest: \(nearest.joined(separator: ", "))."
    return "There is neither a finding code nor a definition '\(code)'.\(hint)"
  }
}
