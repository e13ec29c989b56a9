/// Why a file could not be opened, read, unpacked or written: kind, operation, place and cause.
import Glibc

/// An input or output that failed, told apart by kind so that callers need not read the text.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, in terms that a caller can act on.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// There is nothing under this name.
    case notFound
    /// The folder that the output should go to does not exist.
    case noSuchFolder
    /// The name belongs to a folder.
    case isDirectory
    /// The name belongs to a device, a socket or another thing that is no ordinary file.
    case notRegular
    /// The system does not permit it.
    case permissionDenied
    /// The file system is mounted read-only.
    case readOnly
    /// No room is left, or the quota is used up.
    case diskFull
    /// The output exists already and was not to be replaced.
    case exists
    /// The input has no bytes, or unpacks to none.
    case empty
    /// The input is larger than the limit set for it.
    case tooLarge
    /// The gzip data ends before its end.
    case truncatedGzip
    /// The gzip data is damaged.
    case damagedGzip
    /// The ZIP archive is damaged, or is none.
    case damagedZip
    /// The reader of a pipe has gone.
    case brokenPipe
    /// The name cannot be a file name: empty, with a NUL, or too long.
    case invalidName
    /// Memory could not be had.
    case outOfMemory
    /// Anything else that the system reported.
    case system
  }

  /// What went wrong.
  public let kind: Kind
  /// What was being done: "open", "read", "unpack", "create", "write", "commit".
  public let operation: String
  /// The file as the caller named it.
  public let path: String
  /// The system's or the decoder's own words; empty when the kind says it all.
  public let cause: String

  /// An error with its parts.
  public init(_ kind: Kind, operation: String, path: String, cause: String = "") {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.cause = cause
  }

  /// One line: the file, what was being done, and the cause.
  public var description: String {
    "\(path): cannot \(operation): \(cause.isEmpty ? Self.words[kind] ?? kind.rawValue : cause)"
  }

  /// An error from the system's error number.
  public init(errno code: Int32, operation: String, path: String) {
    self.init(
      Self.kinds[code] ?? .system, operation: operation, path: path, cause: String(cString: strerror(code)))
  }

  private static let kinds: [Int32: Kind] = [
    ENOENT: .notFound, ENOTDIR: .notFound, EISDIR: .isDirectory, EACCES: .permissionDenied,
    EPERM: .permissionDenied, EROFS: .readOnly, ENOSPC: .diskFull, EDQUOT: .diskFull, EEXIST: .exists,
    EPIPE: .brokenPipe, ENAMETOOLONG: .invalidName, ENOMEM: .outOfMemory, EFBIG: .tooLarge, ENXIO: .notRegular,
  ]

  private static let words: [Kind: String] = [
    .notFound: "no such file", .noSuchFolder: "no such folder", .isDirectory: "it is a folder",
    .notRegular: "it is not an ordinary file", .permissionDenied: "permission denied",
    .readOnly: "the file system is read-only", .diskFull: "no space left", .exists: "it exists already",
    .empty: "it is empty", .tooLarge: "it is too large", .truncatedGzip: "the gzip data ends too early",
    .damagedGzip: "the gzip data is damaged", .damagedZip: "the ZIP archive is damaged",
    .brokenPipe: "the reader has gone",
    .invalidName: "this is no file name", .outOfMemory: "out of memory",
  ]
}
