/// The XML schemas at hand: looked at once, compiled at the first use, kept for the documents that follow.
import Synchronization
import XML

/// The schemas of the sets at hand.
public final class SchemaLibrary: Sendable {
  private let folders: DefinitionFolders
  private let state = Mutex(State())

  private struct State {
    var files: [SchemaFile]?
    var compiled: [String: Result<XMLSchema, XMLError>] = [:]
  }

  /// The schemas in these folders; nothing is opened yet.
  public init(_ folders: DefinitionFolders) { self.folders = folders }

  /// All schema documents in the order of looking.
  var files: [SchemaFile] {
    state.withLock { state in
      if let files = state.files { return files }
      let files = folders.sets().flatMap { set in
        set.documents.filter { $0.kind == .xsd }.compactMap { SchemaFile($0, of: set) }
      }
      state.files = files
      return files
    }
  }

  /// A schema, compiled with all that it includes. Throws when it cannot be used.
  func schema(_ file: SchemaFile) throws(XMLError) -> XMLSchema {
    let key = "\(file.set.origin.rawValue) \(file.set.folder ?? "") \(file.document.path)"
    if let known = state.withLock({ $0.compiled[key] }) { return try known.get() }
    let catalogue = catalogue(for: file)
    let result = Result<XMLSchema, XMLError> { () throws(XMLError) in
      try XMLSchema(file.document.path, in: catalogue)
    }
    state.withLock { $0.compiled[key] = result }
    return try result.get()
  }

  /// The schema document and all that it needs: files below the folder of its set, and for addresses a file of that
  /// name in any set. What is missing the compiler will name.
  private func catalogue(for file: SchemaFile) -> SchemaCatalogue {
    var catalogue = SchemaCatalogue()
    var pending = [file.document.path]
    while let path = pending.popLast() {
      guard catalogue[path] == nil, let bytes = bytes(of: path, in: file.set) else { continue }
      catalogue[path] = bytes
      // A document that is no XML is named by the compiler too.
      guard !path.contains("://"), let schema = try? XMLElement(parsing: bytes) else { continue }
      pending += SchemaFile.locations(in: schema).compactMap { Self.resolved($0, against: path) }
    }
    return catalogue
  }

  private func bytes(of path: String, in set: DefinitionSet) -> [UInt8]? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if path.contains("://") {
      guard let known = files.first(where: { $0.document.name == name }) else { return nil }
      return try? known.set.bytes(of: known.document)
    }
    return try? set.bytes(of: DefinitionSet.Document(name: name, kind: .xsd, path: path))
  }

  /// The path of a location that stands in the document `base`; nil when it leads out of the set.
  static func resolved(_ location: String, against base: String) -> String? {
    if location.contains("://") { return location }
    guard !location.hasPrefix("/") else { return nil }
    var parts = base.split(separator: "/").dropLast().map(String.init)
    for part in location.split(separator: "/").map(String.init) where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}
