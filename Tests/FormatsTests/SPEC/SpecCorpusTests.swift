import Bytes
import DataModel
import Testing

@testable import Formats

/// Expected numbers: from the files by eye and with awk, and as silx 2.2 reads them.
@Suite("SPEC: real files", .enabled(if: Corpus.isPresent))
struct SpecCorpusTests {
  static let files =
    Corpus.files(in: ["spec"], suffixes: [".dat", ".spec", ".spc"])
    + Corpus.files(in: ["beamline-text"], suffixes: ["snbl.dat", "ESRF_SNBL_2013.dat", "APS9BM_2006.dat"])

  static func read(_ name: String) throws -> Document {
    try SpecReader.read(try ByteSource(try #require(Corpus.folder) + "/" + name))
  }

  struct Expected: Sendable, CustomTestStringConvertible {
    let file: String
    let scans: Int
    /// Rows of all scans together.
    let rows: Int
    /// Scans without rows, from 0.
    var empty: [Int] = []
    /// One scan: its place, selector, size, first labels, and the sums of these columns.
    let place: Int
    let selector: String
    let shape: [Int]
    let labels: [String]
    let sums: [Double]
    var testDescription: String { file }
  }

  static let expected: [Expected] = [
    Expected(
      file: "spec/20220311-161530.dat", scans: 78, rows: 775, empty: [2], place: 77, selector: "5.15", shape: [11, 10],
      labels: ["Epoch_float", "Epoch", "m8", "m8_user_setpoint"], sums: [31.628026962280273, 31, 10.99, 20]),
    Expected(
      file: "spec/33id_spec.dat", scans: 106, rows: 4130, place: 104, selector: "105", shape: [15, 31],
      labels: ["Energy", "DCM theta", "DCM_enc", "DCM_E_corr"], sums: [278.845, 393.604197, 400.520146, 278.8717666]),
    Expected(
      file: "spec/APS_spec_data.dat", scans: 20, rows: 1416, place: 19, selector: "20", shape: [14, 200],
      labels: ["ar", "ay", "dy", "ar_enc"], sums: [2991.828242, -185.127, 20948.099, 2991.828242]),
    Expected(
      file: "spec/EXAFS_Cu.dat", scans: 1, rows: 1461, place: 0, selector: "1", shape: [2, 1461],
      labels: ["Column 1", "Column 2"], sums: [13459293.49, 3037.9885641]),
    Expected(
      file: "spec/my.spec", scans: 21, rows: 231, place: 19, selector: "115", shape: [8, 11],
      labels: ["Pt_No", "exp_mot05", "exp_c02", "exp_c01"], sums: [55, 55, 119.4032261340501, 382.4000153158819]),
    Expected(
      file: "spec/spec_from_spock.spc", scans: 171, rows: 5912,
      empty: [7, 22, 23, 31, 74, 78, 90, 122, 133, 162], place: 170, selector: "172", shape: [21, 71],
      labels: ["Pt_No", "e6cctrl_h", "exp_t01", "exp_c01"], sums: [2485, -4.472618279897922e-06, 355, 2767]),
    Expected(
      file: "spec/twoc.dat", scans: 3, rows: 87, place: 2, selector: "2.2", shape: [17, 33],
      labels: ["Time", "Epoch", "Kth@15", "Kth@16"], sums: [462.32729308, 25429.883, 2.6856761e-11, 8.46022255e-11]),
    Expected(
      file: "spec/user6idd.dat", scans: 2, rows: 55, empty: [0], place: 1, selector: "2", shape: [25, 55],
      labels: ["dummy", "Time", "DelTime", "Index"], sums: [0, 76069047468.21013, -0.015113, 2807]),
    Expected(
      file: "beamline-text/snbl.dat", scans: 2, rows: 1362, place: 1, selector: "2", shape: [18, 906],
      labels: ["Mon", "Det1", "Det2", "Det3"], sums: [11_147_259, 5, 1, 2]),
    Expected(
      file: "beamline-text/APS9BM_2006.dat", scans: 1, rows: 258, place: 0, selector: "1", shape: [36, 258],
      labels: ["energy", "H", "K", "L"], sums: [639674.1, 0.95609382, -0.0062505918, -0.49891008]),
  ]

  @Test("scans, labels, rows and sums are those of the file", arguments: expected)
  func scans(_ expected: Expected) throws {
    let document = try Self.read(expected.file)
    #expect(document.measurements.count == expected.scans)
    let counts = document.measurements.map { $0.channels.first?.values.shape.first ?? 0 }
    #expect(counts.reduce(0, +) == expected.rows)
    #expect(counts.indices.filter { counts[$0] == 0 } == expected.empty)
    let scan = document.measurements[expected.place]
    let columns = scan.channels.filter { $0.values.shape.count == 1 }
    #expect(scan.selector == expected.selector)
    #expect([columns.count, columns[0].values.shape[0]] == expected.shape)
    #expect(columns.prefix(expected.labels.count).map(\.name) == expected.labels)
    for (column, sum) in zip(columns, expected.sums) {
      let found = try column.values.load().doubles().reduce(0, +)
      #expect(abs(found - sum) <= 1e-8 * max(abs(sum), 1e-10), "\(column.name): \(found)")
    }
  }

  @Test("selectors are unique, no scan has an error, and all that a SPEC file holds comes back", arguments: files)
  func roundTrip(_ path: String) throws {
    let document = try SpecReader.read(try ByteSource(path))
    #expect(Set(document.measurements.map(\.selector)).count == document.measurements.count)
    #expect(document.findings.filter { $0.severity == .error } == [])
    #expect(try SpecTest.roundTripDifferences(document) == [])
    #expect(SpecProjection.project(document).measurements.map(\.selector) == document.measurements.map(\.selector))
  }

  @Test("the first and last rows of a scan are the numbers in the file, bit for bit")
  func rows() throws {
    let scan = try Self.read("spec/33id_spec.dat").measurements[104]
    let columns = try scan.channels.filter { $0.values.shape.count == 1 }.map { try $0.values.load().doubles() }
    #expect(
      columns.map { $0[0] } == [
        8.98, 12.718459, 12.939984, 8.9819612, 9.039422, 2715, 1454, 28297, 5, 4020, 944673, 4142, 22, 1.15373e+06,
        1.15373e+06,
      ])
    #expect(
      columns.map { $0[30] } == [
        9.01, 12.675407, 12.898692, 9.0107424, 9.0692949, 4350, 16202, 28482, 5, 20832, 955756, 20937, 65, 977196,
        977196,
      ])
    #expect(scan.channel(.energy)?.unit == "keV")
    #expect(scan.title == "Escan 8.98 9.01 30 5")
  }

