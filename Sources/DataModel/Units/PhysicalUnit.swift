/// A unit of measurement: the text as given, and what it means.
///
/// Meaning comes from the udunits2 database of UCAR and the table of the field's spellings in `UnitSpellings`.
public struct PhysicalUnit: Sendable, Hashable {
  /// As it was given.
  public let text: String
  public let dimensionality: Dimensionality
  let scale: UnitScale

  /// The unit of this text, or nil when it names none. An empty text is the unit 1.
  ///
  /// `expected` settles spellings that mean different things in different places: `A` is an ampere, but an Ångström
  /// where a length is expected; `C` is a coulomb, but a degree Celsius where a temperature is expected. It decides
  /// nothing else: the result may still be of another dimensionality.
  public static func parse(_ text: String, expecting expected: Dimensionality? = nil) -> PhysicalUnit? {
    guard let wanted = UnitText.normalised(text) else { return nil }
    let known = expected.flatMap { UnitSpellings.inContext[$0]?[wanted] } ?? UnitSpellings.phrases[wanted] ?? wanted
    guard let (dimensionality, scale) = UnitLibrary.meaning(of: known) else { return nil }
    return PhysicalUnit(text: text, dimensionality: dimensionality, scale: scale)
  }

  /// The right spelling of an energy whose letters have the wrong case, such as `eV` for `ev`; nil for anything else.
  public static func canonicalSpelling(ofMiswritten text: String) -> String? { UnitSpellings.miswritten[text] }

  /// False when the udunits2 database is not installed (Debian: libudunits2-data): no text is a unit then.
  public static var isDatabaseAvailable: Bool { UnitLibrary.isAvailable }

  public var isEnergy: Bool { dimensionality == .energy }
  public var isAngle: Bool { dimensionality == .angle }
  public var isLength: Bool { dimensionality == .length }
  public var isInverseLength: Bool { dimensionality == .inverseLength }
  public var isTime: Bool { dimensionality == .time }
  public var isTemperature: Bool { dimensionality == .temperature }
  public var isDimensionless: Bool { dimensionality == .none }

  /// True when values in this unit can be given in `other`.
  public func isConvertible(to other: PhysicalUnit) -> Bool { conversion(to: other) != nil }

  /// The conversion of values in this unit to values in `other`; nil when the two measure different things.
  /// Points in time and levels (dB) convert only into themselves.
  public func conversion(to other: PhysicalUnit) -> UnitConversion? {
    guard dimensionality == other.dimensionality else { return nil }
    if scale == other.scale { return .identity }
    guard case .linear(let factor, let offset) = scale, case .linear(let otherFactor, let otherOffset) = other.scale,
      (factor / otherFactor).isNormal
    else { return nil }
    return UnitConversion(factor: factor, offset: offset, toFactor: otherFactor, toOffset: otherOffset)
  }

  /// One value of this unit in `other`; nil when the two measure different things.
  public func convert(_ value: Double, to other: PhysicalUnit) -> Double? {
    conversion(to: other)?.convert(value)
  }

  /// Values of this unit in `other`; nil when the two measure different things.
  public func convert(_ values: [Double], to other: PhysicalUnit) -> [Double]? {
    guard let conversion = conversion(to: other) else { return nil }
    return values.map(conversion.convert)
  }

  /// Values in the unit `from` as values in the unit `to`, both as text; nil when that makes no sense.
  public static func convert(_ values: [Double], from: String, to: String) -> [Double]? {
    guard let target = parse(to) else { return nil }
    return parse(from, expecting: target.dimensionality)?.convert(values, to: target)
  }
}

/// How the numbers of a unit relate to those of its base units.
enum UnitScale: Sendable, Hashable {
  /// base = factor · (value + offset)
  case linear(factor: Double, offset: Double)
  /// Time since an origin, in udunits2's own count.
  case timestamp(factor: Double, origin: Double)
  /// base = reference · base^(value · factor)
  case logarithmic(base: Double, reference: Double, factor: Double)
}
