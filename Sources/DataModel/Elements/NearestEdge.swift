/// Which edges lie near an energy: what an unnamed scan may have been taken at.
public struct NearestEdge: Sendable, Hashable {
  public let element: Element
  public let edge: AbsorptionEdge
  /// The tabulated energy in eV.
  public let energy: Double
  /// How far the energy asked for lies above (positive) or below the tabulated one, in eV.
  public let distance: Double

  /// The edges nearest to `energy` (in eV), nearest first. `shells` limits the choice.
  public static func list(
    around energy: Double, limit: Int = 5, shells: Set<AbsorptionEdge.Shell> = Set(AbsorptionEdge.Shell.allCases)
  ) -> [NearestEdge] {
    guard energy.isFinite, limit > 0 else { return [] }
    let candidates = table.filter { shells.contains($0.edge.shell) }.map { row in
      NearestEdge(element: row.element, edge: row.edge, energy: row.energy, distance: energy - row.energy)
    }
    return Array(candidates.sorted { abs($0.distance) < abs($1.distance) }.prefix(limit))
  }

  /// The one edge nearest to `energy` (in eV).
  public static func nearest(
    to energy: Double, shells: Set<AbsorptionEdge.Shell> = Set(AbsorptionEdge.Shell.allCases)
  ) -> NearestEdge? {
    list(around: energy, limit: 1, shells: shells).first
  }

  private static let table: [(element: Element, edge: AbsorptionEdge, energy: Double)] = Element.all.flatMap {
    element in
    AbsorptionEdge.allCases.compactMap { edge in edge.energy(of: element).map { (element, edge, $0) } }
  }
}
