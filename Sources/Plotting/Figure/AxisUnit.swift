/// Units as a spectroscopist writes them.

/// Powers of units in print.
public enum AxisUnit {
  /// A unit to a power: `Å⁻³` for `Å` and -3; nil for the power 0.
  public static func power(_ unit: String, _ exponent: Double) -> String? {
    if exponent == 0 { return nil }
    if exponent == 1 { return unit }
    let isWhole = exponent == exponent.rounded() && exponent.magnitude < 1000
    let text = isWhole ? "\(Int(exponent))" : PlotNumber.significant(exponent, digits: 3)
    return unit + PlotNumber.superscript(text)
  }

  /// A quantity to a power in front of another: `k²` for `k` and 2; empty for the power 0.
  public static func factor(_ quantity: String, _ exponent: Double) -> String { power(quantity, exponent) ?? "" }
}
