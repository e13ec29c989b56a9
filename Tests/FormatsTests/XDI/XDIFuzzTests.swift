import Bytes
import DataModel
import Testing

@testable import Formats

/// The same numbers in every run.
struct Deterministic: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Damaged XDI files")
struct XDIFuzzTests {
  static let pieces: [String] = [
    "#", "# ---", "# ///", "# Outer.name: t K\n", "# Outer.value: 3\n", "\n", "\r", "\r\n", "\u{0}", "nan ", "-inf ",
    "1e999 ", "9007199254740993 ", "# Column.2: i0 x y z", "# Column.4000000000000: a", "XDI/1.0", ":", ".", ",", ";",
    "\t", "\"", "1.5-2.5 ", "1D5 ", "1,5 ", "Å", "\u{FEFF}", "# energy i0 itrans\n", "text here\n", "5 6 7\n", "||",
    " # ",
    "# Column.1: energy eV\n", "# Sample.name:\n", "--- ", "- ", "+", "# Family.key: value\n", "! x\n", "#\n",
  ]

  static func mutated(_ generator: inout Deterministic) -> [UInt8] {
    let rows = ["9600.0 1000 500.5", "# Outer.value: 2", "9601.5 1001 499.25", "9603.0 1002 400.125"]
    var bytes = Array(XDITest.file(inserting: [8: "# Outer.name: T K", 12: "# ///\n# note"], rows: rows).utf8)
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 0...20, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 3: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: place)
      }
    }
    return bytes.isEmpty ? [0] : bytes
  }

  @Test("any damage gives a document that survives writing and reading", arguments: 0..<8)
  func damage(_ seed: UInt64) throws {
    var generator = Deterministic(seed: seed)
    for round in 0..<300 {
      let bytes = Self.mutated(&generator)
      let document = try XDITest.read(bytes)
      _ = XDIProbe.match(try ByteSource(name: "x", bytes: bytes))
      let lineCount = bytes.count { $0 == 10 || $0 == 13 } + 1
      #expect(document.findings.allSatisfy { ($0.location.line ?? 1) <= lineCount })
      let projection = XDITest.projection(document)
      let written = try XDITest.write(document)
      let copy = try XDITest.read(written)
      let differences = try projection.differences(to: copy)
      if !differences.isEmpty {
        Issue.record("seed \(seed) round \(round): \(differences.map(\.description))\n\(XDITest.text(bytes))")
        return
      }
      let losses = try document.differences(to: projection)
      // A file without a version line gains what makes it XDI.
      if !losses.isEmpty, document.measurements.first?.metadata.first("XDI.version") != nil {
        Issue.record("seed \(seed) round \(round): lost \(losses.map(\.description))\n\(XDITest.text(bytes))")
        return
      }
    }
  }

  @Test("large hostile inputs are read in time that grows with their size")
  func hostile() throws {
    let inputs: [String] = [
      "# XDI/1.0\n" + String(repeating: "# Lab.key: value\n", count: 50_000),
      "# XDI/1.0\n# ---\n# " + String(repeating: "i0 ", count: 50_000) + "\n" + String(repeating: "1 ", count: 50_000),
      "# XDI/1.0\n" + String(repeating: "junk\n", count: 20_000),
      "# XDI/1.0\n# ---\n" + String(repeating: "junk and more\n", count: 50_000),
      "# XDI/1.0\n# ---\n#\n1 2\n" + String(repeating: "\u{0}", count: 500_000),
      "# XDI/1.0\n# " + String(repeating: "a.", count: 200_000) + ": 1\n",
      "# XDI/1.0\n# Outer.name: t\n# ---\n#\n" + String(repeating: "# Outer.value: 1\n1 2\n", count: 20_000),
    ]
    for input in inputs {
      let document = try XDITest.read(input)
      #expect(document.findings.count < 1000)
    }
  }
}
