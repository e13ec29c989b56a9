/// Numbers as they stand beside ticks and in the drawing.
import Glibc

/// Writes numbers without regard to the locale.
enum PlotNumber {
  /// With this many digits after the point, and a true minus sign.
  static func label(_ value: Double, decimals: Int) -> String {
    var text = formatted("%.*f", value, decimals)
    if !text.contains(where: { ("1"..."9").contains($0) }), text.hasPrefix("-") { text.removeFirst() }
    return text.replacing("-", with: "−")
  }

  /// A coordinate in pixels: at most two digits after the point, none where they are zero.
  static func pixel(_ value: Double) -> String {
    let hundredths = (min(max(value, -1e6), 1e6) * 100).rounded()
    guard hundredths.isFinite else { return "0" }
    let number = Int(hundredths)
    let sign = number < 0 ? "-" : ""
    let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// With at most this many significant digits, as programs write it.
  static func significant(_ value: Double, digits: Int) -> String { formatted("%.*g", value, digits) }

  /// A power of ten as it stands beside an axis, such as `×10⁻³`.
  static func power(_ exponent: Int) -> String { "×10" + superscript("\(exponent)") }

  /// Digits, signs and points raised.
  static func superscript(_ text: String) -> String { String(text.map { raised[$0] ?? $0 }) }

  private static let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "-": "⁻",
    ".": "·",
  ]

  private static func formatted(_ format: String, _ value: Double, _ digits: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([Int32(min(max(0, digits), 17)), value]) {
      vsnprintf(&buffer, buffer.count, format, $0)
    }
    return String(decoding: buffer.prefix(min(max(0, Int(count)), buffer.count - 1)).map(UInt8.init), as: UTF8.self)
  }
}
