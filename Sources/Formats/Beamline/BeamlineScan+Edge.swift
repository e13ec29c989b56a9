/// Element and edge of a scan whose header gives the energy of the edge alone.
import Bytes
import DataModel

extension BeamlineScan {
  /// States element and edge by the edge's energy in eV, with a note; nothing where no K or L edge lies within
  /// 1 eV, or where several do.
  mutating func concludeEdge(from energy: Double?) {
    guard let energy, element == nil, metadata.text("Element.symbol") == nil else { return }
    let near = NearestEdge.list(around: energy, limit: 2, shells: [.k, .l])
    guard let best = near.first, abs(best.distance) <= 1, near.dropFirst().allSatisfy({ abs($0.distance) > 3 }) else {
      return
    }
    element = best.element.symbol
    edge = best.edge.rawValue
    findings.append(
      Finding(
        BeamlineFinding.edgeGuess,
        "The header puts the edge at \(NumberFormatter.text(energy)) eV, which is the \(best.edge.rawValue) edge of "
          + "\(best.element.symbol) (\(NumberFormatter.text(best.energy)) eV); the signals say so.",
        found: "\(best.element.symbol) \(best.edge.rawValue)"))
  }

  /// Says that this is a calculation.
  mutating func noteCalculation(_ what: String) {
    findings.append(Finding(BeamlineFinding.calculated, "This is \(what), not a measurement."))
  }
}
