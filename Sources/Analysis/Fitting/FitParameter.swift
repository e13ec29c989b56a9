/// Parameters of a fit.

/// A number that a fit finds, takes as it is, or works out from others.
public struct FitParameter: Sendable, Hashable {
  /// Letters, digits and `_`, not beginning with a digit.
  public var name: String
  /// Where the fit begins; the value itself when the parameter does not vary. Nothing for one with an expression.
  public var value: Double
  /// Whether the fit may change it.
  public var varies: Bool
  /// Minus infinity for none.
  public var minimum: Double
  /// Infinity for none.
  public var maximum: Double
  /// A formula over other parameters; the parameter does not vary then.
  public var expression: String?

  /// A parameter of the fit.
  public init(
    _ name: String, value: Double, varies: Bool = true, minimum: Double = -.infinity, maximum: Double = .infinity
  ) {
    self.name = name
    self.value = value
    self.varies = varies
    self.minimum = minimum
    self.maximum = maximum
  }

  /// A parameter that follows from others. Its value is kept between the bounds.
  public init(
    _ name: String, expression: String, minimum: Double = -.infinity, maximum: Double = .infinity
  ) {
    self.init(name, value: 0, varies: false, minimum: minimum, maximum: maximum)
    self.expression = expression
  }

  /// Bounds as a change of variable, or as limits.
  var bounds: ParameterBounds { ParameterBounds(minimum: minimum, maximum: maximum) }
}
