/// Rules about the monochromator: Bragg's law and the crystal.
import DataModel
import Glibc

enum MonochromatorRules {
  static let all: [Rule<SpectrumView>] = [bragg, spacing]

  /// hc in eV Å: exact in the SI of 2019.
  private static let hc = 12398.419843320026

  private static let bragg = Rule<SpectrumView>(PhysicsFinding.energyAngle) { view, report in
    guard let d = view.dSpacing, d.value > 0, let energies = view.scan?.values,
      let curve = view.curves.first(where: { $0.role == .angle && $0.laneCount == 1 && $0.pointCount == energies.count }
      )
    else { return }
    guard let radians = radians(curve), isMoving(curve.values) else { return }
    let ratios = zip(energies, radians).compactMap { energy, angle -> Double? in
      let ratio = energy * 2 * d.value * sin(angle) / hc
      return ratio.isFinite && ratio > 0 ? ratio : nil
    }
    guard let ratio = Robust.median(ratios), ratios.count >= 3,
      let first = energies.indices.first(where: {
        energies[$0].isFinite && sin(radians[$0]) > 0
      })
    else { return }
    // One per cent is an offset of 0.1 degrees at 10 degrees: no beamline is that far off.
    guard abs(ratio - 1) > 0.01 else { return }
    let expected = hc / (2 * d.value * sin(radians[first]))
    report.add(
      PhysicsFinding.energyAngle, nil,
      "at point \(first + 1) the angle \(Figure.text(curve.values[first])) \(curve.unit ?? "degrees") and the spacing "
        + "\(Figure.text(d.value)) \u{C5} give \(Figure.text(expected)) eV by Bragg's law (E = hc / 2d sin \u{3B8}), "
        + "but the "
        + "energy is \(Figure.text(energies[first])) eV; the energies would need a spacing of "
        + "\(Figure.rough5(d.value / ratio)) \u{C5}",
      at: curve.path, expected: "\(Figure.text(expected)) eV", found: "\(Figure.text(energies[first])) eV")
  }

  /// The angles in radians; degrees where no unit is stated. Nil for motor steps and the like.
  private static func radians(_ curve: SpectrumCurve) -> [Double]? {
    let text = curve.unit.flatMap { $0.isEmpty ? nil : $0 } ?? "degrees"
    guard let unit = PhysicalUnit.parse(text), unit.isAngle, let radian = PhysicalUnit.parse("radian") else {
      return nil
    }
    return unit.convert(curve.values, to: radian)
  }

  /// Whether the angle follows the energy; that of a sample holder stays where it is.
  private static func isMoving(_ values: [Double]) -> Bool {
    guard values.count >= 3, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max() else {
      return false
    }
    return high - low > 1e-3 * abs(high)
  }

  private static let spacing = Rule<SpectrumView>(PhysicsFinding.dSpacing) { view, report in
    guard let d = view.dSpacing, let text = view.crystal?.value, let crystal = CrystalSpacing(namedIn: text) else {
      return
    }
    // Temperature and calibration change a spacing by less than 0.1 %.
    guard abs(d.value - crystal.spacing) > 0.005 * crystal.spacing else { return }
    report.add(
      PhysicsFinding.dSpacing, nil,
      "the lattice spacing is given as \(Figure.text(d.value)) \u{C5}, but that of \(crystal.name) is "
        + "\(Figure.text((crystal.spacing * 1e5).rounded() / 1e5)) \u{C5}; at 12 degrees this shifts the energy by "
        + "\(Figure.rough(100 * abs(d.value / crystal.spacing - 1))) %",
      at: d.path, expected: Figure.rough5(crystal.spacing), found: Figure.text(d.value))
  }
}
