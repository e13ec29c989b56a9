/// The values of signals, which files for plotting programs carry beside the channels.
import Bytes
import DataModel

enum DerivedValues {
  /// The values of a signal with their dimensions; nil when they cannot be worked out.
  static func result(of signal: Signal, in measurement: Measurement) -> SignalExpression.Result? {
    do throws(ExpressionError) {
      return try SignalExpression(parsing: signal.expression).evaluate(over: measurement)
    } catch {
      return nil
    }
  }

  /// The signal's values, if they run along these dimensions.
  static func values(
    of signal: Signal, in measurement: Measurement, dimensions: [Dimension], shape: [Int]
  ) -> [Double]? {
    guard let result = result(of: signal, in: measurement), result.dimensions == dimensions, result.shape == shape
    else { return nil }
    return result.values
  }

  /// Whether a signal is the channel of this name as it stands, written as the channel's name is.
  static func isStored(_ signal: Signal, in channel: String) -> Bool {
    signal.expression == SignalExpression.quoted(channel)
  }

  /// Whether the values that a file carries for a signal are those of its formula, but for rounding.
  static func agree(_ stored: [Double], _ computed: [Double]) -> Bool {
    stored.count == computed.count
      && zip(stored, computed).allSatisfy { a, b in
        a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-9 * max(abs(a), abs(b))
      }
  }

  /// What the values of a signal are, as a channel.
  static func role(of signal: Signal) -> ChannelRole { signal.mode == .emission ? .intensity : .mu }

  /// Adds values that somebody changed as a channel of their own, and says so.
  static func keep(
    _ values: TypedArray, of signal: Signal, _ dimensions: [Dimension], in measurement: inout Measurement, number: Int
  ) -> Finding {
    var name = "\(signal.name) (file)"
    while measurement.channel(named: name) != nil { name += "'" }
    let fits = dimensions.count == values.shape.count
    measurement.channels.append(
      Channel(
        name: name, dimensions: fits ? dimensions : values.shape.indices.map { Dimension("\(signal.name)_\($0 + 1)") },
        values: Values(values)))
    return Finding(
      PlotFinding.changed,
      "The values of the signal \"\(signal.name)\" are no longer those of its formula \(signal.expression); they are kept "
        + "as \"\(name)\".", at: .init(path: "/\(number)/channels/\(name)"))
  }
}
