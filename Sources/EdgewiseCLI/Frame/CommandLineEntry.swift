/// Where the program begins: parsing, and what becomes of errors.
import ArgumentParser
import DataModel
import Glibc
import Workflow

@main
enum CommandLineEntry {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let status = run(arguments)
    exit(Console.shared.end(with: status).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    if arguments.isEmpty {
      Console.shared.complain([EdgewiseCommand.helpMessage(columns: Console.helpWidth)])
      return .usage
    }
    if let complaint = unknownVerb(in: arguments) {
      Console.shared.complain([complaint])
      return .usage
    }
    var command: any ParsableCommand
    do {
      command = try EdgewiseCommand.parseAsRoot(arguments)
    } catch {
      return report(error)
    }
    do {
      try command.run()
      return .done
    } catch let code as ExitCode {
      return ExitStatus(rawValue: code.rawValue) ?? .failed
    } catch let error as ValidationError {
      let verb = type(of: command).configuration.commandName ?? ""
      Console.shared.complain(["Error: \(error.message)", "See 'edgewise \(verb) --help' for more information."])
      return .usage
    } catch {
      return report(error)
    }
  }

  /// Help and version are results; everything else the parser throws is a usage error.
  private static func report(_ error: any Error) -> ExitStatus {
    let message = EdgewiseCommand.fullMessage(for: error, columns: Console.helpWidth)
    switch EdgewiseCommand.exitCode(for: error) {
    case .success:
      Console.shared.print([message])
      return .done
    case .validationFailure:
      Console.shared.complain([message])
      return .usage
    default:
      Console.shared.complain([message])
      return .failed
    }
  }

  /// The parser would call an unknown verb an unexpected argument.
  private static func unknownVerb(in arguments: [String]) -> String? {
    let asksForHelp = arguments.first == "help"
    guard let verb = asksForHelp ? arguments.dropFirst().first : arguments.first, !verb.hasPrefix("-") else {
      return nil
    }
    let known = EdgewiseCommand.verbs.compactMap { $0.configuration.commandName } + ["help"]
    guard !known.contains(verb) else { return nil }
    let nearest = Spelling.nearest(to: verb, among: known).map { " Did you mean '\($0)'?" } ?? ""
    return "Error: Unknown verb '\(verb)'.\(nearest)\nUsage: edgewise <verb>\n  See 'edgewise --help' for the verbs."
  }
}
