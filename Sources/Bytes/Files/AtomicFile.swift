/// An output file that appears whole or not at all.
import Glibc

/// Bytes go to a temporary file in the destination's folder; `commit` makes them durable and gives them their name.
/// Without `commit` nothing remains.
///
///     let file = try AtomicFile(path: "out/result.xdi", replacing: false)
///     try file.write(bytes)
///     try file.commit()
///
/// A library that opens files by name (HDF5) writes to `temporaryPath()` instead.
public final class AtomicFile {
  /// The destination as the caller named it.
  public let path: String
  /// Whether a file that exists already is replaced at `commit`.
  public let isReplacing: Bool

  private let destination: OutputDestination
  private var state: State
  private var buffer: [UInt8] = []
  private let owner = getpid()

  private static let bufferSize = 1 << 18

  private enum State {
    case open(TemporaryFile)
    case ended
  }

  /// Opens a temporary file beside `path`. An existing file is kept unless `replacing`; a symbolic link keeps
  /// pointing where it does and its target is replaced.
  ///
  /// Throws `.exists`, `.noSuchFolder`, `.isDirectory`, `.notRegular`, `.permissionDenied`, `.readOnly`, `.diskFull`,
  /// `.invalidName`.
  public init(path: String, replacing: Bool = false) throws(FileError) {
    self.path = path
    isReplacing = replacing
    destination = try OutputDestination(path, replacing: replacing)
    state = .open(try TemporaryFile(in: destination.folder, for: path))
  }

  deinit { discard() }

  /// Appends bytes. Throws `.diskFull` and what else the system reports; the file is then discarded, so that no part of
  /// it can be committed.
  public func write(_ bytes: Span<UInt8>) throws(FileError) {
    _ = try openFile("write")
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count > Self.bufferSize {
      try bytes.withUnsafeBytes { bytes throws(FileError) in try writeThrough(bytes) }
    } else {
      bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    }
  }

  /// Appends bytes. Throws as the other `write` does.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try write(bytes.span)
  }

  /// Appends text as UTF-8. Throws as the other `write` does.
  public func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// The name of the temporary file, for a library that opens files by name. What it writes there, even to a new
  /// file of that name, is what `commit` takes. Throws what the system reports.
  public func temporaryPath() throws(FileError) -> String {
    let file = try openFile("create")
    try flush()
    return try file.named()
  }

  /// Makes the contents durable and gives them the destination's name, in one step.
  ///
  /// Throws `.exists` when the destination has come to exist meanwhile and is not to be replaced, `.diskFull`, and
  /// what else the system reports; the temporary file then remains until `discard` or the end of this object.
  public func commit() throws(FileError) {
    let file = try openFile("commit")
    try flush()
    try file.synchronize(permissions: destination.replacedPermissions)
    if isReplacing {
      try destination.checkReplaceable()
      try file.replace(destination.path)
    } else {
      try file.link(to: destination.path)
    }
    state = .ended
    destination.synchronizeFolder()
  }

  /// Gives up: nothing remains. After `commit` it does nothing.
  public func discard() {
    // A forked child holds a copy of this object, and the file is its parent's.
    if case .open(let file) = state, owner == getpid() { file.remove() }
    state = .ended
    buffer = []
  }

  /// Writes a whole file in one go. Throws as `init` and `commit` do.
  public static func write(_ bytes: [UInt8], to path: String, replacing: Bool = false) throws(FileError) {
    let file = try AtomicFile(path: path, replacing: replacing)
    try file.write(bytes)
    try file.commit()
  }

  private func openFile(_ operation: String) throws(FileError) -> TemporaryFile {
    guard case .open(let file) = state else {
      throw FileError(.system, operation: operation, path: path, cause: "the file was committed or discarded before")
    }
    return file
  }

  private func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    try pending.span.withUnsafeBytes { bytes throws(FileError) in try writeThrough(bytes) }
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    let file = try openFile("write")
    do throws(FileError) {
      try file.write(bytes)
    } catch {
      discard()
      throw error
    }
  }
}
