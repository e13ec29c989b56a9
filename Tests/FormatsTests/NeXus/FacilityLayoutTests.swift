import Bytes
import DataModel
import Testing

@testable import Formats

/// Numbers and names were read from the files with h5py.
@Suite("HDF5 as facilities write it", .enabled(if: Corpus.isPresent))
struct FacilityLayoutTests {
  private func measurements(_ family: String, _ name: String) throws -> Document {
    try ForeignNeXusTests.read(try #require(Corpus.files(in: [family], suffixes: [name]).first))
  }

  @Test("MAX IV: channels have the names of the measurement group, and the moved motor is the energy")
  func maxIV() throws {
    let document = try measurements("hdf5-facility", "20230318.h5")
    #expect(document.measurements.map(\.selector) == ["/entry24212", "/entry24213"])
    let scan = document.measurements[0]
    #expect(
      scan.channels.map(\.name) == [
        "albaem-01_ch1", "albaem-01_ch2", "albaem-01_ti", "albaem-02_ch3", "albaem-02_ch4", "albaem-02_ti",
        "mono1_energy_acs",
      ])
    let energy = try #require(scan.channel(.energy))
    #expect(energy.name == "mono1_energy_acs")
    #expect(energy.unit == "eV")
    let values = try energy.values.load().doubles()
    #expect(values.count == 601)
    #expect(values[0] == 16065)
    #expect(values[600] == 16185)
    #expect(document.findings.filter { $0.code == NeXusFinding.brokenLink.id }.count == 4)
    #expect(document.findings.contains { $0.code == NeXusFinding.scanAxis.id })
  }

  @Test("what was concluded about the energy is settled by a declaration")
  func declared() throws {
    var document = try measurements("hdf5-facility", "20230318.h5")
    let guesses = [NeXusFinding.scanAxis.id, ColumnsFinding.unitGuess.id]
    #expect(guesses.allSatisfy { code in document.findings.count { $0.code == code } == 2 })
    var declarations = Declarations()
    try declarations.declareColumns("energy=mono1_energy_acs")
    try declarations.declareUnits("mono1_energy_acs=eV")
    try declarations.apply(to: &document)
    #expect(!document.findings.contains { guesses.contains($0.code) })
    #expect(document.measurements[0].channel(.energy)?.unit == "eV")
  }

  @Test("BLISS: every member of measurement is a channel, however short, and clocks are times")
  func bliss() throws {
    let document = try measurements("hdf5-facility", "esrf_test.h5")
    #expect(document.measurements.map(\.selector) == ["/3.1", "/4.1", "/5.1", "/6.1", "/7.1"])
    let scan = try #require(document.measurements.first { $0.selector == "/4.1" })
    #expect(Set(scan.channels.map(\.name)) == ["diode", "elapsed_time", "epoch", "roby"])
    let positions = try #require(scan.channel(named: "roby")).values.load().doubles()
    #expect(positions.count == 11)
    #expect(positions.first == 1)
    #expect(positions.last == 2)
    #expect(scan.channel(named: "epoch")?.role == .time)
    #expect(scan.channel(named: "elapsed_time")?.unit == "s")
  }

  @Test("SOLEIL: numbered arrays are called what long_name says")
  func soleil() throws {
    let scan = try #require(try measurements("nexus-real", "file_2.nxs").measurements.first)
    let counter = try #require(scan.channel(named: "d13-1-c00/ca/cpt.1/counter1"))
    #expect(counter.metadata.text("path") == "scan_data/data_1")
    #expect(counter.values.shape == [7201])
  }

  @Test("A command tells which motors it moved")
  func commands() {
    #expect(ScanCommand("ascanct mono1_energy_acs 16065.0 16185.0 600 0.5 1.0")?.motors == ["mono1_energy_acs"])
    #expect(ScanCommand("a2scan m1 0 1 m2 5 6 10 1")?.motors == ["m1", "m2"])
    #expect(ScanCommand("scan eta 43.514 43.574 0.001 pil100k 1 roi1")?.motors == ["eta"])
    #expect(ScanCommand("loopscan 10 0.1")?.motors == [])
    #expect(ScanCommand("Cu foil, 300 K") == nil)
  }
}
