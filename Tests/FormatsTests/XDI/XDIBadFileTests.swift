import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

/// The bad files of the XDI project: what is wrong with each, and on which line.
@Suite("The bad files of the XDI project", .enabled(if: Corpus.isPresent))
struct XDIBadFileTests {
  static let expected: [(number: Int, findings: [String])] = [
    (0, []),
    (1, ["XDI-VERSION-MISSING 1", "XDI-EXTENSION 23"]),
    (2, ["XDI-REQUIRED 27"]),
    (3, ["XDI-REQUIRED 27"]),
    (4, ["XDI-EDGE 6"]),
    (5, ["XDI-ELEMENT 7"]),
    (6, ["XDI-HEADER-END 28"]),
    (7, ["XDI-RECOMMENDED 23"]),
    (8, ["XDI-COLUMN-MISSING 26"]),
    (9, ["XDI-COLUMN-SURPLUS 6"]),
    (10, ["XDI-COLUMN-SURPLUS 5", "XDI-COLUMN-MISSING 27"]),
    (11, ["XDI-COMMENT-SIGN 12", "XDI-COMMENT-SIGN 13"]),
    (12, ["XDI-REQUIRED 27"]),
    (13, ["XDI-ROW-SHORT 31"]),
    (14, ["XDI-ROW-LONG 36"]),
    (15, ["XDI-NOT-FINITE 29"]),
    (16, ["XDI-NOT-NUMERIC 30"]),
    (17, ["XDI-NOT-NUMERIC 29"]),
    (18, ["XDI-EXTENSION 8"]),
    (19, ["XDI-HEADER-LINE 8"]),
    (20, ["XDI-HEADER-LINE 8"]),
    (21, ["XDI-HEADER-LINE 8"]),
    (22, ["XDI-HEADER-LINE 8"]),
    (23, ["XDI-EXTENSION 8"]),
    (24, ["XDI-HEADER-LINE 8"]),
    (25, ["XDI-EXTENSION 23"]),
    (26, []),
    (27, []),
    (28, ["XDI-DATE 18"]),
    (29, ["XDI-DATE 18"]),
    (30, ["XDI-EDGE 6", "XDI-ELEMENT 7"]),
    (31, ["XDI-D-SPACING 10"]),
    (32, ["XDI-ABSCISSA 2", "XDI-RECOMMENDED 25", "XDI-RECOMMENDED 25", "XDI-LABELS 26"]),
    (33, ["XDI-QUANTITY 23"]),
    (34, ["XDI-QUANTITY 16"]),
    (35, ["XDI-QUANTITY 17"]),
  ]

  static func bytes(_ number: Int) throws -> [UInt8] {
    let folder = try #require(Corpus.folder)
    let name = "bad_" + (number < 10 ? "0" : "") + "\(number).xdi"
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/xdi-bad/\(name)")))
  }

  @Test("each fault is found at its line, and nothing else", arguments: expected)
  func findings(_ number: Int, _ findings: [String]) throws {
    #expect(XDITest.places(try XDITest.read(try Self.bytes(number))) == findings)
  }

  @Test("every row and every good cell is read, whatever the fault", arguments: 0...35)
  func values(_ number: Int) throws {
    let document = try XDITest.read(try Self.bytes(number))
    let channels = try #require(document.measurements.first?.channels)
    #expect(channels.count == 4)
    #expect(channels.map { $0.values.count } == Array(repeating: number == 12 ? 8 : 12, count: 4))
    let lost = try channels.map { try $0.values.load().doubles().count { $0.isNaN } }.reduce(0, +)
    #expect(lost == ([13, 15, 16, 17].contains(number) ? 1 : 0))
  }

  @Test("the labels of the table come from where they are left", arguments: [6, 7, 8, 9])
  func labels(_ number: Int) throws {
    let document = try XDITest.read(try Self.bytes(number))
    #expect(document.measurements.first?.channels.map(\.name) == ["energy", "i0", "itrans", "mutrans"])
    let comments = document.measurements.first?.metadata.text("comments")
    #expect(comments?.hasPrefix("Cu foil Room Temperature\nmeasured at beamline 13-ID") == true)
    #expect(comments?.contains("mutrans") == false)
  }

  @Test("the messages name what was expected and what was found")
  func messages() throws {
    let angle = try #require(try XDITest.read(try Self.bytes(12)).findings.first)
    #expect(angle.message.contains("Mono.d_spacing") && angle.message.contains("angles"))
    let cell = try #require(try XDITest.read(try Self.bytes(17)).findings.first)
    #expect(cell.found == "1.4.9" && cell.location.column == 11 && cell.message.contains("\"i0\""))
    let row = try #require(try XDITest.read(try Self.bytes(14)).findings.first)
    #expect(row.found == "2.3  3.3" && row.expected == "4 cells")
    let month = try #require(try XDITest.read(try Self.bytes(29)).findings.first)
    #expect(month.message.contains("no month 26"))
    let name = try #require(try XDITest.read(try Self.bytes(22)).findings.first)
    #expect(name.message.contains("more than one point"))
  }

  @Test("XDI to XDI loses nothing of a bad file, and what is written reads back as projected", arguments: 0...35)
  func roundTrip(_ number: Int) throws {
    let document = try XDITest.read(try Self.bytes(number))
    let projection = XDITest.projection(document)
    let losses = try document.differences(to: projection)
    // Only the file without a version line gains one.
    #expect(losses.map(\.path) == (number == 1 ? ["/1/metadata/XDI.version", "/1/metadata/XDI.applications"] : []))
    let copy = try XDITest.read(try XDITest.write(document))
    #expect(try projection.differences(to: copy) == [])
  }
}
