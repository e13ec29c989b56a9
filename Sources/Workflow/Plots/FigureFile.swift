/// Where a figure goes.
import Bytes
public import DataModel
public import Plotting

/// A file for a figure: its ending says whether it is a drawing or a page.
public struct FigureFile: Sendable {
  /// What is written.
  public enum Form: String, Sendable, CaseIterable {
    case svg
    case html

    /// The form of a file of this name; nil when its ending names none.
    public init?(ofFile path: String) {
      let name = path.lowercased()
      guard let form = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
      self = form
    }
  }

  public let path: String
  public let form: Form
  public let theme: Theme
  private let file: ReportFile

  /// A file of this name; nil when its ending is neither `.svg` nor `.html`.
  public init?(_ path: String, theme: Theme = .print, policy: ExistingOutputPolicy = .fail) {
    guard let form = Form(ofFile: path) else { return nil }
    self.path = path
    self.form = form
    self.theme = theme
    file = ReportFile(path, policy: policy)
  }

  /// Why nothing can be written there; nil when nothing speaks against it yet.
  public func objection(inputs: [InputEntry]) -> Finding? { file.objection(inputs: inputs) }

  /// Draws and writes the figure; what went wrong, or nil.
  func write(_ figure: Figure, inputs: [InputEntry], _ context: WorkerContext) -> Finding? {
    if let objection = objection(inputs: inputs) { return objection }
    context.step("drawing \(form.rawValue)")
    do throws(FileError) {
      let bytes =
        switch form {
        case .svg: try SVGRenderer(theme: theme).bytes(of: figure)
        case .html: try HTMLRenderer(theme: theme).bytes(of: figure)
        }
      try write(bytes, context)
      return nil
    } catch {
      return finding(for: error)
    }
  }

  /// Writes what was drawn, as the policy for existing files says. Throws when it cannot be written.
  func write(_ bytes: [UInt8], _ context: WorkerContext) throws(FileError) {
    context.step("writing \(form.rawValue)")
    try file.write(bytes)
  }

  /// The finding that the file could not be written.
  func finding(for error: FileError) -> Finding {
    let code = error.kind == .exists ? ConversionFinding.exists : ConversionFinding.failed
    return Finding(code, error.description, at: Finding.Location(file: path))
  }

  /// The finding that nothing could be drawn.
  var nothing: Finding {
    Finding(FigureFinding.nothing, "nothing that came out is a curve or a map", at: Finding.Location(file: path))
  }
}
