/// Gzip data, unpacked and packed by libdeflate: many members, limits against bombs, damage told from truncation.
import CLibDeflate
import Glibc

/// Packing and unpacking of gzip data (RFC 1952).
public enum Gzip {
  /// Whether bytes begin as gzip data do (1f 8b).
  public static func isGzip(_ bytes: Span<UInt8>) -> Bool {
    isMember(bytes, at: 0)
  }

  /// Packs bytes as one gzip member without name and time, so that the same bytes always give the same result.
  ///
  /// `level` is 1 (fast) to 12 (small). Throws `.outOfMemory`.
  public static func pack(_ bytes: Span<UInt8>, level: Int) throws(FileError) -> [UInt8] {
    guard let compressor = libdeflate_alloc_compressor(Int32(min(max(level, 1), 12))) else {
      throw FileError(.outOfMemory, operation: "pack", path: "gzip")
    }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
    return bytes.withUnsafeBytes { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        count = libdeflate_gzip_compress(compressor, input.baseAddress, input.count, output.baseAddress, bound)
      }
    }
  }

  /// Unpacks all members; nil when the bytes are not gzip. `trailing` counts the bytes after the last member.
  static func unpack(
    _ packed: ByteStorage, limit: Int, name: String
  ) throws(FileError) -> (contents: ByteStorage, trailing: Int)? {
    try packed.withBytes { bytes throws(FileError) -> (contents: ByteStorage, trailing: Int)? in
      guard isGzip(bytes) else { return nil }
      var unpacking = try Unpacking(bytes, limit: limit, name: name)
      while isMember(bytes, at: unpacking.consumed) {
        try unpacking.unpackMember(of: bytes)
      }
      let trailing = bytes.count - unpacking.consumed
      return (unpacking.finish(), trailing)
    }
  }

  private static func isMember(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    bytes.count - start >= 2 && bytes[start] == 0x1f && bytes[start + 1] == 0x8b
  }
}

/// libdeflate's decompressor, freed at the end.
private struct Decompressor: ~Copyable {
  let handle: OpaquePointer

  init?() {
    guard let handle = libdeflate_alloc_decompressor() else { return nil }
    self.handle = handle
  }

  deinit { libdeflate_free_decompressor(handle) }
}

/// The state between two members: how much was taken, how much was given.
private struct Unpacking: ~Copyable {
  private(set) var consumed = 0
  private var produced = 0
  private var memory: GrowingMemory
  private let decompressor: Decompressor
  private let limit: Int
  private let name: String

  init(_ bytes: Span<UInt8>, limit: Int, name: String) throws(FileError) {
    guard let memory = GrowingMemory(capacity: Self.likelySize(of: bytes, limit: limit)) else {
      throw FileError(.outOfMemory, operation: "unpack", path: name)
    }
    guard let decompressor = Decompressor() else {
      throw FileError(.outOfMemory, operation: "unpack", path: name)
    }
    self.memory = memory
    self.decompressor = decompressor
    self.limit = limit
    self.name = name
  }

  /// A first guess. The length at the end of the data is a hint, believed only as far as deflate could
  /// reach it (1032 : 1); memory that stays unused costs nothing.
  private static func likelySize(of bytes: Span<UInt8>, limit: Int) -> Int {
    var declared = 0
    if bytes.count >= 18 {
      for index in 0..<4 { declared |= Int(bytes[bytes.count - 4 + index]) << (8 * index) }
    }
    let (most, overflow) = bytes.count.multipliedReportingOverflow(by: 1032)
    let plausible = overflow ? declared : min(declared, most)
    return max(1, min(limit, max(plausible, min(most, 1 << 16))))
  }

  mutating func unpackMember(of bytes: Span<UInt8>) throws(FileError) {
    while true {
      var taken = 0
      var given = 0
      let start = consumed
      let result = bytes.withUnsafeBytes { input in
        libdeflate_gzip_decompress_ex(
          decompressor.handle, input.baseAddress.map { $0 + start }, input.count - start,
          memory.base + produced, memory.capacity - produced, &taken, &given)
      }
      switch result {
      case LIBDEFLATE_SUCCESS:
        consumed += taken
        produced += given
        guard produced <= limit else { throw tooLarge }
        return
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        try grow()
      default:
        let damage = GzipDamage.find(in: bytes, memberAt: start)
        throw FileError(damage.kind, operation: "unpack", path: name, cause: damage.description)
      }
    }
  }

  private mutating func grow() throws(FileError) {
    guard memory.capacity < limit else { throw tooLarge }
    let larger = min(limit, memory.capacity * 2)
    guard memory.resize(to: larger) else { throw FileError(.outOfMemory, operation: "unpack", path: name) }
  }

  private var tooLarge: FileError {
    FileError(.tooLarge, operation: "unpack", path: name, cause: "its contents have more than \(limit) bytes")
  }

  consuming func finish() -> ByteStorage {
    memory.finish(count: produced)
  }
}
