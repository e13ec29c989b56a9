/// How inputs are read: what the user knows better than the file.
import ArgumentParser
import Formats
import Workflow

struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Take every input for this format instead of looking at its content.", valueName: "id"),
    completion: .list(FormatRegistry.all.map(\.id)))
  var from: String?

  /// The options; throws a usage error when they make no sense.
  func options() throws -> ReadingOptions {
    ReadingOptions(format: try from.map { try FormatArgument.format($0, option: "--from") })
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
