/// One stored array of a measurement. An axis is a channel with a coordinate role.
public struct Channel: Sendable {
  /// Unique within the measurement.
  public var name: String
  public var role: ChannelRole
  /// What the role alone does not say: the emission line, the detector element, the direction of a scan.
  public var qualifier: String?
  /// The unit as stored; nil when the file states none, empty when it states that there is none.
  public var unit: String?
  /// One per dimension of `values`, in the same order.
  public var dimensions: [Dimension]
  public var values: Values
  public var uncertainty: Uncertainty
  /// The name of the channel that marks valid (1) and invalid (0) elements; same dimensions as this one.
  public var mask: String?
  /// What the file says about this channel and nothing else.
  public var metadata: Metadata

  public init(
    name: String, role: ChannelRole = .other, qualifier: String? = nil, unit: String? = nil,
    dimensions: [Dimension] = [.point], values: Values, uncertainty: Uncertainty = .none, mask: String? = nil,
    metadata: Metadata = Metadata()
  ) {
    self.name = name
    self.role = role
    self.qualifier = qualifier
    self.unit = unit
    self.dimensions = dimensions
    self.values = values
    self.uncertainty = uncertainty
    self.mask = mask
    self.metadata = metadata
  }
}

/// What is known of a channel's standard deviation.
public enum Uncertainty: Sendable, Hashable {
  case none
  /// Another channel of the measurement holds it.
  case channel(String)
  /// Counting statistics: the square root of the value.
  case poisson
}
