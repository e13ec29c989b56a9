/// Writes two bare columns: where each point lies, and the value of the default signal there.
import Bytes
import DataModel

enum XYWriter {
  static func write(_ document: Document) throws(FormatError) -> [UInt8] {
    let measurement = document.measurements.first
    guard let measurement, let curve = try curve(of: measurement) else {
      throw PlotProjection.nothing(in: measurement, "two columns need a signal along one dimension, and its energies")
    }
    var output: [UInt8] = []
    try CellWriter.appendRows([curve.position, curve.value], to: &output)
    guard !output.isEmpty else { throw FormatError(.unwritable, "\"\(curve.position.name)\" has no points") }
    return output
  }

  /// The coordinates that a signal is drawn over, the first that is there.
  private static let order: [ChannelRole] = [
    .energy, .emissionEnergy, .energyTransfer, .k, .r, .angle, .time, .index,
  ]

  private static func curve(of measurement: Measurement) throws(FormatError) -> (position: Channel, value: Channel)? {
    for value in try values(of: measurement) {
      let positions = measurement.channels.filter {
        $0.dimensions == value.dimensions && $0.values.shape == value.values.shape && $0.name != value.name
          && $0.values.type.isNumeric && !$0.values.type.isComplex
      }
      for role in order {
        if let position = positions.first(where: { $0.role == role }) { return (position, value) }
      }
      // By custom the first column says where the points lie, if it is no detector.
      if let first = positions.first, first.role == .other, first.name == measurement.channels.first?.name {
        return (first, value)
      }
    }
    return nil
  }

  /// The values of the default signal. Where a measurement has no signal, its only array of readings.
  private static func values(of measurement: Measurement) throws(FormatError) -> [Channel] {
    if let signal = measurement.signals.first {
      let result: SignalExpression.Result
      do throws(ExpressionError) {
        result = try SignalExpression(parsing: signal.expression).evaluate(over: measurement)
      } catch {
        throw FormatError(.unwritable, "signal \"\(signal.name)\": \(error.description)")
      }
      guard result.shape.count == 1 else { return [] }
      return [
        Channel(name: "", dimensions: result.dimensions, values: Values(TypedArray(result.values, shape: result.shape)))
      ]
    }
    let readings = measurement.channels.filter {
      !$0.role.isCoordinate && $0.role != .stddev && $0.dimensions.count == 1 && $0.values.type.isNumeric
        && !$0.values.type.isComplex
    }
    guard readings.count > 1 else { return readings }
    let names = readings.prefix(5).map { "\"\($0.name)\"" }.joined(separator: ", ")
    throw FormatError(
      .unwritable,
      "the measurement has no signal, and which of \(readings.count) arrays is meant cannot be told: \(names). Say what "
        + "they are with --columns, for example --columns energy=1,mu=2")
  }
}
