import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Files of SLRI, Diamond, SLS, ESRF and NSLS X19A") struct EuropeAndAsiaTests {
  static func slri(_ mode: String, edge: Int, detectors: Int) -> String {
    let labels = ["Energy", "BraggAngle", "TimeStep", "I0", "I1", "mu"] + (0..<detectors).map { "SCA\($0)" }
    let rows = (0..<12).map { row -> String in
      let counts = (0..<detectors).map { String($0 * 100 + row + 1) }
      return (["\(edge - 5 + row).0", "30.5", "1", "1000", "500", "0.7"] + counts).joined(separator: "\t")
    }
    return "# BL8: X-ray Absorption Spectroscopy\r\n# Siam Photon\r\n# Experiment date: March 5, 2012\r\n"
      + "# Duration: 10:20:30 - 10:45:12\r\n# \(mode)\r\n# E0 (eV) = \(edge)\r\n# Gain = 1e8\r\n\r\n"
      + labels.joined(separator: "\t") + "\r\n" + rows.joined(separator: "\r\n") + "\r\n"
  }

  @Test("SLRI's transmission: columns, times and edge") func slriTransmission() throws {
    let document = try WorldDialect.read(Self.slri("Transmission-mode XAS", edge: 7112, detectors: 0), as: "slri-bl8")
    #expect(document.names == ["Energy", "BraggAngle", "TimeStep", "I0", "I1", "mu"])
    #expect(document.measurements[0].channels.map(\.role) == [.energy, .angle, .time, .i0, .itrans, .mu])
    #expect(document.measurements[0].channels.prefix(3).map(\.unit) == ["eV", "degree", "s"])
    #expect(document.measurements[0].startTime == "2012-03-05T10:20:30")
    #expect(document.measurements[0].endTime == "2012-03-05T10:45:12")
    #expect(document.fact("Facility.name") == "SLRI")
    #expect(document.measurements[0].signals.first?.element == "Fe")
    #expect(!WorldDialect.codes(document).contains("BEAMLINE-HARMONIC"))
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("SLRI's detector arrays are summed, and the step of argon is announced") func slriFluorescence() throws {
    let document = try WorldDialect.read(Self.slri("Si Drift 4-Array", edge: 1560, detectors: 4), as: "slri-bl8")
    #expect(document.signals.first == "fluorescence: (SCA0+SCA1+SCA2+SCA3)/I0")
    #expect(try document.values("SCA3").first == 301)
    #expect(WorldDialect.codes(document).contains("BEAMLINE-HARMONIC"))
  }

  @Test("B18's 36 elements stand in columns 8 to 43") func b18() throws {
    let labels = ["Energy", "time", "I0", "It", "Iref", "lnI0It", "lnItIref"] + (1...36).map { "Ch\($0)" }
    let rows = (0..<10).map { row -> String in
      let elements = (1...36).map { String($0 + row) }
      return (["\(8900 + row).0", "1", "1000", "500", "250", "0.69", "0.69"] + elements).joined(separator: "\t")
    }
    let document = try WorldDialect.read(
      "# Diamond Light Source\n# B18-CORE XAS\n# Sample: Cu foil\n#\n# " + labels.joined(separator: "\t") + "\n"
        + rows.joined(separator: "\n") + "\n", as: "b18")
    let roles = document.measurements[0].channels.map(\.role)
    #expect(Array(roles.prefix(7)) == [.energy, .time, .i0, .itrans, .irefer, .mu, .mu])
    #expect(roles[7..<43].allSatisfy { $0 == .ifluor })
    #expect(document.measurements[0].channels[42].qualifier == "36")
    #expect(document.signals.first == "fluorescence: (" + (1...36).map { "Ch\($0)" }.joined(separator: "+") + ")/I0")
    #expect(try document.channel("Energy").unit == "eV")
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("LISA's columns keep their digits") func lisa() throws {
    let document = try WorldDialect.read(
      "#eBraggEnergy I0_EH1 I1_EH1 mu I1_EH2 IR_EH2 mu_ref\n"
        + "10900.123456789011 1500000 1450000 0.033901551675681416 1450000 800000 0.5947071077466928\n"
        + "10905.123456789011 1510000 1455000 0.03710375020337721 1455000 801000 0.5969002325372337\n"
        + "10910.123456789011 1520000 1460000 0.0402738991379399 1460000 802000 0.5990831068358676\n", as: "lisa")
    #expect(document.names == ["eBraggEnergy", "I0_EH1", "I1_EH1", "mu", "I1_EH2", "IR_EH2", "mu_ref"])
    let roles = document.measurements[0].channels.map(\.role)
    #expect(roles == [.energy, .i0, .itrans, .mu, .other, .irefer, .mu])
    #expect(try document.values("eBraggEnergy")[0] == 10900.123456789012)
    // What is stored is the logarithm of the columns beside it.
    let i0 = try document.values("I0_EH1")
    let it = try document.values("I1_EH1")
    #expect(zip(try document.values("mu"), zip(i0, it)).allSatisfy { abs($0 - log($1.0 / $1.1)) < 1e-12 })
    #expect(document.signals.last == "reference: ln(I1_EH1/IR_EH2)")
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("PHOENIX's 55 columns", .enabled(if: Corpus.isPresent)) func phoenix() throws {
    let document = try WorldDialect.corpus("beamline-text/SLS_PHOENIX_2023.dat", as: "phoenix")
    #expect(document.names.count == 55)
    let energies = try document.values("Energy_c1")
    #expect(energies.count == 301)
    #expect(energies.first == 1479.998754)
    // Summed with awk.
    #expect(abs(energies.reduce(0, +) - 485610.694325) < 1e-6)
    #expect(abs(try document.values("MgKa_sum_cps_c2").reduce(0, +) - 36911232.468059) < 1e-4)
    #expect(try abs(document.values("DD4_ELTM_c55").reduce(0, +) - 1185.40554848) < 1e-6)
    #expect(try document.channel("Energy_c1").unit == "eV")
    #expect(try document.channel("I0_KEITHLEY1_c4").role == .i0)
    #expect(
      document.signals.prefix(2) == [
        "fluorescence_MgKa: MgKa_sum_cps_c2/I0_KEITHLEY1_c4", "fluorescence_AlKa: AlKa_sum_cps_c3/I0_KEITHLEY1_c4",
      ])
    // The current behind the sample is negative throughout: nothing was there.
    #expect(!document.signals.contains { $0.hasPrefix("transmission") })
    // The sum over the elements is that of the corrected columns.
    let parts = try ["D1_MgKa_corr_c12", "D2_MgKa_corr_c14", "D3_MgKa_corr_c16", "D4_MgKa_corr_c18"].map {
      try document.values($0)
    }
    let sums = try document.values("MgKa_sum_cps_c2")
    for row in sums.indices {
      let sum = parts.reduce(0.0) { $0 + $1[row] }
      #expect(abs(sum - sums[row]) < 1e-3, "row \(row)")
    }
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("X19A's header in sentences", .enabled(if: Corpus.isPresent)) func x19a() throws {
    let document = try WorldDialect.corpus("larch-text/mn_cpmnco3.dat", as: "x19a")
    #expect(try document.values("E").count == 409)
    #expect(try document.values("E").first == 6339.98)
    #expect(try document.values("xmu(trans)").first == -0.952437)
    #expect(document.measurements[0].startTime == "1995-11-05T05:04:43")
    #expect(document.measurements[0].endTime == "1995-11-05T05:27:40")
    #expect(document.measurements[0].title == "tricabonyl cyclopentadienyl manganese")
    #expect(document.measurements[0].signals.first?.element == "Mn")
    #expect(document.measurements[0].signals.first?.mode == .transmission)
    #expect(!WorldDialect.codes(document).contains("BEAMLINE-POINTS"))
    try WorldDialect.expectRoundTrip(document)
  }
}
