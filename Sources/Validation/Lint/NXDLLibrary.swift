/// The definitions that a definition may build on, read when they are asked for.
import Bytes
import Synchronization

/// Definitions by name. The first source that knows a name gives it.
public final class NXDLLibrary: Sendable {
  /// Where one definition is read from.
  private enum Source: Sendable {
    case document(DefinitionSet, DefinitionSet.Document)
    case bytes([UInt8])
  }

  private let sources: [String: Source]
  private let fallback: NXDLLibrary?
  /// What has been read; nil for what cannot be.
  private let known = Mutex<[String: NXDLDocument?]>([:])

  /// The definitions of these sets, in the order of looking.
  public init(_ sets: [DefinitionSet], fallback: NXDLLibrary? = nil) {
    var sources: [String: Source] = [:]
    for set in sets {
      for document in set.documents where document.kind == .nxdl && sources[document.name] == nil {
        sources[document.name] = .document(set, document)
      }
    }
    self.sources = sources
    self.fallback = fallback
  }

  /// Definitions in memory.
  public init(_ texts: [String: [UInt8]]) {
    sources = texts.mapValues { .bytes($0) }
    fallback = nil
  }

  /// Whether there is a definition of this name.
  public func knows(_ name: String) -> Bool {
    sources[name] != nil || fallback?.knows(name) ?? false
  }

  /// All names, for a suggestion.
  public var names: [String] { sources.keys + (fallback?.names ?? []) }

  /// The definition of this name; nil when there is none, or it cannot be read.
  public subscript(name: String) -> NXDLDocument? {
    guard let source = sources[name] else { return fallback?[name] }
    if let document = known.withLock({ $0[name] }) { return document }
    let document = Self.read(source)
    known.withLock { $0[name] = .some(document) }
    return document
  }

  private static func read(_ source: Source) -> NXDLDocument? {
    switch source {
    case .bytes(let bytes): return try? NXDLDocument(bytes)
    case .document(let set, let document):
      guard let bytes = try? set.bytes(of: document) else { return nil }
      return try? NXDLDocument(bytes)
    }
  }

  /// A definition and those it is derived from, the nearest first; a cycle ends it.
  public func chain(from document: NXDLDocument) -> [NXDLDocument] {
    var chain = [document]
    var names = Set([document.name].compactMap { $0 })
    while let parent = chain.last?.parent, names.insert(parent).inserted, let next = self[parent] {
      chain.append(next)
    }
    return chain
  }

  /// The definition of this name and those it is derived from; none when it is not known.
  public func chain(named name: String) -> [NXDLDocument] {
    self[name].map(chain(from:)) ?? []
  }
}
