/// Rules about the absorption edge.
import DataModel

enum EdgeRules {
  static let all: [Rule<SpectrumView>] = [range, step, energy, falls]

  /// How far from its tabulated energy the rise of an edge is looked for: the tolerance of the energy, and the window
  /// over which the rise is averaged.
  private static func isNear(_ energy: Double, _ tabulated: [(edge: AbsorptionEdge, energy: Double)]) -> Bool {
    tabulated.contains {
      abs(energy - $0.energy) <= ScanEnergies.tolerance(at: $0.energy) + EdgeJump.width(at: $0.energy)
    }
  }

  private static let range = Rule<SpectrumView>(PhysicsFinding.edgeRange) { view, report in
    guard let scan = view.scan, let edge = view.edge, !isOutside(view) else { return }
    let tabulated = view.tabulated
    guard let nearest = tabulated.first, !tabulated.contains(where: { isInside($0.energy, scan) }) else { return }
    let middle = (scan.lowest + scan.highest) / 2
    let inside = NearestEdge.list(
      around: scan.lowest + 0.2 * (scan.highest - scan.lowest), limit: 40, shells: [.k, .l]
    )
    .filter { ($0.edge == .k || $0.edge == .l3) && $0.energy > scan.lowest && $0.energy < scan.highest }
    let guess = inside.prefix(3).map { "\($0.element.symbol) \($0.edge.rawValue) (\(Figure.text($0.energy)) eV)" }
    let distance = Figure.rough(min(abs(nearest.energy - scan.lowest), abs(nearest.energy - scan.highest)))
    report.add(
      PhysicsFinding.edgeRange, nil,
      "the \(view.edgeName) edge is at \(Figure.text(nearest.energy)) eV, \(distance) eV "
        + "\(nearest.energy < middle ? "below" : "above") the scan, which runs from \(scan.range)",
      at: edge.path, expected: "an edge between \(Figure.text(scan.lowest)) and \(Figure.text(scan.highest)) eV",
      found: "\(view.edgeName), \(Figure.text(nearest.energy)) eV",
      hint: guess.isEmpty ? nil : "Edges in this range: \(guess.joined(separator: ", ")).")
  }

  /// Whether nothing can be said about edges: the energies make no sense in any unit.
  private static func isOutside(_ view: SpectrumView) -> Bool { !(view.scan?.arePlausible ?? false) }

  private static func isInside(_ energy: Double, _ scan: ScanEnergies) -> Bool {
    let tolerance = ScanEnergies.tolerance(at: energy)
    return energy >= scan.lowest - tolerance && energy <= scan.highest + tolerance
  }

  private static let step = Rule<SpectrumView>(PhysicsFinding.edgeStep) { view, report in
    guard let edge = view.edge, let scan = view.scan, !isOutside(view), let element = view.element?.value else {
      return
    }
    let stated = view.tabulated.filter { isInside($0.energy, scan) }
    guard !stated.isEmpty else { return }
    // The other edges of the same shell (L3 in a scan of L2) may rise higher.
    let siblings = stated.flatMap { $0.edge.shell.edges }.compactMap { edge in
      edge.energy(of: element).map { (edge, $0) }
    }
    for absorption in view.absorptions.prefix(1) where absorption.mustRise {
      guard let jump = EdgeJump(scan.values, absorption.values), let whole = jump.extremes(),
        whole.rise.change >= 0.2 * jump.range, whole.rise.change > 3 * jump.background(),
        let here = jump.extremes(where: { isNear($0, siblings) })
      else { continue }
      // A tenth of the largest rise is what a matrix with an edge of its own may leave of the one that was meant; and a
      // rise that stands out from the background is an edge, however small.
      guard here.rise.change < 0.1 * whole.rise.change,
        here.rise.change < 3 * jump.background(where: { !isNear($0, siblings) }),
        -here.fall.change < 0.3 * whole.rise.change
      else { continue }
      let found = NearestEdge.nearest(to: whole.rise.energy, shells: [.k, .l, .m])
      let name = found.map { ", near the \($0.element.symbol) \($0.edge.rawValue) edge (\(Figure.text($0.energy)) eV)" }
      report.add(
        PhysicsFinding.edgeStep, nil,
        "\(absorption.name) does not rise at the \(view.edgeName) edge (\(Figure.text(stated[0].energy)) eV); its "
          + "largest "
          + "rise is at \(Figure.rough5(whole.rise.energy)) eV\(name ?? "")",
        at: edge.path, expected: "a rise near \(Figure.text(stated[0].energy)) eV",
        found: "a rise at \(Figure.rough5(whole.rise.energy)) eV")
    }
  }

  private static let energy = Rule<SpectrumView>(PhysicsFinding.edgeEnergy) { view, report in
    // Zero is what programs write that do not know it.
    guard let stated = view.edgeEnergy, stated.value.isFinite, stated.value > 0 else { return }
    let tabulated = view.tabulated
    guard let nearest = tabulated.min(by: { abs($0.energy - stated.value) < abs($1.energy - stated.value) }),
      abs(nearest.energy - stated.value) > ScanEnergies.tolerance(at: nearest.energy)
    else { return }
    report.add(
      PhysicsFinding.edgeEnergy, nil,
      "the edge energy is given as \(Figure.text(stated.value)) eV, "
        + "\(Figure.rough(abs(stated.value - nearest.energy))) eV "
        + "from the \(view.edgeName) edge at \(Figure.text(nearest.energy)) eV; chemistry and calibration explain "
        + "\(Figure.rough(ScanEnergies.tolerance(at: nearest.energy))) eV at the most",
      at: stated.path, expected: "about \(Figure.text(nearest.energy)) eV", found: "\(Figure.text(stated.value)) eV")
  }

  private static let falls = Rule<SpectrumView>(PhysicsFinding.muFalls) { view, report in
    guard let scan = view.scan, !isOutside(view) else { return }
    let stated = view.tabulated.filter { isInside($0.energy, scan) }
    for absorption in view.absorptions where absorption.mustRise {
      guard let jump = EdgeJump(scan.values, absorption.values),
        let (rise, fall) = jump.extremes(where: { stated.isEmpty || isNear($0, stated) }),
        // Larger than the noise and than the slope of the background.
        -fall.change > (stated.isEmpty ? 0.4 : 0.2) * jump.range,
        -fall.change > 3 * jump.background(where: { !isNear($0, stated) }),
        isFall(fall, rise, jump)
      else { continue }
      let edge =
        stated.isEmpty ? "" : ", where the \(view.edgeName) edge (\(Figure.text(stated[0].energy)) eV) begins to absorb"
      report.add(
        PhysicsFinding.muFalls, nil,
        "\(absorption.name) falls by \(Figure.rough(-fall.change)) at \(Figure.rough5(fall.energy)) eV\(edge); "
          + "absorption "
          + "rises when photons become able to empty one more shell",
        at: absorption.path, expected: "a rise", found: "a fall by \(Figure.rough(-fall.change))")
    }
  }

  /// Whether a fall is the edge itself: no rise is near it that is worth the name; or it comes first, as the rise of a
  /// white line does in a spectrum that is upright, and what follows lies lower than what was before.
  private static func isFall(_ fall: EdgeJump.Extreme, _ rise: EdgeJump.Extreme, _ jump: EdgeJump) -> Bool {
    if rise.change < -0.3 * fall.change { return true }
    guard fall.energy < rise.energy, let step = jump.step(at: fall.energy) else { return false }
    return step < -0.1 * jump.range
  }
}
