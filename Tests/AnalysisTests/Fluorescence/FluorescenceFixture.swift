import Bytes
import DataModel

/// Measurements with detectors of several elements.
enum FluorescenceFixture {
  /// Counts, and input and output rates where they are given, of each element.
  struct Element {
    var counts: [Double]
    var icr: [Double]?
    var ocr: [Double]?
  }

  static func measurement(
    _ elements: [Element], seconds: Double? = 1, unit: String? = "s", rateUnit: String? = "counts"
  ) -> Measurement {
    let count = elements.first?.counts.count ?? 0
    var measurement = Measurement(selector: "1")
    func add(_ name: String, _ role: ChannelRole, _ qualifier: String? = nil, _ unit: String?, _ values: [Double]) {
      measurement.channels.append(
        Channel(name: name, role: role, qualifier: qualifier, unit: unit, values: Values(TypedArray(values))))
    }
    add("energy", .energy, nil, "eV", (0..<count).map { 7000 + Double($0) })
    add("i0", .i0, nil, "counts", [Double](repeating: 1000, count: count))
    if let seconds { add("time", .time, nil, unit, [Double](repeating: seconds, count: count)) }
    for (index, element) in elements.enumerated() {
      let number = "\(index + 1)"
      add("roi\(number)", .ifluor, number, "counts", element.counts)
      if let icr = element.icr { add("fast\(number)", .other, "icr \(number)", rateUnit, icr) }
      if let ocr = element.ocr { add("slow\(number)", .other, "ocr \(number)", rateUnit, ocr) }
    }
    measurement.signals = [
      Signal(name: "fluorescence", expression: "roi1/i0", mode: .fluorescence, element: "Fe", edge: "K")
    ]
    return measurement
  }

  /// An element whose rates give the factor `factor` at each point.
  static func element(_ counts: [Double], factor: Double = 1) -> Element {
    Element(counts: counts, icr: counts.map { _ in 1000 * factor }, ocr: counts.map { _ in 1000 })
  }
}

/// Numbers that look random and are the same on every machine (Steele, Lea and Flood 2014).
struct FixedRandom {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  /// 0 up to, and without, 1.
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
  }
}
