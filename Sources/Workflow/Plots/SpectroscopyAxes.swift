/// Axes of this field, titled as its papers do.
import DataModel
import Plotting

extension Figure.Axis {
  static let energy = Figure.Axis("Energy", unit: "eV")
  static let relativeEnergy = Figure.Axis("E − E₀", unit: "eV")
  static let k = Figure.Axis("k", unit: "Å⁻¹")
  static let distance = Figure.Axis("R", unit: "Å")
  static let absorption = Figure.Axis("μ(E)")
  static let normalized = Figure.Axis("normalised μ(E)")

  /// chi(k) times a power of k: `k²χ(k) (Å⁻²)`.
  static func fineStructure(weight: Double) -> Figure.Axis {
    Figure.Axis(AxisUnit.factor("k", weight) + "χ(k)", unit: AxisUnit.power("Å", -weight))
  }

  /// chi(R) of chi(k) times a power of k: `|χ(R)| (Å⁻³)` for k².
  static func transform(_ symbol: String, weight: Double) -> Figure.Axis {
    Figure.Axis(symbol, unit: AxisUnit.power("Å", -weight - 1))
  }

  /// The axes of the curves that a step compares: what its parameters `space` and `kweight` say.
  static func compared(_ parameters: AnalysisParameters) -> (x: Figure.Axis, y: Figure.Axis) {
    switch parameters.choice("space", CurveSpace.norm) {
    case .norm: (.energy, .normalized)
    case .flat: (.energy, Figure.Axis("flattened μ(E)"))
    case .dmude: (.energy, Figure.Axis("dμ/dE", unit: "eV⁻¹"))
    case .mu: (.energy, .absorption)
    case .chi: (.k, .fineStructure(weight: parameters.number("kweight") ?? 0))
    }
  }

  /// The axis of a coordinate.
  init(of channel: Channel) {
    let titles: [ChannelRole: String] = [
      .energy: "Energy", .k: "k", .r: "R", .angle: "Angle", .time: "Time", .index: "Point",
      .emissionEnergy: "Emission energy", .energyTransfer: "Energy transfer",
    ]
    self.init(titles[channel.role] ?? channel.name, unit: Self.printed(channel.unit))
  }

  /// A unit as it is printed.
  static func printed(_ unit: String?) -> String? {
    guard let unit, unit.contains(where: { !$0.isWhitespace }), unit != "1" else { return nil }
    let lengths = ["angstrom", "Angstrom", "angstroms", "Angstroms", "A", "Å"]
    if lengths.dropLast(2).contains(unit) { return "Å" }
    if lengths.contains(where: { ["1/\($0)", "\($0)^-1", "\($0)-1", "/\($0)"].contains(unit) }) { return "Å⁻¹" }
    if ["deg", "degree", "degrees"].contains(unit) { return "°" }
    return unit
  }
}
