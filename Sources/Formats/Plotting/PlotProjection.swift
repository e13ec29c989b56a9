/// What of a measurement a table for a plotting program can hold: the numeric channels of the default signal's
/// dimension, and the signals over them.
import Bytes
import DataModel

enum PlotProjection {
  /// The measurement, under the selector 1. A signal over channels that do not fit, such as the sum over the elements of
  /// a detector, becomes a channel of its values.
  static func project(_ measurement: Measurement) -> Measurement {
    var result = ColumnsProjection.project(measurement)
    result.metadata = Metadata()
    guard let model = result.channels.first else { return result }
    var names = Set(result.channels.map(\.name))
    result.signals = []
    for signal in measurement.signals {
      if ColumnsProjection.needs(signal, only: names) {
        result.signals.append(signal)
      } else if let values = DerivedValues.values(
        of: signal, in: measurement, dimensions: model.dimensions, shape: model.values.shape)
      {
        let name = unusedName(signal.name, names)
        names.insert(name)
        result.channels.append(
          Channel(
            name: name, role: DerivedValues.role(of: signal), dimensions: model.dimensions, values: Values(values)))
        var stored = signal
        stored.expression = SignalExpression.quoted(name)
        result.signals.append(stored)
      }
    }
    return result
  }

  private static func unusedName(_ wanted: String, _ taken: Set<String>) -> String {
    var name = wanted
    var number = 2
    while taken.contains(name) {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// Why there is nothing to plot, for a person.
  static func nothing(in measurement: Measurement?, _ wanted: String) -> FormatError {
    guard let measurement, !measurement.channels.isEmpty else {
      return FormatError(.unwritable, "there is no array in this measurement to write")
    }
    let arrays = measurement.channels.prefix(5).map { channel in
      let lengths = channel.values.shape.map { String($0) }.joined(separator: " x ")
      return "\(channel.name) (\(lengths.isEmpty ? "a single value" : lengths), \(channel.values.type.rawValue))"
    }
    let rest = measurement.channels.count > arrays.count ? ", ..." : ""
    return FormatError(
      .unwritable, "\(wanted); the measurement has \(arrays.joined(separator: ", "))\(rest). NeXus holds them all")
  }
}
