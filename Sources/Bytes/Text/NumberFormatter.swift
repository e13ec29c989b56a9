/// Numbers as text: no locale, and what is written reads back to the same bits.

/// Writes numbers into a buffer of UTF-8 bytes.
///
/// Floating-point numbers come out as the shortest text that reads back exactly, always with a point or an exponent
/// so that they are not taken for integers: `8779.0`, `0.1`, `1e-05`, `1.5e+300`, `-0.0`; and `nan`, `inf`, `-inf`.
public enum NumberFormatter {
  /// Appends a double.
  public static func append(_ value: Double, to bytes: inout [UInt8]) {
    // The data of this field are full of whole numbers: counts, energies, indices.
    if value.magnitude < 1e15, value == value.rounded(.towardZero), value != 0 {
      append(Int64(value), to: &bytes)
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0"))
    } else if value.isNaN {
      // NaNs with sign or payload have no text that every reader understands.
      append("nan", to: &bytes)
    } else {
      append(value.description, to: &bytes)
    }
  }

  /// Appends a single-precision number: the shortest text that reads back to the same `Float`.
  public static func append(_ value: Float, to bytes: inout [UInt8]) {
    append(value.isNaN ? "nan" : value.description, to: &bytes)
  }

  /// Appends an integer of any type.
  public static func append<Integer: FixedWidthInteger>(_ value: Integer, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    if let magnitude = UInt64(exactly: value.magnitude) {
      appendDigits(magnitude, to: &bytes)
    } else {
      append(value.magnitude.description, to: &bytes)
    }
  }

  private static func appendDigits(_ value: UInt64, to bytes: inout [UInt8]) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    var rest = value
    repeat {
      first -= 1
      digits[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    digits.span.extracting(first..<digits.count).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// A double as text.
  public static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A single-precision number as text.
  public static func text(_ value: Float) -> String {
    value.isNaN ? "nan" : value.description
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var copy = text
    copy.withUTF8 { bytes.append(contentsOf: $0) }
  }
}
