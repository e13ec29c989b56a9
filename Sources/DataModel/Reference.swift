/// A tie from one measurement to another, or to a file.
public struct Reference: Sendable, Hashable {
  public var relation: Relation
  public var target: Target
  /// What has to be added to the target's clock to get this measurement's, in seconds.
  public var clockOffset: Double?

  public init(_ relation: Relation, to target: Target, clockOffset: Double? = nil) {
    self.relation = relation
    self.target = target
    self.clockOffset = clockOffset
  }

  public enum Relation: String, Sendable, CaseIterable, Hashable {
    case referenceFoil = "reference-foil"
    case member
    case standard
    case pair
    case cycler
    case raw
  }

  /// What is referred to. Every part may be missing: a name alone is better than nothing.
  public struct Target: Sendable, Hashable {
    /// File name as written, without a promise that it still exists.
    public var file: String?
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    public var sha256: String?
    /// The measurement inside the file.
    public var selector: String?
    /// The channel inside the measurement.
    public var channel: String?

    public init(file: String? = nil, sha256: String? = nil, selector: String? = nil, channel: String? = nil) {
      self.file = file
      self.sha256 = sha256
      self.selector = selector
      self.channel = channel
    }
  }
}
