import Bytes
import Testing

@testable import Formats

@Suite("Numeric tables")
struct NumericTableTests {
  func read(_ text: String, _ change: (inout NumericTable.Options) -> Void = { _ in }) -> NumericTable {
    var options = NumericTable.Options()
    change(&options)
    let bytes = Array(text.utf8)
    return NumericTable.read(bytes.span, in: 0..<bytes.count, firstLine: 1, options: options)
  }

  func columns(_ table: NumericTable) -> [[Double]] { table.columns.map(\.doubles) }

  @Test("blanks, tabs and any line end separate", arguments: ["\n", "\r\n", "\r"])
  func blanks(_ end: String) {
    let table = read(" 1.5\t2 " + end + end + "3e2  -4." + end + "  .5 +6")
    #expect(columns(table) == [[1.5, 300, 0.5], [2, -4, 6]])
    #expect(table.issues == [] && table.rowCount == 3 && table.lastLine == 4)
    #expect(table.firstRow == .init(line: 1, offset: 0))
  }

  @Test("only the given range is read, and lines count on")
  func range() {
    let bytes = Array("x 1\n2 3\n4 y\n".utf8)
    let table = NumericTable.read(bytes.span, in: 4..<11, firstLine: 7)
    #expect(columns(table)[0] == [2, 4])
    #expect(table.issues.map(\.line) == [8] && table.lastLine == 8)
    #expect(table.issues.map(\.column) == [3])
  }

  @Test("delimiters: empty cells are NaN, a trailing delimiter is nothing")
  func delimiters() {
    let comma = read("1, 2,3,\n4,,6\n\"7\", 8 ,9\n") { $0.delimiter = .comma }
    #expect(comma.rowCount == 3)
    #expect(columns(comma)[0] == [1, 4, 7] && columns(comma)[2] == [3, 6, 9])
    #expect(columns(comma)[1][1].isNaN)
    #expect(comma.issues.map(\.kind) == [.emptyCell])
    #expect(comma.issues.first?.line == 2 && comma.issues.first?.column == 3)
    let semicolon = read("1,5;2\n3;4,25\n") {
      $0.delimiter = .semicolon
      $0.decimalComma = true
    }
    #expect(columns(semicolon) == [[1.5, 3], [2, 4.25]])
    let tab = read("1\t\t3\n4\t5\t6\n\t8\t9\n") { $0.delimiter = .tab }
    #expect(tab.columns.count == 3)
    #expect(columns(tab)[0][2].isNaN && columns(tab)[1][0].isNaN && columns(tab)[2] == [3, 6, 9])
  }

  @Test("Fortran: D exponents, exponents without letter, numbers that touch")
  func fortran() {
    let table = read("1.5D+02 1.0-101\n-2.5d0 0.1+100\n") { $0.fortranExponents = true }
    #expect(columns(table) == [[150, -2.5], [1e-101, 1e99]])
    let fused = read("1.0E+05-2.0-3.5 4.0\n-1.0-2.0-3.0-4.0\n") { $0.fusedNumbers = true }
    #expect(columns(fused) == [[1e5, -1], [-2, -2], [-3.5, -3], [4, -4]])
    #expect(read("1.0-2.0 3\n4 5\n").issues.map(\.kind) == [.notNumeric])
  }

