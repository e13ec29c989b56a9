/// A recipe for one step.
import Bytes
import DataModel
import Validation

/// A YAML file that says what `--param` says, and what has parts of its own: a mapping of the step's parameters.
///
/// The parameters of a step before it stand under its name (`normalize: {pre1: -150}`). Files are looked for beside the
/// recipe first.
public struct StepRecipe: Sendable, Hashable {
  let file: String
  let root: YAMLNode

  /// What a recipe says of one parameter.
  struct Entry {
    enum Content {
      case words(String)
      case structure(YAMLNode)
    }

    var name: String
    var content: Content
    /// File and line, for messages.
    var place: String
  }

  /// Reads a recipe. Throws a usage error for a file that cannot be read or is no YAML mapping.
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
    do throws(YAMLError) {
      root = try YAMLNode(parsing: bytes)
    } catch {
      throw AnalysisParameterError(description: "\(file):\(error.line): \(error.message)")
    }
    guard root.members != nil else {
      throw AnalysisParameterError(description: "\(file): a recipe is a mapping of parameters, name: value")
    }
    self.file = file
  }

  /// Every parameter that it names.
  func entries(of step: AnalysisStep) throws(AnalysisParameterError) -> [Entry] {
    try entries(root.members ?? [], prefix: "", step)
  }

  private func entries(
    _ members: [YAMLNode.Member], prefix: String, _ step: AnalysisStep
  ) throws(AnalysisParameterError) -> [Entry] {
    var result: [Entry] = []
    for member in members where !(prefix.isEmpty && member.key == "step" && member.value.text == step.name) {
      let name = prefix + member.key
      let place = "\(file):\(member.value.line)"
      let kind = step.parameters.first { $0.name == name }?.kind
      if case .structure? = kind {
        result.append(Entry(name: name, content: .structure(member.value), place: place))
        continue
      }
      switch member.value.content {
      case .text(let words): result.append(Entry(name: name, content: .words(words), place: place))
      case .mapping(let inner):
        result += try entries(inner, prefix: step.contained.contains(name) ? prefix : name + ".", step)
      case .list(let elements):
        let texts = elements.compactMap(\.text)
        guard texts.count == elements.count, let kind else {
          throw AnalysisParameterError(description: "\(place): \(step.name) has no list '\(name)'.")
        }
        result.append(Entry(name: name, content: .words(Self.words(texts, kind)), place: place))
      }
    }
    return result
  }

  /// A list in the words of the command line.
  private static func words(_ texts: [String], _ kind: AnalysisParameter.Kind) -> String {
    switch kind {
    case .window, .grid: texts.joined(separator: ":")
    case .items: AnalysisWords.text(texts)
    default: texts.joined(separator: ",")
    }
  }

  /// A file that it names: beside it if that is there, else as it stands.
  func path(_ name: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    let beside = String(file[...slash]) + name
    return FolderTree.isFile(InputAddress(parsing: beside).file) ? beside : name
  }
}
