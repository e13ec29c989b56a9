import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Columns: real files", .enabled(if: Corpus.isPresent))
struct ColumnsCorpusTests {
  static let files = Corpus.files(
    in: ["larch-text", "nexus-xmcd", "beamline-text", "xdi", "xdi-bad"], suffixes: [".xmu", ".dat", ".xdi"])

  @Test("reading gives a document or an error; writing and reading it again changes nothing", arguments: files)
  func roundTrip(_ path: String) throws {
    do {
      let document = try ColumnsReader.read(try ByteSource(path))
      #expect(try document.differences(to: ColumnsTest.project(document)) == [])
      #expect(try ColumnsTest.roundTripDifferences(document) == [])
    } catch is FormatError {
      // The two binary files among them.
      #expect(path.hasSuffix("ssrlb.dat") || path.hasSuffix("x15b.dat"))
    }
  }

  /// In these, rows go over several lines, or numbers touch each other.
  private static let odd = ["srs9.dat", "x10c.dat", "ssrlb.dat", "x15b.dat"]

  @Test(
    "the numbers are those that a simple parser finds in the last lines of numbers only",
    arguments: files.filter { path in !odd.contains { path.hasSuffix($0) } && !path.contains("xdi") })
  func numbers(_ path: String) throws {
    let rows = try ColumnsTest.rows(try ColumnsReader.read(try ByteSource(path)))
    let width = try #require(rows.first?.count)
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    let simple = text.split(whereSeparator: \.isNewline).compactMap { line -> [Double]? in
      let cells = line.split { " \t,\u{1A}".contains($0) }.map { Double($0) }
      return cells.count == width && !cells.contains(nil) ? cells.compactMap(\.self) : nil
    }
    #expect(rows.count > 100)
    #expect(rows == Array(simple.suffix(rows.count)))
  }

  struct Expected: Sendable, CustomTestStringConvertible {
    let file: String
    let columns: Int
    let rows: Int
    let roles: [Int: ChannelRole]
    var testDescription: String { file }
  }

  static let expected: [Expected] = [
    Expected(file: "larch-text/cu_10k.xmu", columns: 2, rows: 612, roles: [0: .energy, 1: .mu]),
    Expected(file: "larch-text/fe2o3_rt1.xmu", columns: 3, rows: 412, roles: [0: .energy, 1: .mu, 2: .i0]),
    Expected(file: "larch-text/mn_cpmnco3.dat", columns: 2, rows: 409, roles: [0: .energy, 1: .mu]),
    Expected(file: "larch-text/sno2_l3.dat", columns: 2, rows: 208, roles: [0: .energy, 1: .mu]),
    Expected(file: "nexus-xmcd/236463.dat", columns: 14, rows: 200, roles: [0: .energy]),
    Expected(
      file: "beamline-text/APS10BM_2019.dat", columns: 5, rows: 3464,
      roles: [0: .energy, 1: .i0, 2: .itrans, 3: .irefer, 4: .ifluor]),
    Expected(file: "beamline-text/APS9BM_2006.dat", columns: 36, rows: 258, roles: [0: .energy, 2: .other, 6: .i0]),
    Expected(
      file: "beamline-text/SSRL1_2006.dat", columns: 6, rows: 455, roles: [3: .i0, 4: .itrans, 5: .irefer]),
    Expected(file: "beamline-text/pfbl12c.dat", columns: 5, rows: 818, roles: [2: .time]),
    Expected(file: "beamline-text/srsc.dat", columns: 7, rows: 205, roles: [0: .energy]),
    Expected(file: "beamline-text/x10c.dat", columns: 8, rows: 547, roles: [0: .energy]),
    Expected(file: "beamline-text/generic_columns_no_header.dat", columns: 7, rows: 198, roles: [0: .energy]),
  ]

  @Test("columns, rows and roles are those that a person sees in the file", arguments: expected)
  func shape(_ expected: Expected) throws {
    let path = try #require(Corpus.folder) + "/" + expected.file
    let measurement = try #require(try ColumnsReader.read(try ByteSource(path)).measurements.first)
    #expect(measurement.channels.count == expected.columns)
    #expect(measurement.channels.first?.values.shape == [expected.rows])
    for (column, role) in expected.roles { #expect(measurement.channels[column].role == role, "column \(column + 1)") }
  }
}
