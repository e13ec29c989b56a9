import DataModel
import Foundation
import Testing
import Validation

/// A fault, planted into a sound spectrum, and the one finding that it must give.
struct PlantedPhysics: Sendable, CustomTestStringConvertible {
  let code: FindingCode
  let note: String
  var severity: Finding.Severity?
  let plant: @Sendable (inout CopperScan) -> Void

  init(
    _ code: FindingCode, _ note: String, severity: Finding.Severity? = nil,
    plant: @escaping @Sendable (inout CopperScan) -> Void
  ) {
    self.code = code
    self.note = note
    self.severity = severity
    self.plant = plant
  }

  var testDescription: String { "\(code.id): \(note)" }

  /// The transmitted beam and I0 instead of mu.
  static func useBeams(_ scan: inout CopperScan, _ change: (inout [Double], inout [Double]) -> Void) {
    var (i0, itrans) = (scan.i0, scan.itrans)
    change(&i0, &itrans)
    scan.more = [CopperScan.curve(.i0, i0), CopperScan.curve(.itrans, itrans)]
    scan.mu = []
  }

  static let all: [PlantedPhysics] = energies + signals + edges + monochromator

  static let energies: [PlantedPhysics] = [
    .init(PhysicsFinding.energyFinite, "one NaN") { $0.energies[40] = .nan },
    .init(PhysicsFinding.energyFinite, "one infinite value") { $0.energies[40] = .infinity },
    .init(PhysicsFinding.energyPositive, "all negative") { scan in
      scan.energies = scan.energies.map { -$0 }
      (scan.element, scan.edge) = (nil, nil)
    },
    .init(PhysicsFinding.energyPositive, "relative to the edge", severity: .warning) { scan in
      scan.energies = scan.energies.map { $0 - 8979.5 }
      (scan.element, scan.edge) = (nil, nil)
    },
    .init(PhysicsFinding.energyConstant, "a fill value") { scan in
      scan.energies = scan.energies.map { _ in 8979 }
      (scan.element, scan.edge) = (nil, nil)
    },
    .init(PhysicsFinding.energyOrder, "two points exchanged") { $0.energies.swapAt(60, 61) },
    .init(PhysicsFinding.energyDuplicate, "one energy twice") { $0.energies[61] = $0.energies[60] },
    .init(PhysicsFinding.energySweeps, "up and down") { scan in
      scan.energies += scan.energies.dropLast().reversed()
      scan.mu += scan.mu.dropLast().reversed()
    },
    .init(PhysicsFinding.energySweeps, "up and up again") { scan in
      scan.energies += scan.energies
      scan.mu += scan.mu
    },
    .init(PhysicsFinding.energyUnit, "eV called keV") { $0.unit = "keV" },
    .init(PhysicsFinding.energyUnit, "keV called eV") { $0.energies = $0.energies.map { $0 / 1000 } },
    .init(PhysicsFinding.energyUnit, "seconds") { $0.unit = "s" },
    .init(PhysicsFinding.energyUnit, "a count of points") { scan in
      scan.energies = scan.energies.indices.map(Double.init)
      (scan.element, scan.edge) = (nil, nil)
    },
  ]

  static let signals: [PlantedPhysics] = [
    .init(PhysicsFinding.signalFinite, "three NaN in a row") { scan in
      for point in 30...32 { scan.mu[point] = .nan }
    },
    .init(PhysicsFinding.signalConstant, "all zero") { $0.mu = $0.mu.map { _ in 0 } },
    .init(PhysicsFinding.signalConstant, "an unused detector", severity: .note) { scan in
      scan.more = [CopperScan.curve(.ifluor, scan.energies.map { _ in 0 })]
    },
    .init(PhysicsFinding.i0Positive, "one zero") { scan in
      scan.more = [CopperScan.curve(.i0, scan.i0.enumerated().map { $0 == 70 ? 0 : $1 })]
    },
    .init(PhysicsFinding.i0Positive, "an amplifier the wrong way round", severity: .note) { scan in
      scan.more = [CopperScan.curve(.i0, scan.i0.map { -$0 })]
    },
    .init(PhysicsFinding.itransPositive, "dark current subtracted twice") { scan in
      useBeams(&scan) { _, itrans in itrans[450] = -3 }
    },
    .init(PhysicsFinding.countsNegative, "one count of -1") { scan in
      let counts = scan.i0.enumerated().map { $0 == 12 ? -1 : $1.rounded() + Double($0) }
      scan.more = [CopperScan.curve(.ifluor, counts, unit: "counts")]
    },
    .init(PhysicsFinding.i0Constant, "1 everywhere") { scan in
      scan.more = [CopperScan.curve(.i0, scan.energies.map { _ in 1 })]
    },
    .init(PhysicsFinding.saturated, "cut off at the white line") { scan in
      let limit = 1.28
      scan.mu = scan.mu.map { min($0, limit) }
    },
    .init(PhysicsFinding.saturated, "cut off, in numbers of few digits that repeat themselves") { scan in
      scan.mu = scan.mu.map { min(($0 * 200).rounded() / 200, 1.25) }
    },
    .init(PhysicsFinding.channelDead, "the second of three elements") { scan in
      let mu = scan.mu
      let values: [Double] = mu.indices.flatMap { [mu[$0] * 100, 0, mu[$0] * 90] }
      scan.more = [CopperScan.curve(.ifluor, values, shape: [mu.count, 3])]
    },
    .init(PhysicsFinding.glitch, "one point off by a tenth of the step") { $0.mu[350] += 0.1 },
  ]

