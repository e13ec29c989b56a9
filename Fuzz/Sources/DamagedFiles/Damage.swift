/// Damage to files: for each number one damaged file, the same every time.

struct Damage {
  private let seeds: [Seed]

  /// A whole file, and where its structures begin.
  private struct Seed {
    let bytes: [UInt8]
    let structures: [Int]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      structures = bytes.indices.dropLast(4).filter { Self.signatures.contains(Array(bytes[$0..<$0 + 4])) }
    }

    private static let signatures = Set(
      ["\u{89}HDF", "OHDR", "OCHK", "TREE", "SNOD", "HEAP", "GCOL", "FRHP", "FHDB", "FHIB", "BTHD", "BTLF", "BTIN"].map
      {
        $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      })
  }

  init(_ seeds: [[UInt8]]) { self.seeds = seeds.map(Seed.init) }

  /// The damaged file of this number.
  func file(_ number: Int) -> [UInt8] {
    var dice = Generator(UInt64(truncatingIfNeeded: number))
    let seed = dice.choice(seeds)
    var bytes = seed.bytes
    for _ in 0...dice.small(16) {
      dice.choice(Self.kinds)(&bytes, seed.structures, &dice)
      if dice.oneIn(30) { splice(&bytes, &dice) }
    }
    // Half of the files are as a program in error would write them, which fits its checksums to its errors.
    if dice.oneIn(2) { Checksums.repair(&bytes) }
    return bytes
  }

  /// A piece of another file, at the place it has there or elsewhere.
  private func splice(_ bytes: inout [UInt8], _ dice: inout Generator) {
    let other = dice.choice(seeds).bytes
    let count = min(1 + dice.small(1024), other.count, bytes.count)
    guard count > 0 else { return }
    let source = dice.below(other.count - count + 1)
    let target = dice.oneIn(2) && source + count <= bytes.count ? source : dice.below(bytes.count - count + 1)
    bytes.replaceSubrange(target..<target + count, with: other[source..<source + count])
  }

  // MARK: The kinds of damage

  private typealias Kind = @Sendable (inout [UInt8], [Int], inout Generator) -> Void

  /// What stands more often happens more often.
  private static let kinds: [Kind] =
    Array(repeating: flipBit, count: 5) + Array(repeating: setByte, count: 5) + Array(repeating: setInteger, count: 8)
    + Array(repeating: shiftInteger, count: 6) + Array(repeating: copyWithin, count: 4) + [fill, fill, truncate, move]

  private static let flipBit: Kind = { bytes, structures, dice in
    guard let place = place(in: bytes, structures, width: 1, &dice) else { return }
    bytes[place] ^= 1 << UInt8(dice.below(8))
  }

  private static let setByte: Kind = { bytes, structures, dice in
    guard let place = place(in: bytes, structures, width: 1, &dice) else { return }
    bytes[place] = dice.oneIn(2) ? dice.choice([0, 1, 2, 3, 0x7F, 0x80, 0xFF]) : UInt8(dice.below(256))
  }

  /// Lengths and addresses that programs stumble over.
  private static let setInteger: Kind = { bytes, structures, dice in
    let width = dice.choice([2, 4, 8, 8])
    guard let place = place(in: bytes, structures, width: width, &dice) else { return }
    let size = UInt64(bytes.count)
    let known: [UInt64] = [
      0, 1, .max, .max >> 1, 1 << 63, 1 << 31, 1 << 32, 0xFFFF_FFFF, 1 << 16, 1 << 20, 1 << 40, size, size - 1,
      size / 2,
      UInt64(place), UInt64(structures.isEmpty ? 0 : dice.choice(structures)), UInt64(dice.below(bytes.count)),
    ]
    write(dice.choice(known), width, at: place, in: &bytes)
  }

  private static let shiftInteger: Kind = { bytes, structures, dice in
    let width = dice.choice([1, 2, 4, 8])
    guard let place = place(in: bytes, structures, width: width, &dice) else { return }
    var value: UInt64 = 0
    for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[place + index]) }
    let step = UInt64(1 + dice.small(64))
    write(dice.oneIn(2) ? value &+ step : value &- step, width, at: place, in: &bytes)
  }

  /// An address in another's place makes cycles; a longer piece makes two of one structure.
  private static let copyWithin: Kind = { bytes, structures, dice in
    let width = min(dice.oneIn(2) ? 8 : 1 + dice.small(256), bytes.count)
    guard let source = place(in: bytes, structures, width: width, &dice),
      let target = place(in: bytes, structures, width: width, &dice)
    else { return }
    bytes.replaceSubrange(target..<target + width, with: Array(bytes[source..<source + width]))
  }

  /// A block that never reached the disk.
  private static let fill: Kind = { bytes, structures, dice in
    let width = min(1 + dice.small(1024), bytes.count)
    guard let place = place(in: bytes, structures, width: width, &dice) else { return }
    let value: UInt8 = dice.oneIn(2) ? 0 : 0xFF
    for index in place..<place + width { bytes[index] = value }
  }

  private static let truncate: Kind = { bytes, _, dice in
    guard dice.oneIn(3) else { return }
    bytes.removeLast(dice.oneIn(2) ? dice.below(bytes.count) : min(bytes.count, dice.small(64)))
  }

  /// Bytes lost or gained: all that follows lies elsewhere.
  private static let move: Kind = { bytes, structures, dice in
    guard dice.oneIn(3), let place = place(in: bytes, structures, width: 1, &dice) else { return }
    if dice.oneIn(2) {
      bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.small(16)))
    } else {
      bytes.insert(contentsOf: (0...dice.small(16)).map { _ in UInt8(dice.below(256)) }, at: place)
    }
  }

  /// Where the damage falls: rather in a structure than elsewhere, and rarely in a long row of zeros.
  private static func place(in bytes: [UInt8], _ structures: [Int], width: Int, _ dice: inout Generator) -> Int? {
    guard width > 0, bytes.count >= width else { return nil }
    var place = 0
    for _ in 0..<4 {
      place = dice.below(bytes.count - width + 1)
      if !structures.isEmpty, dice.oneIn(2) {
        place = min(dice.choice(structures) + dice.small(256), bytes.count - width)
      }
      if bytes[max(0, place - 4)..<min(bytes.count, place + 8)].contains(where: { $0 != 0 }) { break }
    }
    return place
  }

  private static func write(_ value: UInt64, _ width: Int, at place: Int, in bytes: inout [UInt8]) {
    for index in 0..<width { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }
}
