/// What is measured: an expression over channels, and what physics gave it.
public struct Signal: Sendable, Hashable {
  /// Unique within the measurement: `transmission`, `reference`, `tey` ...
  public var name: String
  /// The formula over channel names, such as `ln(i0/itrans)` or `sum(ifluor)/i0`.
  public var expression: String
  public var mode: DetectionMode?
  /// Symbol of the absorbing element.
  public var element: String?
  /// The absorption edge as the file writes it: `K`, `L3`, `L3, L2`.
  public var edge: String?
  public var emissionWindow: EmissionWindow?

  public init(
    name: String, expression: String, mode: DetectionMode? = nil, element: String? = nil, edge: String? = nil,
    emissionWindow: EmissionWindow? = nil
  ) {
    self.name = name
    self.expression = expression
    self.mode = mode
    self.element = element
    self.edge = edge
    self.emissionWindow = emissionWindow
  }
}

/// The emitted photons that a signal counts.
public struct EmissionWindow: Sendable, Hashable {
  public var low: Double
  public var high: Double
  /// The unit of both limits: `eV`, or `pixel` for an uncalibrated map.
  public var unit: String
  /// IUPAC name of the emission line, such as `K-L3`.
  public var line: String?

  public init(low: Double, high: Double, unit: String, line: String? = nil) {
    self.low = low
    self.high = high
    self.unit = unit
    self.line = line
  }
}

/// How absorption was detected.
public enum DetectionMode: String, Sendable, CaseIterable, Hashable {
  case transmission
  case fluorescence
  case partialFluorescence = "partial_fluorescence"
  case inversePartialFluorescence = "inverse_partial_fluorescence"
  case highEnergyResolutionFluorescence = "herfd"
  case totalElectronYield = "total_electron_yield"
  case partialElectronYield = "partial_electron_yield"
  case augerElectronYield = "auger_electron_yield"
  case emission
  case other
}
