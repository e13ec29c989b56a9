/// Where and how a gzip member is damaged. libdeflate says only that it is; a user needs to know whether a download
/// broke off (fetch it again) or bytes were changed, and where.

/// What is wrong with a gzip member that could not be unpacked.
struct GzipDamage: Hashable, CustomStringConvertible {
  let kind: FileError.Kind
  let description: String

  /// Follows the structure of the member that begins at `start` without unpacking it.
  static func find(in bytes: Span<UInt8>, memberAt start: Int) -> GzipDamage {
    var walk = GzipWalk(at: start, count: bytes.count)
    do throws(GzipWalk.Stop) {
      try walk.followMember(in: bytes)
      return GzipDamage(
        kind: .damagedGzip,
        description: "the checksum or length at byte \(walk.offset - 8) does not match the contents")
    } catch {
      switch error {
      case .endOfData:
        return GzipDamage(
          kind: .truncatedGzip, description: "the gzip data break off at byte \(bytes.count)")
      case .invalid(let what, let offset):
        return GzipDamage(kind: .damagedGzip, description: "\(what) at byte \(offset) of the gzip data")
      }
    }
  }
}

/// A walk over header, deflate blocks and trailer that keeps no contents.
private struct GzipWalk {
  enum Stop: Error {
    case endOfData
    case invalid(String, at: Int)
  }

  private(set) var offset: Int
  private let count: Int
  private var bitBuffer: UInt32 = 0
  private var bitCount = 0
  private var produced = 0
  /// Symbols that may still be followed: the diagnosis of a large file must not take longer than its worth.
  private var budget = 1 << 27

  init(at offset: Int, count: Int) {
    self.offset = offset
    self.count = count
  }

  mutating func followMember(in bytes: Span<UInt8>) throws(Stop) {
    try followHeader(in: bytes)
    var isLast = false
    while !isLast {
      isLast = try bits(1, in: bytes) == 1
      let place = offset - 1
      switch try bits(2, in: bytes) {
      case 0: try followStored(in: bytes)
      case 1: try followCodes(literals: .fixedLiterals, distances: .fixedDistances, in: bytes)
      case 2:
        let codes = try readCodes(in: bytes)
        try followCodes(literals: codes.literals, distances: codes.distances, in: bytes)
      default: throw .invalid("a block of unknown type", at: place)
      }
    }
    bitCount = 0
    try skip(8)
  }

  private mutating func followHeader(in bytes: Span<UInt8>) throws(Stop) {
    let start = offset
    try skip(10)
    guard bytes[start + 2] == 8 else { throw .invalid("an unknown compression method", at: start + 2) }
    let flags = bytes[start + 3]
    guard flags & 0xe0 == 0 else { throw .invalid("reserved header flags", at: start + 3) }
    if flags & 4 != 0 {
      let low = offset
      try skip(2)
      try skip(Int(bytes[low]) | Int(bytes[low + 1]) << 8)
    }
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      repeat { try skip(1) } while bytes[offset - 1] != 0
    }
    if flags & 2 != 0 { try skip(2) }
  }

  private mutating func followStored(in bytes: Span<UInt8>) throws(Stop) {
    bitCount = 0
    let start = offset
    try skip(4)
    let length = Int(bytes[start]) | Int(bytes[start + 1]) << 8
    let complement = Int(bytes[start + 2]) | Int(bytes[start + 3]) << 8
    guard length ^ complement == 0xffff else { throw .invalid("a stored block with a wrong length", at: start) }
    try skip(length)
    produced += length
  }

  private mutating func readCodes(
    in bytes: Span<UInt8>
  ) throws(Stop) -> (literals: PrefixCode, distances: PrefixCode) {
    budget -= 512
    let place = offset
    let literalCount = try bits(5, in: bytes) + 257
    let distanceCount = try bits(5, in: bytes) + 1
    let lengthCount = try bits(4, in: bytes) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<lengthCount { lengths[Self.lengthOrder[index]] = UInt8(try bits(3, in: bytes)) }
    guard let lengthCode = PrefixCode(lengths[...]) else { throw .invalid("an impossible code", at: place) }
    var all: [UInt8] = []
    while all.count < literalCount + distanceCount {
      let symbol = try symbol(of: lengthCode, in: bytes)
      guard symbol >= 16 else {
        all.append(UInt8(symbol))
        continue
      }
      guard symbol > 16 || !all.isEmpty else { throw .invalid("an impossible code", at: place) }
      let repeated = symbol == 16 ? all[all.count - 1] : 0
      let extra = Self.repeats[symbol - 16]
      let times = extra.base + (try bits(extra.bits, in: bytes))
      all.append(contentsOf: repeatElement(repeated, count: times))
    }
    guard all.count == literalCount + distanceCount, let literals = PrefixCode(all[..<literalCount]),
      let distances = PrefixCode(all[literalCount...])
    else { throw .invalid("an impossible code", at: place) }
    return (literals, distances)
  }

  private mutating func followCodes(
    literals: PrefixCode, distances: PrefixCode, in bytes: Span<UInt8>
  ) throws(Stop) {
    while true {
      let symbol = try symbol(of: literals, in: bytes)
      if symbol == 256 { return }
      if symbol < 256 {
        produced += 1
        continue
      }
      guard symbol < 286 else { throw .invalid("an unknown length code", at: offset - 1) }
      let length = Self.lengths[symbol - 257]
      let copied = length.base + (try bits(length.bits, in: bytes))
      let distanceSymbol = try self.symbol(of: distances, in: bytes)
      guard distanceSymbol < 30 else { throw .invalid("an unknown distance code", at: offset - 1) }
      let extra = max(0, distanceSymbol / 2 - 1)
      let base = distanceSymbol < 2 ? distanceSymbol + 1 : ((2 + distanceSymbol % 2) << extra) + 1
      guard base + (try bits(extra, in: bytes)) <= produced else {
        throw .invalid("a reference to before the beginning", at: offset - 1)
      }
      produced += copied
    }
  }

  private mutating func symbol(of code: PrefixCode, in bytes: Span<UInt8>) throws(Stop) -> Int {
    budget -= 1
    guard budget > 0 else { throw .invalid("damage somewhere after what was followed", at: offset) }
    var walk = PrefixCode.Walk()
    while true {
      if let symbol = code.next(try bits(1, in: bytes), &walk) { return symbol }
      if walk.length == 15 { throw .invalid("an unknown code", at: offset - 1) }
    }
  }

  private mutating func bits(_ wanted: Int, in bytes: Span<UInt8>) throws(Stop) -> Int {
    while bitCount < wanted {
      try skip(1)
      bitBuffer |= UInt32(bytes[offset - 1]) << UInt32(bitCount)
      bitCount += 8
    }
    let value = bitBuffer & ((1 << UInt32(wanted)) - 1)
    bitBuffer >>= UInt32(wanted)
    bitCount -= wanted
    return Int(value)
  }

  private mutating func skip(_ length: Int) throws(Stop) {
    guard count - offset >= length else { throw .endOfData }
    offset += length
    if bitCount == 0 { bitBuffer = 0 }
  }

  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let repeats: [(base: Int, bits: Int)] = [(3, 2), (3, 3), (11, 7)]
  /// Base and extra bits of the copy lengths 257...285 (RFC 1951, 3.2.5).
  private static let lengths: [(base: Int, bits: Int)] = (0..<29).map { code in
    if code == 28 { return (258, 0) }
    if code < 8 { return (code + 3, 0) }
    let bits = code / 4 - 1
    return (((4 + code % 4) << bits) + 3, bits)
  }
}
