/// A fine structure that analysis can rely on.
public import DataModel

/// chi against the wavenumber of the photoelectron: k in 1/Å, not negative, finite and strictly increasing; chi finite and
/// without a weight.
public struct ChiSpectrum: Sendable {
  /// In 1/Å.
  public let k: [Double]
  /// One for each k.
  public let values: [Double]
  /// What it is called in reports.
  public var label: String
  /// The formula that gave the values.
  public var signal: String
  /// Symbol of the absorbing element.
  public var element: String?
  /// The absorption edge as the file writes it.
  public var edge: String?
  /// Where it came from.
  public var source: Reference.Target
  /// What was done to the points to get here.
  public var steps: [Step]

  /// A fine structure from its points. Throws when there are fewer than four, when k is negative, not finite or not
  /// strictly increasing, when a value is not finite, or when the numbers of both differ.
  public init(
    k: [Double], values: [Double], label: String = "", signal: String = "chi", element: String? = nil,
    edge: String? = nil, source: Reference.Target = .init(), steps: [Step] = []
  ) throws(ResolveError) {
    guard k.count == values.count else {
      throw ResolveError("\(k.count) wavenumbers and \(values.count) values do not belong together")
    }
    guard let first = k.first, k.count >= 4 else {
      throw ResolveError("chi(k) needs four points, and there are \(k.count)")
    }
    guard k.allSatisfy(\.isFinite), first >= 0, zip(k, k.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ResolveError("the wavenumbers do not increase from point to point, or are negative")
    }
    guard values.allSatisfy(\.isFinite) else { throw ResolveError("a value of chi is not finite") }
    self.k = k
    self.values = values
    self.label = label
    self.signal = signal
    self.element = element
    self.edge = edge
    self.source = source
    self.steps = steps
  }
}
