/// The one function of the C library that the writer needs.
import Glibc

enum Trigonometry {
  /// The sine of an angle in radian.
  static func sine(_ angle: Double) -> Double { sin(angle) }
}
