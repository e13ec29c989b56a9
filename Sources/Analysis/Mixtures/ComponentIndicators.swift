/// How many components are more than noise.
import Glibc

/// The indicators of Malinowski (Factor Analysis in Chemistry, 3rd ed., ch. 4; Anal. Chem. 49, 612, 1977): for r = 1, 2 ...
/// components out of s spectra at c energies, λ being sums of squares,
///
///     RE(r)  = √(Σ_{j>r} λ_j / (c (s - r)))
///     IE(r)  = RE(r) √(r / s)
///     IND(r) = RE(r) / (s - r)²
///     F(r)   = λ_r Σ_{j>r} (s - j + 1)(c - j + 1) / ((s - r + 1)(c - r + 1) Σ_{j>r} λ_j)
///
/// Spectra that had their mean taken away count as one less, because one direction is lost with it.
public struct ComponentIndicators: Sendable {
  /// The real error: what is left, per point. One for each r from 1 to the last for which it is defined.
  public let realErrors: [Double]
  /// The error that is left in the data when it is rebuilt from r components.
  public let imbeddedErrors: [Double]
  /// Smallest where the components end and the noise begins.
  public let indicators: [Double]
  /// The variance of component r over that of all behind it.
  public let ratios: [Double]
  /// The chance that noise alone gives such a ratio, from F with 1 and s - r degrees of freedom.
  public let significances: [Double]

  /// The indicators of components.
  public init(_ components: PrincipalComponents) {
    let s = components.rank
    let c = components.x.count
    // Sums of squares, whatever the eigenvalues were scaled by.
    let share = components.scaling == .standard ? Double(components.names.count) : 1
    let values = components.eigenvalues.prefix(s).map { $0 * share }
    var (errors, imbedded, indicators, ratios, chances) = ([Double](), [Double](), [Double](), [Double](), [Double]())
    for r in 1..<max(1, s) {
      let rest = values[r...].reduce(0) { $0 + max(0, $1) }
      let error = (rest / Double(c * (s - r))).squareRoot()
      errors.append(error)
      imbedded.append(error * (Double(r) / Double(s)).squareRoot())
      indicators.append(error / Double((s - r) * (s - r)))
      let pairs = (r..<s).reduce(0.0) { $0 + Double((s - $1) * (c - $1)) }
      let ratio = values[r - 1] * pairs / (Double((s - r + 1) * (c - r + 1)) * max(rest, 1e-300))
      ratios.append(ratio)
      chances.append(Self.chance(ratio, freedom: Double(s - r)))
    }
    realErrors = errors
    imbeddedErrors = imbedded
    self.indicators = indicators
    self.ratios = ratios
    significances = chances
  }

  /// The number of components with the smallest indicator; 1 when there is none.
  public var count: Int { 1 + (indicators.indices.min { indicators[$0] < indicators[$1] } ?? 0) }

  /// IND as Larch's `pca_train` stores it: without c in the denominator but in front, beginning with r = 0, which it has
  /// twice. Its `nsig`, the place of the smallest (from 0), is one more than the number of components meant.
  public static func larch(_ components: PrincipalComponents) -> [Double] {
    let values = components.eigenvalues
    let n = values.count
    let found = (0..<n - 1).map { r in
      let rest = values[r...].reduce(0) { $0 + max(0, $1) }
      return (Double(components.x.count) * rest / Double(n - r - 1)).squareRoot() / Double((n - r - 1) * (n - r - 1))
    }
    return found.prefix(1) + found
  }

  /// The share of F with 1 and `freedom` degrees of freedom above `ratio`: both sides of Student's t of √ratio.
  private static func chance(_ ratio: Double, freedom: Double) -> Double {
    StudentDistribution.incompleteBeta(freedom / (freedom + ratio), freedom / 2, 0.5)
  }
}
