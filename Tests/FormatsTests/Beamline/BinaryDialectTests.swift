import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Binary files of SSRL and X15B")
struct BinaryDialectTests {
  // MARK: SSRL

  /// A file as the collector writes it: 13 lines, offsets, weights, labels, 16 bytes, numbers.
  static func ssrl(
    _ version: String, points: Int, columns: [(label: String, offset: Float, values: [Float])], isPDP: Bool
  ) -> [UInt8] {
    let lines = [
      "SSRL - EXAFS Data Collector \(version)", "Tue Jun 13 18:10:34 1995", "PTS: \(points) COLS: \(columns.count)",
      "TRANS.DET", "MO.RGN", "7-3 unfocused  1.791 -5 si(220) 1.920128     8000", "4 2000 25 RST 0 0",
      "molybdenum foil", "", "", "", "", "",
    ]
    let widths = [40, 40, 40, 40, 40, 80, 40] + Array(repeating: 80, count: 6)
    var bytes: [UInt8] = []
    for (line, width) in zip(lines, widths) {
      bytes += Array(line.utf8) + Array(repeating: 0x20, count: width - 2 - line.utf8.count) + [0x0A, 0]
    }
    func number(_ value: Float) -> [UInt8] {
      // Four times as much, and its half-words the other way round: what a PDP-11 had for the same number.
      let bits = isPDP ? (value * 4).bitPattern : value.bitPattern
      let little = (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
      return isPDP ? [little[2], little[3], little[0], little[1]] : little
    }
    bytes += columns.flatMap { number($0.offset) } + columns.flatMap { _ in number(1) }
    for column in columns {
      bytes += Array(column.label.utf8) + Array(repeating: 0x20, count: 18 - column.label.utf8.count) + [0x0A, 0]
    }
    bytes += Array(repeating: 0, count: 16)
    for row in 0..<(columns.first?.values.count ?? 0) { bytes += columns.flatMap { number($0.values[row]) } }
    return bytes
  }

  private static let columns: [(label: String, offset: Float, values: [Float])] = [
    ("Real time clock", 0, [1, 1, 2.5]), ("Requested energy", 0, [19990, 20000, 20010]),
    ("Achieved energy", 0, [19990.125, 20000.25, 20009.875]), ("I0", 876.2, [2607.5, -3.25, 0]),
    ("I1", 834.2, [1234.5, 1000, 999]),
  ]

  @Test("numbers of a PDP-11 and of a PC are the same numbers", arguments: [("1.1", true), ("2.0", false)])
  func versions(_ version: String, _ isPDP: Bool) throws {
    let bytes = Self.ssrl(version, points: 3, columns: Self.columns, isPDP: isPDP)
    let (format, document) = try AmericanBeamlineTest.read(bytes)
    #expect(format == "ssrl-binary")
    let measurement = try #require(document.measurements.first)
    for column in Self.columns {
      #expect(try AmericanBeamlineTest.values(measurement, column.label) == column.values.map { Double($0) })
    }
    #expect(
      measurement.channels.map(\.role) == [.time, .other, .energy, .i0, .itrans])
    #expect(measurement.signals.map(\.expression) == ["ln(I0/I1)"])
    #expect(measurement.channels[3].metadata.text("offset") == "876.2")
    #expect(measurement.channels[3].metadata.text("offset_is_subtracted") == "yes")
    #expect(measurement.metadata.text("Mono.d_spacing") == "1.920128")
    #expect(measurement.title == "molybdenum foil")
    #expect(measurement.startTime == "1995-06-13T18:10:34")
    #expect(document.findings.isEmpty)
    #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
  }

  /// From the PDP-11 handbook: 1.0 has the exponent 129, the fraction 0.1 (binary), of which the 1 is not stored.
  @Test("a PDP-11's zero is zero whatever its fraction; a negative zero is no number")
  func pdp() {
    #expect(SSRLBinary.float(pdp: 129 << 23) == 1)
    #expect(SSRLBinary.float(pdp: 1 << 31 | 128 << 23) == -0.5)
    #expect(SSRLBinary.float(pdp: 130 << 23 | 1 << 22) == 3)
    #expect(SSRLBinary.float(pdp: 12345) == 0)
    #expect(SSRLBinary.float(pdp: 1 << 31).isNaN)
    #expect(SSRLBinary.float(pdp: 255 << 23) == Float(sign: .plus, exponent: 126, significand: 1))
  }

