import Bytes
import DataModel

extension HardCases {
  static func xmcdPair() -> [Measurement] {
    let energies = grid(from: 700, step: 0.1, count: 300)
    return [(1.0, "left", "b"), (-1.0, "right", "a")].map { helicity, name, other in
      let yield = absorption(at: energies, edge: 707).enumerated().map { $1 * (1 + 0.02 * helicity * Double($0 % 3)) }
      return Measurement(
        selector: name, title: "Fe L3,2, \(name) circular",
        channels: [
          Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
          Channel(name: "tey", role: .iey, values: Values(yield)),
        ],
        signals: [
          Signal(name: "electron_yield", expression: "tey", mode: .totalElectronYield, element: "Fe", edge: "L3, L2")
        ],
        metadata: Metadata([
          MetadataNode(
            "sample",
            children: [
              MetadataNode(
                "magnetic_field", .number(6 * helicity), unit: "T",
                attributes: [MetadataAttribute("direction", .text("z"))]),
              MetadataNode("temperature", .number(1.9), unit: "K"),
            ])
        ]),
        references: [
          Reference(
            .pair,
            to: Reference.Target(
              file: "scan-\(other).nxs", sha256: String(repeating: "0\(other)", count: 32), selector: "/entry"))
        ])
    }
  }

  static func merge() -> Measurement {
    let energies = grid(from: 9600, step: 0.8, count: 180)
    let mu = absorption(at: energies, edge: 9659)
    return Measurement(
      selector: "merge", title: "Zn merge",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(name: "mu", role: .mu, values: Values(mu), uncertainty: .channel("std")),
        Channel(name: "std", role: .stddev, values: Values(mu.map { 1e-3 * $0 })),
      ],
      signals: [Signal(name: "mu", expression: "mu", mode: .transmission, element: "Zn", edge: "K")],
      steps: [
        Step(
          operation: "align", program: "Athena", version: "0.9.26",
          parameters: [StepParameter("eshift", .number(0.134), unit: "eV", standardError: 0.012)]),
        Step(
          operation: "merge", program: "edgewise", version: "0.1.0", time: "2024-01-31T23:59:60Z",
          parameters: [
            StepParameter("weights", .array(TypedArray([1.0, 0.5, 0.25]))),
            StepParameter("space", .text("mu")), StepParameter("fixed", .missing),
          ],
          inputs: ["a.xdi", "b.xdi", "c.xdi"], outputs: ["mu", "std"]),
      ],
      references: ["a", "b", "c"].map { name in
        Reference(
          .member, to: Reference.Target(file: "\(name).xdi", sha256: String(repeating: "\(name)1", count: 32)))
      },
      origins: [
        Origin(
          name: "zn.prj", sha256: String(repeating: "9f", count: 32), size: 12_345, format: "athena",
          readerVersion: "0.1.0", header: "# Athena project file\n# µ\n")
      ])
  }

  static func operandoSeries() -> [Measurement] {
    let energies = grid(from: 6500, step: 0.5, count: 200)
    let spectra = 16
    let mu = (0..<spectra).flatMap { absorption(at: energies, edge: 6545, shift: 0.2 * Double($0)) }
    let series = Measurement(
      selector: "/series", title: "LMO pouch cell, C/10", startTime: "2025-03-01T06:00:00+01:00",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(
          name: "mu", role: .mu, dimensions: [.spectrum, .point], values: Values(mu, shape: [spectra, energies.count])),
        Channel(
          name: "time", role: .time, unit: "s", dimensions: [.spectrum],
          values: Values(grid(from: 0, step: 600, count: spectra))),
      ],
      signals: [Signal(name: "mu", expression: "mu", mode: .transmission, element: "Mn", edge: "K")],
      references: [
        Reference(
          .cycler, to: Reference.Target(file: "cell7.mpr", selector: "/cycler", channel: "voltage"), clockOffset: -37.25
        )
      ])
    let clock = grid(from: 0, step: 10, count: 961)
    let cycler = Measurement(
      selector: "/cycler", title: "cell 7",
      channels: [
        Channel(name: "time", role: .time, unit: "s", dimensions: ["sample"], values: Values(clock)),
        Channel(
          name: "voltage", unit: "V", dimensions: ["sample"], values: Values(clock.map { Float(3.0 + $0 * 1.2e-4) })),
        Channel(name: "current", unit: "mA", dimensions: ["sample"], values: Values(clock.map { _ in Float(0.12) })),
        Channel(
          name: "impedance", unit: "Ohm", dimensions: ["sample"],
          values: Values(
            TypedArray(real: clock.map { 10 + $0 * 1e-3 }, imaginary: clock.map { -2 + $0 * 1e-4 }))),
      ])
    return [series, cycler]
  }
}
