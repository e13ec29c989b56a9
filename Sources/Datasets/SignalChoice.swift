/// Which signal of a measurement is analysed.
public import DataModel

/// The words of the parameter `signal`: `mu`, `transmission`, `fluorescence`, `reference`, the name of a signal or a
/// channel, or a formula over channels such as `log(i0/i1)`.
public struct SignalChoice: Sendable, Hashable {
  /// As given; nil takes the measurement's own mu, else transmission, else fluorescence, else its first signal.
  public var words: String?

  /// A choice in words, or the default.
  public init(_ words: String? = nil) { self.words = words }

  /// The signal that is meant. Throws with a list of what there is.
  public func signal(of measurement: Measurement) throws(ResolveError) -> Signal {
    guard let words else { return try automatic(measurement) }
    if let signal = Self.keyword(words, in: measurement) { return signal }
    if let signal = measurement.signals.first(where: { $0.name == words }) { return signal }
    if let channel = measurement.channel(named: words) ?? Self.byRole(words, in: measurement) {
      return Self.stored(channel, named: words, in: measurement)
    }
    return try formula(words, measurement)
  }

  private func automatic(_ measurement: Measurement) throws(ResolveError) -> Signal {
    for keyword in ["mu", "transmission", "fluorescence"] {
      if let signal = Self.keyword(keyword, in: measurement) { return signal }
    }
    if let first = measurement.signals.first { return first }
    throw ResolveError(
      "it has no signal; say which with signal=, over its channels: \(Self.names(of: measurement))")
  }

  /// The signal that a keyword of the command line means here; nil when there is none of that kind.
  private static func keyword(_ word: String, in measurement: Measurement) -> Signal? {
    switch word {
    case "mu": return measurement.channel(.mu).map { stored($0, named: "mu", in: measurement) }
    case "transmission": return measurement.signals.first { $0.mode == .transmission && !isReference($0) }
    case "fluorescence": return measurement.signals.first { fluorescence.contains($0.mode) }
    case "reference": return measurement.signals.first(where: isReference)
    default: return nil
    }
  }

  private static let fluorescence: [DetectionMode?] = [
    .fluorescence, .partialFluorescence, .highEnergyResolutionFluorescence,
  ]

  private static func isReference(_ signal: Signal) -> Bool { signal.name.hasPrefix("reference") }

  private static func byRole(_ word: String, in measurement: Measurement) -> Channel? {
    ChannelRole(rawValue: word).flatMap { measurement.channel($0) }
  }

  private static func stored(_ channel: Channel, named name: String, in measurement: Measurement) -> Signal {
    let formula = SignalExpression.quoted(channel.name)
    if let signal = measurement.signals.first(where: { $0.expression == formula }) { return signal }
    let first = measurement.signals.first
    return Signal(name: name, expression: formula, element: first?.element, edge: first?.edge)
  }

  private func formula(_ words: String, _ measurement: Measurement) throws(ResolveError) -> Signal {
    let there =
      "its signals: \(measurement.signals.map(\.name).joined(separator: ", ")); its channels: "
      + Self.names(of: measurement)
    do throws(ExpressionError) {
      let names = try SignalExpression(parsing: words).channelNames
      guard let unknown = names.first(where: { measurement.channel(named: $0) == nil }) else {
        let first = measurement.signals.first
        return Signal(name: words, expression: words, element: first?.element, edge: first?.edge)
      }
      throw ExpressionError("there is no signal or channel \"\(unknown)\"")
    } catch {
      throw ResolveError("signal=\(words): \(error.description); \(there)")
    }
  }

  private static func names(of measurement: Measurement) -> String {
    measurement.channels.map(\.name).joined(separator: ", ")
  }
}
