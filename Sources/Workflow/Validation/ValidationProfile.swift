/// Profiles: what data of one kind of experiment must be, beyond what their format asks for.
import Validation

/// A row of the table of profiles.
public struct ValidationProfile: Sendable {
  /// The name on the command line.
  public let id: String
  /// What it checks, in a line.
  public let summary: String

  /// All profiles.
  public static let all: [ValidationProfile] = [
    ValidationProfile(id: PhysicsProfile.name, summary: "the physics of X-ray absorption spectra")
  ]

  /// The profile of this name; nil when there is none, or none is wanted.
  public static func named(_ id: String?) -> ValidationProfile? {
    all.first { $0.id == id }
  }
}
