/// The parameters of a path as numbers.

/// What a path's contribution depends on besides FEFF's curves; names as in Larch and Artemis.
public struct PathNumbers: Sendable, Hashable {
  /// The names in recipes, in the order of the tables.
  public static let names = ["s02", "degen", "e0", "deltar", "sigma2", "third", "fourth", "ei"]

  private var numbers: SIMD8<Double>

  /// The numbers of a path that nobody changed.
  public init(degen: Double = 1) { numbers = SIMD8(1, degen, 0, 0, 0, 0, 0, 0) }

  /// By the place in `names`.
  public subscript(place: Int) -> Double {
    get { numbers[place] }
    set { numbers[place] = newValue }
  }

  /// The passive electrons' reduction factor.
  public var s02: Double {
    get { numbers[0] }
    set { numbers[0] = newValue }
  }
  /// How many paths of its kind there are.
  public var degen: Double {
    get { numbers[1] }
    set { numbers[1] = newValue }
  }
  /// The shift of the zero of k², in eV.
  public var e0: Double {
    get { numbers[2] }
    set { numbers[2] = newValue }
  }
  /// The change of half the path's length, in Å.
  public var deltar: Double {
    get { numbers[3] }
    set { numbers[3] = newValue }
  }
  /// The mean square deviation of half the path's length, in Å².
  public var sigma2: Double {
    get { numbers[4] }
    set { numbers[4] = newValue }
  }
  /// The third cumulant, in Å³.
  public var third: Double {
    get { numbers[5] }
    set { numbers[5] = newValue }
  }
  /// The fourth cumulant, in Å⁴.
  public var fourth: Double {
    get { numbers[6] }
    set { numbers[6] = newValue }
  }
  /// A broadening, in eV.
  public var ei: Double {
    get { numbers[7] }
    set { numbers[7] = newValue }
  }
}
