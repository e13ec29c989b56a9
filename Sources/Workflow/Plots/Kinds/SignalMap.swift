/// Stacks of many curves, and images, as maps.
import Analysis
import Bytes
import DataModel
import Plotting

/// A signal of two dimensions, brought to even steps along both.
struct SignalMap {
  private let columns: Int
  private let values: [Double]
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>
  private let yAxis: Figure.Axis

  /// More rows than this are a map, fewer are curves.
  private static let curveLimit = 24
  private static let sizeLimit = 1024

  /// Nil for what is better drawn as curves. Throws when values cannot be had.
  init?(_ curves: SignalCurves, energyFactor: Double) throws(ExpressionError) {
    guard curves.outer.count == 1, curves.count > Self.curveLimit, curves.abscissa?.dimensions.count ?? 1 == 1 else {
      return nil
    }
    let numbers = StepResults.thinned(Array(0..<curves.count), to: Self.sizeLimit)
    var coordinates: [Double] = []
    try curves.walk(0) { px, _ in coordinates.append(px * energyFactor) }
    guard let order = Self.nearest(coordinates), let range = Self.edges(coordinates) else { return nil }
    var values: [Double] = []
    values.reserveCapacity(numbers.count * order.count)
    for number in numbers {
      var row: [Double] = []
      try curves.walk(number) { _, py in row.append(py) }
      for index in order { values.append(row.indices.contains(index) ? row[index] : .nan) }
    }
    columns = order.count
    self.values = values
    x = range
    let outer = curves.outer[0].name
    let channel = curves.measurement.channels.first { channel in
      channel.role.isCoordinate && channel.dimensions.map(\.name) == [outer]
    }
    let places = channel.flatMap { $0.values.inMemory?.doubles() }
    if let channel, let places, let even = Self.evenEdges(places) {
      y = even
      yAxis = Figure.Axis(of: channel)
    } else {
      y = 0.5...(Double(curves.count) + 0.5)
      yAxis = Figure.Axis(outer.isEmpty ? "Number" : outer)
    }
  }

  /// For each of even steps from the smallest to the largest number the index of the nearest one; nil when there is no
  /// range.
  private static func nearest(_ coordinates: [Double]) -> [Int]? {
    let sorted = coordinates.indices.filter { coordinates[$0].isFinite }.sorted { coordinates[$0] < coordinates[$1] }
    guard let first = sorted.first, let last = sorted.last, coordinates[first] < coordinates[last] else { return nil }
    let count = min(sorted.count, sizeLimit)
    let step = (coordinates[last] - coordinates[first]) / Double(count - 1)
    var place = 0
    return (0..<count).map { number in
      let wanted = coordinates[first] + Double(number) * step
      while place + 1 < sorted.count,
        abs(coordinates[sorted[place + 1]] - wanted) <= abs(coordinates[sorted[place]] - wanted)
      {
        place += 1
      }
      return sorted[place]
    }
  }

  private static func edges(_ coordinates: [Double]) -> ClosedRange<Double>? {
    let finite = coordinates.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high else { return nil }
    let half = (high - low) / Double(min(finite.count, sizeLimit) - 1) / 2
    return (low - half)...(high + half)
  }

  /// The edges of numbers that rise in even steps, to a hundredth of their range; nil for others.
  private static func evenEdges(_ places: [Double]) -> ClosedRange<Double>? {
    guard let first = places.first, let last = places.last, places.count > 1, first < last else { return nil }
    let step = (last - first) / Double(places.count - 1)
    let isEven = places.enumerated().allSatisfy { abs($1 - first - Double($0) * step) < 0.01 * (last - first) }
    return isEven ? (first - step / 2)...(last + step / 2) : nil
  }

  /// The map as a result.
  func result(_ xAxis: Figure.Axis, _ valueAxis: Figure.Axis, file: String?, _ measurement: Measurement)
    -> AnalysisResult
  {
    AnalysisResult(
      file: file, selector: measurement.selector,
      values: [
        AnalysisField("x_title", .text(xAxis.title)), AnalysisField("x_unit", AnalysisValue(xAxis.unit)),
        AnalysisField("y_title", .text(yAxis.title)), AnalysisField("y_unit", AnalysisValue(yAxis.unit)),
        AnalysisField("value", .text(valueAxis.label)), AnalysisField("x_low", .number(x.lowerBound)),
        AnalysisField("x_high", .number(x.upperBound)), AnalysisField("y_low", .number(y.lowerBound)),
        AnalysisField("y_high", .number(y.upperBound)),
      ], maps: [("map", columns, values)], label: measurement.title)
  }

  /// The panel of a result that has a map.
  static func panel(_ result: AnalysisResult, caption: String) -> Figure.Panel? {
    guard let map = result.maps.first(where: { $0.name == "map" }), let left = result.number("x_low"),
      let right = result.number("x_high"), let low = result.number("y_low"), let high = result.number("y_high"),
      left < right, low < high
    else { return nil }
    let heat = Figure.HeatMap(
      columns: map.columns, values: map.values, x: left...right, y: low...high, range: shownRange(map.values))
    return Figure.Panel(
      caption: caption, x: Figure.Axis(result.text("x_title") ?? "", unit: result.text("x_unit")),
      y: Figure.Axis(result.text("y_title") ?? "", unit: result.text("y_unit")), [.map(heat)], hasLegend: false,
      colorBar: Figure.ColorBar(Figure.Axis(result.text("value") ?? ""), range: heat.shownRange))
  }

  /// All but the lowest and highest thousandth: a hot pixel would leave everything else dark.
  private static func shownRange(_ values: [Double]) -> ClosedRange<Double>? {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count > 1000 else { return nil }
    let (low, high) = (sorted[sorted.count / 1000], sorted[sorted.count - 1 - sorted.count / 1000])
    return low < high ? low...high : nil
  }
}
