/// Where definitions lie, and in which order they are looked for.
import Bytes
import DataModel
import Glibc

/// The folders that hold sets of definitions.
public struct DefinitionFolders: Sendable {
  /// A folder that is looked at.
  public struct Folder: Sendable, Hashable {
    public var origin: DefinitionSet.Origin
    public var path: String
    public var exists: Bool
  }

  /// Folders that are sets themselves, named by the user.
  private let options: [String]
  private let user: String?
  private let prefix: String?

  /// The folders for these `--definitions` and this environment; `executable` is the program's own path.
  public init(options: [String] = [], environment: (String) -> String? = Self.variable, executable: String? = nil) {
    self.options = options
    user = Self.dataFolder(environment).map { $0 + "/edgewise/definitions" }
    prefix = (executable ?? Self.ownPath()).flatMap(Self.prefix)
  }

  /// The user's own folder of sets; nil when neither XDG_DATA_HOME nor HOME is set.
  public var userFolder: String? { user }

  /// All folders in the order of looking, whether they exist or not.
  public var all: [Folder] {
    let named: [(DefinitionSet.Origin, String)] =
      options.map { (.option, $0) } + [user].compactMap { $0 }.map { (.user, $0) }
      + [prefix].compactMap { $0 }.map { (.prefix, $0) }
    return named.map { Folder(origin: $0.0, path: $0.1, exists: FolderTree.isFolder($0.1)) }
  }

  /// All sets in the order of looking; hidden folders are passed over.
  public func sets() -> [DefinitionSet] {
    var result: [DefinitionSet] = []
    for folder in all where folder.exists {
      if folder.origin == .option {
        result.append(DefinitionSet(folder: folder.path, origin: .option))
        continue
      }
      for name in FolderTree.names(in: folder.path) ?? [] where !name.hasPrefix(".") {
        let path = "\(folder.path)/\(name)"
        guard FolderTree.isFolder(path) else { continue }
        let set = DefinitionSet(folder: path, origin: folder.origin)
        if !set.documents.isEmpty { result.append(set) }
      }
    }
    return result + [.embedded(version: EdgewiseVersion.string)] + DefinitionSet.embeddedDefinitions()
  }

  /// The variable of the environment; nil when it is not set or empty.
  public static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func dataFolder(_ environment: (String) -> String?) -> String? {
    // The base directory specification: relative paths are to be ignored.
    if let folder = environment("XDG_DATA_HOME"), folder.hasPrefix("/") { return folder }
    return environment("HOME").map { $0 + "/.local/share" }
  }

  private static func ownPath() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// `/usr/local/bin/edgewise` belongs to `/usr/local/share/edgewise/definitions`.
  private static func prefix(of executable: String) -> String? {
    let parts = executable.split(separator: "/")
    guard parts.count >= 2 else { return nil }
    return "/" + (parts.dropLast(2) + ["share", "edgewise", "definitions"]).joined(separator: "/")
  }
}

extension DefinitionSet {
  /// The set in a folder: definitions and schemas in it and in its subfolders.
  public init(folder: String, origin: Origin) {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let files = FolderTree.files(below: folder, depth: 2)
    self.init(
      name: folder.split(separator: "/").last.map(String.init) ?? folder, origin: origin, folder: folder,
      version: Self.firstLine(of: folder + "/NXDL_VERSION"), source: Self.source(folder + "/SOURCE.txt"),
      documents: files.compactMap(Self.document(at:)).filter { $0.kind != .json })
  }

  /// The folders of a set that hold definitions.
  public static let categoryFolders = ["base_classes", "applications", "contributed_definitions"]

  /// The definitions in a folder; in the three folders of a set below it when it is one.
  public init(neighboursIn folder: String, isSet: Bool) {
    let places = isSet ? Self.categoryFolders.map { $0 + "/" } : [""]
    let files = places.flatMap { place in
      (FolderTree.names(in: "\(folder)/\(place)") ?? []).filter { !$0.hasPrefix(".") }.map { place + $0 }
    }
    self.init(
      name: folder, origin: .option, folder: folder, version: nil, source: [],
      documents: files.compactMap(Self.document(at:)).filter { $0.kind == .nxdl })
  }

  private static func firstLine(of path: String) -> String? {
    lines(of: path).first
  }

  private static func source(_ path: String) -> [[String]] { pairs(in: lines(of: path)) }

  /// `key: value` lines.
  static func pairs(in lines: [String]) -> [[String]] {
    lines.compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return [String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })]
    }
  }

  /// The lines of a small text file; none when it is not there.
  private static func lines(of path: String) -> [String] {
    guard FolderTree.isFile(path), let file = try? ByteSource(path) else { return [] }
    let text = String(decoding: file.prefix(1 << 14), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }
}
