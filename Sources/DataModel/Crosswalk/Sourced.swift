/// A value of a computed view, and where in the metadata it came from.
public struct Sourced<Value: Sendable>: Sendable {
  public let value: Value
  /// The metadata key as the file writes it, names joined with `.`.
  public let key: String
  /// The metadata value as a person reads it, with its unit when that is kept apart.
  public let text: String
  /// The unit that a bare number was taken to have; nil when the file states the unit.
  public let assumedUnit: String?

  init(_ value: Value, key: String, text: String, assumedUnit: String? = nil) {
    self.value = value
    self.key = key
    self.text = text
    self.assumedUnit = assumedUnit
  }

  func replacing<Other>(_ other: Other) -> Sourced<Other> {
    Sourced<Other>(other, key: key, text: text, assumedUnit: assumedUnit)
  }
}

extension Sourced: Equatable where Value: Equatable {}
extension Sourced: Hashable where Value: Hashable {}
