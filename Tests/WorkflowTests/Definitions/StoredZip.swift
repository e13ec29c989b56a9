/// A ZIP archive whose entries are stored as they are, hostile names and all.
struct StoredZip {
  private var body: [UInt8] = []
  private var list: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ bytes: [UInt8]) {
    let sum = Self.checksum(bytes)
    let sizes = Self.little(sum, 4) + Self.little(UInt32(bytes.count), 4) + Self.little(UInt32(bytes.count), 4)
    let names = Self.little(UInt32(name.utf8.count), 2) + Self.little(0, 2)
    // Version 2.0, no flags, stored, 1 January 1980.
    let common = Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x21_0000, 4) + sizes + names
    list += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common + Self.little(0, 2) + Self.little(0, 2)
    list += Self.little(0, 2) + Self.little(0, 4) + Self.little(UInt32(body.count), 4) + Array(name.utf8)
    body += Self.little(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
    count += 1
  }

  var bytes: [UInt8] {
    let counts = Self.little(UInt32(count), 2) + Self.little(UInt32(count), 2)
    return body + list + Self.little(0x0605_4B50, 4) + Self.little(0, 4) + counts
      + Self.little(UInt32(list.count), 4) + Self.little(UInt32(body.count), 4) + Self.little(0, 2)
  }

  private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }

  private static let table: [UInt32] = (0..<256).map { (index: UInt32) -> UInt32 in
    var sum = index
    for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    return sum
  }

  /// CRC-32 as ISO 3309 has it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return ~sum
  }
}
