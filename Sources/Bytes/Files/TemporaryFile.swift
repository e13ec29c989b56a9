/// A temporary file in the folder of an output: without a name where the system allows it, so that not even a crash
/// leaves it behind, and named as soon as someone needs the name.
import Glibc

final class TemporaryFile {
  private let descriptor: FileDescriptor
  private let folder: String
  private let destination: String
  private var name: String?
  private var slot: Int?

  /// `destination` is the output's name in errors. Throws `.noSuchFolder` and what else the system reports.
  /// `prefersNameless` is for tests of what happens where the file system knows no nameless files.
  init(in folder: String, for destination: String, prefersNameless: Bool = true) throws(FileError) {
    self.folder = folder
    self.destination = destination
    if prefersNameless, let raw = Self.openNameless(in: folder) {
      descriptor = FileDescriptor(raw)
      return
    }
    let created = try Self.create(in: folder, for: destination) { path in
      FileDescriptor.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666)
    }
    descriptor = FileDescriptor(created.value)
    name = created.path
    slot = TemporaryFiles.table.enter(created.path)
  }

  /// A file without a name, if the file system has such and it can be named later.
  private static func openNameless(in folder: String) -> Int32? {
    guard case .success(let raw) = FileDescriptor.open(folder, O_RDWR | __O_TMPFILE, mode: 0o666) else { return nil }
    guard access(procPath(of: raw), F_OK) == 0 else {
      close(raw)
      return nil
    }
    return raw
  }

  private static func procPath(of raw: Int32) -> String { "/proc/self/fd/\(raw)" }

  /// Tries hidden names until one is free.
  private static func create<Value>(
    in folder: String, for destination: String, _ make: (String) -> Result<Value, ErrorNumber>
  ) throws(FileError) -> (path: String, value: Value) {
    var lastError = EEXIST
    for _ in 0..<100 {
      let path = "\(folder)/.edgewise-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
      switch make(path) {
      case .success(let value): return (path, value)
      case .failure(let error): lastError = error.code
      }
      if lastError != EEXIST { break }
    }
    if lastError == ENOENT || lastError == ENOTDIR {
      throw FileError(.noSuchFolder, operation: "create", path: destination, cause: "no such folder: \(folder)")
    }
    throw FileError(errno: lastError, operation: "create", path: destination)
  }

  /// Appends bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do throws(ErrorNumber) {
      try descriptor.writeAll(bytes)
    } catch {
      throw FileError(errno: error.code, operation: "write", path: destination)
    }
  }

  /// The file's name; it gets one now if it had none.
  func named() throws(FileError) -> String {
    if let name { return name }
    let source = Self.procPath(of: descriptor.raw)
    let created = try Self.create(in: folder, for: destination) { path in
      linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
        ? .success(()) : .failure(ErrorNumber(code: errno))
    }
    name = created.path
    slot = TemporaryFiles.table.enter(created.path)
    return created.path
  }

  /// Brings the contents to the disk and sets the permission bits, unless nil.
  func synchronize(permissions: mode_t?) throws(FileError) {
    guard let name else { return try Self.synchronize(descriptor.raw, permissions, destination) }
    // A library may have made a new file under the name: the name counts, not our descriptor.
    switch FileDescriptor.open(name, O_RDONLY | O_NOFOLLOW) {
    case .success(let raw):
      let current = FileDescriptor(raw)
      try Self.synchronize(current.raw, permissions, destination)
    case .failure(let error): throw FileError(errno: error.code, operation: "commit", path: destination)
    }
  }

  private static func synchronize(
    _ raw: Int32, _ permissions: mode_t?, _ destination: String
  ) throws(FileError) {
    // EINVAL: a file system without fsync.
    let isSynchronized = fsync(raw) == 0 || errno == EINVAL
    guard isSynchronized, permissions.map({ fchmod(raw, $0) == 0 }) ?? true else {
      throw FileError(errno: errno, operation: "commit", path: destination)
    }
  }

  /// Takes the place of whatever file `path` names.
  func replace(_ path: String) throws(FileError) {
    guard rename(try named(), path) == 0 else { throw failure(errno) }
    forget()
  }

  /// Gets the name `path`, which must be free: the system decides, so that no file is lost to a race.
  func link(to path: String) throws(FileError) {
    guard let name else {
      let source = Self.procPath(of: descriptor.raw)
      guard linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else { throw failure(errno) }
      return
    }
    if Glibc.link(name, path) == 0 {
      remove()
      return
    }
    guard errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK else { throw failure(errno) }
    try reserve(path)
  }

  /// File systems without hard links (FAT, some network shares): an empty file holds the place, then we take it.
  func reserve(_ path: String) throws(FileError) {
    switch FileDescriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666) {
    case .success(let raw): close(raw)
    case .failure(let error): throw failure(error.code)
    }
    do throws(FileError) {
      try replace(path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Removes the name, if there is one.
  func remove() {
    if let name { unlink(name) }
    forget()
  }

  private func forget() {
    TemporaryFiles.table.leave(slot)
    slot = nil
    name = nil
  }

  private func failure(_ code: Int32) -> FileError {
    FileError(errno: code, operation: "commit", path: destination)
  }
}
