import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

/// What descriptions of the dialects leave open: few rows, names in other letters, headers with parts missing.
@Suite("Variants of the dialects") struct DialectVariantTests {
  /// 9809 with six blocks, more lines of numbers than the scan has rows.
  static func file9809(
    mono: String = " Mono :   SI(111)       D=  3.13551 A    Initial angle=  9.25969 deg", points: Int = 818,
    rows: [String]
  ) -> String {
    let blocks = (1...6).map { "     \($0)       12049.00  12150.00         6.00       1.00        17" }
    let lines =
      [
        "  9809     SPring-8 BL14B2", " Cu foil  16.11.10 10:10 - 16.11.10 10:20", " ",
        " Ring :   8.0 GeV    99.5 mA -   99.0 mA", mono,
        " BL14B2    Transmission( 2)   Repetition=  1     Points= \(points)",
        " Param file : std     energy axis(2)     Block =    6", "",
        " Block      Init-Eng  final-Eng      Step/eV     Time/s       Num",
      ] + blocks + [
        " Ortec(-1)     NDCH = 3", "  Angle(c)  Angle(o)    time/s         2         3",
        "      Mode         0         0         1         2", "    Offset         0         0     0.000     0.000",
      ] + rows
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private static let rows9809 = [
    "   9.44433   9.44420      1.00    252916    592687", "   9.43958   9.43960      1.00    256349    604260",
  ]

  @Test("A 9809 scan that was stopped after two points is not mistaken for its table of blocks") func stopped9809()
    throws
  {
    let document = try WorldDialect.read(Self.file9809(rows: Self.rows9809), as: "9809")
    #expect(try document.values("i0_2") == [252916, 256349])
    #expect(try document.values("itrans_3") == [592687, 604260])
    #expect(WorldDialect.codes(document).contains("BEAMLINE-POINTS"))
    #expect(!WorldDialect.codes(document).contains("COLUMNS-OTHER-TABLE"))
    let whole = try WorldDialect.read(Self.file9809(points: 2, rows: Self.rows9809), as: "9809")
    #expect(!WorldDialect.codes(whole).contains("BEAMLINE-POINTS"))
    try WorldDialect.expectRoundTrip(document)
  }

  @Test(
    "The crystal of a 9809 file is read in other letters and without blanks",
    arguments: [" MONO :   Si(111)  D= 3.13551 A", " Mono :  Si(111)  D=3.13551A  Initial angle=9.2deg"])
  func crystal9809(mono: String) throws {
    let document = try WorldDialect.read(Self.file9809(mono: mono, rows: Self.rows9809), as: "9809")
    let expected = braggEnergy(hc: 12398.52, spacing: 3.13551, degrees: 9.4442)
    #expect(abs(try document.values("energy")[0] - expected) < 1e-6)
    #expect(document.fact("Mono.d_spacing") == "3.13551")
  }

  @Test("The labels of a 9809 file may be in small letters with tabs between them") func labels9809() throws {
    let text = Self.file9809(rows: Self.rows9809).replacingOccurrences(
      of: "  Angle(c)  Angle(o)    time/s         2         3", with: "angle(c)\tangle(o)\ttime/s\t2\t3")
    let document = try WorldDialect.read(text, as: "9809")
    #expect(document.names == ["angle_drive", "angle_read", "time", "i0_2", "itrans_3", "energy"])
  }

  @Test("A mark that is out of place does not hide the rows above it") func misplacedMark() throws {
    func file(_ lines: [String]) -> String {
      (["XDAC V1.4 Datafile V1", "E0= 7112.00", "  Energy  I0  It"] + lines).joined(separator: "\n") + "\n"
    }
    let rows = (0..<50).map { "  \(7000 + $0).0  \(100 + $0).0  50.0" }
    let mark = "----------------------------------------"
    let atEnd = try WorldDialect.read(file(rows + [mark]), as: "xdac")
    #expect(try atEnd.values("Energy").count == 50)
    let between = try WorldDialect.read(file(Array(rows[..<30]) + [mark] + Array(rows[30...])), as: "xdac")
    #expect(try between.values("Energy").count == 30)
    #expect(WorldDialect.codes(between).contains("COLUMNS-OTHER-TABLE"))
  }

  @Test("A flawed cell behind the mark of a dialect is found in its own line") func lineNumbers() throws {
    let rows = (0..<30).map { _ in Self.rows9809[0] } + ["   9.43958   9.43960      1.00    25x349    604260"]
    let document = try WorldDialect.read(Self.file9809(rows: rows), as: "9809")
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-CELL" })
    // Nine lines, six blocks, four lines, thirty rows.
    #expect(finding.location.line == 50)
  }

  @Test("An SSRL scan without rows has no rows, and empty lines before it change nothing") func ssrl() throws {
    let header =
      "\n\nSSRL   EXAFS Data Collector 1.3       \nSun May 21 00:13:57 2006\nPTS:  455 COLS: 3\nA.DET\nA.RGN\n"
      + "2-3 unfocused 0.0 -2 Si(220) 1.920156 100000\n4 2000 25\nsample\n\n\n\n\n\n\nWeights:\n 1.0 1.0 1.0\n"
      + "Offsets:\n 0.0 0.0 10.0\nData:\nReal time clock\nAchieved Energy\nI0\n\n"
    let empty = try WorldDialect.read(header, as: "ssrl")
    #expect(empty.names == ["Real time clock", "Achieved Energy", "I0"])
    #expect(try empty.values("I0").isEmpty)
    #expect(WorldDialect.codes(empty).contains("COLUMNS-NO-ROWS"))
    #expect(empty.fact("Sample.name") == "sample")
    let one = try WorldDialect.read(header + " 1.000 25285.0 147360.5\n", as: "ssrl")
    #expect(try one.values("Achieved Energy") == [25285])
    #expect(one.measurements[0].startTime == "2006-05-21T00:13:57")
    #expect(one.fact("Scan.points") == "455")
  }

  @Test("Numbers in the header of X10C, XDAC and Lytle are no rows of a short scan") func shortScans() throws {
    let x10c = try WorldDialect.read(
      "EXAFS     25-SEP-2002 16:23:41.15   FIXEDSCAN\nNI\n NPTS  NCHAN\n        500         6\n SEGMENT PARAMETERS\n"
        + "    8153.0  5.0  34.0  2.0  8318.0  8333.0\n    8318.3  0.3  199.0  2.0  8377.7  8333.0\n DATA START\n"
        + "   8153.000 5.2E+05 3.9E+03 3.4E+04 1.0E+00 5.5E+03\n", as: "x10c")
    #expect(try x10c.values("energy") == [8153])
    #expect(try x10c.values("itrans") == [5500])
    let xdac = try WorldDialect.read(
      "XDAC V1.7 Datafile V1\n\"a.1\" created on 3/5/98 at 12:05:07 PM on X-11A\nE0= 7112.00\n1 2 3\n4 5 6\n7 8 9\n\n"
        + "----------------------------------------\n  Energy  I0  It\n  6912.5  100.0  50.0\n", as: "xdac")
    #expect(try xdac.values("Energy") == [6912.5])
    #expect(try xdac.values("It") == [50])
    let lytle = try WorldDialect.read(
      " npts  ns cuedge  cuhite   dspace  stpdeg  stepmm  start    stop     scale\n"
        + "    2   4 84294. 200000. 1.92017   4000.   3150.  85290.  74500.    2.000\n  DELTA: 50.\n DELEND: 84788.\n"
        + "    SEC: 2.000\n10 20 30 40 50\n  85290. 2.1E+05 1.5E+04 2.5E+03 4.2E+04\n"
        + "  85240. 2.1E+05 1.5E+04 2.5E+03 4.2E+04\n", as: "lytle")
    #expect(try lytle.values("steps") == [85290, 85240])
    let expected = braggEnergy(hc: 12398.61, spacing: 1.92017, degrees: 85290 / 4000)
    #expect(abs(try lytle.values("energy")[0] - expected) < 1e-6)
  }

  @Test("The first column of SRS: one angle, and energies that fall") func srsAxis() throws {
    func file(_ axis: [Double]) -> String {
      " &SRS\n SRSRUN=1,SRSDAT=061017,SRSTIM=025327,\n &END\n"
        + axis.map { "  \($0)  1000.0  56530.0  139792.0  4731.0  380564.0\n" }.joined()
    }
    let angle = try WorldDialect.read(file([15220]), as: "srs")
    let expected = braggEnergy(hc: 12398.4244, spacing: 3.13543, degrees: 15.22)
    #expect(abs(try angle.values("energy")[0] - expected) < 1e-6)
    #expect(try angle.channel("angle").unit == "millidegree")
    // As angles these would mean 61 to 63 keV.
    let soft = try WorldDialect.read(file((0..<40).map { 1850 - Double($0) }), as: "srs")
    #expect(try soft.values("energy")[39] == 1811)
    #expect(try soft.channel("energy").role == .energy)
    #expect(WorldDialect.codes(soft).contains("COLUMNS-ROLE-GUESS"))
    #expect(!WorldDialect.codes(soft).contains("BEAMLINE-CRYSTAL"))
  }

  @Test("CLS names the energy by its process variable where there are no names, and dates the scan") func cls() throws {
    let rows = (0..<5).map { "1, \(11660 + $0), \(11661 + $0), \(11662 + $0), 14.0, 180.0, 297.0,\n" }.joined()
    let document = try WorldDialect.read(
      "# CLS DATA ACQUISITION\n# Tue Mar  4 10:11:12 2008\n#(1)\t\"Event-ID\"\t\"BL1606-ID-1:Energy\"\t"
        + "\"MONO16061I1001:Energy:fbk\"\t\"MONO16061I1001:Energy:sp\"\t\"BL1606-ID1:mcs03:fbk\"\t"
        + "\"BL1606-ID1:mcs04:fbk\"\t\"BL1606-ID1:mcs05:fbk\"\n" + rows, as: "cls-dacq")
    #expect(document.measurements[0].channels.map(\.role) == [.other, .other, .other, .energy, .ifluor, .i0, .itrans])
    #expect(try document.values("MONO16061I1001:Energy:sp").first == 11662)
    #expect(try document.channel("MONO16061I1001:Energy:sp").unit == "eV")
    #expect(document.measurements[0].startTime == "2008-03-04T10:11:12")
  }

  @Test("EPICS Scan and ODE are known in other letters") func letters() throws {
    let scan = try WorldDialect.read(
      ";EPICS SCAN 1 dimensional scan\n; scan began at time: Aug 23, 2008 12:13:17\n; column labels:\n"
        + "; P1 = {Energy} --> 13IDA:E\n; D1 = {I0} --> 13IDC:S2\n;-----\n; P1 D1\n 7112.0 100.0\n 7113.0 101.0\n",
      as: "epics-scan")
    #expect(scan.measurements[0].channels.map(\.role) == [.energy, .i0])
    let ode = try WorldDialect.read(
      "# ODE beamline\n# Soleil\n# energy, mu\n7112.0\t0.5\n7113.0\t0.6\n7114.0\t0.7\n", as: "ode")
    #expect(ode.fact("Beamline.name") == "ODE")
    #expect(ode.measurements[0].channels.map(\.role) == [.energy, .mu])
  }

  private static func nsls2(_ beamline: String) -> String {
    "# Facility: NSLS-II\n# Beamline: \(beamline)\n# Element: Fe\n# Start: 2019-03-05 10:11:12\n# # energy i0 it ir iff\n"
      + (0..<5).map { "\(7112 + $0) -1.0 -0.5 -0.2 -0.1\n" }.joined()
  }

  @Test(
    "ISS and QAS are known by their names or their sectors", arguments: ["8-ID (ISS)", "8-ID", "7-BM (QAS)", "7-BM"])
  func sectors(beamline: String) throws {
    let document = try WorldDialect.read(Self.nsls2(beamline), as: "nsls2-iss-qas")
    #expect(document.fact("Beamline.name") == beamline)
    #expect(document.measurements[0].startTime == "2019-03-05T10:11:12")
  }

  @Test("LNLS rows without labels: date, time, energy, chambers") func lnlsWithoutLabels() throws {
    let rows = (0..<6).map { "06/07/12\t15:26:2\($0)\t\(6900 + 2 * $0).5\t1000.0\t500.0\t250.0\r\n" }.joined()
    let document = try WorldDialect.read(rows, as: "lnls")
    #expect(document.measurements[0].channels.prefix(5).map(\.role) == [.other, .other, .energy, .i0, .itrans])
    #expect(document.measurements[0].startTime == "2012-07-06T15:26:20")
    #expect(document.measurements[0].endTime == "2012-07-06T15:26:25")
    #expect(document.signals.first?.hasPrefix("transmission: ln(") == true)
  }

  /// Four counters of EXAFS-Scan; the second column is the logarithm of the first two.
  private static func fio(_ sections: [String], comments: [String], type: String) -> String {
    let labels = ["S_1", "S_1", "S_1_SAMPLE_TIME", "S_1_C1", "S_1_C2"]
    let rows = (0..<8).map { row -> String in
      let incoming = 1000 + Double(row)
      let transmitted = 500 - Double(row * row)
      return " \(8970 + row) \(log(incoming / transmitted)) 1 \(incoming) \(transmitted)"
    }
    let columns = labels.enumerated().map { " Col \($0 + 1) \($1)  \(type)" }
    return
      (["!", "! Comments"] + (comments.isEmpty ? [] : [sections[0]] + comments) + ["! Data", sections[1]] + columns
      + rows).joined(separator: "\n") + "\n"
  }

  @Test("HASYLAB's columns are known without comments, without types and by sections in capitals")
  func hasylab() throws {
    let files = [
      Self.fio(["%c", "%d"], comments: [], type: "FLOAT"),
      Self.fio(["%c", "%d"], comments: [" my sample"], type: ""),
      Self.fio(["%C", "%D"], comments: [" EXAFS-Scan started at 24-Nov-2004 16:43:58"], type: "DOUBLE"),
    ]
    for file in files {
      let document = try WorldDialect.read(file, as: "fio")
      #expect(document.measurements[0].channels.map(\.role) == [.energy, .mu, .time, .i0, .itrans])
      #expect(try document.values("S_1").last == 8977)
      #expect(try document.channel("S_1").unit == "eV")
    }
  }

  @Test(
    "What only resembles a dialect is not claimed by it",
    arguments: [
      "9809 counts in the monitor\n7112 1.0\n7113 1.1\n7114 1.2\n",
      "# compared with FDMNES\n# energy mu\n7112 1.0\n7113 1.1\n7114 1.2\n",
      nsls2("17-BM"),
    ]) func neighbours(text: String) throws
  {
    #expect(try WorldDialect.identify(text).format?.id == "columns")
  }

  @Test("A log of temperatures with dates is no file of LNLS") func temperatureLog() throws {
    let log = (0..<9).map { "06/07/12\t15:0\($0):00\t\(20.5 + Double($0))\t1.0\t2.0\n" }.joined()
    #expect(try WorldDialect.identify(log).format?.id != "lnls")
  }
}
