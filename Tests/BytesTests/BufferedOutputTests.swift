/// Writing to descriptors that are slow, closed or interrupted.
import Bytes
import Foundation
import Testing

@Suite struct BufferedOutputTests {
  /// The two ends of a pipe, closed with it.
  private final class Pipe {
    let read: Int32
    let write: Int32

    init() {
      var ends: [Int32] = [-1, -1]
      _ = pipe(&ends)
      (read, write) = (ends[0], ends[1])
    }

    deinit {
      close(read)
      close(write)
    }
  }

  private func contents(_ descriptor: Int32, count: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    let got = result.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, count) }
    return Array(result.prefix(max(0, got)))
  }

  @Test("bytes stay in the buffer until it is full or flushed, and keep their order")
  func buffering() throws {
    let pipe = Pipe()
    #expect(fcntl(pipe.read, F_SETFL, O_NONBLOCK) == 0)
    let output = BufferedOutput(descriptor: pipe.write, name: "pipe", capacity: 8)
    try output.write("abcd")
    #expect(contents(pipe.read, count: 10) == [])
    try output.write("efghi")
    #expect(contents(pipe.read, count: 10) == Array("abcdefghi".utf8))
    try output.write("j")
    try output.flush()
    #expect(contents(pipe.read, count: 10) == Array("j".utf8))
    #expect(!output.isTerminal)
  }

  @Test("what is left is written when the output goes")
  func atTheEnd() throws {
    let pipe = Pipe()
    do { try BufferedOutput(descriptor: pipe.write, name: "pipe").write("rest") }
    #expect(contents(pipe.read, count: 10) == Array("rest".utf8))
  }

  @Test("a reader that has gone is an error and not the end of the process")
  func brokenPipe() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let output = BufferedOutput(descriptor: ends[1], name: "standard output")
    try output.write("x")
    let error = kind { () throws(FileError) in try output.flush() }
    #expect(error?.kind == .brokenPipe)
    #expect(error?.path == "standard output")
    close(ends[1])
    var pending = sigset_t()
    #expect(sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 0)
  }

  @Test("a slow reader of a non-blocking pipe gets every byte")
  func slowReader() async throws {
    let pipe = Pipe()
    #expect(fcntl(pipe.write, F_SETFL, O_NONBLOCK) == 0)
    let data = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let descriptor = pipe.write
    async let written = Task.detached { () -> FileError? in
      let output = BufferedOutput(descriptor: descriptor, name: "pipe", capacity: 1000)
      return kind { () throws(FileError) in
        try output.write(data)
        try output.flush()
      }
    }.value
    var received: [UInt8] = []
    while received.count < data.count {
      received += contents(pipe.read, count: 7001)
      await Task.yield()
    }
    #expect(await written == nil)
    #expect(received == data)
  }

  @Test("a closed descriptor is a system error")
  func closed() {
    let output = BufferedOutput(descriptor: -1, name: "nowhere", capacity: 0)
    #expect(kind { () throws(FileError) in try output.write("x") }?.kind == .system)
  }
}
