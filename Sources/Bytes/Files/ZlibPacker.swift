/// Packing as zlib data (RFC 1950), and the checksum of PNG chunks.
import CLibDeflate

/// Packs with libdeflate; the same bytes always give the same result.
public enum ZlibPacker {
  /// `level` is 1 (fast) to 12 (small). Throws `.outOfMemory`.
  public static func pack(_ bytes: [UInt8], level: Int) throws(FileError) -> [UInt8] {
    guard let compressor = libdeflate_alloc_compressor(Int32(min(max(level, 1), 12))) else {
      throw FileError(.outOfMemory, operation: "pack", path: "zlib")
    }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    return bytes.withUnsafeBytes { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        count = libdeflate_zlib_compress(compressor, input.baseAddress, input.count, output.baseAddress, bound)
      }
    }
  }

  /// The CRC-32 of ISO 3309, as gzip and PNG use it.
  public static func crc32(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }
}
