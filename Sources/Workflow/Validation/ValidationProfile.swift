/// Profiles: what data of one kind of experiment must say and be, beyond what their format asks for.
public import DataModel

/// A row of the table of profiles.
public struct ValidationProfile: Sendable {
  /// The name on the command line.
  public let id: String
  /// What in a document breaks the profile.
  public let check: @Sendable (Document) -> [Finding]

  /// A row from its parts.
  public init(_ id: String, check: @escaping @Sendable (Document) -> [Finding]) {
    self.id = id
    self.check = check
  }

  /// All profiles.
  public static let all: [ValidationProfile] = []

  /// The profile of this name; nil when there is none, or none is wanted.
  public static func named(_ id: String?) -> ValidationProfile? {
    all.first { $0.id == id }
  }
}