  @Test("spectra have the counts of the file, also where a scan wrote one more than it has points")
  func spectra() throws {
    let sardana = try Self.read("spec/my.spec").measurements[19]
    let oned = try #require(sardana.channel(named: "oned01"))
    #expect(oned.values.shape == [11, 1024])
    #expect(abs(try oned.values.load().doubles().reduce(0, +) - 239.56894648373822) < 1e-6)
    let document = try Self.read("spec/33id_spec.dat")
    #expect(document.measurements[0].channel(named: "mca")?.values.shape == [41, 91])
    let aborted = document.measurements[25]
    #expect(aborted.channel(named: "mca")?.values.shape == [121, 91])
    #expect(aborted.channel(named: "mca_further")?.values.shape == [3, 91])
  }

  @Test("SNBL: energies in keV, transmission of the two ion chambers; a list of motors that fits no more is kept")
  func snbl() throws {
    let document = try Self.read("beamline-text/ESRF_SNBL_2013.dat")
    let scan = document.measurements[0]
    #expect(scan.signals.first == Signal(name: "transmission", expression: "ln(Ion1/Ion2)", mode: .transmission))
    let energy = try #require(scan.channel(.energy))
    #expect(energy.name == "ZapEnergy")
    #expect(energy.unit == "keV")
    #expect(try energy.values.load().doubles().first == 11.050021)
    #expect(scan.metadata.first("Motor.mono")?.value == .number(9.8998208))
    #expect(scan.metadata.text("SPEC.P5") == "78.623942 4.6116 -0.72625 47 35 82 6 0")
    #expect(scan.metadata.text("SPEC.UMI1") == "183.36    ON     FE open")
    #expect(document.findings.contains { $0.code == "SPEC-MOTORS" && $0.location.line == 27 })
  }

  @Test("9-BM: the signal is fluorescence over I0 without 136 dark counts per second")
  func cmc() throws {
    let scan = try Self.read("beamline-text/APS9BM_2006.dat").measurements[0]
    // First row: i0 136182, i0off 67955, Seconds 2.
    #expect(
      scan.signals.map(\.expression) == ["(mca1+mca2+mca3+mca4+mca5+mca6+mca7+mca8)/(i0-136.0*Seconds)"])
    #expect(scan.channel(.energy)?.unit == "eV")
    let values = try scan.signals[0].expression.isEmpty ? [] : SpecTest.doubles(scan, "energy")
    #expect(values.first == 2460)
    #expect(scan.channels.suffix(2).map(\.name) == ["Seconds", "Seconds_2"])
  }

  @Test("the two columns that PyMca wrote of a copper foil are energy and absorption, and that is a note")
  func copper() throws {
    let document = try Self.read("spec/EXAFS_Cu.dat")
    let scan = document.measurements[0]
    #expect(scan.channels.map(\.role) == [.energy, .mu])
    #expect(try SpecTest.doubles(scan, "Column 1").first == 8002.894)
    #expect(try SpecTest.doubles(scan, "Column 2").first == 0.5249888)
    #expect(SpecTest.codes(document) == ["COLUMNS-ROLE-GUESS", "COLUMNS-ROLE-GUESS", "COLUMNS-UNIT-GUESS"])
  }
}
