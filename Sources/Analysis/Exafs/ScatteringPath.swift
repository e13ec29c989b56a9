/// A path of the photoelectron.
public import DataModel

/// What FEFF calculates for one scattering path (feffNNNN.dat): amplitude, phase, mean free path and momentum against
/// the wavenumber, and where its atoms are.
public struct ScatteringPath: Sendable {
  /// An atom of a path.
  public struct Atom: Sendable, Hashable {
    public var element: Element
    /// In Å.
    public var position: SIMD3<Double>

    /// An atom at a place.
    public init(_ element: Element, at position: SIMD3<Double>) {
      self.element = element
      self.position = position
    }

    /// In u.
    public var mass: Double { element.atomicWeight ?? 1 }
  }

  /// The curves of a path.
  public struct Curves: Sendable, Hashable {
    /// In 1/Å, strictly increasing.
    public var k: [Double]
    /// |feff| times the reduction factor, in Å.
    public var amplitude: [Double]
    /// The phase of the path and twice that of the absorber, in rad.
    public var phase: [Double]
    /// In Å.
    public var meanFreePath: [Double]
    /// The real part of the complex momentum p, in 1/Å.
    public var momentum: [Double]

    /// Curves at the same wavenumbers.
    public init(
      k: [Double], amplitude: [Double], phase: [Double], meanFreePath: [Double], momentum: [Double]
    ) {
      self.k = k
      self.amplitude = amplitude
      self.phase = phase
      self.meanFreePath = meanFreePath
      self.momentum = momentum
    }
  }

  /// What it is called in reports.
  public var label: String
  public let legCount: Int
  /// How many paths of its kind there are.
  public let degeneracy: Double
  /// Half the length of the path, in Å.
  public let halfLength: Double
  /// The mean Norman radius, in bohr (what FEFF calls rnrmav).
  public let normanRadius: Double
  /// The absorber first.
  public let atoms: [Atom]
  public let curves: Curves
  let splines: PathSplines

  /// A path from its numbers. Throws when curves have different lengths or fewer than 4 points, wavenumbers do not
  /// increase, a number is not finite, or the length is not positive.
  public init(
    label: String, curves: Curves, halfLength: Double, degeneracy: Double = 1, legCount: Int = 2,
    normanRadius: Double = 0, atoms: [Atom] = []
  ) throws(AnalysisError) {
    let all = [curves.k, curves.amplitude, curves.phase, curves.meanFreePath, curves.momentum]
    guard curves.k.count >= 4, all.allSatisfy({ $0.count == curves.k.count }) else {
      throw AnalysisError("\(label): a path needs five curves of at least 4 points each")
    }
    guard all.allSatisfy({ $0.allSatisfy(\.isFinite) }), zip(curves.k, curves.k.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw AnalysisError("\(label): the wavenumbers of the path do not increase, or a number is not finite") }
    guard halfLength > 0, halfLength.isFinite, degeneracy.isFinite, curves.meanFreePath.allSatisfy({ $0 > 0 }) else {
      throw AnalysisError("\(label): the length of a path and its mean free path have to be positive")
    }
    self.label = label
    self.curves = curves
    self.halfLength = halfLength
    self.degeneracy = degeneracy
    self.legCount = legCount
    self.normanRadius = normanRadius
    self.atoms = atoms
    splines = PathSplines(curves)
  }

  /// The reduced mass of all atoms of the path, in u: 1/mu = Σ 1/m; nil when the file names no atoms.
  public var reducedMass: Double? {
    atoms.isEmpty ? nil : 1 / atoms.reduce(0) { $0 + 1 / $1.mass }
  }

  /// The atoms in a row, such as `Cu-O-Cu`, for tables.
  public var geometry: String { atoms.map(\.element.symbol).joined(separator: "-") }
}
