/// Outputs that appear whole or not at all.
import Foundation
import Testing

@testable import Bytes

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ path: String, replacing: Bool = false) -> FileError? {
    kind { () throws(FileError) in try AtomicFile(path: path, replacing: replacing) }
  }

  private func mode(_ name: String) -> mode_t {
    var info = stat()
    return lstat(folder.file(name), &info) == 0 ? info.st_mode & 0o7777 : 0
  }

  @Test("nothing is there before commit, everything after, and nothing else ever")
  func commit() throws {
    let file = try AtomicFile(path: folder.file("out.txt"))
    try file.write("first ")
    try file.write([UInt8](repeating: 0x78, count: 1_000_000))
    try file.write(" last")
    #expect(!(try folder.names.contains("out.txt")))
    try file.commit()
    #expect(try folder.names == ["out.txt"])
    let expected = Array("first ".utf8) + [UInt8](repeating: 0x78, count: 1_000_000) + Array(" last".utf8)
    #expect(try folder.read("out.txt") == expected)
  }

  @Test("a file that is not committed leaves nothing", arguments: [false, true])
  func dropped(byName: Bool) throws {
    do {
      let file = try AtomicFile(path: folder.file("out.txt"))
      try file.write("half")
      let name = byName ? try file.temporaryPath() : nil
      #expect(try folder.names.map(folder.file) == [name].compactMap { $0 })
    }
    #expect(try folder.names == [])
  }

  @Test("an existing file is refused at once and stays as it is")
  func existing() throws {
    try folder.write([1, 2, 3], to: "out")
    #expect(failure(folder.file("out"))?.kind == .exists)
    #expect(try folder.read("out") == [1, 2, 3])
  }

  @Test("a file that appears meanwhile is not lost", arguments: [false, true])
  func race(byName: Bool) throws {
    let file = try AtomicFile(path: folder.file("out"))
    if byName { _ = try file.temporaryPath() }
    try file.write("ours")
    try folder.write([9], to: "out")
    #expect(kind { () throws(FileError) in try file.commit() }?.kind == .exists)
    #expect(try folder.read("out") == [9])
    file.discard()
    #expect(try folder.names == ["out"])
  }

  @Test("replacing takes the old file's place and its permissions")
  func replacing() throws {
    try folder.write([1, 2, 3], to: "out")
    #expect(chmod(folder.file("out"), 0o640) == 0)
    try AtomicFile.write([4], to: folder.file("out"), replacing: true)
    #expect(try folder.read("out") == [4])
    #expect(mode("out") == 0o640)
    #expect(try folder.names == ["out"])
  }

  @Test("a new file has the permissions that the umask leaves", arguments: [false, true])
  func permissions(byName: Bool) throws {
    let mask = umask(0)
    umask(mask)
    let file = try AtomicFile(path: folder.file("out"), replacing: true)
    if byName { _ = try file.temporaryPath() }
    try file.commit()
    #expect(mode("out") == 0o666 & ~mask)
  }

  @Test("what a library writes under the temporary name is committed, even in a new file", arguments: [false, true])
  func byName(inNewFile: Bool) throws {
    let file = try AtomicFile(path: folder.file("out.h5"), replacing: true)
    let name = try file.temporaryPath()
    #expect(name.hasPrefix(folder.path + "/."))
    #expect(try file.temporaryPath() == name)
    if inNewFile { try FileManager.default.removeItem(atPath: name) }
    try Data([5, 6]).write(to: URL(fileURLWithPath: name))
    try file.commit()
    #expect(try folder.read("out.h5") == [5, 6])
    #expect(try folder.names == ["out.h5"])
  }

  @Test("a symbolic link stays and its target is replaced")
  func link() throws {
    try FileManager.default.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: true)
    try folder.write([1], to: "sub/target")
    #expect(symlink("sub/target", folder.file("link")) == 0)
    #expect(failure(folder.file("link"))?.kind == .exists)
    try AtomicFile.write([2], to: folder.file("link"), replacing: true)
    #expect(try folder.read("sub/target") == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == "sub/target")
  }

  @Test("what cannot be an output is a typed error before any work is done")
  func impossible() throws {
    #expect(failure(folder.file("none/out"))?.kind == .noSuchFolder)
    #expect(failure(folder.path, replacing: true)?.kind == .isDirectory)
    #expect(failure(folder.file("new/"))?.kind == .isDirectory)
    #expect(failure("/dev/null", replacing: true)?.kind == .notRegular)
    #expect(failure("")?.kind == .invalidName)
    #expect(failure(folder.file("a\0b"))?.kind == .invalidName)
    #expect(symlink("nowhere", folder.file("dangling")) == 0)
    #expect(failure(folder.file("dangling"), replacing: true)?.kind == .notRegular)
    #expect(failure(folder.file("dangling"))?.kind == .exists)
    try folder.write([1], to: "file")
    #expect(failure(folder.file("file/out"))?.kind == .noSuchFolder)
    #expect(try folder.names == ["dangling", "file"])
  }

  @Test("a folder that takes the destination's place meanwhile is not replaced")
  func folderMeanwhile() throws {
    let file = try AtomicFile(path: folder.file("out"), replacing: true)
    try FileManager.default.createDirectory(atPath: folder.file("out"), withIntermediateDirectories: true)
    #expect(kind { () throws(FileError) in try file.commit() }?.kind == .isDirectory)
  }

  @Test("a folder without write permission is reported")
  func readOnlyFolder() async throws {
    #expect(chmod(folder.path, 0o555) == 0)
    await #expect(processExitsWith: .success) { [path = folder.file("out") as String] in
      if geteuid() == 0, setuid(65534) != 0 { exit(2) }
      let error = kind { () throws(FileError) in try AtomicFile(path: path) }
      exit(error?.kind == .permissionDenied ? 0 : 3)
    }
    #expect(chmod(folder.path, 0o755) == 0)
  }

  @Test("after a write that failed nothing can be committed")
  func failedWrite() async throws {
    await #expect(processExitsWith: .success) { [path = folder.file("out") as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(2) }
      let file = try AtomicFile(path: path)
      let failed = kind { () throws(FileError) in try file.write([UInt8](repeating: 1, count: 1_000_000)) }
      let committed = kind { () throws(FileError) in try file.commit() }
      exit(failed?.kind == .tooLarge && committed?.kind == .system ? 0 : 3)
    }
    #expect(try folder.names == [])
  }

  @Test("without nameless files and hard links the result is the same")
  func plainFileSystem() throws {
    let first = try TemporaryFile(in: folder.path, for: "out", prefersNameless: false)
    #expect(try folder.names.count == 1)
    try first.reserve(folder.file("out"))
    #expect(try folder.names == ["out"])
    let second = try TemporaryFile(in: folder.path, for: "out", prefersNameless: false)
    #expect(kind { () throws(FileError) in try second.reserve(folder.file("out")) }?.kind == .exists)
    second.remove()
    #expect(try folder.names == ["out"])
  }

  @Test("a full disk is reported as such")
  func fullDisk() throws {
    let output = try FileDescriptor.open("/dev/full", O_WRONLY).get()
    let writer = BufferedOutput(descriptor: output, name: "full", capacity: 0)
    #expect(kind { () throws(FileError) in try writer.write("x") }?.kind == .diskFull)
    close(output)
  }

  @Test("a file is committed once")
  func twice() throws {
    let file = try AtomicFile(path: folder.file("out"))
    try file.commit()
    #expect(kind { () throws(FileError) in try file.commit() }?.kind == .system)
    #expect(kind { () throws(FileError) in try file.temporaryPath() }?.kind == .system)
    #expect(try folder.names == ["out"])
  }

  @Test("many writers to one name: one wins, the others are told")
  func manyWriters() async throws {
    let path = folder.file("out")
    let wins = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<16 {
        group.addTask {
          kind { () throws(FileError) in try AtomicFile.write([UInt8(index)], to: path) } == nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wins == 1)
    #expect(try folder.names == ["out"])
  }

  @Test("SIGTERM removes the temporary files and still ends the process", arguments: [SIGTERM, SIGINT, SIGHUP])
  func terminated(signal: Int32) async throws {
    let path = folder.file("out")
    let ending: ExitTest.Condition = .signal(signal)
    await #expect(processExitsWith: ending) { [path = path as String, signal = signal as Int32] in
      TemporaryFiles.installCleanupHandlers()
      let file = try AtomicFile(path: path)
      let name = try file.temporaryPath()
      guard access(name, F_OK) == 0 else { exit(9) }
      // To the process, as from outside: threads of a pool hold signals back.
      kill(getpid(), signal)
      sleep(20)
      exit(8)
    }
    #expect(try folder.names == [])
  }
}

@Suite struct TemporaryFileTableTests {
  @Test("files entered are removed, files left are not, and a full table says so")
  func table() throws {
    let folder = try TemporaryFolder()
    let table = TemporaryFileTable(slotCount: 2)
    let first = table.enter(try folder.write([1], to: "first"))
    let second = table.enter(try folder.write([1], to: "second"))
    let third = table.enter(try folder.write([1], to: "third"))
    #expect(first != nil && second != nil && third == nil)
    table.leave(first)
    table.removeAll()
    #expect(try folder.names == ["first", "third"])
    #expect(table.enter(folder.file("third")) != nil)
    #expect(table.enter("/" + String(repeating: "x", count: 5000)) == nil)
    table.removeAll()
    #expect(try folder.names == ["first"])
  }
}
