/// Folders as they are on disk: what lies in them, and how one is removed.
import Glibc

public enum FolderTree {
  /// No folder of definitions comes near this.
  private static let fileLimit = 20_000

  public static func isFolder(_ path: String) -> Bool { type(of: path, following: true) == S_IFDIR }
  public static func isFile(_ path: String) -> Bool { type(of: path, following: true) == S_IFREG }

  /// The names in a folder, sorted by their bytes; nil when it cannot be listed.
  public static func names(in folder: String) -> [String]? { entries(in: folder)?.map(\.name) }

  /// The names in a folder with what they stand for, as far as the folder itself knows; sorted by their bytes.
  private static func entries(in folder: String) -> [(name: String, type: mode_t?)]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var entries: [(name: String, type: mode_t?)] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      // Asking the folder saves a question for each file; some file systems do not answer.
      let type = known[Int(entry.pointee.d_type)]
      if name != ".", name != ".." { entries.append((name, type)) }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The visible files in a folder and in folders at most `depth` - 1 below it, by their paths inside it, sorted.
  /// Symbolic links inside are not followed.
  public static func files(below folder: String, depth: Int) -> [String] {
    var result: [String] = []
    var pending = [(path: "", depth: depth)]
    while let (path, depth) = pending.popLast(), depth > 0, result.count < fileLimit {
      let entries = entries(in: path.isEmpty ? folder : "\(folder)/\(path)") ?? []
      for (name, type) in entries where !name.hasPrefix(".") {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        switch type ?? Self.type(of: "\(folder)/\(inner)", following: false) {
        case S_IFREG: result.append(inner)
        case S_IFDIR: pending.append((inner, depth - 1))
        default: continue
        }
      }
    }
    return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a folder of our own making and all in it; what cannot be removed stays.
  public static func remove(_ folder: String) {
    for name in names(in: folder) ?? [] {
      let path = "\(folder)/\(name)"
      if type(of: path, following: false) == S_IFDIR { remove(path) } else { unlink(path) }
    }
    rmdir(folder)
  }

  private static let known: [Int: mode_t] = [Int(DT_REG): S_IFREG, Int(DT_DIR): S_IFDIR, Int(DT_LNK): S_IFLNK]

  private static func type(of path: String, following: Bool) -> mode_t? {
    var info = stat()
    guard (following ? stat(path, &info) : lstat(path, &info)) == 0 else { return nil }
    return info.st_mode & S_IFMT
  }
}
