import ArgumentParser

@main
struct EdgewiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "edgewise", version: "edgewise 0.1.0")
}
