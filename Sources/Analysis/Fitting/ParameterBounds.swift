/// Bounds of parameters.
import Glibc

/// Bounds as a change of variable, so that the fit itself knows none: what it varies may be any number, and the parameter
/// stays inside. The forms are those of MINUIT (James and Roos, Comput. Phys. Commun. 10, 343, 1975), as lmfit has them.
struct ParameterBounds: Sendable, Hashable {
  let minimum: Double
  let maximum: Double

  private var hasMinimum: Bool { minimum > -.infinity }
  private var hasMaximum: Bool { maximum < .infinity }

  /// From the variable of the fit to the parameter.
  func outer(_ inner: Double) -> Double {
    switch (hasMinimum, hasMaximum) {
    case (false, false): inner
    case (true, false): minimum - 1 + (inner * inner + 1).squareRoot()
    case (false, true): maximum + 1 - (inner * inner + 1).squareRoot()
    case (true, true): minimum + (sin(inner) + 1) * (maximum - minimum) / 2
    }
  }

  /// From the parameter, which lies inside, to the variable of the fit.
  func inner(_ outer: Double) -> Double {
    switch (hasMinimum, hasMaximum) {
    case (false, false): outer
    case (true, false): max(0, square(outer - minimum + 1) - 1).squareRoot()
    case (false, true): max(0, square(maximum - outer + 1) - 1).squareRoot()
    case (true, true): asin(max(-1, min(1, 2 * (outer - minimum) / (maximum - minimum) - 1)))
    }
  }

  /// How the parameter changes with the variable of the fit.
  func slope(_ inner: Double) -> Double {
    switch (hasMinimum, hasMaximum) {
    case (false, false): 1
    case (true, false): inner / (inner * inner + 1).squareRoot()
    case (false, true): -inner / (inner * inner + 1).squareRoot()
    case (true, true): cos(inner) * (maximum - minimum) / 2
    }
  }

  /// A start that lies on a bound, where the slope is zero and nothing would move, is put a little inside.
  func start(_ outer: Double) -> Double {
    let width = hasMinimum && hasMaximum ? maximum - minimum : max(1e-2, abs(outer))
    let margin = 1e-3 * width
    if hasMinimum, outer - minimum < margin { return minimum + margin }
    if hasMaximum, maximum - outer < margin { return maximum - margin }
    return outer
  }

  func contains(_ outer: Double) -> Bool { outer >= minimum && outer <= maximum }

  func clamped(_ outer: Double) -> Double { max(minimum, min(maximum, outer)) }

  /// How far the nearer bound is.
  func distance(_ outer: Double) -> Double { min(outer - minimum, maximum - outer) }

  /// The bound that is nearer.
  func nearest(_ outer: Double) -> Double { outer - minimum <= maximum - outer ? minimum : maximum }

  /// What counts as large for a parameter with these bounds.
  func width(around outer: Double) -> Double {
    hasMinimum && hasMaximum ? maximum - minimum : max(1, abs(outer))
  }

  private func square(_ number: Double) -> Double { number * number }
}
