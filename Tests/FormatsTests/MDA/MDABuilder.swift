import Bytes
import DataModel
import Testing

@testable import Formats

/// Writes MDA files after the description of the format: XDR, texts with their length twice.
struct MDABuilder {
  var bytes: [UInt8] = []

  mutating func integer(_ value: Int) {
    let word = UInt32(bitPattern: Int32(truncatingIfNeeded: value))
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(word >> UInt32(shift) & 0xFF)) }
  }

  mutating func float(_ value: Float) { integer(Int(Int32(bitPattern: value.bitPattern))) }

  mutating func double(_ value: Double) {
    integer(Int(Int32(truncatingIfNeeded: value.bitPattern >> 32)))
    integer(Int(Int32(truncatingIfNeeded: value.bitPattern)))
  }

  mutating func text(_ text: String) {
    let utf8 = Array(text.utf8)
    integer(utf8.count)
    guard !utf8.isEmpty else { return }
    integer(utf8.count)
    bytes += utf8 + [UInt8](repeating: 0, count: (4 - utf8.count % 4) % 4)
  }

  /// A scan with one positioner, whose seven texts are `axis`, and one detector; `inner` are the offsets of inner
  /// scans.
  mutating func scan(
    rank: Int, requested: Int, measured: Int, inner: [Int] = [], name: String, positions: [Double], counts: [Float],
    detector: Int = 0, axis: [String]? = nil
  ) {
    integer(rank)
    integer(requested)
    integer(measured)
    for offset in inner { integer(offset) }
    text(name)
    text("AUG 23, 2012 12:13:17.290092")
    integer(1)
    integer(1)
    integer(1)
    integer(0)
    for word in axis ?? ["p:\(name).VAL", "mono \(name)", "LINEAR", "mm", "p:\(name).RBV", "", "um"] { text(word) }
    integer(detector)
    for word in ["p:det\(detector)", "", "counts"] { text(word) }
    integer(0)
    text("p:trigger")
    float(1)
    for value in positions { double(value) }
    for value in counts { float(value) }
  }

  /// A file header. Returns where the offset of the process variables stands.
  mutating func header(_ dimensions: [Int], version: Float = 1.4) -> Int {
    float(version)
    integer(12)
    integer(dimensions.count)
    for length in dimensions { integer(length) }
    integer(1)
    integer(0)
    return bytes.count - 4
  }

  mutating func set(_ value: Int, at offset: Int) {
    var word = MDABuilder()
    word.integer(value)
    bytes.replaceSubrange(offset..<offset + 4, with: word.bytes)
  }

  mutating func variables() {
    integer(6)
    for (name, type) in [
      ("a:text", 0), ("a:char", 32), ("a:short", 29), ("a:long", 33), ("a:float", 30), ("a:double", 34),
    ] {
      text(name)
      text(type == 0 ? "described" : "")
      integer(type)
      guard type != 0 else {
        text("Cu foil")
        continue
      }
      integer(type == 32 ? 4 : type == 33 ? 2 : 1)
      text("mA")
      switch type {
      case 32: for code in [0x48, 0x69, 0, 0x21] { integer(code) }
      case 29: integer(-7)
      case 33: for value in [-70_000, 70_000] { integer(value) }
      case 30: float(0.25)
      default: double(102.5)
      }
    }
  }

  /// One dimension, 3 of 4 points measured, with process variables.
  static func line(version: Float = 1.4, measured: Int = 3) -> [UInt8] {
    var file = MDABuilder()
    let place = file.header([4], version: version)
    file.scan(
      rank: 1, requested: 4, measured: measured, name: "scan1", positions: [0.5, 1.5, 2.5, 0], counts: [10, 20, 30, 0])
    file.set(file.bytes.count, at: place)
    file.variables()
    return file.bytes
  }

  /// Two points of one dimension, with a positioner of this process variable, description and unit.
  static func energyLine(_ variable: String, _ description: String, _ unit: String) -> [UInt8] {
    var file = MDABuilder()
    _ = file.header([2])
    file.scan(
      rank: 1, requested: 2, measured: 2, name: "scan1", positions: [7110, 7112], counts: [10, 20],
      axis: [variable, description, "LINEAR", unit, "", "", ""])
    return file.bytes
  }

  /// Three lines of two points, of which the second line has one point and the third was never begun.
  static func map() -> [UInt8] {
    var file = MDABuilder()
    _ = file.header([3, 2])
    let start = file.bytes.count
    file.scan(
      rank: 2, requested: 3, measured: 1, inner: [0, 0, 0], name: "scan2", positions: [7, 0, 0], counts: [5, 0, 0])
    file.set(file.bytes.count, at: start + 12)
    file.scan(rank: 1, requested: 2, measured: 2, name: "scan1", positions: [1, 2], counts: [11, 12], detector: 3)
    file.set(file.bytes.count, at: start + 16)
    file.scan(rank: 1, requested: 2, measured: 1, name: "scan1", positions: [1, 0], counts: [21, 0], detector: 3)
    return file.bytes
  }

  static func read(_ bytes: [UInt8]) throws -> Document {
    try MDAReader.read(try ByteSource(name: "test.mda", bytes: bytes))
  }
}
