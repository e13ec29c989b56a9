import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Calculated spectra") struct CalculatedTests {
  static let fdmnes = """
    # FDMNES program, Revision 20th of January 2022
    #    Date = 21 02 2023
    #    Time = 10 h 48 mn 3 s
      8979.000   29  1  1     0.00000   -18.25000 = E_edge, Z, n_edge, j_edge, Abs_before_edge, VO_interstitial
        Energy    <xanes>
       -25.000  1.2000000E-04
       -24.800  1.2500000E-04
         0.000  1.3000000E-03
       118.600  7.5000000E-02

    """

  @Test("relative energies of FDMNES stay, and the photons' energies are added") func relative() throws {
    let document = try WorldDialect.read(Self.fdmnes, as: "fdmnes")
    #expect(document.names == ["Energy", "<xanes>", "photon_energy"])
    #expect(try document.values("Energy") == [-25, -24.8, 0, 118.6])
    #expect(try document.values("photon_energy") == [8954, 8954.2, 8979, 9097.6])
    #expect(try document.channel("Energy").role == .other)
    #expect(try document.channel("photon_energy").role == .energy)
    #expect(document.measurements[0].steps.map(\.operation) == ["energy from edge"])
    #expect(document.measurements[0].steps[0].parameters.first?.value == .number(8979))
    #expect(document.measurements[0].signals.map(\.element) == ["Cu"])
    #expect(document.measurements[0].signals.map(\.edge) == ["K"])
    #expect(document.measurements[0].startTime == "2023-02-21T10:48:03")
    #expect(document.fact("Calculation.VO_interstitial") == "-18.25000")
    #expect(WorldDialect.codes(document).contains("BEAMLINE-CALCULATED"))
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("energies of photons are left alone") func absolute() throws {
    let text = Self.fdmnes.replacingOccurrences(of: "   -25.000", with: "  8954.000")
      .replacingOccurrences(of: "   -24.800", with: "  8954.200").replacingOccurrences(
        of: "     0.000", with: "  8979.000"
      )
      .replacingOccurrences(of: "   118.600", with: "  9097.600")
    let document = try WorldDialect.read(text, as: "fdmnes")
    #expect(document.names == ["Energy", "<xanes>"])
    #expect(try document.channel("Energy").role == .energy)
    #expect(document.measurements[0].steps.isEmpty)
  }

  @Test("without the edge's energy, relative ones are reported as such") func withoutEdge() throws {
    let lines = Self.fdmnes.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("E_edge") }
    let document = try WorldDialect.read(lines.joined(separator: "\n"), as: "fdmnes")
    #expect(document.names == ["Energy", "<xanes>"])
    #expect(try document.channel("Energy").role == .other)
    #expect(WorldDialect.codes(document).contains("BEAMLINE-RELATIVE"))
  }

  @Test("FDMNES's spectrum of molybdenum carbide", .enabled(if: Corpus.isPresent)) func molybdenum() throws {
    let document = try WorldDialect.corpus("beamline-text/FDMNES_2022_Mo2C_out.dat", as: "fdmnes")
    // Summed with awk.
    #expect(try document.values("Energy").count == 559)
    #expect(abs(try document.values("Energy").reduce(0, +) - 13111.6) < 1e-6)
    #expect(abs(try document.values("<xanes>").reduce(0, +) - 35.89534170372) < 1e-10)
    #expect(try document.values("photon_energy").first == 19975)
    #expect(try document.values("photon_energy").last == 20119.8)
    #expect(document.measurements[0].signals.first?.element == "Mo")
    try WorldDialect.expectRoundTrip(document)
  }

  static let path = """
     Cu  metal  fcc a=3.600                                           Feff XX 6.10
     Abs   Z=29 Rmt= 1.310 Rnm= 1.410 LIII shell
     Pot 1 Z=29 Rmt= 1.300 Rnm= 1.400
     Gam_ch=1.761E+00 H-L exch
     Mu=-5.500E+00 kf=1.800E+00 Vint=-1.800E+01 Rs_int= 2.000
     Path    1      icalc       2
     -----------------------------------------------------------------------
       2  12.000   2.5500    2.6500   -5.50000 nleg, deg, reff, rnrmav(bohr), edge
            x         y         z   pot at#
          .0000     .0000     .0000  0  29 Cu       absorbing atom
          .0000   -1.8000    1.8000  1  29 Cu
        k   real[2*phc]   mag[feff]  phase[feff] red factor   lambda     real[p]@#
        .000  3.5000E+00  0.0000E+00 -5.1000E+00  9.900E-01  1.5600E+01  1.8010E+00
        .100  3.5010E+00  3.4000E-02 -5.6000E+00  9.910E-01  1.5700E+01  1.8020E+00
        .200  3.5040E+00  6.7000E-02 -6.1000E+00  9.920E-01  1.5800E+01  1.8030E+00

    """

  @Test("a scattering path is read as one, and makes no signal", arguments: ["", "#"]) func scattering(sign: String)
    throws
  {
    // Some programs put a comment sign before each line of the header.
    let lines = Self.path.split(separator: "\n").map(String.init)
    let header = lines.dropLast(3).map { sign + $0 }
    let text = (header + lines.suffix(3)).joined(separator: "\n") + "\n"
    let document = try WorldDialect.read(text, as: "feff")
    #expect(
      document.names == ["k", "real[2*phc]", "mag[feff]", "phase[feff]", "red factor", "lambda", "real[p]"])
    #expect(try document.values("k") == [0, 0.1, 0.2])
    #expect(try document.values("phase[feff]") == [-5.1, -5.6, -6.1])
    #expect(try document.values("real[p]") == [1.801, 1.802, 1.803])
    #expect(try document.channel("k").role == .k)
    #expect(try document.channel("k").unit == "1/Å")
    #expect(document.signals.isEmpty)
    #expect(document.fact("Path.reff") == "2.5500")
    #expect(document.fact("Path.degeneracy") == "12.000")
    #expect(document.fact("Element.symbol") == "Cu")
    #expect(document.fact("Element.edge") == "L3")
    #expect(document.measurements[0].title == "Cu  metal  fcc a=3.600")
    let atoms = document.measurements[0].metadata.flattened().filter { $0.key == "Path.atom" }
    #expect(
      atoms.compactMap { $0.node.value?.text } == [
        ".0000 .0000 .0000 0 29 Cu absorbing atom", ".0000 -1.8000 1.8000 1 29 Cu",
      ])
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("all paths of the corpus", arguments: Corpus.files(in: ["feff"], suffixes: [".dat"])) func paths(_ file: String)
    throws
  {
    let document = try WorldDialect.file(file, as: "feff")
    // An independent reading: whatever stands below the line of labels.
    let lines = try String(contentsOfFile: file, encoding: .isoLatin1).split(whereSeparator: \.isNewline)
    let start = try #require(lines.firstIndex { $0.contains("@#") })
    let rows = lines[(start + 1)...].map { $0.split(separator: " ").compactMap { Double($0) } }.filter { $0.count == 7 }
    #expect(rows.count > 20)
    for (column, name) in document.names.enumerated() {
      let expected = rows.map { $0[column] }
      #expect(try document.values(name) == expected, "\(name)")
    }
    #expect(document.names.count == 7)
    #expect(document.fact("Element.edge") == "K")
    #expect(document.findings.map(\.code) == ["BEAMLINE-CALCULATED"])
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("xmu.dat and chi.dat are told apart by their labels") func spectra() throws {
    let xmu = try WorldDialect.read(
      "# Cu metal    Feff6L\n#  omega    e    k    mu    mu0     chi     @#\n"
        + "  8950.0 -29.0 -2.5 0.1 0.11 -0.01\n  8979.0 0.0 0.0 0.5 0.6 -0.1\n  9000.0 21.0 2.3 1.1 1.0 0.1\n",
      as: "feff")
    #expect(xmu.names == ["omega", "e", "k", "mu", "mu0", "chi"])
    #expect(xmu.measurements[0].channels.map(\.role) == [.energy, .other, .k, .mu, .other, .chi])
    #expect(xmu.measurements[0].channels[0].unit == "eV")
    #expect(xmu.signals.first == "mu: mu")
    let chi = try WorldDialect.read(
      "# Cu metal    Feff6L\n#      k          chi          mag           phase @#\n"
        + "  0.0 0.0 0.1 0.2\n  0.05 0.01 0.1 0.3\n  0.1 0.02 0.1 0.4\n", as: "feff")
    #expect(chi.names == ["k", "chi", "mag", "phase"])
    #expect(chi.signals == ["chi: chi"])
    try WorldDialect.expectRoundTrip(xmu)
    try WorldDialect.expectRoundTrip(chi)
  }

  @Test("a path without rows keeps its labels") func empty() throws {
    let lines = Self.path.split(separator: "\n").dropLast(3)
    let document = try WorldDialect.read(lines.joined(separator: "\n") + "\n", as: "feff")
    #expect(document.names.count == 7)
    #expect(WorldDialect.codes(document).contains("COLUMNS-NO-ROWS"))
  }
}
