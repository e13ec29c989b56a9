/// A signal as curves over its coordinate, read piece by piece.
import Bytes
import DataModel

struct SignalCurves {
  let measurement: Measurement
  let formula: SignalExpression
  /// The channel on the abscissa; nil when points are counted.
  let abscissa: Channel?
  /// The dimension along which a curve runs.
  let running: String
  /// How many points a curve has.
  let pointCount: Int
  /// The dimensions of which each position is a curve of its own.
  let outer: [(name: String, length: Int)]

  /// Nil when the signal is no curve; throws when its formula cannot be read.
  init?(_ signal: Signal, of measurement: Measurement) throws(ExpressionError) {
    formula = try SignalExpression(parsing: signal.expression)
    guard let dimensions = formula.dimensions(in: measurement), let last = dimensions.last else { return nil }
    let lengths = Self.lengths(formula, measurement)
    abscissa = Self.abscissa(measurement, inside: dimensions, lengths, formula)
    let running = abscissa?.dimensions.last ?? last
    guard let count = lengths[running.name], count > 1, count <= Self.pointLimit else { return nil }
    outer = dimensions.filter { $0 != running }.map { (name: $0.name, length: lengths[$0.name] ?? 1) }
    guard outer.allSatisfy({ $0.length > 0 }) else { return nil }
    self.running = running.name
    self.measurement = measurement
    pointCount = count
  }

  /// How many curves there are.
  var count: Int {
    outer.reduce(1) { product, dimension in
      let (result, overflow) = product.multipliedReportingOverflow(by: dimension.length)
      return overflow ? Int.max : result
    }
  }

  /// The points of a curve, in their order. Throws when values cannot be had.
  func walk(_ number: Int, _ body: (Double, Double) -> Void) throws(ExpressionError) {
    var position: [String: Int] = [:]
    var rest = number
    for dimension in outer.reversed() {
      position[dimension.name] = rest % dimension.length
      rest /= dimension.length
    }
    var start = 0
    while start < pointCount {
      let length = min(Self.pieceLength, pointCount - start)
      let window = CurveWindow(position: position, running: running, start: start, length: length)
      let part = try window.cut(measurement, channels: formula.channelNames + [abscissa?.name].compactMap { $0 })
      let y = try formula.evaluate(over: part).values
      let x = try abscissa.map { channel throws(ExpressionError) in
        try SignalExpression.channel(channel.name).evaluate(over: part).values
      }
      for index in y.indices { body(Self.value(x, index) ?? Double(start + index + 1), y[index]) }
      start += length
    }
  }

  /// Longer curves would take longer than anyone waits for a small plot.
  private static let pointLimit = 1 << 28
  /// Points that are read and evaluated at a time.
  private static let pieceLength = 1 << 16

  private static func value(_ values: [Double]?, _ index: Int) -> Double? {
    guard let values, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The lengths of the dimensions of a formula's channels, by name.
  private static func lengths(_ formula: SignalExpression, _ measurement: Measurement) -> [String: Int] {
    var result: [String: Int] = [:]
    for name in formula.channelNames {
      guard let channel = measurement.channel(named: name) else { continue }
      for (dimension, length) in zip(channel.dimensions, channel.values.shape) where result[dimension.name] == nil {
        result[dimension.name] = length
      }
    }
    return result
  }

  /// The coordinate that a spectrum is drawn over, along one of the signal's dimensions.
  private static func abscissa(
    _ measurement: Measurement, inside dimensions: [Dimension], _ lengths: [String: Int], _ formula: SignalExpression
  ) -> Channel? {
    let candidates = measurement.channels.filter { channel in
      guard let running = channel.dimensions.last, lengths[running.name] ?? 0 > 1 else { return false }
      return channel.role.isCoordinate && channel.values.type.isNumeric && !channel.values.type.isComplex
        && channel.values.shape.last == lengths[running.name] && channel.dimensions.allSatisfy(dimensions.contains)
        && !formula.channelNames.contains(channel.name)
    }
    for role in preference {
      if let channel = candidates.first(where: { $0.role == role }) { return channel }
    }
    return candidates.first ?? firstColumn(measurement, inside: dimensions, lengths, formula)
  }

  /// In tables of unknown meaning the first column is what was varied, if it was.
  private static func firstColumn(
    _ measurement: Measurement, inside dimensions: [Dimension], _ lengths: [String: Int], _ formula: SignalExpression
  ) -> Channel? {
    guard let channel = measurement.channels.first, channel.role == .other, channel.dimensions.count == 1,
      dimensions == channel.dimensions, !formula.channelNames.contains(channel.name),
      channel.values.type.isNumeric, !channel.values.type.isComplex, let values = channel.values.inMemory?.doubles(),
      values.first != values.last
    else { return nil }
    return channel
  }

  private static let preference: [ChannelRole] = [
    .emissionEnergy, .energyTransfer, .energy, .k, .r, .angle, .time, .index,
  ]
}

/// A piece of one curve inside arrays of more dimensions.
struct CurveWindow {
  /// Where the curve lies: an index for each outer dimension.
  var position: [String: Int]
  /// The dimension along which the curve runs.
  var running: String
  var start: Int
  var length: Int

  /// The measurement with these channels only, cut to the window; outer dimensions are gone. Throws when values
  /// cannot be read.
  func cut(_ measurement: Measurement, channels names: [String]) throws(ExpressionError) -> Measurement {
    var result = Measurement()
    for channel in measurement.channels where names.contains(channel.name) {
      result.channels.append(try cut(channel))
    }
    return result
  }

  private func cut(_ channel: Channel) throws(ExpressionError) -> Channel {
    let shape = channel.values.shape
    guard shape.count == channel.dimensions.count else {
      throw ExpressionError("channel \"\(channel.name)\" has \(channel.dimensions.count) dimensions of \(shape.count)")
    }
    var slab = Slab(all: shape)
    var kept: [Int] = []
    for (index, dimension) in channel.dimensions.enumerated() {
      if let place = position[dimension.name] {
        slab.start[index] = min(place, shape[index] - 1)
        slab.count[index] = 1
      } else {
        kept.append(index)
        guard dimension.name == running else { continue }
        slab.start[index] = min(start, shape[index])
        slab.count[index] = min(length, shape[index] - slab.start[index])
      }
    }
    var result = channel
    result.dimensions = kept.map { channel.dimensions[$0] }
    do throws(BlockError) {
      let part = try channel.values.read(slab)
      result.values = Values(part.reshaped(kept.map { slab.count[$0] }) ?? part)
    } catch {
      throw ExpressionError("channel \"\(channel.name)\": \(error.description)")
    }
    return result
  }
}
