import Bytes
import DataModel
import Testing

@testable import Formats

/// Writing and reading files for plotting programs without a disk.
struct PlotTest {
  let format: Format

  /// All but one: a million events take their time as text.
  static let hardCases = HardCases.all.filter { !$0.name.contains("10^6") }

  func project(_ document: Document) throws -> Document {
    try #require(format.writer).projection(document, WritingOptions())
  }

  func bytes(_ document: Document) throws -> [UInt8] {
    guard case .text(let encode)? = format.writer?.encoding else {
      throw FormatError(.unwritable, "\(format.id) must be a text format")
    }
    return try encode(document, WritingOptions())
  }

  func write(_ document: Document) throws -> String { String(decoding: try bytes(document), as: UTF8.self) }

  func read(_ bytes: [UInt8]) throws -> Document {
    let read = try #require(format.read)
    return try read(try ByteSource(name: "test", bytes: bytes))
  }

  func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  /// What writing and reading changes in what the format should hold.
  func differences(_ document: Document) throws -> [String] {
    let found = try read(try bytes(document))
    return try project(document).differences(to: found).map(\.description)
      + found.findings.map { "\($0.code): \($0.message)" }
  }

  /// The places of the losses.
  func losses(_ document: Document) throws -> [String] {
    try document.differences(to: try project(document)).map(\.path)
  }

  func match(_ bytes: [UInt8]) throws -> Format.Match { format.probe(try ByteSource(name: "test", bytes: bytes)) }

  // MARK: Documents

  static func document(_ measurements: Measurement...) -> Document {
    Document(origin: Origin(name: "made.dat", format: "test", readerVersion: "0"), measurements: measurements)
  }

  /// Three points of a transmission scan.
  static let copper = Measurement(
    title: "Cu foil", startTime: "2024-05-01T10:00:00",
    channels: [
      Channel(name: "energy", role: .energy, unit: "eV", values: Values([8979.0, 8980.5, 8982.25])),
      Channel(name: "i0", role: .i0, unit: "counts", values: Values([1000, 2000, 4000] as [Int32])),
      Channel(name: "i1", role: .itrans, unit: "counts", values: Values([1000, 1000, 1000] as [Int32])),
    ],
    signals: [Signal(name: "transmission", expression: "ln(i0/i1)", mode: .transmission, element: "Cu", edge: "K")])

  static let doubles: [Double] = [
    0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .nan, -.infinity, 1.0 / 3, 9_007_199_254_740_994,
  ]

  /// Arrays of every type of real numbers, at the ends of their ranges.
  static let numbers = Measurement(
    channels: [
      Channel(name: "d", values: Values(doubles)),
      Channel(name: "f", values: Values(doubles.map { Float($0.isNaN ? 0.1 : $0) })),
      Channel(name: "i8", values: Values([Int8.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u8", values: Values([UInt8.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i16", values: Values([Int16.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u16", values: Values([UInt16.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i32", values: Values([Int32.min, -1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "u32", values: Values([UInt32.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "i64", values: Values([Int64.min, -1, 0, 1, 2, 3, 9_007_199_254_740_993, .max])),
      Channel(name: "u64", values: Values([UInt64.min, 1, 0, 1, 2, 3, 4, .max])),
      Channel(name: "small i64", values: Values([1, 2, 3, 4, 5, 6, 7, 8] as [Int64])),
      Channel(name: "all missing", values: Values([Double](repeating: .nan, count: 8))),
    ])

  /// Names, units and titles that separate, quote, end lines, or mean something to the program.
  static let hostileNames = [
    "a,b", "say \"mu\"", "two\nlines", "two\r\nlines", "tab\there", "µ(E) Ångström",
    String(repeating: "long name ", count: 6),
    "sin", "K0", "x", "42", "1st", "1.5e3", "", " blanks ", "back\\slash", "semi;colon", "pipe | role=i0", "a.b", "a b",
    "a_b", "A_B", "_x", "'quoted'", "END", "edgewise=origin 1", "\u{1B}[31m", "`tick`", "\u{2028}", "BEGIN", "=1+1",
  ]

  static let hostile = Measurement(
    title: "role=i0 | \"Cu\", 10 K;\nsecond line \\ µ", startTime: "", endTime: "x=y",
    channels: hostileNames.enumerated().map { index, name in
      Channel(
        name: name, role: index == 0 ? .energy : index == 1 ? .stddev : .other, qualifier: index == 2 ? name : nil,
        unit: index % 3 == 0 ? nil : index % 3 == 1 ? "" : name, dimensions: ["a dimension"],
        values: Values([Double(index), 0.5, -1]), uncertainty: index == 4 ? .channel(hostileNames[1]) : .none,
        mask: index == 5 ? hostileNames[7] : nil)
    },
    signals: [
      Signal(
        name: "a|b, \"c\"", expression: "`a,b`/`two\nlines`", mode: .highEnergyResolutionFluorescence, element: "Cu",
        edge: "K", emissionWindow: EmissionWindow(low: 8040.5, high: 8050, unit: "eV", line: "K-L3")),
      Signal(name: "stored", expression: "`a,b`"), Signal(name: "stored again", expression: "`a,b`"),
      Signal(name: "sum of two", expression: "`x`+`42`"),
    ])

  /// The document with bytes changed, cut out and doubled, again and again.
  static func damaged(_ bytes: [UInt8], _ seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(state: seed)
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
      case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
      default: bytes.insert(Array("\",\n\r\t/;=(\\".utf8).randomElement(using: &generator) ?? 0, at: place)
      }
    }
    return bytes
  }
}
