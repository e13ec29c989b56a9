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

  // MARK: Energies from pixels

  @Test("the polynomial in the header makes energies of pixels, in eV or keV", arguments: [1.0, 1000])
  func statedPolynomial(_ perUnit: Double) throws {
    let header = ":offset : \(8.9 * perUnit)\n:linear : \(0.004 * perUnit)\n:quadratic : \(-1e-6 * perUnit)\n"
    let document = try WorldDialect.read(Self.stripe(header + "0 0.5\n1 0.75\n2 1.25\n3 1.5\n"), as: "id24")
    #expect(document.names == ["pixel", "mu", "energy"])
    let energies = try document.values("energy")
    for (pixel, energy) in energies.enumerated() {
      let p = Double(pixel)
      #expect(abs(energy - (8900 + 4 * p - 0.001 * p * p)) < 1e-9)
    }
    let step = try #require(document.measurements[0].steps.first)
    #expect(step.operation == "energy from pixel")
    #expect(step.parameters.map(\.name) == ["c0", "c1", "c2"])
    #expect(WorldDialect.codes(document) == ["BEAMLINE-PIXEL-ENERGY"])
    #expect(document.fact("Scan.offset") != nil)
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("a polynomial that turns back makes no energies") func turningPolynomial() throws {
    let document = try WorldDialect.read(
      Self.stripe(":offset : 8900\n:linear : 1\n:quadratic : -0.25\n0 1\n1 2\n2 3\n3 4\n"), as: "id24")
    #expect(document.names == ["pixel", "mu"])
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-PIXELS" })
    #expect(finding.message.contains("polynomial"))
  }

  private static func declaring(_ values: [String], _ document: Document) throws -> Document {
    var declarations = Declarations()
    for value in values { try declarations.declareSetting("Mono.pixel_polynomial=" + value) }
    var result = document
    try declarations.apply(to: &result)
    return result
  }

  @Test(
    "a polynomial can be declared, for one spectrum and for a series", arguments: ["8900 0.5 1e-3", "8900, 0.5; 1e-3"])
  func declaredPolynomial(_ polynomial: String) throws {
    let one = try WorldDialect.read(Self.stripe("0 0.5\n1 0.75\n2 1.25\n3 1.5\n4 1.25\n"), as: "id24")
    let series = try WorldDialect.read(", 0, 1\n 0 , 10, 20\n 1 , 11, 21\n 2 , 12, 22\n", as: "pf-dispersive")
    for document in [one, series] {
      let result = try Self.declaring([polynomial], document)
      let energies = try result.values("energy")
      #expect(energies[0] == 8900 && abs(energies[2] - 8901.004) < 1e-9)
      #expect(try result.channel("energy").role == .energy)
      #expect(try result.channel("energy").unit == "eV")
      #expect(WorldDialect.codes(result) == ["BEAMLINE-PIXEL-ENERGY"])
      #expect(result.measurements[0].steps.map(\.operation).sorted() == ["declare", "energy from pixel"])
      #expect(result.fact("Mono.pixel_polynomial") == polynomial)
      try WorldDialect.expectRoundTrip(result)
      // Once more, with other numbers: they replace the first ones.
      let again = try Self.declaring(["7000 2"], result)
      #expect(try again.values("energy").prefix(3) == [7000, 7002, 7004])
      #expect(again.measurements[0].steps.count { $0.operation == "energy from pixel" } == 1)
      #expect(WorldDialect.codes(again) == ["BEAMLINE-PIXEL-ENERGY"])
    }
  }

  @Test(
    "what is no polynomial, or gives no axis, is refused", arguments: ["8900", "8900 x", "1 2 3 4 5 6 7", "nan 1", ""])
  func refusedPolynomials(_ polynomial: String) throws {
    var declarations = Declarations()
    #expect(throws: DeclarationError.self) { try declarations.declareSetting("Mono.pixel_polynomial=" + polynomial) }
  }

  @Test("energies that turn back, and files without pixels, are refused") func refusedFiles() throws {
    let one = try WorldDialect.read(Self.stripe("0 0.5\n1 0.75\n2 1.25\n3 1.5\n4 1.25\n"), as: "id24")
    #expect(throws: DeclarationError.self) { try Self.declaring(["8900 1 -0.25"], one) }
    #expect(throws: DeclarationError.self) { try Self.declaring(["-8900 1"], one) }
    let calibrated = try WorldDialect.read(
      Self.stripe((0..<40).map { "\(8.95 + Double($0) * 0.002)\t\($0)\n" }.joined()), as: "id24")
    #expect(throws: DeclarationError.self) { try Self.declaring(["8900 1"], calibrated) }
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
