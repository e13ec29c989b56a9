/// The dictionary of XDI 1.0: which fields there are, which must be there, and what their values are.
import DataModel

public enum XDIDictionary {
  /// The families that XDI defines, in lower case, and `outer`, which its library adds.
  static let families: Set<String> = [
    "facility", "beamline", "mono", "detector", "sample", "scan", "element", "column", "outer",
  ]

  /// Fields that a file must have, and names under which they were seen by mistake.
  static let required: [(name: String, mistaken: [String])] = [
    ("Element.symbol", ["Scan.element", "Element.name", "Element.element", "ScanParameters.element"]),
    ("Element.edge", ["Scan.edge", "ScanParameters.edge"]),
    ("Mono.d_spacing", ["Mono.dspacing", "Mono.d-spacing", "Monochromator.dspacing", "Monochromator.d_spacing"]),
  ]

  /// Fields that a file should have.
  static let recommended: [(name: String, mistaken: [String])] = [
    ("Facility.name", ["Beamline.facility"]), ("Facility.xray_source", ["Beamline.xray_source"]),
    ("Beamline.name", []), ("Scan.start_time", ["Scan.time", "Scan.date"]), ("Column.1", []),
  ]

  /// What the value of a field has to be.
  enum Kind {
    case element
    case edge
    case dSpacing
    case date
    /// A number and one of these units.
    case quantity(units: [String], isUnitOptional: Bool)
  }

  /// The fields whose values are more than free text, in lower case.
  static let kinds: [String: Kind] = [
    "element.symbol": .element, "element.reference": .element,
    "element.edge": .edge, "element.ref_edge": .edge,
    "mono.d_spacing": .dSpacing,
    "scan.start_time": .date, "scan.end_time": .date,
    "scan.edge_energy": .quantity(units: ["eV", "keV", "Å^-1", "Å⁻¹", "1/Å", "A^-1", "1/A"], isUnitOptional: true),
    "sample.temperature": .quantity(units: ["K", "C", "°C", "F"], isUnitOptional: false),
    "facility.energy": .quantity(units: ["GeV", "MeV"], isUnitOptional: false),
    "facility.current": .quantity(units: ["mA", "A"], isUnitOptional: false),
    "outer.value": .quantity(units: [], isUnitOptional: true),
  ]

  static let angstrom: Set<String> = [
    "Å", "\u{212B}", "A", "Ang", "ang", "Angstrom", "angstrom", "Angstroms", "angstroms",
  ]

  /// The units that the abscissa may have.
  static let abscissaUnits: [String: [String]] = [
    "energy": ["eV", "keV", "pixel"],
    "angle": ["degrees", "radians", "steps", "degree", "deg", "radian", "rad", "step"],
  ]

  /// Labels that XDI defines for the first column of derived data; it demands no particular unit for them.
  static let derivedAbscissas: Set<String> = ["k", "r"]

  /// Whether a field's name is in the dictionary.
  static func knows(_ field: XDIField) -> Bool {
    if field.family.lowercased() == "column" { return XDIColumns.number(of: field) != nil }
    return knownKeys.contains(field.name)
  }

  /// All fields that the dictionary defines but Column.N, as `family.key` in lower case.
  public static let knownKeys: Set<String> = Set(
    """
    facility.name facility.energy facility.current facility.xray_source beamline.name beamline.collimation \
    beamline.focusing beamline.harmonic_rejection mono.name mono.d_spacing detector.i0 detector.i1 detector.it \
    detector.if detector.ir sample.name sample.id sample.prep sample.experimenters sample.stoichiometry \
    sample.temperature scan.start_time scan.end_time scan.edge_energy element.symbol element.edge element.reference \
    element.ref_edge
    """.split(separator: " ").map(String.init))
}
