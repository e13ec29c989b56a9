/// The energies of a scan in eV, in the unit that makes sense of them.
import DataModel

struct ScanEnergies {
  /// The range that X-ray absorption works in, in eV: no core level lies below 30 eV but those of helium, and none above
  /// 116 keV but those of elements that nobody measures.
  static let plausible = 30.0...200_000.0

  /// In the order of the file; of the first lane where there are several.
  let values: [Double]
  /// The unit that the values were taken in: the stated one, unless only another one makes sense of them.
  let unit: String
  /// The part of the values that lies in the plausible range.
  let plausibleShare: Double
  let lowest: Double
  let highest: Double

  /// Nil without finite values.
  init?(_ curve: SpectrumCurve) {
    let raw = curve.lane(0)
    let finite = raw.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), let eV = PhysicalUnit.parse("eV") else { return nil }
    let known = curve.unit.flatMap { $0.isEmpty ? nil : PhysicalUnit.parse($0, expecting: .energy) }
    var choices = [(text: "eV", factor: 1.0), (text: "keV", factor: 1000.0)]
    if let known, let factor = known.convert(1, to: eV) { choices.insert((known.text, factor), at: 0) }
    // The stated unit first; where it makes no sense, the ones that files mix up.
    let chosen = choices.first { Self.plausible.contains(low * $0.factor) && Self.plausible.contains(high * $0.factor) }
    let (text, factor) = chosen ?? choices[0]
    unit = text
    values = raw.map { $0 * factor }
    lowest = low * factor
    highest = high * factor
    let inside = values.count { Self.plausible.contains($0) }
    plausibleShare = values.isEmpty ? 0 : Double(inside) / Double(values.count)
  }

  /// Whether every value is one that X-rays have.
  var arePlausible: Bool { Self.plausible.contains(lowest) && Self.plausible.contains(highest) }

  /// `8779 to 9979 eV`.
  var range: String { "\(Figure.text(lowest)) to \(Figure.text(highest)) eV" }

  /// The energy of a point (from 0) for a message.
  func place(_ point: Int) -> String {
    guard values.indices.contains(point) else { return "point \(point + 1)" }
    return "point \(point + 1) (\(Figure.text(values[point])) eV)"
  }

  /// How far, in eV, an edge may lie from its tabulated energy: chemical shifts and tables make up some 10 eV, and a
  /// monochromator that was not calibrated is wrong by a part of the energy (0.5 % are 0.06 degrees at 12 degrees).
  static func tolerance(at energy: Double) -> Double { 10 + 0.005 * energy }
}
