/// The parameters of a step.
import DataModel

/// What a parameter is called, what it may be, and what it is when nobody says so.
public struct AnalysisParameter: Sendable {
  /// What the words of a parameter may be.
  public enum Kind: Sendable {
    case number
    case integer
    /// A number, or one of these words.
    case numberOr([String])
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
    /// Texts such as addresses, [A,"B, C"].
    case items
    /// Mappings and lists of a recipe, which no words on the command line can be.
    case structure
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

  /// The same under another name.
  func named(_ name: String) -> AnalysisParameter {
    AnalysisParameter(name, kind, unit: unit, standard: standard, meaning)
  }

  /// The same with another value for when nobody says so; its own when that is nil.
  func withStandard(_ words: String?) -> AnalysisParameter {
    AnalysisParameter(name, kind, unit: unit, standard: words ?? standard, meaning)
  }

  /// What may be written, for people.
  public var grammar: String {
    switch kind {
    case .number: "number"
    case .integer: "whole number"
    case .numberOr(let words): (["number"] + words).joined(separator: " | ")
    case .text: "text"
    case .choice(let words): words.joined(separator: " | ")
    case .window: "LO:HI"
    case .grid(let words): (words + ["START:STOP:STEP"]).joined(separator: " | ")
    case .numbers: "such as 1,3,5-7"
    case .list: "numbers with commas"
    case .items: "[A,B,...]"
    case .structure: "in a recipe"
    }
  }
}

/// Why the words of a parameter make no sense: a usage error.
public struct AnalysisParameterError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
}
