/// A set of definitions: NXDL files with their schemas, or the schemas inside this program.
public import Bytes
import EmbeddedSchemas

/// Definitions that belong together, and where they come from.
public struct DefinitionSet: Sendable, Hashable {
  /// Where a set was found; the order is that of looking.
  public enum Origin: String, Sendable, CaseIterable {
    /// Named on the command line.
    case option
    /// In the user's data folder.
    case user
    /// Installed beside the program.
    case prefix
    /// Inside the program.
    case embedded
  }

  /// One definition or schema.
  public struct Document: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
      case nxdl, xsd, json
    }

    /// `NXxas`, `nxdl.xsd`, `edgewise.inspect/1`.
    public var name: String
    public var kind: Kind
    /// The file below the set's folder.
    public var path: String
  }

  /// The name of its folder, or `edgewise`.
  public var name: String
  public var origin: Origin
  /// Its folder; nil for the one inside the program.
  public var folder: String?
  /// The version that the set states.
  public var version: String?
  /// What SOURCE.txt says, in its order.
  public var source: [[String]]
  /// Sorted by path.
  public var documents: [Document]

  /// The document of this name, in any case.
  public func document(named name: String) -> Document? {
    let wanted = name.lowercased()
    return documents.first { $0.name == name } ?? documents.first { $0.name.lowercased() == wanted }
  }

  /// The bytes of one of its documents. Throws when the file cannot be read.
  public func bytes(of document: Document) throws(FileError) -> [UInt8] {
    guard let folder else { return Self.embeddedBytes(document.path) ?? [] }
    return try ByteSource("\(folder)/\(document.path)").prefix(Self.byteLimit)
  }

  /// No definition or schema is anywhere near this size.
  public static let byteLimit = 1 << 26
}

extension DefinitionSet {
  /// The schemas inside this program.
  public static func embedded(version: String) -> DefinitionSet {
    let documents = (0..<embedded_schema_count()).compactMap { index -> Document? in
      let schema = embedded_schema_at(index)
      guard let name = schema.name else { return nil }
      return document(at: String(cString: name))
    }
    return DefinitionSet(
      name: "edgewise", origin: .embedded, folder: nil, version: version, source: [],
      documents: documents.sorted { $0.path < $1.path })
  }

  private static func embeddedBytes(_ path: String) -> [UInt8]? {
    for index in 0..<embedded_schema_count() {
      let schema = embedded_schema_at(index)
      guard let name = schema.name, String(cString: name) == path, let bytes = schema.bytes else { continue }
      return Array(UnsafeBufferPointer(start: bytes, count: schema.count))
    }
    return nil
  }

  /// What a file is, by its name; nil when it is no part of a set.
  public static func document(at path: String) -> Document? {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    for (ending, kind) in endings where file.count > ending.count && file.hasSuffix(ending) {
      let stem = String(file.dropLast(ending.count))
      switch kind {
      case .nxdl: return Document(name: stem, kind: kind, path: path)
      case .xsd: return Document(name: file, kind: kind, path: path)
      case .json:
        // `edgewise.inspect-1` holds the schema of `edgewise.inspect/1`.
        let parts = stem.split(separator: "-")
        return Document(name: parts.joined(separator: "/"), kind: kind, path: path)
      }
    }
    return nil
  }

  private static let endings: [(String, Document.Kind)] = [
    (".nxdl.xml", .nxdl), (".xsd", .xsd), (".schema.json", .json),
  ]
}
