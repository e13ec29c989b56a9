/// Definitions out of a wheel, as the packages of NeXus tools come from a package index.
import Bytes
import Validation

/// The definitions, schemas and licences in a wheel, in memory: all of them or an error.
struct DefinitionWheel {
  /// What becomes a file, by its path below the folder of the set.
  let files: [(path: String, bytes: [UInt8])]
  /// `nexusformat-2.1.0` for `nexusformat-2.1.0-py3-none-any.whl`.
  let setName: String

  /// No definition comes near the first, no set near the second.
  private static let fileLimit = 1 << 24
  private static let totalLimit = 1 << 27
  private static let schemas: Set<String> = ["nxdl.xsd", "nxdlTypes.xsd", "NXDL_VERSION"]

  /// Reads a wheel. Throws `.invalidName` when a name in it leads out of it, `.tooLarge` when it unpacks to more than a
  /// set can be, `.empty` when it holds no definition, and what reading reports.
  init(_ path: String) throws(FileError) {
    let archive = try ZipArchive(path)
    var files: [String: [UInt8]] = [:]
    var total = 0
    for entry in archive.entries {
      guard Self.isSafe(entry.name) else {
        throw FileError(
          .invalidName, operation: "add", path: path,
          cause: "'\(entry.name)' in it is a name that leads out of the archive")
      }
      guard !entry.isFolder, let place = Self.place(of: entry.name) else { continue }
      let bytes = try archive.bytes(of: entry, limit: min(Self.fileLimit, Self.totalLimit - total))
      guard files.updateValue(bytes, forKey: place) == nil else {
        throw FileError(.invalidName, operation: "add", path: path, cause: "it holds two files for \(place)")
      }
      total += bytes.count
    }
    guard files.keys.contains(where: { DefinitionInstall.isDefinition($0) }) else {
      throw FileError(
        .empty, operation: "add", path: path, cause: "it holds no definition (definitions/.../*.nxdl.xml)")
    }
    let parts = Self.lastName(of: path).split(separator: "-").map(String.init)
    setName = parts.count >= 2 ? parts[0] + "-" + parts[1] : Self.stem(of: path)
    files["SOURCE.txt"] = try Self.source(path, parts, version: files["NXDL_VERSION"])
    files["SHA256SUMS"] = try Self.sums(files)
    self.files = files.map { ($0.key, $0.value) }.sorted { $0.path < $1.path }
  }

  /// Whether a file begins as a ZIP archive does, with a file or the end of an empty list.
  static func isWheel(_ path: String) -> Bool {
    guard let source = try? ByteSource(path, limits: ByteSource.Limits(unpacked: fileLimit)) else { return false }
    let start = source.prefix(4)
    return start == [0x50, 0x4B, 0x03, 0x04] || start == [0x50, 0x4B, 0x05, 0x06]
  }

  /// Neither absolute nor through `..`, in either spelling of paths.
  private static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).dropLast(name.hasSuffix("/") ? 1 : 0)
    return !name.isEmpty && !name.contains("\\") && !name.contains("\0")
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Where an entry goes inside the set; nil when it stays behind.
  private static func place(of name: String) -> String? {
    let parts = name.split(separator: "/").map(String.init)
    guard let last = parts.last, !last.hasPrefix(".") else { return nil }
    if parts.count == 3, parts[0].hasSuffix(".dist-info"), parts[1] == "licenses" { return "licenses/" + last }
    guard let start = parts.prefix(2).firstIndex(of: "definitions") else { return nil }
    let rest = parts[(start + 1)...]
    if rest.count == 1, schemas.contains(last) { return last }
    guard rest.count == 2, let folder = rest.first, DefinitionSet.categoryFolders.contains(folder),
      last.hasSuffix(".nxdl.xml") || last.hasSuffix(".xsl")
    else { return nil }
    return "\(folder)/\(last)"
  }

  private static func lastName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func stem(of path: String) -> String {
    let name = lastName(of: path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Where the set is from, as `make deps` writes it.
  private static func source(_ path: String, _ parts: [String], version: [UInt8]?) throws(FileError) -> [UInt8] {
    var lines = ["wheel: \(lastName(of: path))"]
    if parts.count >= 2 { lines += ["package: \(parts[0])", "version: \(parts[1])"] }
    lines.append("sha256: \(try ByteSource(path).sha256().hex)")
    if let version = version.map({ String(decoding: $0, as: UTF8.self) })?.split(whereSeparator: \.isNewline).first {
      lines.append("definitions: \(version)")
    }
    lines.append("licence: as each definition says in its head")
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// A checksum for each file, so that a later run can see that the set is whole.
  private static func sums(_ files: [String: [UInt8]]) throws(FileError) -> [UInt8] {
    var text = ""
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      text += "\(try SHA256.digest(of: bytes).hex)  \(path)\n"
    }
    return Array(text.utf8)
  }
}
