import Bytes
import DataModel
import Glibc

func cosine(_ x: Double) -> Double { cos(x) }
func exponential(_ x: Double) -> Double { exp(x) }

extension HardCases {
  static func subScansAtTwoRates() -> Measurement {
    let energies = grid(from: 8900, step: 1.5, count: 200)
    let mu = absorption(at: energies, edge: 8979)
    let (i0, itrans) = monitors(for: mu)
    let clock = grid(from: 0, step: 0.1, count: 2000)
    return Measurement(
      selector: "1.1", title: "Cu foil, fast thermocouple", startTime: "2024-05-01T10:00:00+02:00",
      endTime: "2024-05-01T10:03:20+02:00",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(name: "i0", role: .i0, values: Values(i0)),
        Channel(name: "itrans", role: .itrans, values: Values(itrans)),
        Channel(name: "elapsed", role: .time, unit: "s", dimensions: ["fast_point"], values: Values(clock)),
        Channel(
          name: "thermocouple", unit: "K", dimensions: ["fast_point"],
          values: Values(clock.map { Float(293.15 + 0.05 * $0) })),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/itrans)", mode: .transmission, element: "Cu", edge: "K")
      ],
      metadata: Metadata([
        MetadataNode("Sample", children: [MetadataNode("name", .text("Cu foil"))]),
        MetadataNode("Mono", children: [MetadataNode("d_spacing", .text("3.13553"))]),
      ]))
  }

  static func unequalArrays() -> Measurement {
    let energies = grid(from: 7000, step: 0.75, count: 325)
    return Measurement(
      selector: "abcde", title: "undefined phase, \"quoted\" 'label'",
      channels: [
        Channel(name: "x", role: .energy, unit: "eV", values: Values(energies)),
        Channel(
          name: "y", role: .mu, values: Values(absorption(at: energies, edge: 7112)),
          uncertainty: .channel("stddev")),
        Channel(
          name: "i0", role: .i0, dimensions: ["i0_point"],
          values: Values((0..<327).map { 1e5 + Double($0) })),
        Channel(
          name: "stddev", role: .stddev, dimensions: ["stddev_point"],
          values: Values((0..<320).map { 1e-4 * Double($0 % 7) })),
        Channel(name: "signal", role: .itrans, dimensions: ["signal_point"], values: Values([Double]())),
      ],
      signals: [Signal(name: "y", expression: "y", element: "Fe", edge: "K")],
      metadata: Metadata([
        MetadataNode("bkg_fixstep", .missing), MetadataNode("bkg_e0", .text("7112.0")),
        MetadataNode("titles", .array(TypedArray(["first line", "", "dritte Zeile: µ(E)"]))),
        MetadataNode("", .text("update_bkg")),
      ]))
  }

  static func multichannelScan() -> Measurement {
    let points = 12
    let channels = 1024
    let spectrum = (0..<points * channels).map { UInt32(($0 * 2_654_435_761) % 4096) }
    return Measurement(
      selector: "12.2", title: "ascan  en 7.0 7.2 11 1", startTime: "Mon May 13 21:04:05 2019",
      channels: [
        Channel(name: "Two Theta", role: .angle, unit: "deg", values: Values(grid(from: 10, step: 0.1, count: points))),
        Channel(name: "Epoch", role: .time, values: Values((0..<points).map { Int64(1_557_781_445 + $0) })),
        Channel(
          name: "MCA @A", role: .intensity, dimensions: [.point, "mca_channel"],
          values: Values(spectrum, shape: [points, channels]),
          metadata: Metadata([MetadataNode("@CHANN", .text("1024 0 1023 1"))])),
        Channel(name: "Monitor", role: .monitor, values: Values((0..<points).map { Double(1000 + $0) })),
      ],
      metadata: Metadata([
        MetadataNode("#C", .text("first comment"), line: 4), MetadataNode("#C", .text("second comment"), line: 5),
        MetadataNode("#P0", .text("0.1 0.2")),
        MetadataNode("#C", .text("Scan aborted after 12 points.")),
      ]))
  }

  static func referenceFoil() -> Measurement {
    let energies = grid(from: 6450, step: 0.5, count: 400)
    let (i0, itrans) = monitors(for: absorption(at: energies, edge: 6543))
    let foil = absorption(at: energies, edge: 6539)
    return Measurement(
      selector: "/entry", title: "LiMn2O4 with Mn foil",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(name: "i0", role: .i0, unit: "counts", values: Values(i0), uncertainty: .poisson),
        Channel(name: "i1", role: .itrans, unit: "counts", values: Values(itrans), uncertainty: .poisson),
        Channel(
          name: "i2", role: .irefer, unit: "counts", values: Values(zip(itrans, foil).map { $0 * exponential(-$1) })),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/i1)", mode: .transmission, element: "Mn", edge: "K"),
        Signal(name: "reference", expression: "ln(i1/i2)", mode: .transmission, element: "Mn", edge: "K"),
      ],
      references: [
        Reference(.referenceFoil, to: Reference.Target(selector: "/entry", channel: "i2"))
      ])
  }

  static func threeYields() -> Measurement {
    let energies = grid(from: 525, step: 0.1, count: 250)
    let yield = absorption(at: energies, edge: 531)
    func counts(_ scale: Double) -> Values { Values(yield.map { Int32($0 * scale) }) }
    return Measurement(
      selector: "3", title: "LiNiO2, O K, charged",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(name: "i0", role: .i0, unit: "A", values: Values(energies.map { Float(1e-9 + $0 * 1e-13) })),
        Channel(name: "tey", role: .iey, values: counts(2.1e4), uncertainty: .poisson),
        Channel(name: "tfy", role: .ifluor, values: counts(9.3e3), uncertainty: .poisson),
        Channel(name: "pfy", role: .ifluor, qualifier: "O K-L", values: counts(1.2e3), uncertainty: .poisson),
      ],
      signals: [
        Signal(name: "tey", expression: "tey/i0", mode: .totalElectronYield, element: "O", edge: "K"),
        Signal(name: "tfy", expression: "tfy/i0", mode: .fluorescence, element: "O", edge: "K"),
        Signal(
          name: "pfy", expression: "pfy/i0", mode: .partialFluorescence, element: "O", edge: "K",
          emissionWindow: EmissionWindow(low: 520, high: 528.5, unit: "eV", line: "K-L3")),
      ])
  }
}
