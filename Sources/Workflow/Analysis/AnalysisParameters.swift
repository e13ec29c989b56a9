/// What was asked of a step.
import Analysis
import Bytes
import DataModel

/// What the user said about the parameters of a step, checked.
public struct AnalysisParameters: Sendable, Hashable {
  private var words: [String: String] = [:]
  /// The names of what was asked for, not worked out or left to the standard.
  private var asked: Set<String> = []
  private var structures: [String: YAMLNode] = [:]
  private var recipe: StepRecipe?

  /// The parameters of a step as they are when nobody says anything.
  init(of step: AnalysisStep) {
    for parameter in step.parameters { words[parameter.name] = parameter.standard }
  }

  /// What a recipe says of a step, and then the parameters in the form `name=value`, or `step.name=value`. Throws a usage
  /// error for a name that the step has not, or a value that the parameter cannot have.
  public init(
    _ arguments: [String], recipe: StepRecipe? = nil, of step: AnalysisStep
  ) throws(AnalysisParameterError) {
    try self.init(arguments, recipe: recipe, of: step, after: [])
  }

  /// The same after other steps, whose parameters hold where this step does their work again.
  init(
    _ arguments: [String], recipe: StepRecipe?, of step: AnalysisStep,
    after earlier: [(step: AnalysisStep, parameters: AnalysisParameters)]
  ) throws(AnalysisParameterError) {
    self.init(of: step)
    self.recipe = recipe
    for (other, parameters) in earlier { inherit(parameters, of: other, by: step) }
    for entry in try recipe?.entries(of: step) ?? [] {
      switch entry.content {
      case .words(let value): try set(entry.name, value, of: step, said: entry.place)
      case .structure(let node): structures[entry.name] = node
      }
    }
    for argument in arguments {
      guard let sign = argument.firstIndex(of: "=") else {
        throw AnalysisParameterError(description: "--param \(argument): write it as name=value.")
      }
      var name = String(argument[..<sign])
      for part in [step.name] + step.contained where name.hasPrefix(part + ".") {
        name = String(name.dropFirst(part.count + 1))
      }
      try set(name, String(argument[argument.index(after: sign)...]), of: step, said: "--param")
    }
  }

  /// Takes over what was asked of an earlier step, where this one has parameters for its work: under the step's name, or
  /// among its own when it contains it.
  private mutating func inherit(_ other: AnalysisParameters, of earlier: AnalysisStep, by step: AnalysisStep) {
    let names = Set(step.parameters.map(\.name))
    for name in other.asked where name != "signal" {
      let isContained = step.contained.contains(earlier.name) || earlier.name == step.name
      let own = isContained ? name : "\(earlier.name).\(name)"
      if names.contains(own), let value = other.words[name] { words[own] = value }
    }
  }

  private mutating func set(
    _ name: String, _ value: String, of step: AnalysisStep, said place: String
  ) throws(AnalysisParameterError) {
    guard let parameter = step.parameters.first(where: { $0.name == name }) else {
      let known = step.parameters.map(\.name)
      let nearest = Spelling.nearest(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
      throw AnalysisParameterError(
        description: "\(place): \(step.name) has no parameter '\(name)'.\(nearest) Parameters: "
          + known.joined(separator: ", ") + ".")
    }
    if case .structure = parameter.kind {
      throw AnalysisParameterError(
        description: "\(place): \(name) has parts of its own; write them in a recipe and give it with --recipe.")
    }
    guard AnalysisWords.fits(value, parameter.kind) else {
      throw AnalysisParameterError(
        description: "\(place) \(name): '\(value)' is not \(parameter.grammar). \(parameter.meaning)")
    }
    words[name] = value
    asked.insert(name)
  }

  /// Sets what the step found out, in the words in which the user would have given it.
  mutating func settle(_ name: String, _ value: String) { words[name] = value }

  /// Sets a number that the step found out.
  mutating func settle(_ name: String, _ value: Double) { words[name] = AnalysisWords.text(value) }

  func text(_ name: String) -> String? { words[name] }
  func number(_ name: String) -> Double? { words[name].flatMap(AnalysisWords.number) }
  func integer(_ name: String) -> Int? { words[name].flatMap { Int($0) } }
  func window(_ name: String) -> ClosedRange<Double>? { words[name].flatMap(AnalysisWords.window) }
  func numbers(_ name: String) -> [Int]? { words[name].flatMap(AnalysisWords.numbers) }
  func list(_ name: String) -> [Double]? { words[name].flatMap(AnalysisWords.list) }
  func items(_ name: String) -> [String]? { words[name].flatMap(AnalysisWords.items) }
  /// Ranges LO:HI, of which a parameter takes several. Throws when one is none.
  func windows(_ name: String) throws(AnalysisError) -> [ClosedRange<Double>] {
    try (items(name) ?? []).map { words throws(AnalysisError) in
      guard let window = AnalysisWords.window(words) else {
        throw AnalysisError("\(name): '\(words)' is not LO:HI with LO below HI, in eV")
      }
      return window
    }
  }
  /// What a recipe says under this name.
  func structure(_ name: String) -> YAMLNode? { structures[name] }
  /// A file that the recipe names: beside the recipe if it is there, else as it stands.
  func path(_ name: String) -> String { recipe?.path(name) ?? name }

  /// One of the words of an enumeration; its standard when the parameter has none.
  func choice<Choice: RawRepresentable<String>>(_ name: String, _ standard: Choice) -> Choice {
    words[name].flatMap { Choice(rawValue: $0) } ?? standard
  }

  /// Every parameter of the step with the value that was used.
  func used(by step: AnalysisStep) -> [AnalysisField] {
    step.parameters.map { parameter in
      let value = structures[parameter.name].map { AnalysisValue($0) }
      return AnalysisField(parameter.name, value ?? AnalysisWords.value(words[parameter.name], parameter.kind))
    }
  }

  /// The same for the record of what was done.
  func stepParameters(of step: AnalysisStep) -> [StepParameter] {
    step.parameters.compactMap { parameter in
      if let node = structures[parameter.name] {
        return StepParameter(parameter.name, .text(AnalysisValue(node).json))
      }
      guard let value = words[parameter.name] else { return nil }
      if case .number = parameter.kind, let number = AnalysisWords.number(value) {
        return StepParameter(parameter.name, .number(number), unit: parameter.unit)
      }
      return StepParameter(parameter.name, .text(value), unit: parameter.unit)
    }
  }
}
