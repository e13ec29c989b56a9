/// Numbers as messages give them.
import Glibc

enum Figure {
  /// At most seven significant digits.
  static func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let digits = 6 - Int(log10(abs(value)).rounded(.down))
    guard abs(digits) < 15 else { return "\(value)" }
    let scale = pow(10.0, Double(abs(digits)))
    let rounded = digits >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Three significant digits.
  static func rough(_ value: Double) -> String { rounded(value, digits: 3) }

  /// Five significant digits, as energies that were read off a curve deserve.
  static func rough5(_ value: Double) -> String { rounded(value, digits: 5) }

  private static func rounded(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return text(value) }
    let scale = pow(10.0, Double(digits - 1) - log10(abs(value)).rounded(.down))
    return scale.isFinite && scale > 0 ? text((value * scale).rounded() / scale) : "\(value)"
  }

  static func percent(_ part: Int, of whole: Int) -> String {
    whole > 0 ? rough(100 * Double(part) / Double(whole)) + " %" : "0 %"
  }

  /// `1 point`, `2 points`.
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

/// Figures of a set of numbers that a few outliers do not change.
enum Robust {
  /// Nil for no numbers. NaN must not be among them.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The median distance from the median, scaled to the standard deviation of a normal distribution.
  static func deviation(_ values: [Double]) -> Double? {
    guard let centre = median(values) else { return nil }
    return median(values.map { abs($0 - centre) }).map { 1.4826 * $0 }
  }

  /// From the 2nd to the 98th percentile.
  static func range(_ values: [Double]) -> Double {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count > 1 else { return 0 }
    let cut = sorted.count / 50
    return sorted[sorted.count - 1 - cut] - sorted[cut]
  }
}