  @Test("a file that ends early gives the rows that are there; one that ends in its header none")
  func truncated() throws {
    let bytes = Self.ssrl("2.0", points: 3, columns: Self.columns, isPDP: false)
    let (_, document) = try AmericanBeamlineTest.read(Array(bytes.dropLast(9)))
    #expect(document.measurements[0].channels[0].values.shape == [2])
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-POINTS"])
    #expect(throws: FormatError.self) { try AmericanBeamlineTest.read(Array(bytes.prefix(850))) }
    #expect(throws: FormatError.self) { try AmericanBeamlineTest.read(Array(bytes.prefix(90))) }
  }

  @Test("counts of columns and points that no file has are refused or cut")
  func hostileCounts() throws {
    for line in ["PTS: 3 COLS: 0", "PTS: 3 COLS: 99999999", "PTS: -3 COLS: 5", "PTS: x COLS: y"] {
      var bytes = Self.ssrl("2.0", points: 3, columns: Self.columns, isPDP: false)
      bytes.replaceSubrange(80..<118, with: Array(line.utf8) + Array(repeating: 0x20, count: 38 - line.utf8.count))
      #expect(throws: FormatError.self) { try AmericanBeamlineTest.read(bytes) }
    }
    var bytes = Self.ssrl("2.0", points: 3, columns: Self.columns, isPDP: false)
    bytes.replaceSubrange(80..<118, with: Array("PTS: 99999999999 COLS: 5              ".utf8))
    let (_, document) = try AmericanBeamlineTest.read(bytes)
    #expect(document.measurements[0].channels[0].values.shape == [3])
  }

  // MARK: X15B

  static func x15b(_ rows: [[Float]], text: String = "Glutathione 9/23/04") -> [UInt8] {
    func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
    func record(_ payload: [UInt8]) -> [UInt8] {
      let length = word(UInt32(payload.count + 8))
      return length + payload + length
    }
    let padded = Array(text.utf8) + Array(repeating: 0x20, count: 80 - text.utf8.count)
    let head =
      word(10) + padded + word(Float(2400).bitPattern) + word(Float(2650).bitPattern) + word(UInt32(rows.count))
    return record(head + Array(repeating: 0, count: 204 - head.count))
      + rows.flatMap { record($0.flatMap { word($0.bitPattern) }) }
  }

  private static let rows: [[Float]] = (0..<4).map { row in (0..<14).map { Float(100 * $0 + row) + 0.25 } }

  @Test("records of X15B are rows of fourteen numbers")
  func x15b() throws {
    let (format, document) = try AmericanBeamlineTest.read(Self.x15b(Self.rows))
    #expect(format == "x15b")
    let measurement = try #require(document.measurements.first)
    for column in 0..<14 {
      #expect(try ColumnsTest.doubles(measurement, column) == Self.rows.map { Double($0[column]) })
    }
    #expect(measurement.channels[0].role == .energy)
    #expect(measurement.channels[4].role == .i0)
    #expect(measurement.channels[6].role == .ifluor)
    #expect(measurement.signals.map(\.expression) == ["narrow/i0"])
    #expect(measurement.title == "Glutathione")
    #expect(measurement.startTime == "2004-09-23")
    #expect(document.findings.isEmpty)
    #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
  }

  @Test("a record cut short is reported; the rows before it are read")
  func x15bTruncated() throws {
    let bytes = Self.x15b(Self.rows)
    let (_, document) = try AmericanBeamlineTest.read(Array(bytes.dropLast(20)))
    #expect(document.measurements[0].channels[0].values.shape == [3])
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-POINTS", "BEAMLINE-RECORD"])
    let (_, empty) = try AmericanBeamlineTest.read(Array(bytes.prefix(212)))
    #expect(empty.measurements[0].channels[0].values.shape == [0])
  }
}
