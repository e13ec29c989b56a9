/// Energies from the angles of a crystal monochromator: E = hc / (2 d sin θ).
import Bytes
import DataModel
import Glibc

/// The conversion and what it rests on.
struct BraggEnergy: Sendable, Hashable {
  /// In Å.
  var dSpacing: Double
  /// In eV Å.
  var hc = Self.codata

  /// hc in eV Å (CODATA 2018, exact by definition of the SI).
  static let codata = 12398.419843320026
  /// The operation of the step that records the conversion.
  static let operation = "energy from angle"
  static let hcParameter = "hc"
  static let spacingParameter = "d_spacing"

  /// The energy in eV that belongs to an angle in degrees; not finite where there is none.
  func energy(atDegrees angle: Double) -> Double {
    energy(atRadians: angle * .pi / 180)
  }

  /// The energy in eV that belongs to an angle in radians.
  func energy(atRadians angle: Double) -> Double {
    hc / (2 * dSpacing * sin(angle))
  }
}

extension BeamlineScan {
  /// Adds a column `energy` in eV, worked out from a column of angles in degrees (after `scale`), and the step that
  /// says how; where the crystal's spacing is not known, a finding.
  mutating func addEnergy(fromAngles column: Int, dSpacing: Double?, hc: Double = BraggEnergy.codata, scale: Double = 1)
  {
    let name = columns[column].draft.name
    guard let dSpacing, dSpacing > 0, dSpacing.isFinite else {
      findings.append(
        Finding(
          BeamlineFinding.noSpacing,
          "The points are given by the angles in \"\(name)\", and the file does not say which crystal they belong to.",
          at: .init(path: "/1/channels/\(name)")))
      return
    }
    let bragg = BraggEnergy(dSpacing: dSpacing, hc: hc)
    let energies = columns[column].values.doubles().map { bragg.energy(atDegrees: $0 * scale) }
    columns.append(Column("energy", unit: "eV", role: .energy, TypedArray(energies)))
    steps.append(
      Step(
        operation: BraggEnergy.operation, program: "edgewise", version: EdgewiseVersion.string,
        parameters: [
          StepParameter(BraggEnergy.spacingParameter, .number(dSpacing), unit: "Å"),
          StepParameter(BraggEnergy.hcParameter, .number(hc), unit: "eV Å"),
        ], inputs: [name], outputs: ["energy"]))
    findings.append(
      Finding(
        BeamlineFinding.energyFromAngle,
        "The energies were worked out from \"\(name)\" with d = \(NumberFormatter.text(dSpacing)) Å and hc = "
          + "\(NumberFormatter.text(hc)) eV Å.", at: .init(path: "/1/channels/energy")))
  }
}
