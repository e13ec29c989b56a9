import Bytes
import DataModel
import Foundation
import Testing
import Validation

@Suite("Physics: what is no fault") struct PhysicsProfileTests {
  /// Spectra that come close to a fault and have none.
  static let sound: [(name: String, change: @Sendable (inout CopperScan) -> Void)] = [
    ("the plain spectrum", { _ in }),
    (
      "falling energies",
      {
        $0.energies.reverse()
        $0.mu.reverse()
      }
    ),
    (
      "keV that are keV",
      {
        $0.energies = $0.energies.map { $0 / 1000 }
        $0.unit = "keV"
      }
    ),
    ("no unit", { $0.unit = nil }),
    ("the edge 20 eV off: a chemical shift and a poor calibration", { $0.energies = $0.energies.map { $0 + 20 } }),
    ("an edge energy 40 eV off", { $0.edgeEnergy = 9019 }),
    ("an edge energy of 0, which means none", { $0.edgeEnergy = 0 }),
    ("noise of one per cent", { $0.mu = $0.mu.enumerated().map { $1 + 0.01 * sin(Double($0 * $0) * 1.7) } }),
    (
      "a sharp white line of three points",
      { scan in for (i, h) in [0.4, 0.9, 0.4].enumerated() { scan.mu[202 + i] += h } }
    ),
    (
      "a white line higher than the step",
      { scan in scan.mu = zip(scan.energies, scan.mu).map { $1 + 4 * exp(-pow(($0 - 8982) / 4, 2)) } }
    ),
    (
      "an inverse yield, which falls",
      {
        $0.mode = .inversePartialFluorescence
        $0.mu = $0.mu.map { 1 / ($0 + 1) }
      }
    ),
    (
      "the crystal's own spacing",
      {
        $0.crystal = "Si(111), cooled"
        $0.dSpacing = 3.1348
      }
    ),
    (
      "angles that fit",
      { scan in
        scan.dSpacing = 3.1356
        scan.more = [CopperScan.curve(.angle, PlantedPhysics.angles(scan), unit: "degrees")]
      }
    ),
    (
      "the angle of a sample holder",
      { scan in
        scan.dSpacing = 3.1356
        scan.more = [CopperScan.curve(.angle, scan.energies.map { _ in 45 }, unit: "degrees")]
      }
    ),
    ("beams", { scan in PlantedPhysics.useBeams(&scan) { _, _ in } }),
    ("four equal points at the top", { scan in for i in 210...213 { scan.mu[i] = 2 } }),
    (
      "no points",
      {
        $0.energies = []
        $0.mu = []
      }
    ),
    (
      "one point",
      {
        $0.energies = [8979]
        $0.mu = [1]
        $0.element = nil
      }
    ),
  ]

  @Test("is not reported", arguments: sound.indices) func silence(index: Int) {
    var scan = CopperScan()
    Self.sound[index].change(&scan)
    let findings = PhysicsProfile.check(scan.view, isAskedFor: true)
    #expect(findings.isEmpty, "\(Self.sound[index].name): \(findings.map(\.message))")
  }

  @Test("what is unlikely is a note, and a warning when the profile is asked for") func tiers() {
    var scan = CopperScan()
    scan.unit = "keV"
    #expect(PhysicsProfile.check(scan.view).map(\.severity) == [.note])
    #expect(PhysicsProfile.check(scan.view, isAskedFor: true).map(\.severity) == [.warning])
    scan = CopperScan()
    scan.energies += scan.energies
    scan.mu += scan.mu
    // Sweeps are legitimate, whoever asks.
    #expect(PhysicsProfile.check(scan.view, isAskedFor: true).map(\.severity) == [.note])
  }

  @Test("a curve of current over voltage is no absorption, unless the file says so") func otherData() {
    var scan = CopperScan()
    scan.energies = (0..<200).map { -1 + 0.01 * Double($0) }
    scan.mu = scan.energies.map { $0 * $0 }
    (scan.element, scan.edge, scan.isDeclared) = (nil, nil, false)
    scan.unit = "V"
    #expect(!scan.view.isXAS && scan.codes.isEmpty)
    scan.unit = nil
    #expect(!scan.view.isXAS && scan.codes.isEmpty)
    scan.isDeclared = true
    #expect(scan.view.isXAS && scan.codes.contains(PhysicsFinding.energyPositive.id))
  }

