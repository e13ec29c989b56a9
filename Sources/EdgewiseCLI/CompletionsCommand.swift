/// `edgewise completions`
import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script for a shell.",
    discussion: """
      Examples:
        edgewise completions bash > ~/.local/share/bash-completion/completions/edgewise
        edgewise completions zsh > ~/.zsh/completions/_edgewise
        edgewise completions fish > ~/.config/fish/completions/edgewise.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var completionShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    Console.shared.print([EdgewiseCommand.completionScript(for: shell.completionShell)])
  }
}