  @Test("ragged rows and bad cells are reported at line and column")
  func ragged() {
    let table = read("1 2 3\n4 5\n7 8 9 10 11\n12 x 14\n")
    #expect(table.rowCount == 4)
    #expect(
      table.issues.map(\.kind) == [.shortRow(expected: 3, found: 2), .longRow(expected: 3, found: 5), .notNumeric])
    #expect(table.issues.map(\.line) == [2, 3, 4])
    #expect(table.issues.map(\.column) == [3, 7, 4])
    #expect(table.issues.map(\.text) == ["5", "10 11", "x"])
    #expect(columns(table)[2][1].isNaN && columns(table)[1][3].isNaN)
  }

  @Test("the majority of the first rows decides how many columns there are")
  func majority() {
    #expect(read("1 2\n1 2 3\n1 2 3\n").columns.count == 3)
    #expect(read("1 2 3\n1 2\n").columns.count == 3)
    #expect(read("1 2 3\n") { $0.columnCount = 2 }.columns.count == 2)
    #expect(read("").columns.isEmpty)
    #expect(read("") { $0.columnCount = 2 }.columns.map(\.doubles) == [[], []])
  }

  @Test("comments and text are kept apart from rows")
  func otherLines() {
    let table = read("# a\n1 2\n  # b\nend of 1 scan today\n3 4\n# c")
    #expect(table.rowCount == 2 && table.issues == [])
    #expect(table.otherLines.map(\.kind) == [.comment, .comment, .text, .comment])
    #expect(table.otherLines.map(\.position.line) == [1, 3, 4, 6])
    #expect(table.otherLines.map(\.rowsBefore) == [0, 1, 1, 2])
    #expect(table.otherLines.map(\.bytes) == [0..<3, 8..<13, 14..<33, 38..<41])
  }

  @Test("values that are not finite are values, and reported when asked for")
  func notFinite() {
    let table = read("nan inf\n-Infinity 1.#QNAN\n") { $0.reportsNonFinite = true }
    #expect(table.issues.map(\.kind) == Array(repeating: .notFinite, count: 4))
    #expect(table.columns[0].doubles[1] == -.infinity && table.columns[1].doubles[1].isNaN)
    #expect(read("nan inf\n").issues == [])
  }

  @Test("integers beyond doubles keep all their digits, in columns of integers only")
  func wideIntegers() {
    let table = read("9007199254740993 18446744073709551615 9007199254740993\n-5 0 1.5\n")
    #expect(table.columns[0] == .int64([9_007_199_254_740_993, -5]))
    #expect(table.columns[1] == .uint64([.max, 0]))
    #expect(table.columns[2] == .float64([9_007_199_254_740_992, 1.5]))
    #expect(table.issues.map(\.kind) == [.rounded] && table.issues.map(\.cell) == [2])
    #expect(read("9007199254740993\n-9223372036854775808\n").columns == [.int64([9_007_199_254_740_993, .min])])
    #expect(read("9007199254740992\n4503599627370497\n").columns.map(\.array.type) == [.float64])
    let beyond = read("123456789012345678901234567890\n1\n")
    #expect(beyond.columns.map(\.array.type) == [.float64] && beyond.issues.map(\.kind) == [.rounded])
    let short = read("1 9007199254740993\n2\n3 4\n")
    #expect(short.columns.map(\.array.type) == [.float64, .float64])
  }

  @Test("many digits are correctly rounded")
  func digits() {
    let table = read("0.1234567890123456789 2.2250738585072014e-308\n17976931348623157e292 5e-324\n")
    #expect(columns(table)[0] == [0.12345678901234568, Double.greatestFiniteMagnitude])
    #expect(columns(table)[1] == [Double.leastNormalMagnitude, Double.leastNonzeroMagnitude])
  }

  @Test("blocks of rows join without a seam")
  func manyRows() {
    let text = (0..<5000).map { "\($0) \(Double($0) / 8)\n" }.joined()
    let table = read(text)
    #expect(table.columns[0].doubles == (0..<5000).map(Double.init))
    #expect(table.columns[1].doubles == (0..<5000).map { Double($0) / 8 })
  }

  @Test("a wide row followed by many narrow ones takes no memory that the text does not account for")
  func memory() {
    let wide = (0..<20_000).map(String.init).joined(separator: " ")
    let table = read(wide + "\n" + wide + "\n" + String(repeating: "1\n", count: 20_000)) { $0.columnCount = 20_000 }
    #expect(table.columns.count == 20_000)
    #expect(table.rowCount < 30)
    #expect(table.otherLineCount > 19_000)
  }

  @Test("lists of faults are bounded, their counts are not")
  func limits() {
    let table = read("1 2\n" + String(repeating: "1 x\n", count: 500) + String(repeating: "#\n", count: 30)) {
      $0.otherLineLimit = 10
    }
    #expect(table.issues.count == 100 && table.issueCount == 500)
    #expect(table.otherLines.count == 10 && table.otherLineCount == 30)
  }
}
