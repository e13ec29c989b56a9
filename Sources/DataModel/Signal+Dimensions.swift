/// The dimensions of a signal, worked out from its formula without reading a value.
extension Signal {
  /// The dimensions of the signal's values; nil when the formula cannot be read or names a channel that is not there.
  public func dimensions(in measurement: Measurement) -> [Dimension]? {
    guard let formula = try? SignalExpression(parsing: expression) else { return nil }
    return formula.dimensions(in: measurement)
  }

  /// The name of the channel that is this signal as it stands; nil for a formula over channels.
  public var storedChannel: String? {
    // Most formulas show at once that they are some.
    let bytes = expression.utf8
    if bytes.contains(where: { "*/+^".utf8.contains($0) }), !bytes.contains(UInt8(ascii: "`")) { return nil }
    guard case .channel(let name)? = try? SignalExpression(parsing: expression) else { return nil }
    return name
  }
}

extension SignalExpression {
  /// The dimensions of the formula's values; nil when it names a channel that is not there.
  public func dimensions(in measurement: Measurement) -> [Dimension]? {
    switch self {
    case .number: return []
    case .channel(let name): return measurement.channel(named: name)?.dimensions
    case .function(let function, let argument):
      guard let inner = argument.dimensions(in: measurement) else { return nil }
      return function.reduces && inner.count > 1 ? Array(inner.dropLast()) : inner
    case .binary(_, let left, let right):
      guard let a = left.dimensions(in: measurement), let b = right.dimensions(in: measurement) else { return nil }
      return a.count >= b.count ? a : b
    }
  }
}
