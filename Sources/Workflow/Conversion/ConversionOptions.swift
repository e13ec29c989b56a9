/// What the user chooses about a conversion.
public import Formats

/// What happens to an output that exists already.
public enum ExistingOutputPolicy: String, Sendable, CaseIterable {
  /// It stays, and that is an error.
  case fail
  /// It stays, and that is all right.
  case skip
  /// It is replaced when the input is newer, or when it does not hold what would be written.
  case update
  /// It is replaced.
  case overwrite
}

/// How inputs become outputs.
public struct ConversionOptions: Sendable {
  /// How inputs are read.
  public var reading: ReadingOptions
  /// The format of the outputs; it has a writer.
  public var target: Format
  /// What the format's writer is told.
  public var writing: WritingOptions
  /// What happens to outputs that exist.
  public var existing: ExistingOutputPolicy
  /// Whether each output is read back and compared.
  public var verifies: Bool
  /// Whether nothing is written.
  public var isDryRun: Bool
  /// An edited metadata document that is applied to what was read; nil for none.
  public var metadata: String?
  /// Whether energies get the shifts that are stated beside them.
  public var appliesShifts: Bool

  /// A conversion to `target`.
  public init(
    target: Format, reading: ReadingOptions = ReadingOptions(), writing: WritingOptions = WritingOptions(),
    existing: ExistingOutputPolicy = .fail, verifies: Bool = false, isDryRun: Bool = false, metadata: String? = nil,
    appliesShifts: Bool = false
  ) {
    self.target = target
    self.reading = reading
    self.writing = writing
    self.existing = existing
    self.verifies = verifies
    self.isDryRun = isDryRun
    self.metadata = metadata
    self.appliesShifts = appliesShifts
  }
}
