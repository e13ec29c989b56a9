/// The templates at hand: those of the user, then those that come with the program.
public import Bytes
import EmbeddedSchemas
public import Formats
public import Validation

/// Finds templates by name or by path.
public struct TemplateLibrary: Sendable {
  /// A template that was found, or what is wrong with its file.
  public struct Entry: Sendable {
    /// What `--template` takes.
    public let name: String
    /// The file; nil for one that comes with the program.
    public let path: String?
    public let template: Result<ColumnTemplate, YAMLError>
  }

  /// The user's own folder of templates; nil when neither XDG_CONFIG_HOME nor HOME is set.
  public let userFolder: String?

  /// The library for this environment.
  public init(environment: (String) -> String? = DefinitionFolders.variable) {
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      userFolder = folder + Self.place
    } else {
      userFolder = environment("HOME").map { $0 + "/.config" + Self.place }
    }
  }

  private static let place = "/edgewise/templates"
  private static let suffix = ".yaml"

  /// All templates; one of the user hides one of the program that has the same name.
  public func all() -> [Entry] {
    let own = userEntries()
    let names = Set(own.map(\.name))
    return own + Self.embedded().filter { !names.contains($0.name) }
  }

  /// The bytes of a template by name, or of a file by path. Nil when there is no template of this name.
  ///
  /// Throws when the file cannot be read.
  public func bytes(of name: String) throws(FileError) -> [UInt8]? {
    if name.contains("/") || name.hasSuffix(Self.suffix) || name.hasSuffix(".yml") {
      return try Self.bytes(ofFile: name)
    }
    if let folder = userFolder, FolderTree.isFile("\(folder)/\(name)\(Self.suffix)") {
      return try Self.bytes(ofFile: "\(folder)/\(name)\(Self.suffix)")
    }
    return Self.embeddedBytes(of: name)
  }

  private func userEntries() -> [Entry] {
    guard let folder = userFolder else { return [] }
    return (FolderTree.names(in: folder) ?? []).filter { $0.hasSuffix(Self.suffix) }.map { file in
      let path = "\(folder)/\(file)"
      let bytes = Result { () throws(FileError) in try Self.bytes(ofFile: path) }
      let template = bytes.mapError { YAMLError("\($0)", line: 1) }.flatMap(Self.parsed)
      return Entry(name: String(file.dropLast(Self.suffix.count)), path: path, template: template)
    }
  }

  private static func embedded() -> [Entry] {
    (0..<embedded_template_count()).compactMap { index in
      guard let name = embedded_template_at(index).name.map({ String(cString: $0) }),
        let bytes = embeddedBytes(of: name)
      else { return nil }
      return Entry(name: name, path: nil, template: parsed(bytes))
    }
  }

  private static func parsed(_ bytes: [UInt8]) -> Result<ColumnTemplate, YAMLError> {
    Result { () throws(YAMLError) in try ColumnTemplate(yaml: bytes) }
  }

  private static func embeddedBytes(of name: String) -> [UInt8]? {
    for index in 0..<embedded_template_count() {
      let file = embedded_template_at(index)
      guard let stored = file.name, String(cString: stored) == name else { continue }
      return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    return nil
  }

  private static func bytes(ofFile path: String) throws(FileError) -> [UInt8] {
    let source = try ByteSource(path)
    return source.prefix(min(source.count, YAMLNode.byteLimit + 1))
  }
}