  @Test("energies alone, and a map over emitted energies, are no absorption spectrum") func notXAS() {
    var scan = CopperScan()
    scan.mu = []
    #expect(!scan.view.isXAS)
    scan = CopperScan()
    scan.isDeclared = false
    #expect(scan.view.isXAS)
    scan.more = [CopperScan.curve(.emissionEnergy, [8040, 8041])]
    #expect(!scan.view.isXAS)
  }

  @Test("messages say where and how much") func message() throws {
    var scan = CopperScan()
    scan.energies.swapAt(60, 61)
    let order = try #require(PhysicsProfile.check(scan.view).first)
    #expect(order.message.contains("at point 62: 8839 after 8840"))
    #expect(order.location.path == "/1/channels/energy")
    scan = CopperScan()
    scan.dSpacing = 1.92014
    scan.more = [CopperScan.curve(.angle, PlantedPhysics.angles(scan), unit: "degrees")]
    // 8779 · 3.1356 / 1.92014 = 14336.2
    let bragg = try #require(PhysicsProfile.check(scan.view).first)
    #expect(bragg.expected?.hasPrefix("14336.") == true)
    #expect(bragg.message.contains("3.1356"))
  }

  @Test("lanes are found in any order of the dimensions") func lanes() {
    let mu = CopperScan().mu
    let dead = mu.map { _ in 0.0 }
    for (values, shape, dimension) in [
      (zip(mu, dead).flatMap { [$0, $1] }, [mu.count, 2], 0), (mu + dead, [2, mu.count], 1),
    ] {
      var scan = CopperScan()
      scan.more = [
        SpectrumCurve(
          .ifluor, name: "mca", path: "/mca", values: values, shape: shape, pointDimension: dimension)
      ]
      let findings = PhysicsProfile.check(scan.view)
      #expect(findings.map(\.code) == [PhysicsFinding.channelDead.id])
      #expect(findings.first?.found == "2")
    }
  }

  @Test("a measurement becomes a view: roles, facts with their places, pixels, and arrays that are too large")
  func measurement() {
    let scan = CopperScan()
    var measurement = Measurement(
      channels: [
        Channel(name: "e", role: .energy, unit: "keV", values: Values(scan.energies)),
        Channel(name: "xmu", role: .mu, values: Values(scan.mu)),
        Channel(name: "clock", role: .i0, dimensions: ["tick"], values: Values([0.0, 0.0])),
      ],
      signals: [Signal(name: "mu", expression: "xmu", mode: .fluorescence)],
      metadata: Metadata([
        MetadataNode("Element", children: [MetadataNode("symbol", .text("Cu")), MetadataNode("edge", .text("K"))])
      ]))
    let (view, notes) = SpectrumView.view(of: measurement, number: 3)
    #expect(notes.isEmpty)
    #expect(view.curves.map(\.path) == ["/3/channels/e", "/3/channels/xmu"])
    #expect(view.curves.last?.mode == .fluorescence)
    #expect(view.element?.value.symbol == "Cu" && view.element?.path == "/3/metadata/Element.symbol")
    #expect(PhysicsProfile.check(view).map(\.code) == [PhysicsFinding.energyUnit.id])

    measurement.metadata.nodes.append(MetadataNode("args", children: [MetadataNode("is_pixel", .text("1"))]))
    #expect(SpectrumView.view(of: measurement).view.curves.first?.unit == "pixel")

    measurement.channels.append(
      Channel(name: "big", role: .ifluor, dimensions: [.point, .element], values: Values(source: HugeArray())))
    let large = SpectrumView.view(of: measurement, number: 2)
    #expect(large.notes.map(\.code) == [PhysicsFinding.unread.id])
    #expect(large.notes.first?.location.path == "/2/channels/big")
  }
}

/// An array that nobody can read.
private struct HugeArray: BlockSource {
  let type = ElementType.float64
  let shape = [501, 1_000_000]
  let preferredBlock: [Int]? = nil
  func read(_ slab: Slab) throws(BlockError) -> TypedArray { throw BlockError("nobody can read this") }
}
