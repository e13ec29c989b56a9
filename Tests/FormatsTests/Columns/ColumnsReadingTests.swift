import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: tables")
struct ColumnsReadingTests {
  private let expected = [[7112.0, 1.5, -0.25], [7113.0, 2.5, 1e5], [7114.5, 3.5, 0.125]]

  @Test(
    "the same table is read whatever separates its cells and signs its comments",
    arguments: [
      "# energy mu i0\n7112.0 1.5 -0.25\n7113.0 2.5 1e5\n7114.5 3.5 0.125\n",
      "% energy mu i0\n  7112.0\t1.5\t-0.25\n  7113.0\t2.5\t1e5\n  7114.5\t3.5\t0.125",
      "; energy, mu, i0\n7112,1.5,-0.25\n7113.0, 2.5, 1e5,\n7114.5 ,3.5 , 0.125\n",
      "* energy;mu;i0\n7112.0;1.5;-0.25\n7113.0;2.5;1e5\n7114.5;3.5;0.125\n",
      "energy\tmu\ti0\r\n7112.0\t1.5\t-0.25\r\n7113.0\t2.5\t1.0D+05\r\n7114.5\t3.5\t0.125\r\n",
      "! energy mu i0\r7112.0 1.5 -.25\r7113. 2.5 1E+5\r7114.5 3.5 +.125\r",
      "\u{FEFF}// energy mu i0\n7112.0 1.5 -0.25\n\n7113.0 2.5 1d5\n7114.5 3.5 0.125\n\u{1A}",
      "energy;mu;i0\n7112,0;1,5;-0,25\n7113,0;2,5;1e5\n7114,5;3,5;0,125\n",
      "energy\tmu\ti0\n7112,0\t1,5\t-0,25\n7113,0\t2,5\t1e5\n7114,5\t3,5\t0,125\n",
      "\"energy\",\"mu\",\"i0\"\n\"7112.0\",1.5,-0.25\n7113.0,2.5,1e5\n7114.5,3.5,0.125\n",
    ])
  func sameTable(_ text: String) throws {
    let document = try ColumnsTest.read(text)
    #expect(try ColumnsTest.rows(document) == expected)
    #expect(ColumnsTest.names(document) == ["energy", "mu", "i0"])
    #expect(document.measurements.first?.channels.map(\.role) == [.energy, .mu, .i0])
    #expect(ColumnsTest.codes(document).isSubset(of: ["COLUMNS-UNIT-GUESS", "COLUMNS-DECIMAL-COMMA"]))
  }

  @Test("a decimal comma is reported at the first row")
  func decimalComma() throws {
    let document = try ColumnsTest.read("E (eV);mu (a.u.)\n7112,5;0,5\n7113,5;0,75\n")
    #expect(try ColumnsTest.rows(document) == [[7112.5, 0.5], [7113.5, 0.75]])
    #expect(ColumnsTest.units(document) == ["eV", "a.u."])
    #expect(ColumnsTest.places(document).contains("COLUMNS-DECIMAL-COMMA 2"))
  }

  @Test("commas between integers are delimiters, not decimal commas")
  func integerCommas() throws {
    let document = try ColumnsTest.read("energy,i0\n7112,5\n7113,6\n")
    #expect(try ColumnsTest.rows(document) == [[7112, 5], [7113, 6]])
    #expect(!ColumnsTest.codes(document).contains("COLUMNS-DECIMAL-COMMA"))
  }

  @Test("numbers that touch each other are separated before the sign, and that is reported")
  func fused() throws {
    let document = try ColumnsTest.read("# energy a b\n8153.0 3.39370E+04 1.0E+00\n8154.0 1.29053E+05-2.32486E+00\n")
    #expect(try ColumnsTest.rows(document) == [[8153, 33937, 1], [8154, 129053, -2.32486]])
    #expect(ColumnsTest.places(document).contains("COLUMNS-FUSED-NUMBERS 3"))
  }

  @Test("UTF-16 with a byte order mark is read")
  func utf16() throws {
    let text = "energy\tmu\r\n7112.0\t0.5\r\n7113.0\t0.75\r\n"
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let document = try ColumnsTest.read(bytes)
    #expect(try ColumnsTest.rows(document) == [[7112, 0.5], [7113, 0.75]])
    #expect(ColumnsTest.codes(document).contains("COLUMNS-ENCODING"))
  }

