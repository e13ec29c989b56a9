/// Numbers in messages.
import Glibc

/// A number as short as it can be said: four digits after the point, all of them where it is small.
func text(_ number: Double) -> String {
  guard abs(number) >= 0.01, abs(number) < 1e12 else { return number == 0 ? "0" : String(number) }
  let rounded = (number * 1e4).rounded() / 1e4
  return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
}
