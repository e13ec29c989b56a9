/// What kind of quantity a unit measures: the powers of the base quantities.
///
/// Besides the seven of the SI, plane angle counts as one (a degree is no pure number), and so do three that have no
/// fixed size: pixels, motor steps and arbitrary units.
public struct Dimensionality: Sendable, Hashable {
  /// A base quantity; the raw value is the symbol of its base unit.
  public enum Base: String, Sendable, CaseIterable {
    case length = "m"
    case mass = "kg"
    case time = "s"
    case current = "A"
    case temperature = "K"
    case amount = "mol"
    case luminousIntensity = "cd"
    case angle = "rad"
    case pixel
    case step
    case arbitrary = "arb"
  }

  /// Powers other than zero.
  public let powers: [Base: Int]

  public init(_ powers: [Base: Int]) {
    self.powers = powers.filter { $0.value != 0 }
  }

  public static let none = Dimensionality([:])
  public static let length = Dimensionality([.length: 1])
  public static let inverseLength = Dimensionality([.length: -1])
  public static let mass = Dimensionality([.mass: 1])
  public static let time = Dimensionality([.time: 1])
  public static let current = Dimensionality([.current: 1])
  public static let temperature = Dimensionality([.temperature: 1])
  public static let angle = Dimensionality([.angle: 1])
  public static let energy = Dimensionality([.length: 2, .mass: 1, .time: -2])
  public static let pressure = Dimensionality([.length: -1, .mass: 1, .time: -2])
  public static let massDensity = Dimensionality([.length: -3, .mass: 1])
  /// Magnetic flux density, in tesla.
  public static let magneticField = Dimensionality([.mass: 1, .time: -2, .current: -1])
}
