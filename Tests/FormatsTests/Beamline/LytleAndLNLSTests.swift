import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Lytle's database") struct LytleTests {
  static let text = """
     NPTS  NS CUEDGE  CUHITE   DSPACE  STPDEG  STEPMM  START    STOP     SCALE
        4   4  84300. 200000. 1.92017   4000.   3150.  85300.  74500.    2.000
      DELTA:     50.     10.     20.     30.     40.
     DELEND:  84800.  83800.  81200.  76800.  71000.
     OFFSET: 1800. 1900.  360.  850.    5.    6.  130.    4.
    CU FOIL AT 80K                                                    7   9  6-10-83
        85300. 2.17000E+05 1.50000E+04 2.50000E+03 4.20000E+04
        85250. 2.17100E+05 1.51000E+04 2.51000E+03 4.21000E+04
        85200. 2.17200E+05 1.52000E+04 2.52000E+03 4.22000E+04
        85150. 2.17300E+05-1.53000E+04-2.53000E+03 4.23000E+04

    """

  @Test("motor steps become energies with the file's own spacing and steps per degree") func energies() throws {
    let document = try WorldDialect.read(Self.text, as: "lytle")
    #expect(document.names == ["steps", "i0", "it", "if", "ir", "energy"])
    let expected = [85300.0, 85250, 85200, 85150].map {
      braggEnergy(hc: 12398.61, spacing: 1.92017, degrees: $0 / 4000)
    }
    #expect(zip(try document.values("energy"), expected).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(try document.values("steps") == [85300, 85250, 85200, 85150])
    #expect(document.measurements[0].title == "CU FOIL AT 80K")
    #expect(document.fact("Mono.d_spacing") == "1.92017")
    #expect(document.fact("Scan.delend") == "84800. 83800. 81200. 76800. 71000.")
    #expect(
      document.signals == ["transmission: ln(i0/it)", "fluorescence: `if`/i0", "reference: ln(it/ir)"]
        || document.signals == ["transmission: ln(i0/it)", "fluorescence: if/i0", "reference: ln(it/ir)"])
    // Numbers that touch each other are two.
    #expect(try document.values("it")[3] == -15300)
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("without steps per degree there are no energies, and the file says why") func noSteps() throws {
    let text = Self.text.replacingOccurrences(of: "  4000. ", with: "     0. ")
    let document = try WorldDialect.read(text, as: "lytle")
    #expect(!document.names.contains("energy"))
    #expect(WorldDialect.codes(document).contains("BEAMLINE-D-SPACING"))
  }

  @Test("a scan with fewer rows than announced is a warning") func rows() throws {
    let text = Self.text.replacingOccurrences(of: "    4   4  84300.", with: "  480   4  84300.")
    let document = try WorldDialect.read(text, as: "lytle")
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-POINTS" })
    #expect(finding.expected == "480.0" || finding.expected == "480")
    #expect(finding.found == "4")
  }

  @Test("the family that lists no d-spacing is refused with the reason") func otherFamily() throws {
    let text = "  CUEDGE   START   STOP   BEG  FSCTS\n  84294. 85290. 74500. 1. 2.\n 85290. 1.0 2.0\n"
    #expect(try WorldDialect.identify(text).format?.id == "lytle")
    do {
      _ = try WorldDialect.read(text, as: "lytle")
      Issue.record("it was read")
    } catch let error as FormatError {
      #expect(error.message.contains("d-spacing"))
      #expect(error.location.line == 1)
    }
  }

  @Test("a header without rows is an error") func truncated() throws {
    let header = Self.text.split(separator: "\n").prefix(1).joined()
    #expect(throws: FormatError.self) { try WorldDialect.read(header, as: "lytle") }
  }

  @Test("the copper scan of the database", .enabled(if: Corpus.isPresent)) func real() throws {
    let document = try WorldDialect.corpus("beamline-text/lytle.dat", as: "lytle")
    let steps = try document.values("steps")
    #expect(steps.count == 480)
    #expect(steps.first == 85290 && steps.last == 74478)
    // Summed with awk.
    #expect(steps.reduce(0, +) == 39_001_894)
    #expect(abs(try document.values("i0").reduce(0, +) - 112_108_503) < 0.005)
    #expect(abs(try document.values("ir").reduce(0, +) - 48418901.8) < 0.005)
    let energies = try document.values("energy")
    // 8878.8 eV by the description of the format, rounded.
    #expect(abs(energies[0] - 8878.9) < 0.1)
    // Where the measured absorption rises fastest: 8979.15 eV by the tests of another program.
    let mu = try zip(document.values("i0"), document.values("it")).map { log($0 / $1) }
    let steepest = (1..<479).max { slope($0) < slope($1) }
    func slope(_ index: Int) -> Double {
      (mu[index + 1] - mu[index - 1]) / (energies[index + 1] - energies[index - 1])
    }
    #expect(abs(energies[try #require(steepest)] - 8979.15) < 1)
    #expect(document.measurements[0].title == "5% CU/CAB IN H2 AT 40C")
    #expect(!WorldDialect.codes(document).contains("BEAMLINE-POINTS"))
    try WorldDialect.expectRoundTrip(document)
  }
}

