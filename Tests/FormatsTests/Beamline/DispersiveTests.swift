import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Dispersive beamlines") struct DispersiveTests {
  private static func stripe(_ rows: String) -> String {
    ":runabs2_sun from pixel 0 to 4 from stripe 3 to 14\n:sample : Cu foil\n:accumulations : 12\n" + rows
  }

  @Test("pixels are an index, and it is said that the energies are missing") func pixels() throws {
    let document = try WorldDialect.read(Self.stripe("0 0.5\n1 0.75\n2 1.25\n3 1.5\n4 1.25\n"), as: "id24")
    #expect(document.names == ["pixel", "mu"])
    #expect(try document.channel("pixel").role == .index)
    #expect(try document.values("mu") == [0.5, 0.75, 1.25, 1.5, 1.25])
    #expect(document.fact("Scan.sample") == "Cu foil")
    #expect(document.fact("Scan.accumulations") == "12")
    #expect(document.signals == ["mu: mu"])
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-PIXELS" })
    #expect(finding.severity == .warning)
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("a calibrated table has energies") func calibrated() throws {
    let rows = (0..<40).map { "\(8.95 + Double($0) * 0.002)\t\(Double($0) / 40)\n" }.joined()
    let document = try WorldDialect.read(Self.stripe(rows), as: "id24")
    #expect(document.names == ["energy", "mu"])
    #expect(try document.channel("energy").role == .energy)
    #expect(try document.channel("energy").unit == "keV")
    #expect(!WorldDialect.codes(document).contains("BEAMLINE-PIXELS"))
  }

  @Test("Photon Factory's table of one spectrum") func one() throws {
    let document = try WorldDialect.read(", 0\n 0 , 0.125\n 1 , 0.25\n 2 , -0.5\n", as: "pf-dispersive")
    #expect(document.names == ["pixel", "mu"])
    #expect(try document.values("pixel") == [0, 1, 2])
    #expect(try document.values("mu") == [0.125, 0.25, -0.5])
    #expect(try document.channel("mu").dimensions == [.point])
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("a series of spectra is one channel of two dimensions, spectrum by spectrum") func series() throws {
    let text = ", 0, 1, 2\r\n 0 , 10, 20, 30\r\n 1 , 11, 21, 31\r\n 2 , 12, 22, 32\r\n 3 , 13, 23, 33\r\n"
    let document = try WorldDialect.read(text, as: "pf-dispersive")
    #expect(document.names == ["pixel", "spectrum", "mu"])
    let mu = try document.channel("mu")
    #expect(mu.dimensions == [.spectrum, .point])
    #expect(mu.values.shape == [3, 4])
    #expect(try mu.values.load().doubles() == [10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33])
    #expect(try document.values("spectrum") == [0, 1, 2])
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("a faulty cell is reported at its line") func fault() throws {
    let document = try WorldDialect.read(", 0\n0, 1.5\n1, x\n2, 2.5\n3, 3.5\n", as: "pf-dispersive")
    #expect(try document.values("mu")[1].isNaN)
    #expect(document.findings.first { $0.code == "COLUMNS-CELL" }?.location.line == 3)
  }

  @Test("other tables with commas are not taken for it") func others() throws {
    for text in [",a,b\n0,1,2\n1,2,3\n", ", 0\n7, 1\n8, 2\n", "0, 0\n0, 1\n1, 2\n", ", 5, 3\n0, 1, 2\n1, 2, 3\n"] {
      #expect(try WorldDialect.identify(text).format?.id != "pf-dispersive", "\(text)")
    }
  }

  @Test("SOLEIL's calibrated spectra") func ode() throws {
    let rows = (0..<30).map { "\(7077.5 + Double($0) * 0.25)\t\(Double($0) / 30 - 0.065)\n" }.joined()
    let document = try WorldDialect.read(
      "#\n# ODE Beamline\n# SOLEIL synchrotron\n# Dispersive mode\n# Melt at 1630 °C, in air\n#\n# energy, mu\n" + rows,
      as: "ode")
    #expect(document.names == ["energy", "mu"])
    #expect(try document.channel("energy").unit == "eV")
    #expect(try document.channel("mu").role == .mu)
    #expect(document.fact("Facility.name") == "SOLEIL")
    #expect(document.fact("Beamline.name") == "ODE")
    let lines = document.measurements[0].metadata.nodes.compactMap { $0.value?.text }
    #expect(lines.contains("Melt at 1630 °C, in air"))
    try WorldDialect.expectRoundTrip(document)
  }
}
