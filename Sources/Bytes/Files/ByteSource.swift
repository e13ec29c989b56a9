/// An input, opened once and only read: every recogniser and reader sees the same bytes, whatever they came from.
import Glibc
import Synchronization

/// The bytes of a file, of standard input or of a pipe, unpacked when they are gzip.
///
/// Files are opened read-only, never locked, and where the system allows it without a trace in their access time.
/// Large plain files are mapped, not copied. (Should another program shorten a mapped file while it is read, the
/// system ends this process with SIGBUS: one more reason why files from outside are read in a worker process.)
public final class ByteSource: Sendable {
  /// How many bytes an input may have where the length is not known beforehand.
  public struct Limits: Sendable, Hashable {
    /// For standard input, pipes and devices.
    public var stream: Int
    /// For the contents of gzip data; never more than `hardUnpackedLimit`.
    public var unpacked: Int

    /// Nothing is unpacked beyond this, whatever was asked for: 64 GiB.
    public static let hardUnpackedLimit = 1 << 36

    /// 2 GiB each, unless told otherwise.
    public init(stream: Int = 1 << 31, unpacked: Int = 1 << 31) {
      self.stream = max(0, stream)
      self.unpacked = min(max(0, unpacked), Self.hardUnpackedLimit)
    }
  }

  /// The input as the caller named it; "-" is standard input.
  public let name: String
  /// The file's path as given; nil for standard input.
  public let path: String?
  /// Whether the original was gzip and the bytes are its contents.
  public let isCompressed: Bool
  /// How many bytes follow the last gzip member and were ignored; 0 for plain input.
  public let trailingByteCount: Int
  /// The size of the original, packed or not, in bytes.
  public let originalSize: Int
  /// Whether readers shall record the hash of the original. Who only looks at a file need not go through all of it.
  public let isHashed: Bool
  /// When the original was last changed; nil for standard input and pipes.
  public let modificationTime: FileTime?

  private let original: ByteStorage
  private let contents: ByteStorage
  private let hash = Mutex<SHA256.Digest?>(nil)
  private let knownHead = Mutex<TextHead?>(nil)

  /// Opens a file, or standard input when `name` is "-". A named pipe is waited for, as `cat` does.
  ///
  /// Throws `.notFound`, `.isDirectory`, `.permissionDenied`, `.notRegular`, `.empty`, `.tooLarge`,
  /// `.truncatedGzip`, `.damagedGzip` and what else the system reports.
  public convenience init(_ name: String, limits: Limits = Limits(), isHashed: Bool = true) throws(FileError) {
    let input = try InputFile.open(name)
    let original = try input.contents(limit: limits.stream)
    try self.init(
      name: name, path: name == "-" ? nil : name, original: original,
      modificationTime: input.modificationTime, limits: limits, isHashed: isHashed)
  }

  /// Bytes already in memory, as if they had been read from a file of this name; `path` is nil.
  ///
  /// Throws `.empty`, `.tooLarge`, `.truncatedGzip`, `.damagedGzip`, `.outOfMemory`.
  public convenience init(name: String, bytes: [UInt8], limits: Limits = Limits()) throws(FileError) {
    guard let memory = GrowingMemory(capacity: bytes.count) else {
      throw FileError(.outOfMemory, operation: "read", path: name)
    }
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { memory.base.copyMemory(from: start, byteCount: source.count) }
    }
    let original = memory.finish(count: bytes.count)
    try self.init(name: name, path: nil, original: original, modificationTime: nil, limits: limits)
  }

  private init(
    name: String, path: String?, original: ByteStorage, modificationTime: FileTime?, limits: Limits,
    isHashed: Bool = true
  ) throws(FileError) {
    let unpacked = try Gzip.unpack(original, limit: limits.unpacked, name: name)
    let contents = unpacked?.contents ?? original
    guard contents.count > 0 else {
      throw FileError(.empty, operation: "read", path: name)
    }
    self.name = name
    self.path = path
    self.original = original
    self.contents = contents
    self.modificationTime = modificationTime
    isCompressed = unpacked != nil
    trailingByteCount = unpacked?.trailing ?? 0
    originalSize = original.count
    self.isHashed = isHashed
  }

  /// The number of (unpacked) bytes; at least 1.
  public var count: Int { contents.count }

  /// Lets the system take back the memory of what lies before a place, where the file is mapped: who walks through a large
  /// file once need not keep it.
  public func release(before end: Int) { contents.release(before: end) }

  /// The first lines, found once for all that ask.
  public var head: TextHead {
    knownHead.withLock { known in
      if let known { return known }
      let head = withBytes { TextHead($0) }
      known = head
      return head
    }
  }

  /// Gives the (unpacked) bytes to a closure; they must not leave it.
  public func withBytes<Result: ~Copyable, E: Error>(
    _ body: (Span<UInt8>) throws(E) -> Result
  ) throws(E) -> Result {
    try contents.withBytes(body)
  }

  /// Gives the bytes as they were stored, still packed when the input was gzip.
  public func withOriginalBytes<Result: ~Copyable, E: Error>(
    _ body: (Span<UInt8>) throws(E) -> Result
  ) throws(E) -> Result {
    try original.withBytes(body)
  }

  /// A copy of the (unpacked) bytes from `start`, at most `limit` of them.
  public func prefix(_ limit: Int, from start: Int = 0) -> [UInt8] {
    contents.withBytes { bytes in
      let first = min(max(0, start), bytes.count)
      let part = bytes.extracting(first..<first + min(max(0, limit), bytes.count - first))
      return part.withUnsafeBufferPointer { Array($0) }
    }
  }

  /// The hash of the original bytes: computed at the first call, remembered after. Throws when libcrypto fails.
  public func sha256() throws(FileError) -> SHA256.Digest {
    try hash.withLock { known throws(FileError) -> SHA256.Digest in
      if let known { return known }
      let digest = try original.withBytes { bytes throws(FileError) in try hash(inPieces: bytes) }
      known = digest
      return digest
    }
  }

  /// Begins to compute the hash of a large input on another core, so that `sha256()` finds it done after the reading.
  public func beginHashing() {
    guard isHashed, originalSize >= Self.worthAThread else { return }
    let owner = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let outcome = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        // Whoever asks for the hash meets the error.
        _ = try? Unmanaged<ByteSource>.fromOpaque(context).takeRetainedValue().sha256()
        return nil
      }, owner.toOpaque())
    if outcome == 0 { pthread_detach(thread) } else { owner.release() }
  }

  /// Below this many bytes a thread costs more than the hash.
  private static let worthAThread = 1 << 22

  /// Of files that are large the memory is given back on the way.
  private func hash(inPieces bytes: Span<UInt8>) throws(FileError) -> SHA256.Digest {
    var hash = try SHA256()
    var start = 0
    while start < bytes.count {
      let end = min(start + (1 << 20), bytes.count)
      try hash.update(bytes.extracting(start..<end))
      if end & ((1 << 24) - 1) == 0 { original.release(before: end) }
      start = end
    }
    return try hash.finish()
  }
}
