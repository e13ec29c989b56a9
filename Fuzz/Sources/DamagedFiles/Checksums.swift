/// The checksums of HDF5's newer structures, made to fit again after damage: without that, libhdf5 would refuse most of
/// the damage before it looks at it. Layouts and the function as in the HDF5 File Format Specification 3.0.

enum Checksums {
  /// Fits the checksums of all superblocks and object headers to what they now hold.
  static func repair(_ bytes: inout [UInt8]) {
    if bytes.count >= 48, bytes.starts(with: [0x89, 0x48, 0x44, 0x46]), bytes[8] == 2 || bytes[8] == 3 {
      fit(&bytes, 0..<44)
    }
    let signature = Array("OHDR".utf8)
    for start in 0..<max(0, bytes.count - 16) where bytes[start] == signature[0] {
      guard bytes[start..<start + 4].elementsEqual(signature), let end = headerEnd(bytes, start) else { continue }
      fit(&bytes, start..<end)
    }
  }

  /// Where the checksum of an object header of version 2 lies.
  private static func headerEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    let flags = bytes[start + 5]
    let times = flags & 0x20 != 0 ? 16 : 0
    let phases = flags & 0x10 != 0 ? 4 : 0
    let width = 1 << Int(flags & 3)
    let field = start + 6 + times + phases
    guard bytes[start + 4] == 2, field + width <= bytes.count else { return nil }
    var size: UInt64 = 0
    for index in (0..<width).reversed() { size = size << 8 | UInt64(bytes[field + index]) }
    guard size <= UInt64(bytes.count) else { return nil }
    let end = field + width + Int(size)
    return end + 4 <= bytes.count ? end : nil
  }

  private static func fit(_ bytes: inout [UInt8], _ range: Range<Int>) {
    let sum = lookup3(bytes[range])
    for index in 0..<4 { bytes[range.upperBound + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
  }

  /// Jenkins' hash of the year 2006, byte by byte.
  private static func lookup3(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let start = 0xDEAD_BEEF &+ UInt32(truncatingIfNeeded: bytes.count)
    var (a, b, c) = (start, start, start)
    var rest = bytes
    while rest.count > 12 {
      add(rest.prefix(12), &a, &b, &c)
      // The three change roles after each step; after six they are where they were.
      for turn in [4, 6, 8, 16, 19, 4] as [UInt32] {
        a = (a &- c) ^ rotated(c, turn)
        c &+= b
        (a, b, c) = (b, c, a)
      }
      rest = rest.dropFirst(12)
    }
    add(rest, &a, &b, &c)
    for turn in [14, 11, 25, 16, 4, 14, 24] as [UInt32] {
      c = (c ^ b) &- rotated(b, turn)
      (a, b, c) = (b, c, a)
    }
    return b
  }

  private static func add(_ bytes: ArraySlice<UInt8>, _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32) {
    for (index, byte) in bytes.enumerated() {
      let part = UInt32(byte) << UInt32(8 * (index % 4))
      if index < 4 { a &+= part } else if index < 8 { b &+= part } else { c &+= part }
    }
  }

  private static func rotated(_ value: UInt32, _ turn: UInt32) -> UInt32 { value << turn | value >> (32 - turn) }
}
