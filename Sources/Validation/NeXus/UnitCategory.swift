/// The unit categories of NXDL and the quantities that they stand for (rule U3).
import DataModel

/// What a definition says about units: a category, or an example of a unit.
enum UnitCategory: Sendable, Hashable {
  /// Any unit of one of these quantities; no unit at all may stand for a pure number.
  case quantities([Dimensionality], mayBeAbsent: Bool)
  /// No unit, or the unit 1.
  case unitless
  /// Anything, also nothing.
  case any
  /// Length, angle or none, as `transformation_type` says.
  case transformation

  /// The meaning of a category's name or of an example unit; nil when it is neither.
  init?(_ text: String) {
    if let known = Self.table[text] {
      self = known
    } else if let example = PhysicalUnit.parse(text) {
      self = .quantities([example.dimensionality], mayBeAbsent: false)
    } else {
      return nil
    }
  }

  private static func one(_ powers: [Dimensionality.Base: Int]) -> UnitCategory {
    .quantities([Dimensionality(powers)], mayBeAbsent: false)
  }

  private static let counts = UnitCategory.quantities([.none, .arbitrary], mayBeAbsent: true)

  private static let table: [String: UnitCategory] = [
    "NX_ANY": .any, "NX_UNITLESS": .unitless, "NX_TRANSFORMATION": .transformation,
    "NX_DIMENSIONLESS": .quantities([.none, .angle], mayBeAbsent: true), "NX_COUNT": counts, "NX_PULSES": counts,
    "NX_ANGLE": one([.angle: 1]), "NX_SOLID_ANGLE": one([.angle: 2]),
    "NX_AREA": one([.length: 2]), "NX_CROSS_SECTION": one([.length: 2]), "NX_VOLUME": one([.length: 3]),
    "NX_LENGTH": .quantities([.length, Dimensionality([.pixel: 1])], mayBeAbsent: false),
    "NX_WAVELENGTH": one([.length: 1]), "NX_PER_LENGTH": one([.length: -1]), "NX_WAVENUMBER": one([.length: -1]),
    "NX_PER_AREA": one([.length: -2]), "NX_SCATTERING_LENGTH_DENSITY": one([.length: -2]),
    "NX_EMITTANCE": one([.length: 1, .angle: 1]),
    "NX_TIME": one([.time: 1]), "NX_PERIOD": one([.time: 1]), "NX_TIME_OF_FLIGHT": one([.time: 1]),
    "NX_FREQUENCY": one([.time: -1]), "NX_FLUX": one([.length: -2, .time: -1]),
    "NX_ENERGY": one([.length: 2, .mass: 1, .time: -2]), "NX_POWER": one([.length: 2, .mass: 1, .time: -3]),
    "NX_PRESSURE": one([.length: -1, .mass: 1, .time: -2]), "NX_MASS": one([.mass: 1]),
    "NX_MASS_DENSITY": one([.mass: 1, .length: -3]), "NX_MOLECULAR_WEIGHT": one([.mass: 1, .amount: -1]),
    "NX_TEMPERATURE": one([.temperature: 1]), "NX_CURRENT": one([.current: 1]),
    "NX_VOLTAGE": one([.length: 2, .mass: 1, .time: -3, .current: -1]), "NX_CHARGE": one([.current: 1, .time: 1]),
  ]
}

extension Dimensionality {
  static let arbitrary = Dimensionality([.arbitrary: 1])
}
