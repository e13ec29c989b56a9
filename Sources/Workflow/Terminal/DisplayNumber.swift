/// Numbers for reading, not for reading back: with a given number of digits.
import Glibc

enum DisplayNumber {
  /// With this many digits after the point.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let text = formatted("%.*f", value, decimals)
    // A tick at zero may come out of rounding as -0.
    return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) }) ? String(text.dropFirst()) : text
  }

  /// With at most this many significant digits.
  static func significant(_ value: Double, digits: Int) -> String {
    formatted("%.*g", value, digits)
  }

  /// A value with its standard error: two digits of the error, and the value to the same place. Without an error the value
  /// has seven digits.
  static func estimate(_ value: Double, _ error: Double, sign: String = "±") -> String {
    guard error.isFinite, error > 0, value.isFinite else { return significant(value, digits: 7) }
    let place = Int(log10(error).rounded(.down))
    guard abs(place) < 12, abs(value) < 1e12 else {
      return "\(significant(value, digits: 6)) \(sign) \(significant(error, digits: 2))"
    }
    let decimals = max(0, 1 - place)
    return "\(fixed(value, decimals: decimals)) \(sign) \(fixed(error, decimals: decimals))"
  }

  /// A size as people say it: `812 B`, `24.6 kB`, `1.30 GB`.
  static func byteCount(_ count: Int) -> String {
    guard count >= 1000 else { return "\(count) B" }
    var value = Double(count)
    for unit in ["kB", "MB", "GB", "TB", "PB"] {
      value /= 1000
      // 999.95 would be written as 1000.
      if value < 999.5 { return "\(significant(value, digits: 3)) \(unit)" }
    }
    return "\(count) B"
  }

  private static func formatted(_ format: String, _ value: Double, _ digits: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([Int32(min(max(0, digits), 17)), value]) {
      vsnprintf(&buffer, buffer.count, format, $0)
    }
    return String(decoding: buffer.prefix(min(max(0, Int(count)), buffer.count - 1)).map(UInt8.init), as: UTF8.self)
  }
}