  static let edges: [PlantedPhysics] = [
    .init(PhysicsFinding.edgeRange, "zinc in a scan of copper") { $0.element = "Zn" },
    .init(PhysicsFinding.edgeStep, "the rise is 150 eV above the stated edge") { scan in
      scan.mu = scan.energies.map { CopperScan.absorption($0 - 150) }
    },
    .init(PhysicsFinding.edgeEnergy, "the edge energy of iron") { $0.edgeEnergy = 7112 },
    .init(PhysicsFinding.muFalls, "mu with the wrong sign") { $0.mu = $0.mu.map { -$0 } },
    .init(PhysicsFinding.muFalls, "the wrong sign of a spectrum with a white line") { scan in
      scan.mu = zip(scan.energies, scan.mu).map { -$1 - 4 * exp(-pow(($0 - 8982) / 4, 2)) }
    },
    .init(PhysicsFinding.muFalls, "I0 and the transmitted beam exchanged") { scan in
      useBeams(&scan) { i0, itrans in swap(&i0, &itrans) }
    },
    .init(PhysicsFinding.muFalls, "the wrong sign, and no edge stated") { scan in
      scan.mu = scan.mu.map { -$0 }
      (scan.element, scan.edge) = (nil, nil)
    },
  ]

  static let monochromator: [PlantedPhysics] = [
    .init(PhysicsFinding.energyAngle, "angles of Si(111) with the spacing of Si(220)") { scan in
      scan.dSpacing = 1.92014
      scan.more = [CopperScan.curve(.angle, angles(scan), unit: "degrees")]
    },
    .init(PhysicsFinding.dSpacing, "Si(111) with the spacing of Si(220)") { scan in
      scan.dSpacing = 1.92014
      scan.crystal = "Si(111)"
    },
  ]

  /// Bragg's law with d = 3.13560 Å and hc = 12398.42 eV Å.
  static func angles(_ scan: CopperScan) -> [Double] {
    scan.energies.map { asin(12398.42 / (2 * 3.1356 * $0)) * 180 / .pi }
  }
}

@Suite("Physics: planted faults") struct PhysicsFaultTests {
  @Test("each fault gives its finding and no other", arguments: PlantedPhysics.all)
  func fault(_ planted: PlantedPhysics) throws {
    var scan = CopperScan()
    planted.plant(&scan)
    let findings = PhysicsProfile.check(scan.view)
    #expect(findings.map(\.code) == [planted.code.id])
    let finding = try #require(findings.first)
    #expect(finding.severity == planted.severity ?? planted.code.severity)
    #expect(finding.location.path?.hasPrefix("/1/") == true)
  }

  @Test("without its rule the fault is not found", arguments: PlantedPhysics.all)
  func ruleOff(_ planted: PlantedPhysics) {
    var scan = CopperScan()
    planted.plant(&scan)
    let others = PhysicsProfile.rules.filter { $0.code != planted.code }
    #expect(others.count == PhysicsProfile.rules.count - 1)
    #expect(PhysicsProfile.check(scan.view, rules: others).isEmpty)
  }

  @Test("every rule has a planted fault") func coverage() {
    let planted = Set(PlantedPhysics.all.map(\.code.id)).union([PhysicsFinding.axisSwapped.id])
    #expect(Set(PhysicsProfile.rules.map(\.code.id)) == planted)
  }

  @Test("axis and signal exchanged are told apart") func swapped() {
    var scan = CopperScan()
    // The noise of a counter makes the signal go up and down.
    let noisy = scan.mu.enumerated().map { $1 + 0.01 * sin(Double($0 * $0)) }
    (scan.energies, scan.mu) = (noisy, scan.energies)
    (scan.element, scan.edge) = (nil, nil)
    #expect(scan.codes.contains(PhysicsFinding.axisSwapped.id))
  }
}
