/// Everything that can be said about the content of a document.
public import DataModel

/// The rules of a document's format, and physics for each of its measurements.
public enum DocumentRules {
  /// What is checked, and how severely.
  public struct Options: Sendable {
    /// Somebody asked for the physics profile: what is unlikely becomes a warning, and files that do not declare
    /// themselves are taken for X-ray absorption when they have an energy and a signal.
    public var isPhysicsAskedFor: Bool
    /// Whether physics is checked at all; not where another check looks at the same spectra.
    public var checksPhysics: Bool

    /// The usual checks, unless said otherwise.
    public init(isPhysicsAskedFor: Bool = false, checksPhysics: Bool = true) {
      self.isPhysicsAskedFor = isPhysicsAskedFor
      self.checksPhysics = checksPhysics
    }
  }

  /// What the rules find in a document that was read as `format`; the reader's own findings are not repeated.
  public static func check(_ document: Document, format: String, options: Options = Options()) -> [Finding] {
    var findings = TextFormatRules.findings(for: document, format: format)
    guard options.checksPhysics else { return findings }
    for (index, measurement) in document.measurements.enumerated() {
      let (view, notes) = SpectrumView.view(
        of: measurement, number: index + 1,
        isDeclared: options.isPhysicsAskedFor || declaresXAS(measurement, format: format))
      guard view.isXAS else { continue }
      findings += notes + PhysicsProfile.check(view, isAskedFor: options.isPhysicsAskedFor)
    }
    return findings
  }

  /// XDI and Athena hold nothing else; a NeXus entry says it by its definition.
  private static func declaresXAS(_ measurement: Measurement, format: String) -> Bool {
    if format == "xdi" || format == "athena" { return true }
    return measurement.metadata.text("definition")?.hasPrefix("NXxas") ?? false
  }
}
