/// The parameters of a step.
import DataModel

/// What a parameter is called, what it may be, and what it is when nobody says so.
public struct AnalysisParameter: Sendable {
  /// What the words of a parameter may be.
  public enum Kind: Sendable {
    case number
    case integer
    case text
    case choice([String])
    /// LO:HI.
    case window
    /// START:STOP:STEP, `first`, `xafs` ... as the step says.
    case grid([String])
    /// Whole numbers and ranges such as 1,3,5-7.
    case numbers
    /// Numbers separated by commas.
    case list
  }

  public let name: String
  public let kind: Kind
  /// The unit of numbers; nil for those without.
  public let unit: String?
  /// In the words of the command line; nil when the step works it out or does without.
  public let standard: String?
  /// What it does, in a sentence.
  public let meaning: String

  init(_ name: String, _ kind: Kind, unit: String? = nil, standard: String? = nil, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.standard = standard
    self.meaning = meaning
  }

  /// What may be written, for people.
  public var grammar: String {
    switch kind {
    case .number: "number"
    case .integer: "whole number"
    case .text: "text"
    case .choice(let words): words.joined(separator: " | ")
    case .window: "LO:HI"
    case .grid(let words): (words + ["START:STOP:STEP"]).joined(separator: " | ")
    case .numbers: "such as 1,3,5-7"
    case .list: "numbers with commas"
    }
  }
}

/// Why the words of a parameter make no sense: a usage error.
public struct AnalysisParameterError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
}

/// What the user said about the parameters of a step, checked.
public struct AnalysisParameters: Sendable, Hashable {
  private var words: [String: String] = [:]

  /// The parameters of a step as they are when nobody says anything.
  init(of step: AnalysisStep) {
    for parameter in step.parameters { words[parameter.name] = parameter.standard }
  }

  /// The parameters of a step in the form `name=value`, or `step.name=value`. Throws a usage error for a name that the
  /// step has not, or a value that the parameter cannot have.
  public init(_ arguments: [String], of step: AnalysisStep) throws(AnalysisParameterError) {
    self.init(of: step)
    for argument in arguments {
      guard let sign = argument.firstIndex(of: "=") else {
        throw AnalysisParameterError(description: "--param \(argument): write it as name=value.")
      }
      var name = String(argument[..<sign])
      if name.hasPrefix(step.name + ".") { name = String(name.dropFirst(step.name.count + 1)) }
      let value = String(argument[argument.index(after: sign)...])
      guard let parameter = step.parameters.first(where: { $0.name == name }) else {
        let known = step.parameters.map(\.name)
        let nearest = Spelling.nearest(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
        throw AnalysisParameterError(
          description: "--param: \(step.name) has no parameter '\(name)'.\(nearest) Parameters: "
            + known.joined(separator: ", ") + ".")
      }
      guard AnalysisWords.fits(value, parameter.kind) else {
        throw AnalysisParameterError(
          description: "--param \(name): '\(value)' is not \(parameter.grammar). \(parameter.meaning)")
      }
      words[name] = value
    }
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

  /// One of the words of an enumeration; its standard when the parameter has none.
  func choice<Choice: RawRepresentable<String>>(_ name: String, _ standard: Choice) -> Choice {
    words[name].flatMap { Choice(rawValue: $0) } ?? standard
  }

  /// Every parameter of the step with the value that was used.
  func used(by step: AnalysisStep) -> [AnalysisField] {
    step.parameters.map { AnalysisField($0.name, AnalysisWords.value(words[$0.name], $0.kind)) }
  }

  /// The same for the record of what was done.
  func stepParameters(of step: AnalysisStep) -> [StepParameter] {
    step.parameters.compactMap { parameter in
      guard let value = words[parameter.name] else { return nil }
      if case .number = parameter.kind, let number = AnalysisWords.number(value) {
        return StepParameter(parameter.name, .number(number), unit: parameter.unit)
      }
      return StepParameter(parameter.name, .text(value), unit: parameter.unit)
    }
  }
}
