import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("SRS files") struct SRSTests {
  static let header = """
     &SRS
     SRSRUN=66946,SRSDAT=061017,SRSTIM=025327,
     SRSSTN='bm26',SRSPRJ='12345678',SRSEXP='exafs   ',
     SRSTLE='Se foil                                                     '
     SRSCN1='198mA   ',SRSCN2='16.9h   ',SRSCN3='171006  ',
     &END

    """

  /// Rows of angles in thousandths of a degree that fall, four counters, and the elements in lines of four.
  static func table(rows: Int, elements: Int) -> String {
    (0..<rows).map { row -> String in
      let angle = 15220 - 20.5 * Double(row)
      let first = "\(angle) 1000.00 \(50000 + row).0 \(40000 - row).0 0.0 7.0"
      let counts = (0..<elements).map { "\(100 * (row + 1) + $0).0" }
      let further = stride(from: 0, to: elements, by: 4).map { counts[$0..<min($0 + 4, elements)] }
      let lines = [first] + further.map { $0.joined(separator: "   ") }
      return lines.map { "  " + $0 + " \n" }.joined()
    }.joined()
  }

  @Test("rows that go over several lines are put together", arguments: [0, 1, 4, 9, 32])
  func elements(count: Int) throws {
    let document = try WorldDialect.read(
      Self.header + Self.table(rows: 7, elements: count) + " END OF DATA\n", as: "srs")
    let labels = ["angle", "time", "i0", "it", "if", "im"] + (0..<count).map { "med\($0 + 1)" }
    #expect(document.names == labels + ["energy"])
    #expect(try document.values("angle") == (0..<7).map { 15220 - 20.5 * Double($0) })
    for element in 0..<count {
      #expect(try document.values("med\(element + 1)") == (0..<7).map { Double(100 * ($0 + 1) + element) })
      #expect(try document.channel("med\(element + 1)").qualifier == "\(element + 1)")
    }
    let sum = (0..<count).map { "med\($0 + 1)" }.joined(separator: "+")
    switch count {
    case 0: #expect(document.signals == ["transmission: ln(i0/it)"])
    case 1: #expect(document.signals == ["fluorescence: med1/i0", "transmission: ln(i0/it)"])
    default: #expect(document.signals == ["fluorescence: (\(sum))/i0", "transmission: ln(i0/it)"])
    }
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("falling angles become energies of Si(111), which is said to be assumed") func energies() throws {
    let document = try WorldDialect.read(Self.header + Self.table(rows: 3, elements: 9), as: "srs")
    let expected = [15.22, 15.1995, 15.179].map { braggEnergy(hc: 12398.4244, spacing: 3.13543, degrees: $0) }
    let energies = try document.values("energy")
    #expect(zip(energies, expected).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(try document.channel("angle").unit == "millidegree")
    #expect(Set(WorldDialect.codes(document)) == ["BEAMLINE-CRYSTAL", "BEAMLINE-ENERGY"])
    let step = try #require(document.measurements.first?.steps.first)
    #expect(step.parameters.map(\.name) == ["d_spacing", "hc", "degrees_per_unit"])
    #expect(step.parameters.map(\.value) == [.number(3.13543), .number(12398.4244), .number(0.001)])
  }

  @Test("a first column that rises is the energy itself") func ascending() throws {
    let rows = (0..<20).map { " \(1550 + $0).5 1.0 500 400 3 7\n" }.joined()
    let document = try WorldDialect.read(Self.header + rows, as: "srs")
    #expect(document.names.first == "energy")
    #expect(try document.values("energy").first == 1550.5)
    #expect(try document.channel("energy").role == .energy)
    #expect(try document.channel("energy").unit == "eV")
    #expect(document.measurements.first?.steps.isEmpty == true)
  }

  @Test("DUBBLE names itself in the header") func dubble() throws {
    let text = Self.header.replacingOccurrences(of: "'exafs   '", with: "'dubble  '")
    let document = try WorldDialect.read(text + Self.table(rows: 5, elements: 9), as: "srs")
    #expect(document.fact("Facility.name") == "ESRF")
    #expect(document.fact("Beamline.name") == "DUBBLE")
    #expect(document.names.count == 16)
  }

  @Test("run, title, date and current of the header are facts") func header() throws {
    let document = try WorldDialect.read(Self.header + Self.table(rows: 3, elements: 0), as: "srs")
    #expect(document.measurements.first?.title == "Se foil")
    #expect(document.measurements.first?.startTime == "2006-10-17T02:53:27")
    #expect(document.fact("Scan.run") == "66946")
    #expect(document.fact("Facility.current") == "198")
    #expect(document.fact("Scan.SRSCN2") == "16.9h")
  }

  @Test("line ends, byte order marks and blank lines change nothing")
  func spelling() throws {
    let text = Self.header + Self.table(rows: 4, elements: 9) + " END OF DATA\n"
    let plain = try WorldDialect.read(text, as: "srs")
    for other in [
      text.replacingOccurrences(of: "\n", with: "\r\n"), text.replacingOccurrences(of: "\n", with: "\r"),
      "\u{FEFF}" + text, "\n" + text, text.replacingOccurrences(of: "\n", with: "\n\n"),
    ] {
      let document = try WorldDialect.read(other, as: "srs")
      #expect(document.names == plain.names)
      for name in plain.names { #expect(try document.values(name) == plain.values(name), "\(name)") }
    }
  }

  @Test("a scan that was stopped says so, and what follows it is kept") func aborted() throws {
    let document = try WorldDialect.read(
      Self.header + Self.table(rows: 4, elements: 9) + " DATA ABORTED\n beam lost\n", as: "srs")
    #expect(try document.values("med9") == [108, 208, 308, 408])
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-POINTS" })
    #expect(finding.location.line == 23)
    let footer = document.measurements.first?.metadata.nodes.filter { $0.name == "footer_line" }
    #expect(footer?.compactMap { $0.value?.text } == ["DATA ABORTED", "beam lost"])
  }

  @Test("a line that is missing spoils one row alone, at its place") func missingLine() throws {
    var lines = (Self.header + Self.table(rows: 6, elements: 9)).split(
      separator: "\n", omittingEmptySubsequences: false)
    lines.remove(at: 6 + 4 + 3)
    let document = try WorldDialect.read(lines.joined(separator: "\n"), as: "srs")
    #expect(try document.values("angle").count == 6)
    let ninth = try document.values("med9")
    #expect(ninth[1].isNaN)
    #expect(ninth[0] == 108 && ninth[2...].elementsEqual([308, 408, 508, 608]))
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-ROW-SHORT" })
    #expect(finding.location.line == 11)
    #expect(finding.found == "14 cells")
  }

  @Test("stars of a counter that overflowed are one cell without a value") func overflow() throws {
    let table = Self.table(rows: 4, elements: 9).replacingOccurrences(of: "200.0 ", with: "******** ")
    let document = try WorldDialect.read(Self.header + table, as: "srs")
    let counts = try document.values("med1")
    #expect(counts[1].isNaN)
    #expect([counts[0], counts[2], counts[3]] == [100, 300, 400])
    #expect(try document.values("med9") == [108, 208, 308, 408])
    #expect(document.findings.first { $0.code == "COLUMNS-CELL" }?.location.line == 11)
  }

  @Test("a file that ends within a row keeps the rows before it") func truncatedTable() throws {
    let text = Self.header + Self.table(rows: 4, elements: 9)
    let document = try WorldDialect.read(String(text.dropLast(60)), as: "srs")
    #expect(try document.values("med9").prefix(3).elementsEqual([108, 208, 308]))
    #expect(WorldDialect.codes(document).contains("COLUMNS-ROW-SHORT"))
  }

  @Test("a last row of which only the beginning was written leaves the row before it alone") func beginning() throws {
    let document = try WorldDialect.read(
      Self.header + Self.table(rows: 3, elements: 9) + "  15158.5 1000.0\n", as: "srs")
    #expect(try document.values("angle") == [15220, 15199.5, 15179, 15158.5])
    #expect(try document.values("med9").prefix(3).elementsEqual([108, 208, 308]))
    #expect(document.findings.filter { $0.code.hasPrefix("COLUMNS") }.map(\.location.line) == [19])
    #expect(!WorldDialect.codes(document).contains("COLUMNS-ROW-LONG"))
  }

  @Test("a fluorescence counter that counted is a signal") func fluorescence() throws {
    let table = (0..<4).map { " \(15220 - $0).0 1.0 500.0 400.0 \($0 + 3).0 7.0\n" }.joined()
    let document = try WorldDialect.read(Self.header + table, as: "srs")
    #expect(try document.channel("if").role == .ifluor)
    #expect(document.signals.count == 2)
  }

  @Test("a header that ends early is an error, or a document without rows") func truncatedHeader() throws {
    #expect(throws: FormatError.self) { try WorldDialect.read(String(Self.header.prefix(100)), as: "srs") }
    #expect(throws: FormatError.self) { try WorldDialect.read(Self.header + " END OF DATA\n", as: "srs") }
    let labelled = try WorldDialect.read(" &SRS\n &END\nenergy\tI0\tIt\n", as: "srs")
    #expect(labelled.names == ["energy", "I0", "It"])
    #expect(WorldDialect.codes(labelled) == ["COLUMNS-NO-ROWS"])
  }

  @Test("columns of GDA have labels, and the motor of the command is the energy") func gda() throws {
    let rows = (0..<30).map { "\(694 + $0).5\t   \($0)\t  10.000\t 20.0\t\(693 + $0)\t2.0\n" }.joined()
    let document = try WorldDialect.read(
      " &SRS\n SRSRUN=1,SRSDAT=2021124,SRSTIM=2496,\n<MetaDataAtStart>\ncommand=scan fastEnergy 0.0 29.0 1.0\n"
        + "date='Wed Feb 24 14:49:05 2021'\nringcurrent=298.5\n</MetaDataAtStart>\n &END\n"
        + "fastEnergy\tpIndex\tC2\tC1\tpgmenergy\tidio\n" + rows, as: "srs")
    #expect(document.names == ["fastEnergy", "pIndex", "C2", "C1", "pgmenergy", "idio"])
    let roles = document.measurements[0].channels.map(\.role)
    #expect(roles == [.energy, .index, .i0, .iey, .other, .other])
    #expect(try document.channel("fastEnergy").unit == "eV")
    #expect(document.signals == ["electron_yield: C1/C2"])
    // Not January 24, nor two o'clock: the unpadded numbers of SRSDAT and SRSTIM are not to be trusted.
    #expect(document.measurements[0].startTime == "2021-02-24T14:49:05")
    #expect(document.fact("ringcurrent") == "298.5")
    try WorldDialect.expectRoundTrip(document)
  }
}

@Suite("SRS files: real ones", .enabled(if: Corpus.isPresent)) struct SRSCorpusTests {
  @Test("nine elements over three lines, at Daresbury") func nineElements() throws {
    let document = try WorldDialect.corpus("beamline-text/srs9.dat", as: "srs")
    // Counted and summed with awk.
    let angles = try document.values("angle")
    #expect(angles.count == 397)
    #expect(angles.first == 15220 && angles.last == 13523.6)
    #expect(abs(angles.reduce(0, +) - 5740258.6) < 1e-6)
    #expect(abs(try document.values("i0").reduce(0, +) - 51_352_995) < 0.005)
    #expect(abs(try document.values("it").reduce(0, +) - 146_696_052) < 0.005)
    #expect(abs(try document.values("med1").reduce(0, +) - 7131712.91) < 0.005)
    #expect(abs(try document.values("med3").reduce(0, +) - 7357937.91) < 0.005)
    #expect(try document.values("med9") == Array(repeating: 0, count: 397))
    // Line 803: 14584.00 2137.00 108031.00 293164.00 41731.34 199561.00, then 16198.46 8550.14 16982.74 0.00.
    #expect(try document.values("angle")[199] == 14584)
    #expect(try document.values("if")[199] == 41731.34)
    #expect(try document.values("med2")[199] == 8550.14)
    // The column "if" is the sum of the elements.
    let sum = try zip(zip(document.values("med1"), document.values("med2")), document.values("med3"))
      .map { $0.0 + $0.1 + $1 }
    #expect(zip(try document.values("if"), sum).allSatisfy { abs($0 - $1) < 0.02 })
    let all = (1...9).map { "med\($0)" }.joined(separator: "+")
    #expect(document.signals == ["fluorescence: (\(all))/i0", "transmission: ln(i0/it)"])
    let energies = try document.values("energy")
    #expect(abs(energies[0] - braggEnergy(hc: 12398.4244, spacing: 3.13543, degrees: 15.22)) < 1e-8)
    #expect(abs(energies[396] - braggEnergy(hc: 12398.4244, spacing: 3.13543, degrees: 13.5236)) < 1e-8)
    #expect(document.measurements[0].title == "NIP prepared with co2+ 3daywash.")
    try WorldDialect.expectRoundTrip(document)
  }

  @Test("an energy axis with labels is left as it is") func energyAxis() throws {
    let document = try WorldDialect.corpus("beamline-text/srsc.dat", as: "srs")
    #expect(document.names == ["ENERGY", "TIME", "REFER", "SIGNAL1", "SIGNAL2", "SIGNAL3", "ENCODER"])
    let energies = try document.values("ENERGY")
    #expect(energies.count == 205)
    #expect(energies.first == 1550.001 && energies.last == 1850.006)
    #expect(abs(energies.reduce(0, +) - 334832.026) < 1e-6)
    #expect(try document.values("SIGNAL1").reduce(0, +) == 29_601_211)
    #expect(try document.channel("ENERGY").unit == "eV")
    #expect(document.measurements[0].steps.isEmpty)
    #expect(document.signals.first == "signal1: SIGNAL1/REFER")
    #expect(document.measurements[0].startTime == "2002-11-11T19:27:25")
    let header = document.measurements[0].metadata.nodes.compactMap { $0.value?.text }
    #expect(header.contains { $0.hasPrefix("C REGION  6:   20   1750.000") })
    try WorldDialect.expectRoundTrip(document)
  }

  @Test(
    "GDA's text and NeXus files hold the same arrays", arguments: Corpus.files(in: ["nexus-xmcd"], suffixes: [".dat"]))
  func twins(_ path: String) throws {
    let document = try WorldDialect.file(path, as: "srs")
    let readNeXus = try #require(Format.nexus.read)
    let twin = try readNeXus(try ByteSource(path.replacingOccurrences(of: ".dat", with: "_nxxas.nxs")))
    func stored(_ place: String) throws -> [Double] {
      let channel = twin.measurements[0].channels.first { $0.metadata.text("path") == place }
      let found = try #require(channel, "\(place)")
      return try found.values.load().doubles()
    }
    #expect(document.names.count == 14)
    #expect(try document.values("fastEnergy") == stored("raw/energy"))
    #expect(try document.values("C2") == stored("instrument/incoming_beam/data"))
    #expect(try document.values("C1") == stored("instrument/absorbed_beam/data"))
    #expect(try document.channel("C2").role == .i0)
    #expect(document.signals == ["electron_yield: C1/C2", "fluorescence: C3/C2"])
    #expect(document.measurements[0].sample.temperature?.value == 1.9)
    #expect(document.measurements[0].instrument.ringCurrent?.value ?? 0 > 290)
    try WorldDialect.expectRoundTrip(document)
  }
}
