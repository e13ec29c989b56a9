/// The mean square deviation of the length of paths, by models of lattice vibrations.
import Glibc

/// Models for the disorder of a path that the temperature makes, in Å².
public struct ThermalDisorder: Sendable {
  /// ħ²/(2 k u) in Å²·K·u (CODATA 2022): that of the ground state is this over mass and temperature.
  static let quantum = 24.254367056580556

  private let path: ScatteringPath

  /// For a path. Nil when its atoms are not known.
  public init?(_ path: ScatteringPath) {
    guard !path.atoms.isEmpty else { return nil }
    self.path = path
  }

  /// The correlated Einstein model: ħ²/(2 k mu theta)·coth(theta/2T), mu being the reduced mass of all atoms of the path
  /// (Frenkel and Rehr, Phys. Rev. B 48, 585, 1993). Temperatures in K.
  public func einstein(temperature: Double, theta: Double) -> Double {
    guard let mass = path.reducedMass else { return .nan }
    let theta = max(1e-5, theta)
    return Self.quantum / (theta * mass * tanh(theta / (2 * max(1e-5, temperature))))
  }

  /// The correlated Debye model: a quarter of the sum over pairs of legs i, j of e_i·e_j times the correlation of how
  /// their ends move (Sevillano, Meuth and Rehr, Phys. Rev. B 20, 4908, 1979; Poiarkova and Rehr, Phys. Rev. B 59, 948,
  /// 1999). The Debye wavenumber comes of the Norman radius. Temperatures in K; not a number without a Norman radius.
  public func debye(temperature: Double, theta: Double) -> Double {
    let atoms = path.atoms
    let theta = max(1e-5, theta)
    let ratio = theta / max(1e-5, temperature)
    guard path.normanRadius > 0, theta.isFinite, ratio.isFinite else { return .nan }
    let wavenumber = cbrt(9 * .pi / 2) / (path.normanRadius * Self.bohr)
    var correlations = Matrix(rows: atoms.count, columns: atoms.count)
    for i in atoms.indices {
      for j in 0...i {
        let distance = Self.length(atoms[i].position - atoms[j].position)
        let value =
          3 * Self.quantum / (theta * (atoms[i].mass * atoms[j].mass).squareRoot())
          * Self.integral(wavenumber * distance, ratio)
        correlations[i, j] = value
        correlations[j, i] = value
      }
    }
    func end(_ leg: Int) -> Int { (leg + 1) % atoms.count }
    let legs = atoms.indices.map { atoms[end($0)].position - atoms[$0].position }
    let lengths = legs.map(Self.length)
    guard lengths.allSatisfy({ $0 > 0 }) else { return .nan }
    var sum = 0.0
    for i in atoms.indices {
      for j in atoms.indices {
        let cosine = (legs[i] * legs[j]).sum() / (lengths[i] * lengths[j])
        sum +=
          cosine
          * (correlations[i, j] + correlations[end(i), end(j)] - correlations[i, end(j)] - correlations[end(i), j])
      }
    }
    return sum / 4
  }

  /// In Å.
  private static let bohr = 0.529177210544

  private static func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }

  /// ∫ sin(wx)/x·coth(wt/2) dw from 0 to 1. Of coth z = 1 + 2/(exp 2z - 1) the first part is known; the second is smooth
  /// and ends soon where t is large.
  static func integral(_ x: Double, _ t: Double) -> Double {
    func sine(_ w: Double) -> Double { w * x < 1e-4 ? w * (1 - w * w * x * x / 6) : sin(w * x) / x }
    let ground = x < 1e-4 ? 0.5 : 2 * sin(x / 2) * sin(x / 2) / (x * x)
    let end = min(1, 45 / t)
    let panels = 1 + Int(min(1000, max(end * t / 5, end * x / 4)))
    var sum = 0.0
    let half = end / Double(2 * panels)
    for panel in 0..<panels {
      let middle = half * Double(2 * panel + 1)
      for (place, weight) in gaussPoints {
        for w in [middle - half * place, middle + half * place] { sum += weight * sine(w) * 2 / expm1(t * w) }
      }
    }
    return ground + half * sum
  }

  /// Gauss and Legendre's places and weights for 16 points, one half of them (Abramowitz and Stegun, table 25.4).
  private static let gaussPoints: [(Double, Double)] = [
    (0.095012509837637440185, 0.189450610455068496285), (0.281603550779258913230, 0.182603415044923588867),
    (0.458016777657227386342, 0.169156519395002538189), (0.617876244402643748447, 0.149595988816576732081),
    (0.755404408355003033895, 0.124628971255533872052), (0.865631202387831743880, 0.095158511682492784810),
    (0.944575023073232576078, 0.062253523938647892863), (0.989400934991649932596, 0.027152459411754094852),
  ]

  /// The models as functions of formulas, `sigma2_eins(T, theta)` and `sigma2_debye(T, theta)`.
  var functions: [ExpressionFunction] {
    [
      ExpressionFunction("sigma2_eins", 2...2) { einstein(temperature: $0[0], theta: $0[1]) },
      ExpressionFunction("sigma2_debye", 2...2) { debye(temperature: $0[0], theta: $0[1]) },
    ]
  }
}
