/// Where a worker puts a report that may be larger than memory: in memory first, in a file when it grows.
public import Bytes
import Glibc

/// What a worker made: the report itself, or the name of the file that holds it.
public enum SpooledReport: Sendable, Hashable {
  case bytes([UInt8])
  case file(String)

  /// Removes the report's file, if it has one.
  public func discard() {
    if case .file(let path) = self { unlink(path) }
  }

  /// Writes the report and removes its file. Throws what reading and writing report.
  public func write(to output: BufferedOutput) throws(FileError) {
    switch self {
    case .bytes(let bytes): try output.write(bytes)
    case .file(let path):
      defer { unlink(path) }
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      defer { close(descriptor) }
      var piece = [UInt8](repeating: 0, count: ReportSink.pieceLength)
      while true {
        let count = read(descriptor, &piece, piece.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else {
          throw FileError(.system, operation: "read", path: path, cause: String(cString: strerror(errno)))
        }
        if count == 0 { return }
        try output.write(count == piece.count ? piece : Array(piece[..<count]))
      }
    }
  }
}

extension SpooledReport: WorkerMessage {
  /// Appends the report, or the name of its file.
  public func encode(to encoder: inout MessageEncoder) {
    switch self {
    case .bytes(let bytes):
      encoder.write(0)
      encoder.write(bytes)
    case .file(let path):
      encoder.write(1)
      encoder.write(path)
    }
  }

  /// Takes a report off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    switch try decoder.readInt() {
    case 0: self = .bytes(try decoder.readBytes())
    case 1: self = .file(try decoder.read())
    default: throw MessageError()
    }
  }
}

/// Gathers a report in a worker.
public struct ReportSink: ~Copyable {
  static let pieceLength = 1 << 18
  private static let memoryLimit = 1 << 22

  private let context: WorkerContext
  private var memory: [UInt8] = []
  private var spool: (path: String, descriptor: Int32)?
  /// Why the spool file could not be written.
  private var failure: FileError?

  /// An empty report. Its file, if it gets one, is noted in `context`, so that it goes when the worker dies.
  public init(context: WorkerContext = .none) { self.context = context }

  /// Appends bytes. What cannot be written is told by `finish`.
  public mutating func write(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    memory.append(contentsOf: bytes)
    guard memory.count > Self.memoryLimit else { return }
    if spool == nil { openSpool() }
    empty()
  }

  /// The report. Throws when its file could not be written.
  public consuming func finish() throws(FileError) -> SpooledReport {
    if spool != nil { empty() }
    if let failure {
      if let spool { unlink(spool.path) }
      throw failure
    }
    guard let spool else { return .bytes(memory) }
    close(spool.descriptor)
    // From here on the file is the parent's, which removes it.
    context.temporaryFile(nil)
    return .file(spool.path)
  }

  private mutating func openSpool() {
    do throws(FileError) {
      let file = try ScratchFile.create()
      context.temporaryFile(file.path)
      spool = file
    } catch {
      failure = error
    }
  }

  private mutating func empty() {
    guard let spool else { return }
    var start = 0
    while start < memory.count {
      let count = memory.withUnsafeBytes {
        write(spool.descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        failure = FileError(errno: errno, operation: "write", path: "a temporary file for the report")
        break
      }
      start += count
    }
    memory.removeAll(keepingCapacity: true)
  }

  private func write(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    Glibc.write(descriptor, start, count)
  }
}
