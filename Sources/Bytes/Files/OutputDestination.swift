/// Where an output is to appear: looked at before the work begins, and again at the last moment.
import Glibc

struct OutputDestination {
  /// The path that the output gets, symbolic links followed when it replaces.
  let path: String
  let folder: String
  /// The permission bits of the file that is replaced; nil when there is none.
  let replacedPermissions: mode_t?
  private let name: String

  /// Throws `.exists`, `.isDirectory`, `.notRegular`, `.invalidName`.
  init(_ name: String, replacing: Bool) throws(FileError) {
    guard FileName.isValid(name) else { throw FileError(.invalidName, operation: "create", path: name) }
    var target = name
    var permissions: mode_t?
    if let existing = Self.status(of: name) {
      target = try Self.replaceable(name, existing, replacing: replacing)
      permissions = Self.status(of: target).map { $0.st_mode & 0o777 }
    }
    guard let parts = FileName.split(target) else {
      throw FileError(.isDirectory, operation: "create", path: name)
    }
    self.name = name
    path = target
    folder = parts.folder
    replacedPermissions = permissions
  }

  private static func status(of path: String) -> stat? {
    var info = stat()
    return lstat(path, &info) == 0 ? info : nil
  }

  private static func replaceable(_ name: String, _ status: stat, replacing: Bool) throws(FileError) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw FileError(.isDirectory, operation: "create", path: name)
    case S_IFREG where replacing: return name
    case S_IFLNK where replacing: return try target(ofLink: name)
    case S_IFREG, S_IFLNK: throw FileError(.exists, operation: "create", path: name)
    default: throw FileError(.notRegular, operation: "create", path: name)
    }
  }

  private static func target(ofLink name: String) throws(FileError) -> String {
    guard let resolved = realpath(name, nil) else {
      throw FileError(
        .notRegular, operation: "create", path: name, cause: "it is a symbolic link that leads nowhere")
    }
    defer { free(resolved) }
    let target = String(cString: resolved)
    guard let status = status(of: target) else { return target }
    return try replaceable(target, status, replacing: true)
  }

  /// Whether what is there now may be replaced: nothing, or an ordinary file. Throws `.isDirectory`, `.notRegular`.
  func checkReplaceable() throws(FileError) {
    guard let status = Self.status(of: path) else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw FileError(.isDirectory, operation: "commit", path: name)
    default: throw FileError(.notRegular, operation: "commit", path: name)
    }
  }

  /// Makes the new name durable. File systems that cannot do so are no reason to fail: the file itself is safe.
  func synchronizeFolder() {
    guard case .success(let raw) = FileDescriptor.open(folder, O_RDONLY | O_DIRECTORY) else { return }
    let descriptor = FileDescriptor(raw)
    fsync(descriptor.raw)
  }
}
