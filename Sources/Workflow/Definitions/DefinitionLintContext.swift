/// What checks of many definitions share: the compiled schema, and the definitions that have been read.
import Bytes
import Synchronization
import Validation
import XML

/// Set up at the first use, which is in the worker process.
final class DefinitionLintContext: Sendable {
  /// Why there is no schema.
  struct Refusal: Error {
    let reason: String
  }

  private let schemaName: String
  private let schemaSet: DefinitionSet?
  private let library: NXDLLibrary
  private let compiled = Mutex<Result<XMLSchema, Refusal>?>(nil)
  private let neighbours = Mutex<[String: NXDLLibrary]>([:])

  init(schema: String, of set: DefinitionSet?, sets: [DefinitionSet]) {
    schemaName = schema
    schemaSet = set
    library = NXDLLibrary(sets)
  }

  /// The compiled schema. Throws when there is none.
  func schema() throws(Refusal) -> XMLSchema {
    if let known = compiled.withLock({ $0 }) { return try known.get() }
    let result = Result { () throws(Refusal) in try compile() }
    compiled.withLock { $0 = result }
    return try result.get()
  }

  private func compile() throws(Refusal) -> XMLSchema {
    guard let set = schemaSet else {
      throw Refusal(reason: "no set of definitions with \(schemaName) is at hand")
    }
    var catalogue = SchemaCatalogue()
    do throws(FileError) {
      for document in set.documents where document.kind == .xsd {
        catalogue[document.path] = try set.bytes(of: document)
      }
    } catch {
      throw Refusal(reason: error.description)
    }
    do throws(XMLError) {
      return try XMLSchema(set.document(named: schemaName)?.path ?? schemaName, in: catalogue)
    } catch {
      throw Refusal(reason: "the schema of \(set.name) cannot be used: \(error)")
    }
  }

  /// The definitions that one in `file` may build on: those beside it first, then those at hand.
  func library(for file: String) -> NXDLLibrary {
    let folder = Self.root(of: file)
    if let known = neighbours.withLock({ $0[folder.path] }) { return known }
    let library = NXDLLibrary([DefinitionSet(neighboursIn: folder.path, isSet: folder.isSet)], fallback: library)
    neighbours.withLock { $0[folder.path] = library }
    return library
  }

  /// The folder of the file; that above it when the file stands in one of the three folders of a set.
  private static func root(of file: String) -> (path: String, isSet: Bool) {
    guard let slash = file.lastIndex(of: "/") else { return (".", false) }
    let folder = file[..<slash]
    let last = folder.split(separator: "/").last.map(String.init) ?? ""
    guard DefinitionSet.categoryFolders.contains(last) else { return (folder.isEmpty ? "/" : String(folder), false) }
    let above = folder.dropLast(last.count + 1)
    return (above.isEmpty ? (file.hasPrefix("/") ? "/" : ".") : String(above), true)
  }
}
