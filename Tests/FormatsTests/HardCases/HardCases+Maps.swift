import Bytes
import DataModel

extension HardCases {
  static func quickEXAFS() -> Measurement {
    let energies = grid(from: 8200, step: 1.25, count: 300)
    let spectra = 40
    let mu = (0..<spectra).flatMap { absorption(at: energies, edge: 8333, shift: 0.05 * Double($0)) }
    return Measurement(
      selector: "/entry_0001", title: "Ni catalyst, ramp", startTime: "2023-11-02T08:15:00Z",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(
          name: "mu", role: .mu, dimensions: [.spectrum, .point], values: Values(mu, shape: [spectra, energies.count])),
        Channel(
          name: "temperature", unit: "K", dimensions: [.spectrum],
          values: Values(grid(from: 300, step: 7.5, count: spectra).map(Float.init))),
        Channel(
          name: "direction", dimensions: [.spectrum],
          values: Values(TypedArray((0..<spectra).map { $0 % 2 == 0 ? "up" : "down" }))),
        Channel(
          name: "start", role: .time, unit: "s", dimensions: [.spectrum],
          values: Values(grid(from: 0, step: 0.5, count: spectra))),
      ],
      signals: [Signal(name: "mu", expression: "mu", mode: .transmission, element: "Ni", edge: "K")])
  }

  static func hundredElements() -> Measurement {
    let points = 61
    let elements = 100
    let energies = grid(from: 11_850, step: 1, count: points)
    let yield = absorption(at: energies, edge: 11_867)
    let counts = (0..<points * elements).map { UInt32(yield[$0 / elements] * Double(2000 + $0 % elements * 11)) }
    return Measurement(
      selector: "1", title: "As in rice, 100-element Ge",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energies)),
        Channel(name: "i0", role: .i0, values: Values(energies.map { 1e6 - $0 })),
        Channel(
          name: "roi", role: .ifluor, qualifier: "As Ka", dimensions: [.point, .element],
          values: Values(counts, shape: [points, elements]), uncertainty: .poisson, mask: "roi_valid"),
        Channel(
          name: "icr", dimensions: [.point, .element],
          values: Values(counts.map { Float($0) * 9.5 }, shape: [points, elements])),
        Channel(
          name: "ocr", dimensions: [.point, .element],
          values: Values(counts.map { Float($0) * 9.1 }, shape: [points, elements])),
        Channel(
          name: "roi_valid", dimensions: [.point, .element],
          values: Values(counts.indices.map { UInt8($0 % elements == 17 ? 0 : 1) }, shape: [points, elements])),
        Channel(
          name: "dead_time", unit: "ns", dimensions: [.element],
          values: Values((0..<elements).map { 120 + Double($0) })),
      ],
      signals: [
        Signal(name: "fluorescence", expression: "sum(roi)/i0", mode: .fluorescence, element: "As", edge: "K")
      ])
  }

  static func raggedMap() -> Measurement {
    let incident = grid(from: 528, step: 0.2, count: 30)
    let pixels = 128
    // Each incident energy was taken with its own calibration: the emission axis has rank two.
    let emission = incident.indices.flatMap { row in (0..<pixels).map { 515 + 0.11 * Double($0) + 0.01 * Double(row) } }
    let intensity = emission.enumerated().map { index, energy in
      Float(100 * exponential(-((energy - 525) * (energy - 525)) / 4) + Double(index % 5))
    }
    return Measurement(
      selector: "map", title: "Li-rich NMC, O K mRIXS",
      channels: [
        Channel(name: "incident", role: .energy, unit: "eV", dimensions: ["incident"], values: Values(incident)),
        Channel(
          name: "emission", role: .emissionEnergy, unit: "eV", dimensions: ["incident", "emission"],
          values: Values(emission, shape: [incident.count, pixels])),
        Channel(
          name: "edges", role: .index, unit: "pixel", dimensions: [Dimension("emission", edges: true)],
          values: Values((0...pixels).map { Int16($0) })),
        Channel(
          name: "counts", role: .intensity, dimensions: ["incident", "emission"],
          values: Values(intensity, shape: [incident.count, pixels])),
      ],
      signals: [
        Signal(name: "rixs", expression: "counts", mode: .emission, element: "O", edge: "K")
      ])
  }

  static func photonEvents() -> Measurement {
    let count = 1_000_000
    return Measurement(
      selector: "/events", title: "TES events",
      channels: [
        Channel(
          name: "timestamps", role: .time, unit: "ns", dimensions: [.event],
          values: Values(source: ComputedSource(count: count) { UInt64($0) &* 1009 &+ (1 << 60) })),
        Channel(
          name: "energies", role: .emissionEnergy, unit: "eV", dimensions: [.event],
          values: Values(source: ComputedSource(count: count) { Float(500 + Double($0 % 3001) * 0.1) })),
        Channel(
          name: "channels", role: .other, qualifier: "pixel", dimensions: [.event],
          values: Values(source: ComputedSource(count: count) { UInt16(truncatingIfNeeded: $0 % 240) })),
        Channel(
          name: "start", role: .time, unit: "s", dimensions: ["log"], values: Values(grid(from: 0, step: 2, count: 50))),
        Channel(
          name: "stop", role: .time, unit: "s", dimensions: ["log"], values: Values(grid(from: 1.9, step: 2, count: 50))
        ),
        Channel(
          name: "mono", role: .energy, unit: "eV", dimensions: ["log"],
          values: Values(grid(from: 700, step: 0.5, count: 50))),
      ])
  }
}

/// Values that are worked out slab by slab: an array that was never in memory as a whole.
struct ComputedSource<Element: ArrayElement>: BlockSource {
  let count: Int
  let element: @Sendable (Int) -> Element

  var type: ElementType { Element.elementType }
  var shape: [Int] { [count] }
  var preferredBlock: [Int]? { [4096] }

  func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    guard let start = slab.start.first, let length = slab.count.first, start >= 0, start + length <= count else {
      throw BlockError("outside")
    }
    return TypedArray((start..<start + length).map(element))
  }
}
