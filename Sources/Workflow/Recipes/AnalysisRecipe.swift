/// Recipes: steps one after the other.
import Bytes
import DataModel
import Glibc

/// A YAML file that describes a reduction: the inputs, the signal, the steps with their parameters, the output, figures.
///
///     inputs: [scans/*.xdi]
///     signal: transmission
///     steps:
///       - step: align
///         via: reference
///       - step: background
///         rbkg: 1.1
///         plot: chi.svg
///     output: reduced.nxs
///
/// What is asked of a step holds for those behind it that do its work again: `background` normalises as `normalize` did.
public struct AnalysisRecipe: Sendable {
  /// A step, what was asked of it, and where it is drawn.
  struct Stage: Sendable {
    var step: AnalysisStep
    var parameters: AnalysisParameters
    var plot: String?
  }

  public let file: String
  /// The text, as it goes into the output.
  let text: String
  /// Patterns of files, beside the recipe unless they begin with a slash.
  let inputs: [String]
  /// Where the result goes; nil when the recipe does not say.
  public let output: String?
  let stages: [Stage]

  /// The files of figures, one for each step; nil for a step that is not drawn.
  public var plots: [String?] { stages.map(\.plot) }

  /// Reads a recipe. Throws a usage error, with the line, for what is no recipe.
  public init(file: String) throws(AnalysisParameterError) {
    let source: ByteSource
    do throws(FileError) {
      source = try ByteSource(file)
    } catch {
      throw AnalysisParameterError(description: "--recipe: \(error.description)")
    }
    try self.init(source.prefix(min(source.count, YAMLNode.byteLimit + 1)), file: file)
  }

  /// A recipe from its text.
  init(_ bytes: [UInt8], file: String) throws(AnalysisParameterError) {
    let root: YAMLNode
    do throws(YAMLError) {
      root = try YAMLNode(parsing: bytes)
    } catch {
      throw AnalysisParameterError(description: "\(file):\(error.line): \(error.message)")
    }
    let known = ["inputs", "signal", "steps", "output", "title"]
    for member in root.members ?? [] where !known.contains(member.key) {
      let nearest = Spelling.nearest(to: member.key, among: known).map { " Did you mean '\($0)'?" } ?? ""
      throw AnalysisParameterError(
        description: "\(file):\(member.value.line): a recipe has no '\(member.key)'.\(nearest) It has: "
          + known.joined(separator: ", ") + ".")
    }
    guard let steps = root["steps"]?.elements, !steps.isEmpty else {
      throw AnalysisParameterError(description: "\(file): a recipe has steps: a list of steps with their parameters")
    }
    self.file = file
    text = String(decoding: bytes, as: UTF8.self)
    output = root["output"]?.text
    inputs = root["inputs"]?.elements?.compactMap(\.text) ?? root["inputs"]?.text.map { [$0] } ?? []
    var stages: [Stage] = []
    for node in steps {
      stages.append(try Self.stage(node, file: file, signal: root["signal"]?.text, after: stages))
    }
    self.stages = stages
  }

  /// A step of the list. The recipe's signal is that of the first step, whose results the others go on from.
  private static func stage(
    _ node: YAMLNode, file: String, signal: String?, after earlier: [Stage]
  ) throws(AnalysisParameterError) -> Stage {
    let name = node["step"]?.text ?? node.text ?? ""
    guard let step = AnalysisStep.named(name) else {
      let known = AnalysisStep.all.map(\.name)
      let nearest = Spelling.nearest(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
      throw AnalysisParameterError(
        description: "\(file):\(node.line): there is no step '\(name)'.\(nearest) Steps: "
          + known.joined(separator: ", ") + ".")
    }
    let takesSignal = earlier.isEmpty && node["signal"] == nil && step.parameters.contains { $0.name == "signal" }
    let words = signal.map { takesSignal ? ["signal=\($0)"] : [] } ?? []
    let recipe = node.members == nil ? nil : StepRecipe(node, file: file)
    let parameters = try AnalysisParameters(
      words, recipe: recipe, of: step, after: earlier.map { ($0.step, $0.parameters) })
    return Stage(step: step, parameters: parameters, plot: node["plot"]?.text)
  }

  /// The files that the patterns name, each pattern's in the order of names. Throws a usage error for a pattern without a
  /// file.
  public func inputFiles() throws(AnalysisParameterError) -> [String] {
    var result: [String] = []
    for pattern in inputs {
      let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
      let found = Self.files(pattern.hasPrefix("/") ? pattern : folder + pattern)
      guard !found.isEmpty else {
        throw AnalysisParameterError(description: "\(file): no file is called \(pattern)")
      }
      result += found
    }
    return result
  }

  /// What `glob` finds; an address with a selector is taken as it is.
  private static func files(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else {
      return pattern.contains("::") ? [pattern] : []
    }
    return (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
  }
}