@Suite("LNLS files") struct LNLSTests {
  static func text(_ labels: [String], rows: Int = 4) -> String {
    let header = (["Data", "Hora"] + labels).map { "\"\($0)\"" }.joined(separator: "\t")
    let table = (0..<rows).map { row in
      let values = labels.indices.map { $0 == 0 ? "\(6900 + row).5" : "\($0 * 1000 + row).25" }
      return (["06/07/12", "15:26:\(20 + row)"] + values).joined(separator: "\t")
    }
    return ([header] + table).joined(separator: "\r\n") + "\r\n"
  }

  @Test("dates and times stay as text, numbers and roles are read") func transmission() throws {
    let document = try WorldDialect.read(Self.text(["Energia", "Curta", "Longa", "Media"]), as: "lnls")
    #expect(document.names == ["Data", "Hora", "Energia", "Curta", "Longa", "Media"])
    #expect(try document.channel("Data").values.load().strings == Array(repeating: "06/07/12", count: 4))
    #expect(try document.channel("Hora").values.load().strings == ["15:26:20", "15:26:21", "15:26:22", "15:26:23"])
    #expect(try document.values("Energia") == [6900.5, 6901.5, 6902.5, 6903.5])
    #expect(try document.values("Media") == [3000.25, 3001.25, 3002.25, 3003.25])
    let roles = document.measurements[0].channels.map(\.role)
    #expect(roles == [.other, .other, .energy, .i0, .itrans, .other])
    #expect(try document.channel("Energia").unit == "eV")
    #expect(document.signals == ["transmission: ln(Curta/Longa)"])
    // Day, month, year.
    #expect(document.measurements[0].startTime == "2012-07-06T15:26:20")
    #expect(document.measurements[0].endTime == "2012-07-06T15:26:23")
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("with a fluorescence detector that is what was measured") func fluorescence() throws {
    let document = try WorldDialect.read(
      Self.text(["Energia", "Curta", "Longa", "Media", "Fluorescencia"]), as: "lnls")
    #expect(document.signals == ["fluorescence: Fluorescencia/Curta", "transmission: ln(Curta/Longa)"])
    #expect(try document.values("Fluorescencia")[0] == 4000.25)
  }

  @Test("the energy comes first whatever it is called") func otherLabel() throws {
    let document = try WorldDialect.read(Self.text(["Posicao", "Curta", "Longa", "Fluor"], rows: 30), as: "lnls")
    #expect(document.measurements[0].channels.map(\.role) == [.other, .other, .energy, .i0, .itrans, .ifluor])
    #expect(try document.channel("Posicao").unit == "eV")
  }

  @Test("a file without rows keeps its labels; half a row is reported") func truncated() throws {
    let labels = ["Energia", "Curta", "Longa"]
    let empty = try WorldDialect.read(Self.text(labels, rows: 0), as: "lnls")
    #expect(empty.names.suffix(3) == ["Energia", "Curta", "Longa"])
    #expect(WorldDialect.codes(empty).contains("COLUMNS-NO-ROWS"))
    let cut = try WorldDialect.read(String(Self.text(labels).dropLast(9)), as: "lnls")
    #expect(try cut.values("Curta") == [1000.25, 1001.25, 1002.25, 1003.25])
    #expect(try cut.values("Longa")[3].isNaN)
    #expect(WorldDialect.codes(cut).contains("COLUMNS-ROW-SHORT"))
  }

  @Test("a table with dates of another kind is not taken for LNLS's") func others() throws {
    #expect(try WorldDialect.identify("Data Hora Energia\n1 2 3\n4 5 6\n").format?.id == "columns")
    #expect(try WorldDialect.identify("\"Datum\"\t\"Hora\"\t\"x\"\n1\t2\t3\n4\t5\t6\n").format?.id != "lnls")
  }
}
