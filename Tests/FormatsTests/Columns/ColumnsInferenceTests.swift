import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: roles and units")
struct ColumnsInferenceTests {
  private func table(_ header: String, from start: Double, step: Double, count: Int = 20) -> String {
    header + (0..<count).map { "\(start + step * Double($0)) \($0 % 3)\n" }.joined()
  }

  @Test("standard labels need no note; names in common use give one each")
  func names() throws {
    let exact = try ColumnsTest.read("energy (eV)  i0  itrans  ifluor\n7112.0 1 2 3\n7113.0 1 2 3\n")
    #expect(exact.findings.isEmpty)
    #expect(exact.measurements.first?.signals.map(\.name) == ["transmission", "fluorescence"])
    let common = try ColumnsTest.read("E (eV)  Io  It  foo\n7112.0 1 2 3\n7113.0 1 2 3\n")
    #expect(common.measurements.first?.channels.map(\.role) == [.energy, .i0, .itrans, .other])
    #expect(
      common.findings.map(\.location.path) == ["/1/channels/E/role", "/1/channels/Io/role", "/1/channels/It/role"])
    #expect(common.findings.allSatisfy { $0.severity == .note && $0.message.contains("--columns") })
  }

  @Test("a measurement has one energy: the standard label wins over a common name")
  func oneEnergy() throws {
    let document = try ColumnsTest.read("Mono Energy\tenergy\tE\n7112.0 1 2\n7113.0 1 2\n")
    #expect(document.measurements.first?.channels.map(\.role) == [.other, .energy, .other])
  }

  @Test("without labels the first column is the energy when its values look so, with the reason")
  func byValues() throws {
    let document = try ColumnsTest.read(table("", from: 7100, step: 1))
    #expect(document.measurements.first?.channels.map(\.role) == [.energy, .other])
    #expect(ColumnsTest.units(document) == ["eV", nil])
    let role = try #require(document.findings.first { $0.code == "COLUMNS-ROLE-GUESS" })
    #expect(role.message.contains("Fe K"))
    #expect(ColumnsTest.codes(document) == ["COLUMNS-NO-LABELS", "COLUMNS-ROLE-GUESS", "COLUMNS-UNIT-GUESS"])
  }

  @Test(
    "columns that only look a little like energies stay what they are",
    arguments: [(0.0, 0.05), (1.0, 1.0), (7119.0, -1.0), (0.0, 1.0), (-20.0, 1.0)])
  func notByValues(_ start: Double, _ step: Double) throws {
    let document = try ColumnsTest.read(table("", from: start, step: step))
    #expect(document.measurements.first?.channels.map(\.role) == [.other, .other])
    #expect(ColumnsTest.codes(document) == ["COLUMNS-NO-LABELS"])
  }

  @Test("keV is concluded from values and steps, stated as a guess, and nothing is converted")
  func keV() throws {
    let document = try ColumnsTest.read(table("# energy mu\n", from: 7.1, step: 0.0005))
    #expect(ColumnsTest.units(document) == ["keV", nil])
    #expect(try ColumnsTest.rows(document)[0][0] == 7.1)
    let finding = try #require(document.findings.first { $0.code == "COLUMNS-UNIT-GUESS" })
    #expect(finding.message.contains("7.1") && finding.message.contains("--unit"))
    #expect(finding.location.path == "/1/channels/energy/unit")
  }

  @Test("a unit that is written is not guessed, and soft X-ray energies are eV")
  func units() throws {
    #expect(ColumnsTest.units(try ColumnsTest.read(table("# energy/eV mu\n", from: 7.1, step: 0.0005))).first == "eV")
    #expect(ColumnsTest.units(try ColumnsTest.read(table("# energy mu\n", from: 95, step: 0.1))).first == "eV")
    let unknown = try ColumnsTest.read(table("# energy mu\n", from: -20, step: 1))
    #expect(ColumnsTest.units(unknown).first == .some(nil))
    #expect(ColumnsTest.codes(unknown) == ["COLUMNS-UNIT-UNKNOWN"])
  }

  @Test("the probe wants a table of two rows and two columns, and refuses binary and markup")
  func probe() throws {
    let isMaybe = { (text: String) throws -> Bool in
      if case .maybe = try ColumnsTest.probe(Array(text.utf8)) { return true } else { return false }
    }
    #expect(try isMaybe("a b\n1 2\n3 4\n"))
    #expect(try isMaybe("1;2\n3;4\n"))
    #expect(try !isMaybe("1\n"))
    #expect(try !isMaybe("no numbers here\n"))
    #expect(try !isMaybe("<?xml version=\"1.0\"?>\n1 2\n3 4\n"))
    #expect(try !isMaybe("{\"a\": [1, 2]}\n1 2\n3 4\n"))
    // A byte order mark of UTF-16 with nothing behind it.
    #expect(try ColumnsTest.probe([0xFF, 0xFE]) == .no)
    #expect(try ColumnsTest.probe([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A] + Array("1 2\n3 4\n".utf8)) == .no)
    #expect(try ColumnsTest.probe(Array("1 2\n3 4\n".utf8) + Array(repeating: 0, count: 100)) == .no)
  }
}
