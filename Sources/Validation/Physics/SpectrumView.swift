/// One spectrum as the physics rules see it, whatever file it came from.
public import DataModel

/// The arrays of a scan and what the file states about them.
public struct SpectrumView: Sendable {
  /// Where the measurement lies inside the file.
  public let path: String
  /// The arrays, in file order.
  public let curves: [SpectrumCurve]
  /// The absorbing element and its edge, as stated.
  public let element: SpectrumFact<Element>?
  public let edge: SpectrumFact<EdgeLabel>?
  /// The edge energy that the scan was set up with, in eV.
  public let edgeEnergy: SpectrumFact<Double>?
  /// The lattice spacing of the monochromator, in ångström.
  public let dSpacing: SpectrumFact<Double>?
  /// The crystal of the monochromator as the file names it, such as `Si(111)`.
  public let crystal: SpectrumFact<String>?
  /// Whether the file says that it is X-ray absorption: by its format, its definition, or its user.
  public let isDeclared: Bool

  /// What the rules work out once for all of them.
  let energies: [SpectrumCurve]
  let scan: ScanEnergies?
  let absorptions: [Absorption]

  /// A view from its parts.
  public init(
    path: String, curves: [SpectrumCurve], element: SpectrumFact<Element>? = nil,
    edge: SpectrumFact<EdgeLabel>? = nil, edgeEnergy: SpectrumFact<Double>? = nil,
    dSpacing: SpectrumFact<Double>? = nil, crystal: SpectrumFact<String>? = nil, isDeclared: Bool = false
  ) {
    self.path = path
    self.curves = curves
    self.element = element
    self.edge = edge
    self.edgeEnergy = edgeEnergy
    self.dSpacing = dSpacing
    self.crystal = crystal
    self.isDeclared = isDeclared
    energies = curves.filter { $0.role == .energy && !$0.values.isEmpty }
    scan = energies.first.flatMap { ScanEnergies($0) }
    absorptions = Absorption.list(of: curves, points: energies.first?.pointCount)
  }

  /// Whether this is X-ray absorption: energies, and something that absorption is measured by.
  ///
  /// A file that does not declare it is believed when its energies are ones that X-rays have, so that a curve of
  /// current over voltage (`E`, `I`) or a Raman spectrum is left alone.
  public var isXAS: Bool {
    let isOther = curves.contains { $0.role == .emissionEnergy || $0.role == .energyTransfer }
    guard let energy = energies.first, hasSignal, isDeclared || !isOther else { return false }
    if isDeclared { return true }
    if let unit = energy.unit, !unit.isEmpty, let known = PhysicalUnit.parse(unit, expecting: .energy), !known.isEnergy
    {
      return false
    }
    guard energy.values.count >= 5, let scan else { return false }
    return scan.plausibleShare >= 0.9 || ExchangedAxes(self) != nil
  }

  private var hasSignal: Bool {
    guard let points = energies.first?.pointCount else { return false }
    return curves.contains { $0.pointCount == points && (Self.signalRoles.contains($0.role) || isIntensity($0)) }
  }

  private func isIntensity(_ curve: SpectrumCurve) -> Bool { isDeclared && curve.role == .intensity }

  /// What absorption is measured by.
  static let signalRoles: Set<ChannelRole> = [.mu, .norm, .itrans, .ifluor, .iey]

  /// The curves that absorption is measured by.
  var signals: [SpectrumCurve] { curves.filter { Self.signalRoles.contains($0.role) || isIntensity($0) } }

  /// The tabulated energies (in eV) of the stated element's stated edges, lowest first; empty where either is unknown.
  var tabulated: [(edge: AbsorptionEdge, energy: Double)] {
    guard let element = element?.value, let edge = edge?.value else { return [] }
    return edge.edges.compactMap { edge in edge.energy(of: element).map { (edge, $0) } }.sorted { $0.1 < $1.1 }
  }

  /// `Cu K`; empty where element or edge is unknown.
  var edgeName: String {
    guard let element = element?.value, let edge = edge?.value else { return "" }
    return "\(element.symbol) \(edge.text)"
  }
}

/// A fact, and where the file states it.
public struct SpectrumFact<Value: Sendable>: Sendable {
  public let value: Value
  /// The place of the statement inside the file.
  public let path: String

  /// A fact stated at a path.
  public init(_ value: Value, at path: String) {
    self.value = value
    self.path = path
  }
}
