/// Grids of energies.
import Glibc

/// How a grid of energies is made.
public enum EnergyGrid: Sendable, Hashable {
  /// From, to and step, in eV; the last energy is the largest that does not pass the end.
  case uniform(start: Double, stop: Double, step: Double)
  /// Coarse before the edge, fine over it, even in k behind it.
  case regions(Regions)

  /// The three regions of an XAFS scan. Energies relative to the edge, in eV; steps in eV and 1/Å.
  public struct Regions: Sendable, Hashable {
    /// The edge energy in eV.
    public var e0: Double
    /// Where the edge region begins and ends, relative to the edge.
    public var xanes: ClosedRange<Double>
    /// The steps before the edge and over it.
    public var preStep: Double
    public var xanesStep: Double
    /// The step behind the edge, in 1/Å.
    public var kStep: Double

    /// Regions with the usual steps: 2 eV, 0.05 eV for each 1250 eV of edge energy, 0.05/Å.
    public init(
      e0: Double, xanes: ClosedRange<Double> = -30...15, preStep: Double = 2, xanesStep: Double? = nil,
      kStep: Double = 0.05
    ) {
      self.e0 = e0
      self.xanes = xanes
      self.preStep = preStep
      self.xanesStep = xanesStep ?? 0.05 * max(1, (e0 / 1250).rounded(.down))
      self.kStep = kStep
    }
  }

  /// The most points of a grid.
  public static let pointLimit = 1 << 22

  /// The energies in eV inside `range`, strictly increasing. Throws when the grid has no two points there, or too many.
  public func energies(in range: ClosedRange<Double>) throws(AnalysisError) -> [Double] {
    let energies: [Double]
    switch self {
    case .uniform(let start, let stop, let step):
      energies = try Self.even(from: start, to: stop, step: step)
    case .regions(let regions): energies = try Self.energies(regions, range)
    }
    // A grid that ends where the data do must not lose its last point to rounding.
    let slack = 1e-9 * max(abs(range.lowerBound), abs(range.upperBound))
    let inside = energies.filter { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack }
    guard inside.count >= 2 else {
      throw AnalysisError(
        "the grid has \(inside.count) points between \(range.lowerBound) and \(range.upperBound) eV, where the data are"
      )
    }
    return inside
  }

  private static func even(from start: Double, to stop: Double, step: Double) throws(AnalysisError) -> [Double] {
    guard step > 0, stop > start, ((stop - start) / step).isFinite, (stop - start) / step < Double(pointLimit) else {
      throw AnalysisError("a grid from \(start) to \(stop) eV in steps of \(step) eV has no points, or too many")
    }
    let count = Int((stop - start) / step * (1 + 1e-12) + 1e-9) + 1
    return (0..<count).map { start + Double($0) * step }
  }

  private static func energies(_ regions: Regions, _ range: ClosedRange<Double>) throws(AnalysisError) -> [Double] {
    guard regions.kStep > 0, regions.e0.isFinite else { throw AnalysisError("a step of 0 gives no grid") }
    let low = regions.e0 + regions.xanes.lowerBound
    let high = regions.e0 + regions.xanes.upperBound
    var energies: [Double] = []
    if range.lowerBound < low {
      let count = ((low - range.lowerBound) / regions.preStep).rounded(.down)
      energies += try even(from: low - count * regions.preStep, to: low, step: regions.preStep).dropLast()
    }
    energies += try even(from: low, to: high, step: regions.xanesStep)
    let first = (regions.xanes.upperBound / PhotoElectron.energyOfUnitWavenumber).squareRoot()
    let last = (max(0, range.upperBound - regions.e0) / PhotoElectron.energyOfUnitWavenumber).squareRoot()
    guard last > first + regions.kStep else { return energies }
    let wavenumbers = try even(from: first + regions.kStep, to: last, step: regions.kStep)
    return energies + wavenumbers.map { regions.e0 + PhotoElectron.energyOfUnitWavenumber * $0 * $0 }
  }
}
