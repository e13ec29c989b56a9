/// One spectrum that analysis can rely on.
public import DataModel

/// A signal against energy: energies in eV, finite and strictly increasing; values finite.
///
/// The only ways to one are `SpectrumResolver`, which records what it did to the measured points, and the checked
/// initialiser, so that no analysis ever sees raw input.
public struct Spectrum: Sendable {
  /// In eV, finite, strictly increasing.
  public let energy: [Double]
  /// One for each energy, finite; in the unit that the signal's formula gives.
  public let values: [Double]
  /// The variance of each value; nil when nothing is known of it. Not negative.
  public let variance: [Double]?
  /// What the spectrum is called in reports.
  public var label: String
  /// The formula that gave the values.
  public var signal: String
  /// Symbol of the absorbing element.
  public var element: String?
  /// The absorption edge as the file writes it.
  public var edge: String?
  /// Where it was measured.
  public var source: Reference.Target
  /// What was done to the measured points to get here.
  public var steps: [Step]

  /// A spectrum from its points. Throws when there are fewer than two, when energies are not finite and strictly
  /// increasing, when a value is not finite, or when the numbers of values and energies differ.
  public init(
    energy: [Double], values: [Double], variance: [Double]? = nil, label: String = "", signal: String = "mu",
    element: String? = nil, edge: String? = nil, source: Reference.Target = .init(), steps: [Step] = []
  ) throws(ResolveError) {
    guard energy.count == values.count, variance.map({ $0.count == energy.count }) ?? true else {
      throw ResolveError("\(energy.count) energies and \(values.count) values do not belong together")
    }
    guard energy.count >= 2 else { throw ResolveError("a spectrum needs two points, and there is \(energy.count)") }
    guard energy.allSatisfy(\.isFinite), zip(energy, energy.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ResolveError("the energies do not increase from point to point")
    }
    guard values.allSatisfy(\.isFinite) else { throw ResolveError("a value is not finite") }
    guard variance.map({ $0.allSatisfy { $0.isFinite && $0 >= 0 } }) ?? true else {
      throw ResolveError("a variance is negative or not finite")
    }
    self.energy = energy
    self.values = values
    self.variance = variance
    self.label = label
    self.signal = signal
    self.element = element
    self.edge = edge
    self.source = source
    self.steps = steps
  }

  /// The number of points.
  public var count: Int { energy.count }

  /// From the first to the last energy, in eV.
  public var range: ClosedRange<Double> { energy[0]...energy[energy.count - 1] }

  /// Takes over from another spectrum what is not numbers: label, signal, element, edge, source and steps.
  public mutating func copyIdentity(of other: Spectrum) {
    label = other.label
    signal = other.signal
    element = other.element
    edge = other.edge
    source = other.source
    steps = other.steps
  }
}
