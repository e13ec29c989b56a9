/// Functions of formulas.
import Glibc

/// A function that formulas between parameters may call.
public struct ExpressionFunction: Sendable {
  /// As it is called, in lower-case letters, digits and `_`.
  public let name: String
  /// How many arguments it takes, at least one.
  public let argumentCounts: ClosedRange<Int>
  /// Its value for as many arguments.
  public let evaluate: @Sendable (UnsafeBufferPointer<Double>) -> Double

  /// A function of so many arguments.
  public init(
    _ name: String, _ argumentCounts: ClosedRange<Int>,
    _ evaluate: @escaping @Sendable (UnsafeBufferPointer<Double>) -> Double
  ) {
    self.name = name
    self.argumentCounts = argumentCounts
    self.evaluate = evaluate
  }

  /// A function of one argument.
  init(_ name: String, _ function: @escaping @Sendable (Double) -> Double) {
    self.init(name, 1...1) { function($0[0]) }
  }

  /// Those that every formula has; the angles are in radians.
  public static let usual: [ExpressionFunction] = [
    ExpressionFunction("sqrt") { $0.squareRoot() }, ExpressionFunction("exp") { exp($0) },
    ExpressionFunction("log") { log($0) }, ExpressionFunction("ln") { log($0) },
    ExpressionFunction("log10") { log10($0) }, ExpressionFunction("abs") { abs($0) },
    ExpressionFunction("sin") { sin($0) }, ExpressionFunction("cos") { cos($0) },
    ExpressionFunction("tan") { tan($0) }, ExpressionFunction("asin") { asin($0) },
    ExpressionFunction("acos") { acos($0) }, ExpressionFunction("atan") { atan($0) },
    ExpressionFunction("sinh") { sinh($0) }, ExpressionFunction("cosh") { cosh($0) },
    ExpressionFunction("tanh") { tanh($0) },
    ExpressionFunction("min", 1...64) { $0.reduce($0[0]) { min($0, $1) } },
    ExpressionFunction("max", 1...64) { $0.reduce($0[0]) { max($0, $1) } },
  ]

  /// Numbers that have a name in every formula.
  static let constants = ["pi": Double.pi]
}
