/// Standard output and standard error as byte streams: buffered, whole, and without dying when the reader goes away.
import Glibc
import Synchronization

/// A buffered writer to a file descriptor, usable from any thread.
///
/// What is left in the buffer when the object goes is written then, but only `flush` tells whether that worked; and
/// `standardOutput` never goes, so a program flushes it before it ends.
public final class BufferedOutput: Sendable {
  /// Standard output.
  public static let standardOutput = BufferedOutput(descriptor: STDOUT_FILENO, name: "standard output")
  /// Standard error; every write goes out at once.
  public static let standardError = BufferedOutput(descriptor: STDERR_FILENO, name: "standard error", capacity: 0)

  /// The name that errors carry.
  public let name: String
  private let descriptor: Int32
  private let capacity: Int
  private let buffer = Mutex<[UInt8]>([])

  /// Writes to an open descriptor, which stays the caller's to close, in pieces of about `capacity` bytes.
  public init(descriptor: Int32, name: String, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.name = name
    self.capacity = max(0, capacity)
  }

  deinit {
    // Nobody is left who could be told of a failure.
    _ = Result { try flush() }
  }

  /// Whether a person is looking: the descriptor is a terminal.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes bytes. Throws `.brokenPipe` when the reader has gone, `.diskFull`, and what else the system reports; what
  /// was in the buffer is then lost.
  public func write(_ bytes: Span<UInt8>) throws(FileError) {
    try buffer.withLock { pending throws(FileError) in
      bytes.withUnsafeBufferPointer { pending.append(contentsOf: $0) }
      if pending.count > capacity { try send(&pending) }
    }
  }

  /// Writes bytes. Throws as the other `write` does.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try write(bytes.span)
  }

  /// Writes text as UTF-8. Throws as the other `write` does.
  public func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// Sends what is in the buffer. Throws as `write` does.
  public func flush() throws(FileError) {
    try buffer.withLock { pending throws(FileError) in try send(&pending) }
  }

  private func send(_ pending: inout [UInt8]) throws(FileError) {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    let outcome = PipeSignal.withoutDying { () -> Int32 in
      let target = FileDescriptor(descriptor, closing: false)
      do throws(ErrorNumber) {
        try pending.span.withUnsafeBytes { bytes throws(ErrorNumber) in try target.writeAll(bytes) }
        return 0
      } catch {
        return error.code
      }
    }
    if outcome != 0 { throw FileError(errno: outcome, operation: "write", path: name) }
  }
}

/// Writing to a pipe without a reader raises SIGPIPE, which ends the process. A library must not change what the
/// whole process does with a signal, so it is held back for this thread and taken away again.
private enum PipeSignal {
  static func withoutDying(_ body: () -> Int32) -> Int32 {
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    let wasPending = isPending
    var previous = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &previous)
    let outcome = body()
    if outcome == EPIPE, !wasPending {
      var now = timespec(tv_sec: 0, tv_nsec: 0)
      while sigtimedwait(&pipeSignal, nil, &now) == -1, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    return outcome
  }

  private static var isPending: Bool {
    var pending = sigset_t()
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1
  }
}
