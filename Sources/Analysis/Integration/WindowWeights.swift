/// Integrals over a window as sums of points.

/// The integral of the straight lines between points, from one end of a window to the other: ends that lie between two
/// points are interpolated, so the window is as wide as it says.
struct WindowWeights {
  private let energy: [Double]
  /// Energies, weights of the trapezium rule, and the points that each value is made of.
  private var nodes: [(energy: Double, weight: Double, low: Int, part: Double)] = []

  /// The weights of a window that lies inside the energies, which are strictly increasing.
  init(_ energy: [Double], _ window: ClosedRange<Double>) {
    self.energy = energy
    let places = Places(energy)
    func node(_ place: Double) -> (energy: Double, weight: Double, low: Int, part: Double) {
      let low = min(energy.count - 2, places.floor(place))
      return (place, 0, low, (place - energy[low]) / (energy[low + 1] - energy[low]))
    }
    nodes.append(node(window.lowerBound))
    for i in energy.indices where energy[i] > window.lowerBound && energy[i] < window.upperBound {
      nodes.append((energy[i], 0, min(i, energy.count - 2), i < energy.count - 1 ? 0 : 1))
    }
    nodes.append(node(window.upperBound))
    for i in 1..<nodes.count {
      let half = 0.5 * (nodes[i].energy - nodes[i - 1].energy)
      nodes[i].weight += half
      nodes[i - 1].weight += half
    }
  }

  /// The weights of the points in ∫ (E - place)^order y dE.
  func moment(_ order: Int, about place: Double) -> [Double] {
    var weights = [Double](repeating: 0, count: energy.count)
    for node in nodes {
      let weight = node.weight * NormalizationFit.power(node.energy - place, order)
      weights[node.low] += weight * (1 - node.part)
      weights[node.low + 1] += weight * node.part
    }
    return weights
  }
}
