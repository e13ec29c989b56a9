/// `--kind channels`: what a measurement stores, channel by channel.
import Analysis
import Bytes
import DataModel
import Datasets
import Plotting

extension PlotKind {
  static let channels = PlotKind(
    name: "channels", summary: "The channels of one measurement as they are stored, one below the other.",
    step: ChannelsPlot.step, figure: ChannelsPlot.figure)
}

private enum ChannelsPlot {
  /// More panels would be too low to be read.
  static let panelLimit = 12

  static let step = AnalysisStep(
    name: "channels", summary: "Read the channels of a measurement.",
    parameters: [
      AnalysisParameter(
        "channels", .text,
        "The names of the channels that are drawn, with commas. Without it the first twelve that change.")
    ], values: [], arrays: []
  ) { input, parameters throws(AnalysisError) in
    var all = input.measurements.makeIterator()
    guard let item = all.next() else { throw AnalysisError("there is no measurement") }
    guard all.next() == nil else {
      throw AnalysisError("there are several measurements, and channels are drawn of one: name it with FILE::SELECTOR")
    }
    let measurement = item.measurement
    do throws(ExpressionError) {
      let wanted = parameters.text("channels")?.split(separator: ",").map(String.init)
      if let missing = wanted?.first(where: { measurement.channel(named: $0) == nil }) {
        let names = measurement.channels.map(\.name).joined(separator: ", ")
        throw ExpressionError("there is no channel \(missing); its channels: \(names)")
      }
      let drawn = measurement.channels.filter { channel in
        channel.values.type.isNumeric && !channel.values.type.isComplex && channel.dimensions.count == 1
          && wanted?.contains(channel.name) ?? true
      }
      var outcome = AnalysisOutcome()
      for channel in drawn {
        let signal = Signal(name: channel.name, expression: SignalExpression.quoted(channel.name))
        guard let curves = try SignalCurves(signal, of: measurement), channel.name != curves.abscissa?.name else {
          continue
        }
        if wanted == nil, channel.role.isCoordinate { continue }
        var result = try ChannelsPlot.result(curves, channel)
        result.file = item.document.origin.name
        result.selector = measurement.selector
        result.label = measurement.title
        outcome.results.append(result)
      }
      let count = outcome.results.count
      guard count > panelLimit else { return outcome }
      // What never changes has least to show.
      let changing = outcome.results.filter { Set($0.array("y") ?? []).count > 1 }
      outcome.results = Array((changing.isEmpty ? outcome.results : changing).prefix(panelLimit))
      outcome.findings.append(
        Finding(
          FigureFinding.thinned,
          "\(outcome.results.count) of \(count) channels were drawn; choose with --param channels=NAME,NAME",
          at: measurement.location(in: item.document.origin.name)))
      return outcome
    } catch {
      throw AnalysisError(error.description)
    }
  }

  private static func result(_ curves: SignalCurves, _ channel: Channel) throws(ExpressionError) -> AnalysisResult {
    var series = PlotSeries(expecting: curves.pointCount > 100_000 ? curves.pointCount : 0)
    try curves.walk(0) { x, y in series.add(x, y) }
    series.finish()
    let axis = curves.abscissa.map { Figure.Axis(of: $0) } ?? Figure.Axis("Point")
    return AnalysisResult(
      values: [
        AnalysisField("x_title", .text(axis.title)), AnalysisField("x_unit", AnalysisValue(axis.unit)),
        AnalysisField("y_title", .text(channel.name)),
        AnalysisField("y_unit", AnalysisValue(Figure.Axis.printed(channel.unit))),
      ], arrays: [("x", series.x), ("y", series.y)])
  }

  static func figure(_ all: StepResults) -> Figure? {
    guard let first = all.results.first else { return nil }
    let panels = all.results.map { result in
      Figure.Panel(
        caption: result.text("y_title") ?? "",
        x: Figure.Axis(result.text("x_title") ?? "", unit: result.text("x_unit")),
        y: Figure.Axis(result.text("y_unit") ?? ""),
        [.line(Figure.Line(x: result.array("x") ?? [], y: result.array("y") ?? [], width: 1.3))], hasLegend: false)
    }
    let isShared = Set(panels.map(\.x.label)).count == 1
    let title = first.label.flatMap { $0.isEmpty ? nil : $0 } ?? first.file.map(CurveNames.stem) ?? ""
    return Figure.stack(panels, title: title, sharesX: isShared)
  }
}
