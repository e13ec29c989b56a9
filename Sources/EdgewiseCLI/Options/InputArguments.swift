/// The inputs of a verb.
import ArgumentParser
import Workflow

struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files to read; - is standard input, FILE::SELECTOR one measurement of a file.", valueName: "input"),
    completion: .file())
  var inputs: [String]

  @Flag(name: [.short, .long], help: "Read all files in folders, and in the folders inside them.")
  var recursive = false

  var entries: [InputEntry] { InputList.expand(inputs, recursive: recursive) }
}
