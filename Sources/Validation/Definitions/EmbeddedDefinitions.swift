/// The sets that are compiled into the program: nothing needs to be installed for them.
import EmbeddedSchemas

extension DefinitionSet {
  /// The schemas of our own reports and documents.
  public static func embedded(version: String) -> DefinitionSet {
    DefinitionSet(
      name: schemasName, origin: .embedded, folder: nil, version: version, source: [],
      documents: schemas.compactMap { document(at: $0.path) }.sorted { $0.path < $1.path })
  }

  /// The definitions of the NXxas families in our own words, each set complete with its base classes.
  public static func embeddedDefinitions() -> [DefinitionSet] {
    (0..<embedded_set_count()).compactMap { index in
      guard let name = embedded_set_at(index).name else { return nil }
      let files = layers(from: index).map(files(in:))
      let own = files.first ?? []
      var documents: [String: Document] = [:]
      // A definition of the set itself hides one of the same name below, in whichever folder that stands.
      for layer in files {
        for document in layer.compactMap({ document(at: $0.path) }) where documents[document.name] == nil {
          documents[document.name] = document
        }
      }
      return DefinitionSet(
        name: String(cString: name), origin: .embedded, folder: nil,
        version: own.first { $0.path == "NXDL_VERSION" }.flatMap { lines(in: $0.bytes).first },
        source: own.first { $0.path == "SOURCE.txt" }.map { pairs(in: lines(in: $0.bytes)) } ?? [],
        documents: documents.values.sorted { $0.path < $1.path })
    }
  }

  static func embeddedBytes(of document: Document, set name: String) -> [UInt8]? {
    if name == schemasName { return schemas.first { $0.path == document.path }?.bytes }
    guard let index = (0..<embedded_set_count()).first(where: { isNamed(embedded_set_at($0), name) }) else {
      return nil
    }
    for layer in layers(from: index) {
      if let file = files(in: layer).first(where: { $0.path == document.path }) { return file.bytes }
    }
    return nil
  }

  private static let schemasName = "edgewise"

  /// A file inside the program.
  private struct EmbeddedFile {
    let path: String
    let content: UnsafeBufferPointer<UInt8>

    init?(_ schema: embedded_schema) {
      guard let name = schema.name, let bytes = schema.bytes else { return nil }
      path = String(cString: name)
      content = UnsafeBufferPointer(start: bytes, count: schema.count)
    }

    var bytes: [UInt8] { Array(content) }
  }

  private static var schemas: [EmbeddedFile] {
    (0..<embedded_schema_count()).compactMap { EmbeddedFile(embedded_schema_at($0)) }
  }

  private static func files(in set: embedded_set) -> [EmbeddedFile] {
    UnsafeBufferPointer(start: set.definitions, count: set.count).compactMap(EmbeddedFile.init)
  }

  private static func isNamed(_ set: embedded_set, _ name: String) -> Bool {
    set.name.map { String(cString: $0) == name } ?? false
  }

  /// A set and those below it. Layers point to earlier sets only, so this ends.
  private static func layers(from index: Int) -> [embedded_set] {
    let set = embedded_set_at(index)
    let layer = Int(set.layer)
    return [set] + (layer >= 0 && layer < index ? layers(from: layer) : [])
  }

  private static func lines(in bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }
}
