/// Files for what does not fit into memory.
import Glibc

/// New files in the folder for temporary files (`TMPDIR`, else `/tmp`).
public enum ScratchFile {
  /// An empty file, open for reading and writing, that only this user may read. Throws what the system says.
  public static func create() throws(FileError) -> (path: String, descriptor: Int32) {
    let folder = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(folder)/edgewise-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw FileError(errno: errno, operation: "create", path: "a temporary file in \(folder)")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self), descriptor)
  }
}
