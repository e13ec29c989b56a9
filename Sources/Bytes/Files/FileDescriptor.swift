/// An open file descriptor that closes itself, with reads and writes that survive interruptions.
import Glibc

struct FileDescriptor: ~Copyable {
  let raw: Int32
  private let closesAtEnd: Bool

  /// Takes over a descriptor, or (`closing` false) borrows one such as standard input.
  init(_ raw: Int32, closing: Bool = true) {
    self.raw = raw
    closesAtEnd = closing
  }

  deinit {
    if closesAtEnd { close(raw) }
  }

  /// Opens a file; the error number when that fails.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) -> Result<Int32, ErrorNumber> {
    while true {
      let raw = Glibc.open(path, flags | O_CLOEXEC, mode)
      if raw >= 0 { return .success(raw) }
      if errno != EINTR { return .failure(ErrorNumber(code: errno)) }
    }
  }

  /// What the system knows about the open file; nil when it does not say.
  var status: stat? {
    var info = stat()
    return fstat(raw, &info) == 0 ? info : nil
  }

  /// Reads up to `count` bytes into memory; 0 at the end of the file.
  func read(into memory: UnsafeMutableRawPointer, count: Int) throws(ErrorNumber) -> Int {
    while true {
      let got = Glibc.read(raw, memory, count)
      if got >= 0 { return got }
      if errno == EAGAIN {
        waitUntilReady(for: POLLIN)
      } else if errno != EINTR {
        throw ErrorNumber(code: errno)
      }
    }
  }

  /// Writes all bytes, however many calls that takes.
  func writeAll(_ bytes: UnsafeRawBufferPointer) throws(ErrorNumber) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let done = Glibc.write(raw, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if done >= 0 {
        rest = rest.dropFirst(done)
      } else if errno == EAGAIN {
        waitUntilReady(for: POLLOUT)
      } else if errno != EINTR {
        throw ErrorNumber(code: errno)
      }
    }
  }

  /// Standard streams may have been set non-blocking by whoever shares them.
  private func waitUntilReady(for events: Int32) {
    var request = pollfd(fd: raw, events: Int16(truncatingIfNeeded: events), revents: 0)
    _ = poll(&request, 1, -1)
  }
}

/// The system's error number, before it is known to which file it belongs.
struct ErrorNumber: Error {
  let code: Int32
}