  @Test("a Latin-1 header is decoded and reported")
  func latin1() throws {
    let bytes = Array("# temp: 25 ".utf8) + [0xB0] + Array("C\n# energy mu\n7112.0 0.5\n7113.0 0.75\n".utf8)
    let document = try ColumnsTest.read(bytes)
    #expect(ColumnsTest.metadata(document) == ["temp=25 °C"])
    #expect(document.origin.header == "# temp: 25 °C\n# energy mu\n")
    #expect(ColumnsTest.places(document).contains("COLUMNS-ENCODING 1"))
  }

  @Test("integers that no double holds stay integers")
  func wideIntegers() throws {
    let measurement = try ColumnsTest.measurement("# time counts\n1 9007199254740993\n2 18446744073709551615\n")
    #expect(measurement.channels[1].values.inMemory?.elements(as: UInt64.self) == [9_007_199_254_740_993, .max])
  }

  @Test("one row is a table")
  func oneRow() throws {
    let document = try ColumnsTest.read("# energy mu\n7112.0 0.5\n")
    #expect(try ColumnsTest.rows(document) == [[7112, 0.5]])
    #expect(try ColumnsTest.probe(Array("# energy mu\n7112.0 0.5\n".utf8)) != .no)
  }

  @Test("a file that names columns and has no rows gives empty columns and an error finding")
  func noRows() throws {
    let document = try ColumnsTest.read("# E0: 7112 eV\n#----\n# energy i0 itrans\n")
    #expect(ColumnsTest.names(document) == ["energy", "i0", "itrans"])
    #expect(document.measurements.first?.channels.first?.values.shape == [0])
    #expect(ColumnsTest.places(document) == ["COLUMNS-NO-ROWS 3"])
  }

  @Test("text without any table is unreadable")
  func prose() throws {
    #expect(throws: FormatError.self) { try ColumnsTest.read("Dear colleague,\nplease find the data attached.\n") }
  }

  @Test("the largest run of rows is the table; shorter ones above it belong to the header")
  func largestRun() throws {
    let text = """
      Block  Init  Final
      1  12049.0  12150.0
      2  12150.0  12320.0
      Offset data
      Angle(o) time/s counts
      """
    let rows = (0..<30).map { "\(9.5 - 0.01 * Double($0)) 1.0 \(1000 + $0)" }
    let document = try ColumnsTest.read(text + "\n" + rows.joined(separator: "\n") + "\n")
    #expect(try ColumnsTest.rows(document).count == 30)
    #expect(ColumnsTest.names(document) == ["Angle(o)", "time", "counts"])
    #expect(ColumnsTest.units(document) == [nil, "s", nil])
  }

  @Test("a second scan in the file is reported and not mixed with the first")
  func secondScan() throws {
    let scan = { (first: Int, count: Int) in (0..<count).map { "\(first + $0) \($0)\n" }.joined() }
    for separator in ["#S 2 ascan\n#L energy  counts\n", "# energy counts\n", "Scan two\n"] {
      let text = "# energy counts\n" + scan(7000, 40) + separator + scan(8000, 30)
      let document = try ColumnsTest.read(text)
      #expect(try ColumnsTest.rows(document).map { $0[0] } == (7000..<7040).map(Double.init))
      let finding = try #require(document.findings.first { $0.code == "COLUMNS-OTHER-TABLE" })
      #expect(finding.location.line == 42 + separator.split(separator: "\n").count)
    }
  }

  @Test("a label line and 3000 columns of one wide row each are read")
  func wide() throws {
    let labels = (1...3000).map { "c\($0)" }.joined(separator: " ")
    let row = (1...3000).map { "\($0).5" }.joined(separator: " ")
    let document = try ColumnsTest.read("# \(labels)\n\(row)\n\(row)\n")
    #expect(document.measurements.first?.channels.count == 3000)
    #expect(try ColumnsTest.rows(document)[1][2999] == 3000.5)
    #expect(ColumnsTest.names(document).last == "c3000")
  }
}
