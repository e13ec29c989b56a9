/// What a recipe says of a fit.
import Analysis
import Bytes
import DataModel

/// The parts of a recipe that words on the command line cannot say: parameters, paths, data sets.
struct ExafsRecipe {
  /// A data set of the recipe.
  struct DataSet {
    /// Nil for the next measurement of the input.
    var data: String?
    var paths: [PathWords]
    /// The parameters of the step, with what this data set says otherwise.
    var parameters: AnalysisParameters
  }

  /// A path of the recipe: its file and its formulas.
  struct PathWords {
    var file: String
    var label: String?
    var formulas: [String: String]
  }

  var parameters: [FitParameter] = []
  var sets: [DataSet] = []
  /// Where errors come from.
  var errors: ExafsFit.Errors
  /// Whether the paths stand at the top level and every measurement of the input is fitted by itself.
  var isShort: Bool

  /// Reads the recipe in `parameters`. Throws with the line of what makes no sense.
  init(_ parameters: AnalysisParameters) throws(AnalysisError) {
    isShort = parameters.structure("datasets") == nil
    errors = parameters.choice("errors", ExafsFit.Errors.independentPoints)
    self.parameters = try parameters.structure("parameters").map(Self.fitParameters) ?? []
    if let node = parameters.structure("datasets") {
      guard parameters.structure("paths") == nil else {
        throw Self.error(node, "paths stand either at the top level, or in each of the datasets")
      }
      guard let elements = node.elements, !elements.isEmpty else {
        throw Self.error(node, "datasets is a list, each with data and paths")
      }
      for element in elements { sets.append(try Self.dataSet(element, parameters)) }
    } else if let node = parameters.structure("paths") {
      sets = [DataSet(data: nil, paths: try Self.paths(node), parameters: parameters)]
    } else {
      throw AnalysisError(
        "there is nothing to fit: a recipe (--recipe FILE.yaml) has parameters and paths, see docs/exafs.md")
    }
  }

  // MARK: Parameters

  private static func fitParameters(_ node: YAMLNode) throws(AnalysisError) -> [FitParameter] {
    guard let members = node.members else {
      throw error(node, "parameters is a mapping, such as amp: {value: 1, vary: true}")
    }
    var result: [FitParameter] = []
    for member in members { result.append(try fitParameter(member.key, member.value)) }
    return result
  }

  /// A plain number is fixed, a plain formula follows from others, and a mapping says what it is; it varies unless it says
  /// otherwise.
  private static func fitParameter(_ name: String, _ node: YAMLNode) throws(AnalysisError) -> FitParameter {
    if let text = node.text {
      guard let number = node.number else { return FitParameter(name, expression: text) }
      return FitParameter(name, value: number, varies: false)
    }
    let known = ["value", "vary", "min", "max", "expr"]
    guard let members = node.members else {
      throw error(node, "\(name) is a number, or has " + known.joined(separator: ", "))
    }
    for member in members where !known.contains(member.key) {
      throw error(
        member.value, "\(name) has no part '\(member.key)'; parts of a parameter: " + known.joined(separator: ", "))
    }
    func number(_ key: String) throws(AnalysisError) -> Double? {
      guard let part = node[key], part.text.map({ !["", "null", "~"].contains($0) }) ?? true else { return nil }
      guard let number = part.number, !number.isNaN else { throw error(part, "\(key) of \(name) is not a number") }
      return number
    }
    let minimum = try number("min") ?? -.infinity
    let maximum = try number("max") ?? .infinity
    if let expression = node["expr"]?.text, !["", "null", "~"].contains(expression) {
      return FitParameter(name, expression: expression, minimum: minimum, maximum: maximum)
    }
    guard let value = try number("value") else { throw error(node, "\(name) needs a value to begin with") }
    let varies = try node["vary"].map { part throws(AnalysisError) in try flag(part, "vary of \(name)") } ?? true
    return FitParameter(name, value: value, varies: varies, minimum: minimum, maximum: maximum)
  }

  private static func flag(_ node: YAMLNode, _ name: String) throws(AnalysisError) -> Bool {
    switch node.text?.lowercased() {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: throw error(node, "\(name) is true or false")
    }
  }

  // MARK: Paths and data sets

  private static func paths(_ node: YAMLNode) throws(AnalysisError) -> [PathWords] {
    guard let elements = node.elements, !elements.isEmpty else {
      throw error(node, "paths is a list, each with a file of FEFF and formulas: - {file: feff0001.dat, s02: amp}")
    }
    var result: [PathWords] = []
    for element in elements {
      guard let members = element.members, let file = element["file"]?.text, !file.isEmpty else {
        throw error(element, "a path needs the file that FEFF calculated, file: feff0001.dat")
      }
      var path = PathWords(file: file, label: element["label"]?.text, formulas: [:])
      for member in members where !["file", "label"].contains(member.key) {
        guard PathNumbers.names.contains(member.key), let text = member.value.text else {
          let near = Spelling.nearest(to: member.key, among: PathNumbers.names).map { "; did you mean '\($0)'?" } ?? ""
          throw error(
            member.value,
            "a path has no '\(member.key)'; it has file, label, \(PathNumbers.names.joined(separator: ", "))\(near)")
        }
        path.formulas[member.key] = text
      }
      result.append(path)
    }
    return result
  }

  private static func dataSet(_ node: YAMLNode, _ parameters: AnalysisParameters) throws(AnalysisError) -> DataSet {
    guard let members = node.members, let paths = node["paths"] else { throw error(node, "a data set needs paths") }
    var set = DataSet(data: node["data"]?.text, paths: try Self.paths(paths), parameters: parameters)
    for member in members where !["data", "paths"].contains(member.key) {
      switch (member.key, member.value.members) {
      case ("transform", let parts?), ("normalize", let parts?):
        for part in parts { try set.settle([member.key + "."], part) }
      case ("background", let parts?):
        for part in parts { try set.settle(["background.", "normalize."], part) }
      case ("epsilon_k", nil), ("refine_bkg", nil), ("signal", nil), ("background_noise", nil):
        try set.settle([""], member)
      default:
        throw error(
          member.value,
          "a data set has no '\(member.key)'; it has data, paths, transform, background, normalize, epsilon_k, refine_bkg, "
            + "signal, background_noise")
      }
    }
    return set
  }

  static func error(_ node: YAMLNode, _ reason: String) -> AnalysisError {
    AnalysisError("line \(node.line) of the recipe: \(reason)")
  }
}

extension ExafsRecipe.DataSet {
  /// Sets a parameter of the step for this data set alone, the first that is called so with one of the prefixes.
  fileprivate mutating func settle(_ prefixes: [String], _ member: YAMLNode.Member) throws(AnalysisError) {
    let all = AnalysisStep.exafs.parameters
    let words = member.value.text ?? member.value.elements?.compactMap(\.text).joined(separator: ",") ?? ""
    for prefix in prefixes {
      guard let parameter = all.first(where: { $0.name == prefix + member.key }) else { continue }
      guard AnalysisWords.fits(words, parameter.kind) else {
        throw ExafsRecipe.error(member.value, "\(member.key): '\(words)' is not \(parameter.grammar)")
      }
      return parameters.settle(parameter.name, words)
    }
    let known = prefixes.flatMap { prefix in
      all.filter { $0.name.hasPrefix(prefix) }.map { String($0.name.dropFirst(prefix.count)) }
    }
    let near = Spelling.nearest(to: member.key, among: known).map { "; did you mean '\($0)'?" } ?? ""
    throw ExafsRecipe.error(member.value, "there is no '\(member.key)' here\(near)")
  }
}
