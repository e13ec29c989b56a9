import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: faults in tables")
struct ColumnsFaultTests {
  @Test("a last row that is cut off keeps its numbers and is reported at its line")
  func raggedEnd() throws {
    let document = try ColumnsTest.read("# energy i0 it\n7112.0 1 2\n7113.0 3 4\n7114.0 5")
    let rows = try ColumnsTest.rows(document)
    #expect(rows.count == 3)
    #expect(rows[2][0] == 7114 && rows[2][1] == 5 && rows[2][2].isNaN)
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-ROW-SHORT" })
    #expect(finding.location.line == 4)
    #expect(finding.expected == "3 cells" && finding.found == "2 cells")
  }

  @Test("cells that are no numbers become NaN, with line, column and text")
  func badCell() throws {
    let document = try ColumnsTest.read("# energy i0 it\n7112.0 1 2\n7113.0 O.3 4\n7114.0 5 6\n7115.0 7 8\n")
    let rows = try ColumnsTest.rows(document)
    #expect(rows.count == 4)
    #expect(rows[1][1].isNaN && rows[1][2] == 4)
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-CELL" })
    #expect(finding.location.line == 3 && finding.location.column == 8 && finding.found == "O.3")
  }

  @Test("rows with too many cells are read up to the last column and reported")
  func longRow() throws {
    let document = try ColumnsTest.read("# energy i0\n7112.0 1\n7113.0 3 9\n7114.0 5\n7115.0 7\n")
    #expect(try ColumnsTest.rows(document) == [[7112, 1], [7113, 3], [7114, 5], [7115, 7]])
    #expect(ColumnsTest.places(document).contains("COLUMNS-ROW-LONG 3"))
  }

  @Test("empty cells of a CSV file become NaN and are reported")
  func emptyCell() throws {
    let document = try ColumnsTest.read("energy,i0,it\n7112.0,1,2\n7113.0,,4\n7114.0,5,6\n")
    let rows = try ColumnsTest.rows(document)
    #expect(rows[1][1].isNaN && rows[1][2] == 4)
    #expect(ColumnsTest.places(document).contains("COLUMNS-CELL-EMPTY 3"))
  }

  @Test("text after the table is kept, not read as rows")
  func footer() throws {
    let document = try ColumnsTest.read(
      "# energy i0\n7112.0 1\n7113.0 3\n7114.0 5\n END OF DATA\n# fitted R-factor 0.02\n\u{1A}\n")
    #expect(try ColumnsTest.rows(document).count == 3)
    #expect(ColumnsTest.metadata(document) == ["footer_line=END OF DATA", "footer_line=fitted R-factor 0.02"])
    #expect(document.measurements.first?.metadata.nodes.map(\.line) == [5, 6])
  }

  @Test("a footer with a number in it is no row")
  func numericFooter() throws {
    let document = try ColumnsTest.read("# energy i0\n7112.0 1\n7113.0 3\n7114.0 5\nR-factor 0.02\n")
    #expect(try ColumnsTest.rows(document).count == 3)
    #expect(ColumnsTest.metadata(document) == ["footer_line=R-factor 0.02"])
  }

  @Test("comments between rows are kept with their lines")
  func innerComment() throws {
    let document = try ColumnsTest.read("# energy i0\n7112.0 1\n# beam lost\n7113.0 3\n")
    #expect(try ColumnsTest.rows(document).count == 2)
    #expect(ColumnsTest.metadata(document) == ["comment_line=beam lost"])
    #expect(document.measurements.first?.metadata.nodes.first?.line == 3)
  }

  @Test("fewer labels than columns name the first columns and are reported")
  func fewerLabels() throws {
    let document = try ColumnsTest.read("#----\n# energy i0\n7112.0 1 2 3\n7113.0 3 4 5\n")
    #expect(ColumnsTest.names(document) == ["energy", "i0", "col3", "col4"])
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-LABEL-COUNT" })
    #expect(finding.location.line == 2 && finding.found == "2 labels")
  }

  @Test("more labels than columns name the columns and are reported")
  func moreLabels() throws {
    let document = try ColumnsTest.read("energy,i0,it,if\n7112.0,1\n7113.0,3\n")
    #expect(ColumnsTest.names(document) == ["energy", "i0"])
    #expect(ColumnsTest.places(document).contains("COLUMNS-LABEL-COUNT 1"))
  }

  @Test("labels that cannot be told apart name nothing")
  func fusedLabels() throws {
    let text = "#----\n# Mono Energy (alt) *  Scaler time * ID Gap *\n7112.0 1 2\n7113.0 3 4\n"
    let document = try ColumnsTest.read(text)
    #expect(ColumnsTest.names(document) == ["col1", "col2", "col3"])
    #expect(ColumnsTest.places(document).contains("COLUMNS-LABEL-COUNT 2"))
    #expect(ColumnsTest.metadata(document) == ["header_line=Mono Energy (alt) *  Scaler time * ID Gap *"])
  }

  @Test("repeated labels are numbered and reported")
  func repeatedLabels() throws {
    let document = try ColumnsTest.read("# energy Seconds i0 Seconds Seconds_2\n7112.0 1 2 3 4\n7113.0 1 2 3 4\n")
    #expect(Set(ColumnsTest.names(document)).count == 5)
    #expect(ColumnsTest.names(document).prefix(4) == ["energy", "Seconds", "i0", "Seconds_2"])
    #expect(document.findings.count { $0.code == "COLUMNS-LABEL-REPEATED" } == 2)
  }

  @Test("rows of very different lengths do not take more memory than the text allows")
  func paddingAttack() throws {
    let wide = Array(repeating: "1", count: 20_000).joined(separator: " ")
    let text = wide + "\n" + wide + "\n" + wide + "\n" + String(repeating: "1\n", count: 200_000)
    let document = try ColumnsTest.read(text)
    let cells = document.measurements.first?.channels.reduce(0) { $0 + $1.values.count } ?? 0
    #expect(cells < 4_000_000)
  }
}
