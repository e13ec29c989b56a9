import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("SPEC: damaged files")
struct SpecFaultTests {
  @Test("cut at any byte, a file gives its scans so far or an error, and what it gives can be written")
  func cuts() throws {
    let bytes = Array(SpecTest.example.utf8)
    for length in 1..<bytes.count {
      do {
        let document = try SpecTest.read(Array(bytes.prefix(length)))
        #expect(document.measurements.count <= 2)
        if document.measurements.isEmpty {
          #expect(SpecTest.codes(document) == ["SPEC-NO-SCAN"], "\(length)")
        } else {
          #expect(try SpecTest.roundTripDifferences(document) == [], "\(length)")
        }
      } catch let error as FormatError {
        #expect(error.kind == .unreadable)
        #expect(length < 3)
      }
    }
  }

  @Test("line ends of any kind, and a byte order mark, change nothing", arguments: ["\r\n", "\r"])
  func lineEnds(_ end: String) throws {
    let other =
      "\u{FEFF}" + SpecTest.example.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    let document = try SpecTest.read(SpecTest.example)
    #expect(try document.differences(to: try SpecTest.read(other)) == [])
    #expect(try SpecTest.read(other).findings.map(\.code) == document.findings.map(\.code))
  }

  @Test("UTF-16 is read like UTF-8")
  func wide() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in SpecTest.example.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try SpecTest.read(SpecTest.example).differences(to: try SpecTest.read(bytes)) == [])
  }

  @Test("a cell that is no number, a row that is too short, and text between rows are found at their lines")
  func rows() throws {
    let document = try SpecTest.read(
      "#S 1 a\n#N 3\n#L a  b  c\n1 2 3\n4 x 6\n7 8\nbeam lost\n10 11 12\n13 14 15\n")
    let places = document.findings.map { "\($0.code) \($0.location.line ?? 0)" }
    #expect(Set(places) == ["COLUMNS-CELL 5", "COLUMNS-ROW-SHORT 6", "SPEC-LINE 7"])
    #expect(document.measurements[0].channels[0].values.shape == [5])
    #expect(document.measurements[0].metadata.text("SPEC.text") == "beam lost")
  }

  @Test("a second line of labels, a scan without number and NULs are no reason to stop")
  func oddities() throws {
    let labels = try SpecTest.read("#S 1 a\n#N 1\n#L x\n#L y\n1\n")
    #expect(SpecTest.codes(labels) == ["SPEC-LABELS"])
    let unnumbered = try SpecTest.read("#S ascan th\n#N 1\n#L x\n1\n#S 7 b\n#N 1\n#L x\n2\n")
    #expect(unnumbered.measurements.map(\.selector) == ["p1", "7"])
    #expect(unnumbered.measurements[0].title == "ascan th")
    #expect(SpecTest.codes(unnumbered) == ["SPEC-NUMBER"])
    let nuls = try SpecTest.read("#S 1 a\n#N 1\n#L x\n1\n\0\0\0\0\0\0\n2\n")
    #expect(try SpecTest.doubles(nuls.measurements[0], "x").last == 2)
    let latin = try SpecTest.read(Array("#S 1 a\n#C 20 ".utf8) + [0xB0] + Array("C\n#N 1\n#L x\n1\n".utf8))
    #expect(latin.measurements[0].metadata.text("SPEC.comment") == "20 °C")
    #expect(SpecTest.codes(latin) == ["SPEC-ENCODING"])
    let header = try SpecTest.read("#F f\n#E 1\n#O0 a\n")
    #expect(header.measurements.isEmpty)
    #expect(SpecTest.codes(header) == ["SPEC-NO-SCAN"])
    #expect(throws: FormatError.self) { try SpecTest.read("1 2 3\n") }
  }

  @Test("one long spectrum among many short ones takes no memory for the short ones")
  func raggedSpectra() throws {
    let long = (0..<50_000).map { _ in "1" }.joined(separator: " ")
    let short = (0..<3000).map { "@A 1\n\($0)\n" }.joined()
    let document = try SpecTest.read("#S 1 a\n#N 1\n#L x\n@A \(long)\n-1\n" + short)
    #expect(document.measurements[0].channels.map(\.name) == ["x"])
    #expect(SpecTest.codes(document) == ["SPEC-MCA"])
  }

  private static let pieces: [[UInt8]] =
    [
      "\n", "\r", " ", "  ", "#", "#S 1 a\n", "#S", "#L ", "#N 3\n", "#P0 1 2 3\n", "#O0 a  b\n", "@A 1 2 3\\\n", "@",
      "\\",
      "#C Edgewise SPEC 1\n", "#U Edgewise.column: column=\"1\" name=\"q\" role=\"i0\" type=\"int8\"\n",
      "#U Edgewise.metadata: family=\"a\" key=\"b\" value=\"1\" type=\"int64\"\n", "#UXML <a>\n", "#UXML </a>\n", "nan",
      "1e999", "\0", "#D 1523428767.5\n", "#MD a = b\n", "#@CALIB 0 1 0\n", "99999999999999999999", "#T 1 (s)\n",
    ].map { Array($0.utf8) } + [[0xFF], [0x80, 0xFE]]

  @Test("mutated files give a document or an error, and what is read comes back from a file", arguments: 0..<6)
  func mutations(_ seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed) &+ 77)
    let own = try SpecWriter.write(try SpecTest.read(SpecTest.example))
    for _ in 0..<300 {
      var bytes = Bool.random(using: &random) ? own : Array(SpecTest.example.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let position = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: position)
        case 1: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...20, using: &random)))
        default: if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      guard !bytes.isEmpty else { continue }
      do {
        let document = try SpecTest.read(bytes)
        guard !document.measurements.isEmpty else { continue }
        let differences = try SpecTest.roundTripDifferences(document)
        #expect(differences == [], "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      } catch is FormatError {
        continue
      }
    }
  }
}
