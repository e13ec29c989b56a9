/// Files for figures on the command line.
public import ArgumentParser
public import Plotting
import Workflow

extension Theme: ExpressibleByArgument {}

enum FigureArgument {
  static func file(
    _ path: String, option: String, theme: Theme = .print, policy: ExistingOutputPolicy
  ) throws -> FigureFile {
    if let file = FigureFile(path, theme: theme, policy: policy) { return file }
    let endings = FigureFile.Form.allCases.map { "." + $0.rawValue }.joined(separator: " or ")
    throw ValidationError("\(option) \(path): no figure is written with this ending. Choose \(endings).")
  }
}
