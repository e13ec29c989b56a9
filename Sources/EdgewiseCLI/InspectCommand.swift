import ArgumentParser
import Bytes
import Workflow

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "inspect")
  @Argument var inputs: [String]
  @Flag var json = false
  @Flag var values = false
  @Flag var verbose = false
  @Flag var ascii = false
  @Flag var color = false
  @Option var width = 80

  func run() throws {
    let style = TextStyle(width: width, isColored: color, isUnicode: !ascii)
    let inspection = Inspection(
      InspectionOptions(report: json ? .json(includesValues: values) : .text(style, isVerbose: verbose)))
    for input in inputs {
      let result = inspection.result(InputAddress(parsing: input))
      try result.report.write(to: .standardOutput)
      for f in result.refusal { try BufferedOutput.standardOutput.write("\(f)\n") }
    }
    try BufferedOutput.standardOutput.flush()
  }
}
