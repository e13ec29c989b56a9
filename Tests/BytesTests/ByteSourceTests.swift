/// Files, pipes and what cannot be an input.
import Bytes
import Foundation
import Testing

@Suite struct ByteSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ name: String, limits: ByteSource.Limits = .init()) -> FileError? {
    kind { () throws(FileError) in try ByteSource(name, limits: limits) }
  }

  @Test("a file gives its bytes, name, size, time and hash")
  func plainFile() throws {
    let path = try folder.write(Array("abc".utf8), to: "a.txt")
    var times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 123_456_789), timespec(tv_sec: 1_234_567_890, tv_nsec: 5)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    let source = try ByteSource(path)
    #expect(source.prefix(.max) == Array("abc".utf8))
    #expect(source.prefix(1, from: 1) == [0x62])
    #expect(source.prefix(5, from: 9) == [])
    #expect(source.name == path && source.path == path)
    #expect(source.originalSize == 3 && source.count == 3)
    #expect(!source.isCompressed)
    #expect(source.modificationTime == FileTime(seconds: 1_234_567_890, nanoseconds: 5))
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try source.sha256().hex == hash)
    #expect(try source.sha256().hex == hash)
  }

  @Test("reading leaves bytes, times and permissions as they were")
  func untouched() throws {
    let path = try folder.write(GzipTests.hello, to: "a.gz")
    #expect(chmod(path, 0o444) == 0)
    var times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 1), timespec(tv_sec: 1_100_000_000, tv_nsec: 2)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    _ = try ByteSource(path).sha256()
    var info = stat()
    #expect(stat(path, &info) == 0)
    #expect(info.st_mtim.tv_sec == 1_100_000_000 && info.st_mtim.tv_nsec == 2)
    #expect(info.st_atim.tv_sec == 1_000_000_000 && info.st_atim.tv_nsec == 1)
    #expect(info.st_mode & 0o777 == 0o444)
    #expect(try folder.read("a.gz") == GzipTests.hello)
  }

  @Test("the hash of a packed file is that of the packed bytes")
  func hashOfPacked() throws {
    let path = try folder.write(GzipTests.hello, to: "a.gz")
    #expect(try ByteSource(path).sha256() == SHA256.digest(of: GzipTests.hello))
  }

  @Test("a large file is mapped, and outlives its removal")
  func largeFile() throws {
    var generator = SeededGenerator(state: 2)
    let data = (0..<700_000).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
    let path = try folder.write(data, to: "large")
    let source = try ByteSource(path)
    try FileManager.default.removeItem(atPath: path)
    #expect(source.prefix(.max) == data)
    #expect(try source.sha256() == SHA256.digest(of: data))
  }

  @Test("what is no input is a typed error with the name in it")
  func noInputs() throws {
    #expect(failure(folder.file("missing"))?.kind == .notFound)
    #expect(failure(folder.file("missing"))?.cause == "No such file or directory")
    #expect(failure(folder.path)?.kind == .isDirectory)
    let empty = try folder.write([], to: "empty")
    #expect(failure(empty) == FileError(.empty, operation: "read", path: empty))
    #expect(failure(empty)?.description == "\(empty): cannot read: it is empty")
    #expect(failure(empty + "/below")?.kind == .notFound)
    #expect(failure("")?.kind == .invalidName)
    #expect(failure(empty + "\0.txt")?.kind == .invalidName)
    #expect(failure(String(repeating: "x", count: 300))?.kind == .invalidName)
    #expect(failure("/dev/null")?.kind == .empty)
  }

  @Test("a file without read permission is refused, another user's readable file is not")
  func permission() async throws {
    let secret = try folder.write([1], to: "secret")
    let readable = try folder.write([2], to: "readable")
    #expect(chmod(secret, 0) == 0)
    await #expect(processExitsWith: .success) { [secret = secret as String, readable = readable as String] in
      // The superuser may read everything.
      if geteuid() == 0, setuid(65534) != 0 { exit(2) }
      let error = kind { () throws(FileError) in try ByteSource(secret) }
      let source = try ByteSource(readable)
      exit(error?.kind == .permissionDenied && source.prefix(.max) == [2] ? 0 : 3)
    }
  }

  @Test("an endless device ends at the limit")
  func endless() {
    #expect(failure("/dev/zero", limits: .init(stream: 100_000))?.kind == .tooLarge)
  }

  @Test("a file that claims to be empty and is not gives its bytes")
  func procFile() throws {
    let source = try ByteSource("/proc/self/stat")
    #expect(source.count > 20)
  }

  @Test("a named pipe gives all that is written to it, unpacked when packed")
  func namedPipe() async throws {
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let data = [UInt8](repeating: 7, count: 300_000)
    let packed = try Gzip.pack(data.span, level: 1)
    let writer = Thread {
      FileHandle(forWritingAtPath: path)?.write(Data(packed))
    }
    writer.start()
    let source = try ByteSource(path)
    #expect(source.prefix(.max) == data)
    #expect(source.isCompressed)
    #expect(source.modificationTime == nil)
    #expect(source.path == path)
  }

  @Test("standard input is read to its end and has no path")
  func standardInput() async {
    await #expect(processExitsWith: .success) {
      let ends = UnsafeMutablePointer<Int32>.allocate(capacity: 2)
      guard pipe(ends) == 0, dup2(ends[0], 0) == 0, write(ends[1], "from a pipe", 11) == 11 else { exit(2) }
      close(ends[1])
      let source = try ByteSource("-")
      let isRight = source.prefix(.max) == Array("from a pipe".utf8) && source.path == nil && source.name == "-"
      exit(isRight ? 0 : 3)
    }
  }
}
