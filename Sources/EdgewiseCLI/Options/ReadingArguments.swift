/// How inputs are read: what the user knows better than the file.
import ArgumentParser
import DataModel
import Formats
import Workflow

struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Take every input for this format instead of looking at its content.", valueName: "id"),
    completion: .list(FormatRegistry.all.map(\.id)))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Read text by this template: a .yaml file, or a name of edgewise template list.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var template: String?

  @Option(
    help: ArgumentHelp(
      "What columns are, such as energy=1,i0=2,ifluor=5+6: by number or name.", valueName: "role=column,..."))
  var columns: [String] = []

  @Option(help: ArgumentHelp("Units of columns, such as energy=keV.", valueName: "column=unit,..."))
  var unit: [String] = []

  @Option(help: ArgumentHelp("The absorbing element.", valueName: "symbol"))
  var element: String?

  @Option(help: ArgumentHelp("The absorption edge, such as K or L3.", valueName: "edge"))
  var edge: String?

  @Option(
    help: ArgumentHelp(
      "Set a metadata value, such as Sample.name=\"Cu foil\"; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "The zone of times that are written without one, such as Europe/Paris; recorded as an assumption.",
      valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("hc in eV Å, for energies that are worked out from angles.", valueName: "value"))
  var hc: String?

  /// The options; throws a usage error when they make no sense.
  func options() throws -> ReadingOptions {
    if from != nil, template != nil {
      throw ValidationError("--from and --template both say what the input is; give one of them.")
    }
    let format = try template.map { try TemplateArgument.format($0) }
    return ReadingOptions(
      format: try format ?? from.map { try FormatArgument.format($0, option: "--from") },
      declarations: try declarations())
  }

  private func declarations() throws -> Declarations {
    var result = Declarations()
    do throws(DeclarationError) {
      for text in columns { try result.declareColumns(text) }
      for text in unit { try result.declareUnits(text) }
      if let element { try result.declareElement(element) }
      if let edge { try result.declareEdge(edge) }
      for text in set { try result.declareSetting(text) }
      if let timezone { try result.declareTimezone(timezone) }
      if let hc { try result.declareHC(hc) }
    } catch {
      throw ValidationError(error.description)
    }
    return result
  }
}

/// Format ids on the command line.
enum FormatArgument {
  static func format(_ id: String, option: String) throws -> Format {
    if let format = FormatRegistry.format(id: id) { return format }
    let known = FormatRegistry.all.map(\.id)
    let nearest = Spelling.nearest(to: id, among: known).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "\(option): there is no format '\(id)'.\(nearest) Formats: \(known.joined(separator: ", ")).")
  }
}
