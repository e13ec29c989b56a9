import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("FIO files") struct FIOTests {
  /// As Sardana writes them at PETRA.
  static let petra = """
    !
    ! Comments
    !
    %c
    ascan energy_fmb 8800.0 8803.0 3 0.1
    user p64user Acquisition started at Mon Apr 15 16:45:07 2013
    !
    ! Parameter
    !
    %p
    abs = 0.0
    beam_shutter = open
    !
    ! Data
    !
    %d
     Col 1 energy_fmb DOUBLE
     Col 2 ion_1 DOUBLE
     Col 3 ion_2 FLOAT
     8800.0 100.5 50.25
     8801.0 101.5 50.5
     8802.0 102.5 50.75
     8803.0 1.5e2 51
    ! Acquisition ended at Mon Apr 15 16:46:09 2013

    """

  /// As EXAFS-Scan wrote them at HASYLAB; `spectrum` is worked out from three counters.
  static func hasylab(rows: Int = 30, spectrum: (Double, Double, Double) -> Double) -> String {
    let labels = ["A_1", "A_1", "A_1_DELTA", "A_1_SAMPLE_TIME", "A_1_REF", "A_1_C1", "A_1_C2", "A_1_C3", "A_1_C4"]
    let columns = labels.enumerated().map { " Col \($0 + 1) \($1)  FLOAT \n" }.joined()
    let table = (0..<rows).map { row -> String in
      let i0 = 1000.5 + Double(row)
      let it = 2000.25 - Double(row)
      let third = 777 + Double(row * row)
      let values: [Double] = [
        8850 + Double(row), spectrum(i0, it, third), 1, 2, log(it / third), i0, it, third, 0,
      ]
      return " " + values.map { String($0) }.joined(separator: "  ") + "\n"
    }.joined()
    return "! \n! Comment \n%c \n EXAFS-Scan started at 28-Mar-2001 21:30:02  \n Name: a_1 from 8850 to 8879  \n foil\n"
      + "! Energy       Delta        Sample_Time  Edge         Power \n! 8850 1 2 0 0 \n! 8900 1 2 8979 1 \n! 9000 0 0 0 0\n"
      + "!\n%d \n" + columns + table
  }

  @Test("Sardana's columns, parameters and times are read, and the scanned motor is the energy") func sardana() throws {
    let document = try WorldDialect.read(Self.petra, as: "fio")
    #expect(document.names == ["energy_fmb", "ion_1", "ion_2"])
    #expect(try document.values("energy_fmb") == [8800, 8801, 8802, 8803])
    #expect(try document.values("ion_2") == [50.25, 50.5, 50.75, 51])
    #expect(try document.channel("energy_fmb").role == .energy)
    #expect(try document.channel("energy_fmb").unit == "eV")
    #expect(document.measurements[0].startTime == "2013-04-15T16:45:07")
    #expect(document.measurements[0].endTime == "2013-04-15T16:46:09")
    #expect(document.fact("abs") == "0.0")
    #expect(document.fact("beam_shutter") == "open")
    #expect(document.fact("Scan.user") == "p64user")
    #expect(document.measurements[0].title == "ascan energy_fmb 8800.0 8803.0 3 0.1")
    try WorldDialect.expectRoundTrip(document)
  }

  /// The last two columns hold words.
  static let words = petra.replacingOccurrences(
    of: " Col 3 ion_2 FLOAT\n", with: " Col 3 ion_2 FLOAT\n Col 4 shutter BOOLEAN\n Col 5 state STRING\n"
  ).replacingOccurrences(of: "100.5 50.25", with: "100.5 50.25 True ON").replacingOccurrences(
    of: "101.5 50.5", with: "101.5 50.5 False 12:30:01"
  ).replacingOccurrences(of: "102.5 50.75", with: "102.5 50.75 True MOVING").replacingOccurrences(
    of: "1.5e2 51", with: "1.5e2 51 True 7")

  @Test("columns of words and truth values are kept as they were written", arguments: ["\n", "\r\n", "\r"])
  func textColumns(_ end: String) throws {
    let document = try WorldDialect.read(Self.words.replacingOccurrences(of: "\n", with: end), as: "fio")
    #expect(document.names == ["energy_fmb", "ion_1", "ion_2", "shutter", "state"])
    #expect(try document.channel("shutter").values.load().strings == ["True", "False", "True", "True"])
    #expect(try document.channel("state").values.load().strings == ["ON", "12:30:01", "MOVING", "7"])
    #expect(try document.values("energy_fmb") == [8800, 8801, 8802, 8803])
    #expect(try document.values("ion_1") == [100.5, 101.5, 102.5, 150])
    #expect(try document.channel("energy_fmb").role == .energy)
    #expect(document.measurements[0].endTime == "2013-04-15T16:46:09")
    #expect(WorldDialect.codes(document) == ["COLUMNS-UNIT-GUESS"])
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("a table that begins with words, and has more of them than numbers") func wordsFirst() throws {
    let text =
      "!\n! Data\n!\n%d\n Col 1 state STRING\n Col 2 ok BOOLEAN\n Col 3 x DOUBLE\n A True 1.5\n B False x\n C True\n"
    let document = try WorldDialect.read(text, as: "fio")
    #expect(try document.channel("state").values.load().strings == ["A", "B", "C"])
    let x = try document.values("x")
    #expect(x[0] == 1.5 && x[1].isNaN && x[2].isNaN)
    #expect(WorldDialect.codes(document) == ["COLUMNS-CELL", "COLUMNS-ROW-SHORT"])
    #expect(document.findings.first?.location.line == 9)
    #expect(document.findings.first?.location.column == 10)
    let empty = try WorldDialect.read(
      text.replacingOccurrences(of: " A True 1.5\n B False x\n C True\n", with: ""), as: "fio")
    #expect(empty.names == ["state", "ok", "x"])
    #expect(WorldDialect.codes(empty).contains("COLUMNS-NO-ROWS"))
  }

  @Test("what the counters of HASYLAB measured follows from the spectrum beside them") func evidence() throws {
    let transmission = try WorldDialect.read(Self.hasylab { i0, it, _ in log(i0 / it) }, as: "fio")
    #expect(try transmission.channel("A_1_C1").role == .i0)
    #expect(try transmission.channel("A_1_C2").role == .itrans)
    #expect(try transmission.channel("A_1_C3").role == .irefer)
    #expect(try transmission.channel("A_1_C4").role == .other)
    #expect(try transmission.channel("A_1_2").qualifier == "transmission")
    #expect(transmission.signals.contains("transmission: ln(A_1_C1/A_1_C2)"))
    #expect(transmission.signals.contains("reference: ln(A_1_C2/A_1_C3)"))
    let fluorescence = try WorldDialect.read(Self.hasylab { i0, _, counts in counts / i0 }, as: "fio")
    #expect(try fluorescence.channel("A_1_C1").role == .i0)
    #expect(try fluorescence.channel("A_1_C3").role == .ifluor)
    #expect(try fluorescence.channel("A_1_2").qualifier == "fluorescence")
    // A spectrum of unknown making leaves the counters alone.
    let other = try WorldDialect.read(Self.hasylab { i0, it, _ in log(i0 / it) + 0.01 }, as: "fio")
    #expect(try other.channel("A_1_C1").role == .other)
    #expect(other.signals == ["A_1_2: A_1_2"])
    try WorldDialect.expectRoundTrip(transmission)
  }

  @Test("the edge of the scan's regions is that of copper") func edge() throws {
    let document = try WorldDialect.read(Self.hasylab { i0, it, _ in log(i0 / it) }, as: "fio")
    #expect(document.measurements[0].signals.first?.element == "Cu")
    #expect(document.measurements[0].signals.first?.edge == "K")
    #expect(WorldDialect.codes(document).contains("BEAMLINE-EDGE"))
    #expect(document.fact("Scan.edge_energy") == "8979")
    // A foil in the reference beam need not be the sample's element.
    #expect(document.measurements[0].signals.last?.element == nil)
  }

  @Test("line ends and a byte order mark change nothing") func spelling() throws {
    let plain = try WorldDialect.read(Self.petra, as: "fio")
    for text in [
      Self.petra.replacingOccurrences(of: "\n", with: "\r\n"), Self.petra.replacingOccurrences(of: "\n", with: "\r"),
      "\u{FEFF}" + Self.petra,
    ] {
      let document = try WorldDialect.read(text, as: "fio")
      #expect(document.names == plain.names)
      #expect(try document.values("ion_1") == plain.values("ion_1"))
      #expect(document.measurements[0].endTime == plain.measurements[0].endTime)
    }
  }

  @Test("files that end early give what they have") func truncated() throws {
    let mark = try #require(Self.petra.range(of: " 8800.0 100.5"))
    let empty = try WorldDialect.read(String(Self.petra[..<mark.lowerBound]), as: "fio")
    #expect(empty.names == ["energy_fmb", "ion_1", "ion_2"])
    #expect(WorldDialect.codes(empty).contains("COLUMNS-NO-ROWS"))
    #expect(throws: FormatError.self) { try WorldDialect.read("!\n! Comments\n!\n%c\nascan energy", as: "fio") }
    let cut = try #require(Self.petra.range(of: "50.75"))
    let short = try WorldDialect.read(String(Self.petra[..<cut.lowerBound]), as: "fio")
    #expect(try short.values("ion_1") == [100.5, 101.5, 102.5])
    #expect(try short.values("ion_2")[2].isNaN)
    #expect(WorldDialect.codes(short).contains("COLUMNS-ROW-SHORT"))
  }
}

@Suite("FIO files: real ones", .enabled(if: Corpus.isPresent)) struct FIOCorpusTests {
  struct Expected: Sendable {
    let file: String
    let rows: Int
    let first: [String: Double]
    let last: [String: Double]
    /// Sums by awk.
    let sums: [String: Double]
    let startTime: String
  }

  static let expected = [
    Expected(
      file: "fio/Cu2O_lnt1.fio", rows: 799,
      first: ["CUOX_0005": 8849.993, "CUOX_0005_2": -0.7895981, "CUOX_0005_C1": 111149.5, "CUOX_0005_STEPS": -398008],
      last: ["CUOX_0005": 10197.44, "CUOX_0005_2": -0.5190646, "CUOX_0005_C5": 229582.2],
      sums: ["CUOX_0005": 7387854.213, "CUOX_0005_C1": 86152421.5, "CUOX_0005_C2": 116759655.69, "CUOX_0005_C7": 0],
      startTime: "2001-03-28T21:30:02"),
    Expected(
      file: "fio/Cu_rt1.fio", rows: 848,
      first: ["CU_RT_00001R1": 8800.008, "CU_RT_00001R1_HHTHETA": 12.98201, "CU_RT_00001R1_C1": 347914],
      last: ["CU_RT_00001R1": 10198.77, "CU_RT_00001R1_SAMPLE_TIME": 3.46],
      sums: ["CU_RT_00001R1": 7898376.15, "CU_RT_00001R1_C1": 214455932.1, "CU_RT_00001R1_C3": 21897675.7],
      startTime: "2004-11-24T16:43:58"),
  ]

  @Test("numbers, roles, times and edge of HASYLAB's scans of copper", arguments: expected)
  func hasylab(_ expected: Expected) throws {
    let document = try WorldDialect.corpus(expected.file, as: "fio")
    for (name, value) in expected.first { #expect(try document.values(name).first == value, "\(name)") }
    for (name, value) in expected.last { #expect(try document.values(name).last == value, "\(name)") }
    for (name, sum) in expected.sums {
      let values = try document.values(name)
      #expect(values.count == expected.rows)
      #expect(abs(values.reduce(0, +) - sum) < 0.005, "\(name)")
    }
    let roles = document.measurements[0].channels.map(\.role)
    #expect(roles.first == .energy)
    #expect(document.measurements[0].channels.first?.unit == "eV")
    for role in [ChannelRole.i0, .itrans, .irefer, .time] { #expect(roles.count { $0 == role } == 1, "\(role)") }
    let i0 = try #require(document.measurements[0].channels.first { $0.role == .i0 })
    #expect(i0.name.hasSuffix("_C1"))
    #expect(document.measurements[0].startTime == expected.startTime)
    #expect(document.measurements[0].signals.first?.element == "Cu")
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("the ring current is a fact") func current() throws {
    #expect(
      try WorldDialect.corpus("fio/Cu_rt1.fio", as: "fio").measurements[0].instrument.ringCurrent?.value == 132.73)
  }
}
