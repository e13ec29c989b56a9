/// The formula of a signal: numbers, channel names, `+ - * / ^`, and a few functions.
///
/// Names are letters, digits, `_`, or anything between back-quotes (`` `C1/raw` ``; a back-quote in a name is doubled).
/// Functions: `ln` (= `log`), `log10`, `exp`, `sqrt`, `abs`, and `sum` and `mean` over the last dimension of a channel.
public indirect enum SignalExpression: Sendable, Hashable {
  case number(Double)
  case channel(String)
  case function(Function, SignalExpression)
  case binary(Operator, SignalExpression, SignalExpression)

  public enum Function: String, Sendable, CaseIterable {
    case ln, log, log10, exp, sqrt, abs, negate, sum, mean

    /// True when it folds the last dimension away.
    var reduces: Bool { self == .sum || self == .mean }
  }

  public enum Operator: Character, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }

  /// The channel names in the formula, each once, in order of appearance.
  public var channelNames: [String] {
    switch self {
    case .number: return []
    case .channel(let name): return [name]
    case .function(_, let argument): return argument.channelNames
    case .binary(_, let left, let right):
      return right.channelNames.reduce(into: left.channelNames) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// A channel name as the formula has to write it.
  public static func quoted(_ name: String) -> String {
    let plain = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
      scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic)
        || (index > 0 && ("0"..."9").contains(scalar))
    }
    if plain && !name.isEmpty && Function(rawValue: name) == nil { return name }
    return "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
  }
}

/// Why a formula could not be read or evaluated.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
