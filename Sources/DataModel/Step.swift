/// One thing that was done to the data, and with what.
public struct Step: Sendable, Hashable {
  /// The operation: `declare`, `read`, `dead-time correction`, `normalize` ...
  public var operation: String
  public var program: String?
  public var version: String?
  /// ISO 8601, as the program wrote it.
  public var time: String?
  /// In the order given; constants such as hc and d-spacing are parameters.
  public var parameters: [StepParameter]
  /// Names of the channels or files it used.
  public var inputs: [String]
  /// Names of the channels it made.
  public var outputs: [String]

  public init(
    operation: String, program: String? = nil, version: String? = nil, time: String? = nil,
    parameters: [StepParameter] = [], inputs: [String] = [], outputs: [String] = []
  ) {
    self.operation = operation
    self.program = program
    self.version = version
    self.time = time
    self.parameters = parameters
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// A parameter of a step, with its standard error where it was fitted.
public struct StepParameter: Sendable, Hashable {
  public var name: String
  public var value: MetadataValue
  public var unit: String?
  public var standardError: Double?

  public init(_ name: String, _ value: MetadataValue, unit: String? = nil, standardError: Double? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.standardError = standardError
  }
}
