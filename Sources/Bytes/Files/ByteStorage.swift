/// Bytes outside Swift's heap that live as long as someone holds them: a file's mapping, or allocated memory whose
/// failure is an error and not a crash.
import Glibc

/// Immutable after creation, hence safe to share between threads.
final class ByteStorage: @unchecked Sendable {
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let isMapped: Bool

  /// Takes over `count` bytes of a mapping, or (`isMapped` false) of memory from malloc.
  init(owning base: UnsafeMutableRawPointer, count: Int, isMapped: Bool) {
    self.base = base
    self.count = count
    self.isMapped = isMapped
  }

  deinit {
    if isMapped { munmap(base, count) } else { free(base) }
  }

  /// Lets the system take back the memory of what lies before a place of a mapped file; reading there again fetches it
  /// again. Other memory stays.
  func release(before end: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    guard isMapped, page > 0, end >= page else { return }
    madvise(base, min(end, count) / page * page, MADV_DONTNEED)
  }

  func withBytes<Result: ~Copyable, E: Error>(
    _ body: (Span<UInt8>) throws(E) -> Result
  ) throws(E) -> Result {
    let buffer = UnsafeBufferPointer(start: UnsafePointer(base.assumingMemoryBound(to: UInt8.self)), count: count)
    return try body(buffer.span)
  }
}

/// Memory that grows while an input of unknown length comes in; becomes a `ByteStorage` at the end.
struct GrowingMemory: ~Copyable {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int

  /// Nil when the memory cannot be had.
  init?(capacity: Int) {
    guard let base = malloc(max(capacity, 1)) else { return nil }
    self.base = base
    self.capacity = max(capacity, 1)
  }

  deinit { free(base) }

  /// Resizes, keeping the contents; false (and unchanged) when the memory cannot be had.
  mutating func resize(to newCapacity: Int) -> Bool {
    guard let moved = realloc(base, max(newCapacity, 1)) else { return false }
    base = moved
    capacity = max(newCapacity, 1)
    return true
  }

  /// The first `count` bytes as storage; the memory changes hands.
  consuming func finish(count: Int) -> ByteStorage {
    _ = resize(to: count)
    let storage = ByteStorage(owning: base, count: count, isMapped: false)
    discard self
    return storage
  }
}
