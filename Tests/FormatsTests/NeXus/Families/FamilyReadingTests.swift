import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("NXxas of other programs")
struct FamilyReadingTests {
  private func read(_ family: String) throws -> Measurement {
    let document = try FamilyFixtures.read(family, in: try TemporaryFolder())
    #expect(document.findings.filter { $0.severity == .error } == [])
    return try #require(document.measurements.first)
  }

  private static let modes: [String: DetectionMode] = [
    "NXxas": .totalElectronYield, "NXxas_trans": .transmission, "NXxas_tfy": .fluorescence,
    "NXxas_tey": .totalElectronYield, "NXxas_pey": .partialElectronYield, "NXxas_pfy": .partialFluorescence,
    "NXxas_herfd": .highEnergyResolutionFluorescence, "NXxas_new": .totalElectronYield,
    "inheritance:NXxas_trans": .transmission, "inheritance:NXxas_tfy": .fluorescence,
  ]

  @Test("energy, intensity, element, edge and mode are found in every family", arguments: FamilyFixtures.all)
  func spectrum(_ family: String) throws {
    let measurement = try read(family)
    let energy = try #require(measurement.channel(.energy))
    #expect(energy.unit == "eV")
    #expect(try energy.values.load().doubles() == FamilyFixtures.energy)
    let signal = try #require(measurement.signals.first)
    #expect(signal.mode == Self.modes[family])
    let isOfficial = ["NXxas", "NXxasproc"].contains(family)
    #expect(signal.element == (isOfficial ? nil : "Mn"))
    #expect(signal.edge == (isOfficial ? nil : "K"))
    let values = measurement.values(of: signal.expression)?.values
    #expect(values == (family == "NXxas" ? FamilyFixtures.counts : FamilyFixtures.intensity))
    if family != "NXxas" { #expect(measurement.channel(named: signal.storedChannel ?? "")?.role == .mu) }
    #expect(measurement.technique == "XAS")
  }

  @Test(
    "detectors have their roles",
    arguments: [
      ("NXxas", [ChannelRole.i0, .iey]), ("NXxas_trans", [.i0, .itrans, .irefer]), ("NXxas_tfy", [.i0, .ifluor]),
      ("NXxas_tey", [.i0, .iey]), ("NXxas_pey", [.i0, .iey]), ("NXxas_pfy", [.i0, .ifluor]),
      ("NXxas_herfd", [.i0, .ifluor]), ("inheritance:NXxas_trans", [.i0, .itrans]),
      ("inheritance:NXxas_tfy", [.i0, .ifluor]),
    ])
  func detectors(_ family: String, _ roles: [ChannelRole]) throws {
    let measurement = try read(family)
    for role in roles {
      let channels = measurement.channels.filter { $0.role == role }
      #expect(channels.count == 1, "\(role)")
      let expected = role == .i0 ? FamilyFixtures.i0 : FamilyFixtures.counts
      #expect(try channels.first?.values.load().doubles() == expected, "\(role)")
    }
  }

  @Test("the official beams make a formula")
  func beams() throws {
    let beams = try #require(try read("NXxas").signals.last)
    #expect(beams.name == "electron_yield")
    #expect(beams.mode == .totalElectronYield)
  }

  @Test("uncertainties belong to the intensity, wherever its links lie", arguments: ["NXxas_trans", "NXxas_new"])
  func uncertainty(_ family: String) throws {
    let measurement = try read(family)
    let name = try #require(measurement.signals.first?.storedChannel)
    #expect(measurement.channel(named: name)?.uncertainty == .channel("intensity_errors"))
    #expect(measurement.channel(named: "intensity_errors")?.role == .stddev)
  }

  @Test("emission line and window come with the signal")
  func emission() throws {
    let partial = try #require(try read("NXxas_pfy").signals.first?.emissionWindow)
    #expect(partial == EmissionWindow(low: 5.88, high: 5.92, unit: "keV", line: "K-L3"))
    let resolved = try #require(try read("NXxas_herfd").signals.first?.emissionWindow)
    #expect(resolved == EmissionWindow(low: 6490.4, high: 6490.4, unit: "eV", line: "K-M3"))
    #expect(try read("NXxas_tfy").signals.first?.emissionWindow == nil)
  }

  @Test("a reference spectrum in a subentry is a signal with its own axis, element and edge")
  func reference() throws {
    let measurement = try read("NXxas_trans")
    let reference = try #require(measurement.signals.first { $0.name.hasPrefix("reference") })
    #expect(reference.element == "Fe")
    #expect(reference.edge == "K")
    #expect(reference.mode == .transmission)
    let channel = try #require(measurement.channel(named: reference.storedChannel ?? ""))
    #expect(channel.values.shape == [70])
    #expect(channel.qualifier == "reference")
    #expect(channel.dimensions != measurement.channel(.i0)?.dimensions)
  }

  @Test("what NXxasproc says of the reduction stays in the metadata")
  func reduction() throws {
    let metadata = try read("NXxasproc").metadata
    #expect(metadata.text("XAS_data_reduction.program") == "reducer")
    #expect(metadata.text("XAS_data_reduction.parameters.raw_file") == "scan_0042.dat")
  }
}
