import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Columns: any bytes")
struct ColumnsFuzzTests {
  private static let seeds: [[UInt8]] = [
    "# Edgewise columns 1\n# Edgewise.measurement: title=\"t\" signals=\"listed\"\n"
      + "# Edgewise.column: column=\"1\" name=\"e\\u{e9}\" role=\"energy\" unit=\"eV\" type=\"int32\"\n"
      + "# Edgewise.signal: name=\"s\" expression=\"ln(i0/e)\"\n# A.b: c\n#----\n# e i0\n 1 2.5\n 2 nan\n 3 -1e-5\n",
    "#%name: Cu\n# .  Element=Au   Edge=L3\n SRSRUN=1,SRSTLE='x  ',\n#-----\n# energy(eV) mu\n7112.0 0.5\n7113.0 1.0D+05\n",
    "Energy;\"I 0\";mu\n(eV);(A);-\n7112,5;1,0;2\n7113,5;;3\nEND\n",
    "a\tb\n1.5E+05-2.0\t3\n9007199254740993\t4\n# x\n5\t6\n#S 2\n7\t8\n",
  ].map { Array($0.utf8) }

  private static let pieces: [[UInt8]] =
    [
      "\n", "\r", "\t", " ", "#", "=", ":", "\"", "'", ",", ";", "-", ".", "e", "1", "7112.5 3\n", "# a: b\n", "----\n",
      "\u{1A}", "\0", "nan", "inf", "1e999", "Edgewise.", "\\u{", "99999999999999999999", "energy", "//", "&", "{",
      "\u{FEFF}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80, 0xFE]]

  @Test("mutated files give a document or an error, and what is read can be written and read again", arguments: 0..<8)
  func mutations(_ seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed) &+ 1)
    for _ in 0..<500 {
      var bytes = Self.seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&bytes, &random) }
      guard !bytes.isEmpty, bytes.prefix(2) != [0x1F, 0x8B] else { continue }
      _ = try ColumnsTest.probe(bytes)
      let document: Document
      do {
        document = try ColumnsTest.read(bytes)
      } catch is FormatError {
        continue
      }
      let differences = try ColumnsTest.roundTripDifferences(document)
      #expect(differences == [], "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let position = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: position)
    case 1:
      let end = min(bytes.count, position + Int.random(in: 1...12, using: &random))
      bytes.removeSubrange(position..<end)
    case 2: if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &random) }
    case 3:
      let end = min(bytes.count, position + Int.random(in: 1...40, using: &random))
      bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &random))
    default: bytes.removeSubrange(position...)
    }
  }

  @Test("lines that invite slow reading are read in time that grows with their length")
  func longLines() throws {
    let count = 20_000
    for unit in [
      "=", "a=", "\"", "a b ", "1 ", "a:", "# ", "(", "'x'=", "1\n2 3\n4 5 6\n", "-", "\t", ",", "Edgewise.x: ",
    ] {
      let line = String(repeating: unit, count: count)
      _ = try? ColumnsTest.read("# \(line)\n1 2\n3 4\n")
      _ = try? ColumnsTest.read(line)
      _ = try? ColumnsTest.read("# Edgewise columns 1\n# Edgewise.column: \(line)\n#----\n# a b\n1 2\n3 4\n")
    }
  }
}
