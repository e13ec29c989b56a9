/// From the arguments of a verb to the files it works on: folders are walked, in the same order everywhere.
public import DataModel
import Glibc

/// One input of a verb.
public struct InputEntry: Sendable, Hashable {
  /// The file and the measurement in it.
  public var address: InputAddress
  /// The folder below the walked one in which the file lies, such as `day1/scans`; empty for files named directly.
  public var folder: String
  /// Why it cannot be read, when that is known without opening it.
  public var problem: Finding?

  /// An input from its parts.
  public init(_ address: InputAddress, folder: String = "", problem: Finding? = nil) {
    self.address = address
    self.folder = folder
    self.problem = problem
  }
}

/// The inputs of a verb.
public enum InputList {
  /// The inputs that the arguments name, in their order; folders (with `recursive`) give their files sorted by name.
  ///
  /// Hidden files and folders are left out, symbolic links to folders are not followed, and what is neither file nor
  /// folder is passed over. A folder without `recursive`, or one that cannot be listed, is an input with a problem.
  public static func expand(_ arguments: [String], recursive: Bool) -> [InputEntry] {
    arguments.flatMap { argument -> [InputEntry] in
      let address = InputAddress(parsing: argument)
      guard kind(of: address.file) == .folder else { return [InputEntry(address)] }
      guard recursive else {
        return [InputEntry(address, problem: problem(InputFinding.folder, "this is a folder", address.file))]
      }
      let entries = walk(address.file)
      return entries.isEmpty
        ? [InputEntry(address, problem: problem(InputFinding.emptyFolder, "no file lies in this folder", address.file))]
        : entries
    }
  }

  private enum Kind {
    case file, folder, other
  }

  private static func walk(_ root: String) -> [InputEntry] {
    var result: [InputEntry] = []
    // Folders still to be listed, the next one last; names relative to the root.
    var pending = [""]
    while let folder = pending.popLast() {
      let path = joined(root, folder)
      guard let names = list(path) else {
        result.append(
          InputEntry(
            InputAddress(file: path), folder: folder,
            problem: problem(InputFinding.denied, "the folder cannot be listed", path)))
        continue
      }
      var folders: [String] = []
      for name in names {
        let file = joined(path, name)
        switch kind(of: file, followsLinkedFolders: false) {
        case .file: result.append(InputEntry(InputAddress(file: file), folder: folder))
        case .folder: folders.append(folder.isEmpty ? name : "\(folder)/\(name)")
        case .other: continue
        }
      }
      pending += folders.reversed()
    }
    return result
  }

  /// The visible names in a folder, sorted by their bytes; nil when it cannot be listed.
  private static func list(_ folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func kind(of path: String, followsLinkedFolders: Bool = true) -> Kind {
    var info = stat()
    guard stat(path, &info) == 0 else { return .other }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR:
      var link = stat()
      let isLink = lstat(path, &link) == 0 && link.st_mode & S_IFMT == S_IFLNK
      return isLink && !followsLinkedFolders ? .other : .folder
    default: return .other
    }
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    if name.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  private static func problem(_ code: FindingCode, _ message: String, _ path: String) -> Finding {
    Finding(code, message, at: Finding.Location(file: path))
  }
}
