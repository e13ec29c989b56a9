import CXraylib

/// What tables say of the absorption and the fluorescence of elements and compounds: xraylib 4 (Schoonjans et al.,
/// Spectrochim. Acta B 66 (2011) 776).
public enum Attenuation {
  /// The total mass attenuation of a compound such as `Fe2O3` at an energy in eV, in cm²/g; nil when the formula is none,
  /// or the energy outside the tables (about 100 eV to 200 keV).
  public static func mass(of formula: String, at energy: Double) -> Double? {
    let value = CS_Total_CP(formula, energy / 1000, nil)
    return value > 0 ? value : nil
  }

  /// The mean energy in eV of the lines `Ka`, `Kb`, `La` ... of an element, weighted with their rates; nil when it has no
  /// such line.
  public static func lineEnergy(_ name: String, of element: Element) -> Double? {
    guard let line = lines.first(where: { $0.name.lowercased() == name.lowercased() })?.line else { return nil }
    let keV = LineEnergy(Int32(element.atomicNumber), line, nil)
    return keV > 0 ? keV * 1000 : nil
  }

  /// The lines that have names here.
  public static var lineNames: [String] { lines.map(\.name) }

  private static let lines: [(name: String, line: Int32)] = [
    ("Ka", KA_LINE), ("Kb", KB_LINE), ("La", LA_LINE), ("Lb", LB_LINE), ("Ka1", KA1_LINE), ("Ka2", KA2_LINE),
    ("La1", LA1_LINE), ("Lb1", LB1_LINE), ("Ma1", MA1_LINE),
  ]

  /// The strongest line that fills the hole of an edge.
  public static func strongestLine(of edge: AbsorptionEdge) -> String? {
    switch edge {
    case .k: "Ka"
    case .l3: "La"
    case .l2: "Lb1"
    case .m5: "Ma1"
    default: nil
    }
  }

  /// f'' of a free atom at energies in eV, in electrons: photoabsorption cross-section times E / (2 r_e h c). Nil where the
  /// tables end.
  public static func f2(of element: Element, at energies: [Double]) -> [Double]? {
    // Barns to Å², the classical electron radius in Å, hc in eV Å (CODATA 2018).
    let factor = 1e-8 / (2 * 2.8179403262e-5 * 12398.419843320026)
    var result: [Double] = []
    result.reserveCapacity(energies.count)
    for energy in energies {
      let barns = CSb_Photo(Int32(element.atomicNumber), energy / 1000, nil)
      guard barns > 0 else { return nil }
      result.append(barns * energy * factor)
    }
    return result
  }
}
