/// Copying a set of definitions into the user's data folder: it appears whole or not at all.
public import Bytes
import Glibc
public import Validation

/// A set that has been copied.
public struct DefinitionInstall: Sendable, Hashable {
  public var set: DefinitionSet
  /// Whether a set of this name was there before.
  public var replaced: Bool

  /// Copies the definitions in `source`, a folder or a wheel, to `name` below `root`; a set of this name is replaced only
  /// when asked for.
  ///
  /// Throws `.notFound` when there is neither, `.empty` when it holds no definition or schema, `.damagedZip`, `.exists`,
  /// and what the system reports.
  public init(from source: String, named name: String?, below root: String, replacing: Bool) throws(FileError) {
    let original = try Original(source)
    let name = name ?? original.name
    guard Self.isName(name) else {
      throw FileError(.invalidName, operation: "add", path: source, cause: "'\(name)' cannot be the name of a set")
    }
    let target = "\(root)/\(name)"
    let exists = FolderTree.isFolder(target)
    guard !exists || replacing else { throw FileError(.exists, operation: "add", path: target) }
    if let error = Folder.create(root) { throw error }
    let new = try Self.temporaryFolder(root, for: target)
    defer { FolderTree.remove(new) }
    try original.write(to: new)
    let aside = exists ? try Self.temporaryFolder(root, for: target) : nil
    defer { if let aside { FolderTree.remove(aside) } }
    try Self.place(new, target, aside)
    set = DefinitionSet(folder: target, origin: .user)
    replaced = exists
  }

  /// What is to be copied.
  private enum Original {
    case folder(DefinitionSet, String)
    case wheel(DefinitionWheel)

    init(_ source: String) throws(FileError) {
      if FolderTree.isFile(source) {
        guard DefinitionWheel.isWheel(source) else {
          throw FileError(
            .damagedZip, operation: "add", path: source, cause: "it is neither a folder nor a wheel (.whl)")
        }
        self = .wheel(try DefinitionWheel(source))
      } else {
        self = .folder(try DefinitionInstall.set(in: source), source)
      }
    }

    var name: String {
      switch self {
      case .folder(let set, _): set.name
      case .wheel(let wheel): wheel.setName
      }
    }

    func write(to folder: String) throws(FileError) {
      switch self {
      case .folder(let set, let source): try DefinitionInstall.copy(set, source: source, to: folder)
      case .wheel(let wheel):
        for file in wheel.files {
          try DefinitionInstall.makeFolder(of: file.path, in: folder)
          try AtomicFile.write(file.bytes, to: "\(folder)/\(file.path)")
        }
      }
    }
  }

  /// Whether a set may consist of this file alone: an NXDL definition or an XML schema.
  static func isDefinition(_ path: String) -> Bool {
    DefinitionSet.document(at: path).map { $0.kind != .json } ?? false
  }

  private static func set(in source: String) throws(FileError) -> DefinitionSet {
    guard FolderTree.isFolder(source) else {
      throw FileError(.notFound, operation: "add", path: source, cause: "there is no such folder or wheel")
    }
    let set = DefinitionSet(folder: resolved(source), origin: .option)
    guard !set.documents.isEmpty else {
      throw FileError(
        .empty, operation: "add", path: source,
        cause: "the folder holds neither a definition (*.nxdl.xml) nor a schema (*.xsd)")
    }
    return set
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200 && !name.contains("/") && !name.contains("\0")
  }

  private static func temporaryFolder(_ root: String, for target: String) throws(FileError) -> String {
    var template = Array("\(root)/.edgewise-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw failure("create", target) }
    chmod(template, 0o755)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The definitions and schemas, and what tells where they are from and under what licence.
  private static func copy(_ set: DefinitionSet, source: String, to folder: String) throws(FileError) {
    let all = FolderTree.files(below: source, depth: 2)
    let kept = all.filter { path in
      let file = path.split(separator: "/").last.map(String.init) ?? path
      return isDefinition(path)
        || file.hasSuffix(".xsl") || companions.contains { file.uppercased().hasPrefix($0) }
        || path.hasPrefix("licenses/")
    }
    for path in kept {
      try makeFolder(of: path, in: folder)
      try copyFile("\(source)/\(path)", to: "\(folder)/\(path)")
    }
    guard !kept.contains("SOURCE.txt") else { return }
    let version = set.version.map { "definitions: \($0)\n" } ?? ""
    try AtomicFile.write(Array("folder: \(set.folder ?? source)\n\(version)".utf8), to: "\(folder)/SOURCE.txt")
  }

  private static func makeFolder(of path: String, in folder: String) throws(FileError) {
    if let slash = path.lastIndex(of: "/"), let error = Folder.create("\(folder)/\(path[..<slash])") { throw error }
  }

  private static let companions = [
    "SOURCE.TXT", "NXDL_VERSION", "SHA256SUMS", "LICENSE", "LICENCE", "COPYING", "README",
  ]

  private static func copyFile(_ source: String, to target: String) throws(FileError) {
    do throws(FileError) {
      let input = try ByteSource(source)
      try AtomicFile.write(input.prefix(DefinitionSet.byteLimit), to: target)
    } catch {
      // An empty file says nothing, and is no reason to refuse the set.
      if error.kind != .empty { throw error }
    }
  }

  /// One rename makes the set appear; an old one steps aside just before, and comes back should that fail.
  private static func place(_ new: String, _ target: String, _ aside: String?) throws(FileError) {
    if let aside, rename(target, aside) != 0 { throw failure("replace", target) }
    guard rename(new, target) != 0 else { return }
    let error = failure("add", target)
    if let aside { rename(aside, target) }
    throw error
  }

  private static func failure(_ operation: String, _ path: String) -> FileError {
    let kinds: [Int32: FileError.Kind] = [
      EEXIST: .exists, ENOTEMPTY: .exists, EACCES: .permissionDenied, EPERM: .permissionDenied, EROFS: .readOnly,
      ENOSPC: .diskFull,
    ]
    let code = errno
    return FileError(kinds[code] ?? .system, operation: operation, path: path, cause: String(cString: strerror(code)))
  }
}
