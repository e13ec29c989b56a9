/// Whether energies and signal have taken each other's place.
import DataModel

struct ExchangedAxes {
  /// What is called the energy, and how often it steps back.
  let energy: SpectrumCurve
  let setbacks: Int
  /// What is called a signal, and from where to where it runs.
  let signal: SpectrumCurve
  let lowest: Double
  let highest: Double

  /// Nil unless the energies go up and down as a signal does, while a signal runs evenly through values that energies
  /// have in eV or keV.
  init?(_ view: SpectrumView) {
    guard let energy = view.energies.first, energy.laneCount == 1, energy.values.allSatisfy(\.isFinite) else {
      return nil
    }
    let axis = MonotonicRuns(energy.values)
    // A signal steps back at random at every other point, and over a smooth edge at one in twenty at least.
    guard axis.sweeps == 1, axis.setbacks.count * 20 >= energy.values.count else { return nil }
    let axes = view.signals.filter { $0.laneCount == 1 && $0.pointCount == energy.pointCount && Self.isAxis($0.values) }
    guard let signal = axes.first, let low = signal.values.min(), let high = signal.values.max() else { return nil }
    self.energy = energy
    self.signal = signal
    setbacks = axis.setbacks.count
    lowest = low
    highest = high
  }

  private static func isAxis(_ values: [Double]) -> Bool {
    guard values.count >= 10, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max() else {
      return false
    }
    let isInEV = ScanEnergies.plausible.contains(low) && ScanEnergies.plausible.contains(high)
    guard isInEV || low > 1 && high < 200 else { return false }
    let runs = MonotonicRuns(values)
    return runs.setbacks.isEmpty && runs.repeats.isEmpty
  }
}
