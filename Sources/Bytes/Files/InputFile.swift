/// How the bytes of an input come into memory: by mapping, by reading a known length, or by reading to the end.
import Glibc

/// An input that has been opened for reading.
struct InputFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let name: String
  private let status: stat
  private let isStandardInput: Bool

  /// Files up to this size are read: that is faster than mapping them, and what happens to the file afterwards
  /// does not matter.
  private static let mappingThreshold = 4 << 20

  /// Opens a file, or standard input for "-". Only plain files, pipes and character devices are inputs.
  static func open(_ name: String) throws(FileError) -> InputFile {
    let descriptor: FileDescriptor
    if name == "-" {
      descriptor = FileDescriptor(STDIN_FILENO, closing: false)
    } else {
      descriptor = FileDescriptor(try openReadOnly(name))
    }
    guard let status = descriptor.status else {
      throw FileError(errno: errno, operation: "open", path: name)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO, S_IFCHR: break
    case S_IFSOCK where name == "-": break
    case S_IFDIR: throw FileError(.isDirectory, operation: "open", path: name)
    default: throw FileError(.notRegular, operation: "open", path: name)
    }
    return InputFile(descriptor: descriptor, name: name, status: status, isStandardInput: name == "-")
  }

  private init(descriptor: consuming FileDescriptor, name: String, status: stat, isStandardInput: Bool) {
    self.descriptor = descriptor
    self.name = name
    self.status = status
    self.isStandardInput = isStandardInput
  }

  private static func openReadOnly(_ name: String) throws(FileError) -> Int32 {
    guard FileName.isValid(name) else { throw FileError(.invalidName, operation: "open", path: name) }
    let flags = O_RDONLY | O_NOCTTY
    // Only the owner may read without a trace in the access time; the others read as usual.
    var result = FileDescriptor.open(name, flags | __O_NOATIME)
    if case .failure(let error) = result, error.code == EPERM {
      result = FileDescriptor.open(name, flags)
    }
    switch result {
    case .success(let raw): return raw
    case .failure(let error): throw FileError(errno: error.code, operation: "open", path: name)
    }
  }

  private var isPlainFile: Bool { !isStandardInput && status.st_mode & S_IFMT == S_IFREG }

  /// When the file was last changed; nil for what is no file.
  var modificationTime: FileTime? { isPlainFile ? FileTime(status.st_mtim) : nil }

  /// All bytes. `limit` holds for inputs whose length is not known.
  func contents(limit: Int) throws(FileError) -> ByteStorage {
    // Files of the /proc kind say that they are empty and are not.
    guard isPlainFile, status.st_size > 0 else { return try readToEnd(limit: limit) }
    let size = Int(status.st_size)
    if size > Self.mappingThreshold, let mapped = mapped(size) { return mapped }
    return try read(size)
  }

  private func mapped(_ size: Int) -> ByteStorage? {
    guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.raw, 0), base != MAP_FAILED else {
      return nil
    }
    return ByteStorage(owning: base, count: size, isMapped: true)
  }

  private func read(_ size: Int) throws(FileError) -> ByteStorage {
    guard let memory = GrowingMemory(capacity: size) else { throw failure(.outOfMemory) }
    var count = 0
    while count < size {
      let got = try read(into: memory.base + count, count: size - count)
      if got == 0 { break }
      count += got
    }
    return memory.finish(count: count)
  }

  private func readToEnd(limit: Int) throws(FileError) -> ByteStorage {
    guard var memory = GrowingMemory(capacity: 1 << 16) else { throw failure(.outOfMemory) }
    var count = 0
    while true {
      if count == memory.capacity, !memory.resize(to: memory.capacity * 2) { throw failure(.outOfMemory) }
      let got = try read(into: memory.base + count, count: memory.capacity - count)
      if got == 0 { return memory.finish(count: count) }
      count += got
      if count > limit { throw failure(.tooLarge, "it has more than \(limit) bytes") }
    }
  }

  private func read(into memory: UnsafeMutableRawPointer, count: Int) throws(FileError) -> Int {
    do throws(ErrorNumber) {
      return try descriptor.read(into: memory, count: count)
    } catch {
      throw FileError(errno: error.code, operation: "read", path: name)
    }
  }

  private func failure(_ kind: FileError.Kind, _ cause: String = "") -> FileError {
    FileError(kind, operation: "read", path: name, cause: cause)
  }
}
