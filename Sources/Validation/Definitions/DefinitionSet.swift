/// A set of definitions: NXDL files with their schemas, or the schemas inside this program.
public import Bytes

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

  /// The name of its folder; `edgewise`, `edgewise-nexus` and so on inside the program.
  public var name: String
  public var origin: Origin
  /// Its folder; nil for those inside the program.
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
    guard let folder else { return Self.embeddedBytes(of: document, set: name) ?? [] }
    return try ByteSource("\(folder)/\(document.path)").prefix(Self.byteLimit)
  }

  /// No definition or schema is anywhere near this size.
  public static let byteLimit = 1 << 26
}

extension DefinitionSet {
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
