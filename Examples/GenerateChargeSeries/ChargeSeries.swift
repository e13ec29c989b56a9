import Edgewise
import Glibc

/// A simulated charge of a LiNi0.8Mn0.1Co0.1O2 cathode: Ni K-edge transmission spectra with a Ni foil behind the cell.
///
/// The edge moves up and the Ni–O distance shrinks as Ni3+ becomes Ni4+. The model is an arctangent edge, a white line
/// and two EXAFS shells; it has the shape of such data and proves nothing about a material.
struct ChargeSeries {
  /// Cell voltages against Li/Li+ in V, and how far Ni is oxidised at each (0 = Ni3+ as made, 1 = Ni4+).
  static let states: [(voltage: Double, oxidation: Double)] = [
    (3.20, 0), (3.75, 0.25), (3.95, 0.5), (4.20, 0.8), (4.40, 1),
  ]

  /// eV: pre-edge in steps of 5, edge in steps of 0.5, then equal steps in k up to 11 per Angstrom.
  static let energies: [Double] = {
    let pre = Array(stride(from: 8183.0, to: 8323, by: 5))
    let edge = Array(stride(from: 8323.0, to: 8373, by: 0.5))
    let exafs = stride(from: 3.25, through: 11, by: 0.05).map { edgeEnergy + $0 * $0 / kSquaredPerEV }
    return (pre + edge + exafs).map { ($0 * 1000).rounded() / 1000 }
  }()

  private static let edgeEnergy = 8333.0
  /// 2m/ħ² in 1/(eV Å²).
  private static let kSquaredPerEV = 0.262_468_3

  /// One shell of neighbours: how many, how far (Å), how disordered (Å²), how strongly they scatter.
  private struct Shell {
    let count, distance, sigmaSquared, strength: Double

    /// χ(k) of the EXAFS equation for one shell with a mean free path of 8 Å.
    func chi(_ k: Double) -> Double {
      let amplitude = count * strength * exp(-2 * k * k * sigmaSquared - 2 * distance / 8) / (k * distance * distance)
      return amplitude * sin(2 * k * distance - 0.4 * k + 1.2)
    }
  }

  /// μ(E) in edge steps on a falling background.
  private static func absorption(_ energy: Double, edge: Double, whiteLine: Double, shells: [Shell]) -> Double {
    let relative = energy - edge
    let step = 0.5 + atan(relative / 1.6) / .pi
    let peak = whiteLine * exp(-(relative - 6) * (relative - 6) / 18)
    let k = relative > 2 ? (kSquaredPerEV * relative).squareRoot() : 0
    let ripple = k > 0 ? shells.reduce(0) { $0 + $1.chi(k) } * (1 - exp(-relative / 20)) : 0
    return 0.55 * (edge / energy) * (edge / energy) * (edge / energy) + step * (1 + ripple) + peak
  }

  /// The spectrum of one state of charge, as counted.
  static func measurement(number: Int) -> Measurement {
    let (voltage, oxidation) = states[number]
    let oxygen = Shell(count: 6, distance: 1.96 - 0.07 * oxidation, sigmaSquared: 0.006, strength: 0.42)
    let metal = Shell(count: 6, distance: 2.88 - 0.04 * oxidation, sigmaSquared: 0.006, strength: 0.9)
    let nickel = Shell(count: 12, distance: 2.49, sigmaSquared: 0.006, strength: 1.1)
    var random = SplitMix(state: UInt64(number + 1))
    var i0: [Double] = []
    var itrans: [Double] = []
    var irefer: [Double] = []
    for (index, energy) in energies.enumerated() {
      let sample = absorption(
        energy, edge: 8341 + 1.6 * oxidation, whiteLine: 0.42 + 0.1 * oxidation, shells: [oxygen, metal])
      let foil = absorption(energy, edge: edgeEnergy, whiteLine: 0.05, shells: [nickel])
      let incoming = 1.6e6 * (1 - 2e-4 * Double(index))
      i0.append(random.counts(incoming))
      itrans.append(random.counts(0.8 * incoming * exp(-sample)))
      irefer.append(random.counts(0.6 * incoming * exp(-sample - foil)))
    }
    let channels = [
      Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
      Channel(name: "i0", role: .i0, values: Values(i0)),
      Channel(name: "itrans", role: .itrans, values: Values(itrans)),
      Channel(name: "irefer", role: .irefer, values: Values(irefer)),
    ]
    let metadata = header(voltage: voltage, number: number)
    return Measurement(
      selector: "1", title: metadata.text("Sample.name"), startTime: metadata.text("Scan.start_time"),
      channels: channels, signals: SignalInference.signals(for: channels, element: "Ni", edge: "K"), metadata: metadata)
  }

  private static func header(voltage: Double, number: Int) -> Metadata {
    var metadata = Metadata()
    let fields: [(String, String, String)] = [
      ("XDI", "version", "1.0"), ("XDI", "applications", "Cell/1.0"),
      ("Column", "1", "energy eV"), ("Column", "2", "i0"), ("Column", "3", "itrans"), ("Column", "4", "irefer"),
      ("Element", "symbol", "Ni"), ("Element", "edge", "K"), ("Element", "reference", "Ni"),
      ("Mono", "name", "Si 111"), ("Mono", "d_spacing", "3.13556"),
      ("Facility", "name", "simulated"), ("Facility", "xray_source", "none: computed by Edgewise"),
      ("Beamline", "name", "ChargeSeries"),
      ("Sample", "name", "NMC811 cathode, charged to \(twoDigits(voltage)) V"),
      ("Sample", "stoichiometry", "LiNi0.8Mn0.1Co0.1O2"), ("Sample", "temperature", "298 K"),
      ("Scan", "start_time", "2026-01-15T\(10 + number):00:00+01:00"),
      ("Cell", "voltage", "\(twoDigits(voltage)) V"), ("Cell", "rate", "C/10"),
    ]
    for (family, key, value) in fields { metadata.append(MetadataNode(key, .text(value)), toFamily: family) }
    metadata.nodes.append(
      MetadataNode("comments", .text("Simulated by Examples/GenerateChargeSeries; no material was measured.")))
    return metadata
  }

  private static func twoDigits(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

/// Reproducible noise: the SplitMix64 sequence.
struct SplitMix {
  var state: UInt64

  /// Evenly distributed in 0..<1.
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
  }

  /// Counts around a mean with the spread of a Poisson distribution (a sum of twelve uniforms for the normal deviate).
  mutating func counts(_ mean: Double) -> Double {
    let deviate = (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
    return (mean + mean.squareRoot() * deviate).rounded()
  }
}
