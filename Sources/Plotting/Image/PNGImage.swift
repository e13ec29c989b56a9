/// Pictures for heat maps.
import Bytes

/// An image of 8-bit indices into a palette, as PNG (ISO/IEC 15948).
struct PNGImage {
  let width: Int
  let height: Int
  /// Row after row, the uppermost first.
  let pixels: [UInt8]
  /// At most 256 colours.
  let palette: [Palette.RGB]
  /// The index that is transparent; nil for none.
  let transparent: UInt8?

  /// The file. Throws `.outOfMemory`.
  func bytes() throws(FileError) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    // 8 bits, colour type 3 (palette), deflate, no interlace.
    Self.append("IHDR", Self.big(UInt32(width)) + Self.big(UInt32(height)) + [8, 3, 0, 0, 0], to: &file)
    Self.append("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
    if let transparent {
      Self.append("tRNS", Array(repeating: 255, count: Int(transparent)) + [0], to: &file)
    }
    var raw: [UInt8] = []
    raw.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      // Filter 0: rows as they are, which is best for palettes.
      raw.append(0)
      raw.append(contentsOf: pixels[(row * width)..<((row + 1) * width)])
    }
    Self.append("IDAT", try ZlibPacker.pack(raw, level: 9), to: &file)
    Self.append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: StaticString, _ data: [UInt8], to file: inout [UInt8]) {
    let body = type.withUTF8Buffer { Array($0) } + data
    file += big(UInt32(data.count)) + body + big(ZlibPacker.crc32(body))
  }

  private static func big(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}

/// Base64 (RFC 4648), for images inside markup.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for index in 0..<3 { group = group << 8 | (index < count ? Int(bytes[start + index]) : 0) }
      for index in 0..<4 {
        result.append(index <= count ? alphabet[group >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return result
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
