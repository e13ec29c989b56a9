/// The straight line from values in one unit to values in another.
///
/// Where one unit is a whole multiple of the other (keV and eV, nm and Å), the multiple is taken as exact, and the
/// result is the double nearest to the true product or quotient.
public struct UnitConversion: Sendable, Hashable {
  private enum Ratio: Hashable {
    case times(Double)
    case dividedBy(Double)
  }

  private let ratio: Ratio
  private let offset: Double
  private let toOffset: Double

  static let identity = UnitConversion(factor: 1, offset: 0, toFactor: 1, toOffset: 0)

  init(factor: Double, offset: Double, toFactor: Double, toOffset: Double) {
    // Both factors carry a rounding error of half a unit in the last place, and so does their quotient.
    if let multiple = Self.wholeNumber(factor / toFactor) {
      ratio = .times(multiple)
    } else if let multiple = Self.wholeNumber(toFactor / factor) {
      ratio = .dividedBy(multiple)
    } else {
      ratio = .times(factor / toFactor)
    }
    // Units that differ by their zero only are shifted once, not back and forth.
    let isShift = ratio == .times(1)
    self.offset = isShift ? offset - toOffset : offset
    self.toOffset = isShift ? 0 : toOffset
  }

  /// The value in the other unit.
  public func convert(_ value: Double) -> Double {
    switch ratio {
    case .times(let factor): (value + offset) * factor - toOffset
    case .dividedBy(let divisor): (value + offset) / divisor - toOffset
    }
  }

  private static func wholeNumber(_ ratio: Double) -> Double? {
    let nearest = ratio.rounded()
    guard nearest >= 1, nearest < 9_007_199_254_740_992 else { return nil }
    return abs(ratio - nearest) <= 4 * nearest.ulp ? nearest : nil
  }
}
