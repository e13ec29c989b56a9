/// The curves of a measurement's default signal: what the small plot of `inspect` shows.
import DataModel

struct InspectCurves {
  var series: [PlotSeries]
  var names: [String]
  var xLabel: String
  var yLabel: String
  /// The channel on the abscissa; nil when points are counted.
  var abscissa: Channel?

  /// The default signal over its coordinate; of several spectra the first and the last. Nil when there is no signal
  /// or it is no curve; throws when its values cannot be had.
  init?(of measurement: Measurement) throws(ExpressionError) {
    guard let signal = measurement.signals.first, let curves = try SignalCurves(signal, of: measurement) else {
      return nil
    }
    func curve(_ number: Int) throws(ExpressionError) -> PlotSeries {
      var series = PlotSeries(expecting: curves.pointCount)
      try curves.walk(number) { x, y in series.add(x, y) }
      series.finish()
      return series
    }
    series = [try curve(0)]
    names = []
    if curves.count > 1 {
      series.append(try curve(curves.count - 1))
      names = [1, nil].map { number in
        curves.outer.map { "\($0.name) \(number ?? $0.length)" }.joined(separator: ", ")
      }
    }
    abscissa = curves.abscissa
    xLabel = curves.abscissa.map(Self.label) ?? curves.running
    yLabel = signal.name == signal.expression ? signal.name : "\(signal.name) = \(signal.expression)"
  }

  private static func label(_ channel: Channel) -> String {
    guard let unit = channel.unit, !unit.isEmpty else { return channel.name }
    return "\(channel.name) (\(unit))"
  }
}
