/// What a validation is asked to look at, and how closely.

/// The choices of `edgewise validate` that validators need.
public struct ValidationOptions: Sendable {
  /// Where definitions and schemas are looked for.
  public var folders: DefinitionFolders
  /// Definitions to hold files against instead of those that the files name; empty lets the files say.
  public var definitions: [String]
  /// The physics profile, such as `xas`; nil for none.
  public var profile: String?
  /// Whether the values of large arrays are read too.
  public var isDeep: Bool
  /// Which links to other files are followed.
  public var externalLinks: ExternalLinkPolicy
  /// Whether warnings make a file invalid.
  public var isStrict: Bool
  /// How many findings of a file are reported; nil for all.
  public var maximumFindings: Int?

  /// Options, each with its default.
  public init(
    folders: DefinitionFolders = DefinitionFolders(), definitions: [String] = [], profile: String? = nil,
    isDeep: Bool = false, externalLinks: ExternalLinkPolicy = ExternalLinkPolicy(), isStrict: Bool = false,
    maximumFindings: Int? = nil
  ) {
    self.folders = folders
    self.definitions = definitions
    self.profile = profile
    self.isDeep = isDeep
    self.externalLinks = externalLinks
    self.isStrict = isStrict
    self.maximumFindings = maximumFindings
  }
}
