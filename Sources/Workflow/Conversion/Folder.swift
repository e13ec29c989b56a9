/// Making the folders that outputs go to.
import Bytes
import Glibc

enum Folder {
  /// Makes a folder and those above it; nil when it is there now, else why not.
  static func create(_ path: String) -> FileError? {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o777) != 0, errno != EEXIST else { continue }
      let reason = errno
      var info = stat()
      // A folder that exists may answer with another error, on a read-only system for one.
      if stat(made, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { continue }
      return FileError(
        .noSuchFolder, operation: "create", path: path, cause: "\(made): \(String(cString: strerror(reason)))")
    }
    return nil
  }
}
