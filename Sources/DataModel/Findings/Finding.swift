/// Something that was found in a file: a value, never thrown.
public struct Finding: Sendable, Hashable {
  /// Stable for ever; explained by `edgewise explain CODE`.
  public var code: String
  public var severity: Severity
  public var message: String
  public var location: Location
  public var expected: String?
  public var found: String?
  /// What to do about it.
  public var hint: String?
  /// The rule's place in its specification, such as `NXxas.nxdl.xml:57`.
  public var rule: String?

  /// A finding of this code; `severity` where the case at hand weighs less or more than the code usually does.
  public init(
    _ code: FindingCode, _ message: String, at location: Location = Location(), expected: String? = nil,
    found: String? = nil, hint: String? = nil, rule: String? = nil, severity: Severity? = nil
  ) {
    self.code = code.id
    self.severity = severity ?? code.severity
    self.message = message
    self.location = location
    self.expected = expected
    self.found = found
    self.hint = hint ?? code.cure
    self.rule = rule
  }

  public enum Severity: String, Sendable, Hashable, CaseIterable {
    case error, warning, note
  }

  /// Where it was found. Lines and columns count from 1 in the original bytes.
  public struct Location: Sendable, Hashable {
    public var file: String?
    public var line: Int?
    public var column: Int?
    /// HDF5 path (`/entry/data@signal` for an attribute), or the path of a measurement's part.
    public var path: String?

    public init(file: String? = nil, line: Int? = nil, column: Int? = nil, path: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.path = path
    }
  }
}

/// A row of the catalogue of findings: what the code means, what it looks like, and what to do.
public struct FindingCode: Sendable, Hashable {
  public let id: String
  public let severity: Finding.Severity
  /// What the code means, in a sentence.
  public let meaning: String
  /// A small example of the fault.
  public let example: String
  /// What to do about it.
  public let cure: String
  /// True when something in the file could not be read: verbs that read then exit with 1.
  public let isPartialRead: Bool

  public init(
    _ id: String, _ severity: Finding.Severity, _ meaning: String, example: String, cure: String,
    isPartialRead: Bool = false
  ) {
    self.id = id
    self.severity = severity
    self.meaning = meaning
    self.example = example
    self.cure = cure
    self.isPartialRead = isPartialRead
  }
}
