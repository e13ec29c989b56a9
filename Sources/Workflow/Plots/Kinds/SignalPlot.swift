/// `--kind signal`: the default signal of each measurement over its coordinate.
import Analysis
import Bytes
import DataModel
import Datasets
import Plotting

extension PlotKind {
  static let signal = PlotKind(
    name: "signal", summary: "The default signal of each measurement, in one panel; chi(k) times a power of k.",
    step: SignalPlot.step, figure: SignalPlot.figure)
}

/// Reads signals as curves, and draws those of one kind of axis in one panel.
enum SignalPlot {
  static let step = AnalysisStep(
    name: "signal", summary: "Read the signal of each measurement.",
    parameters: [
      AnalysisParameter(
        "signal", .text,
        "What is drawn: the name of a signal or channel, or a formula such as log(i0/i1). Without it the default signal."
      ),
      AnalysisParameter("kweight", .number, standard: "2", "The power of k that chi(k) is multiplied by."),
    ], values: [], arrays: []
  ) { input, parameters throws(AnalysisError) in
    let weight = parameters.number("kweight") ?? 2
    var outcome = AnalysisOutcome()
    var count = 0
    for item in input.measurements {
      count += 1
      let place = item.measurement.location(in: item.document.origin.name)
      do {
        var measurement = item.measurement
        if let words = parameters.text("signal") {
          measurement.signals = [try SignalChoice(words).signal(of: measurement)]
        }
        let results = try results(of: measurement, file: item.document.origin.name, weight: weight)
        if results.isEmpty {
          let names = drawable(measurement).prefix(6).joined(separator: ", ")
          let choice = names.isEmpty ? "" : "; name what is drawn with --param signal=NAME, one of \(names)"
          outcome.findings.append(
            Finding(FigureFinding.noCurve, "it has no signal that is a curve" + choice, at: place))
        }
        outcome.results += results
      } catch {
        outcome.findings.append(Finding(ResolveFinding.unresolved, "\(error)", at: place))
      }
    }
    guard !outcome.results.isEmpty else {
      let reason = outcome.findings.first.map { ": " + $0.message } ?? ""
      throw AnalysisError("none of \(count) measurements has a signal that can be drawn\(reason)")
    }
    return outcome
  }

  /// Channels that could be drawn.
  private static func drawable(_ measurement: Measurement) -> [String] {
    measurement.channels.filter { channel in
      channel.values.type.isNumeric && !channel.role.isCoordinate && channel.values.shape.last ?? 0 > 1
    }.map(\.name)
  }

  /// Rows of a stack that are drawn.
  private static let rowLimit = 200
  private static let pointLimit = 100_000

  /// The default signal of a measurement: a result for each curve, with the arrays `x` and `y` and the titles of both.
  /// Throws when values cannot be had.
  static func results(
    of measurement: Measurement, file: String?, weight: Double
  ) throws(ExpressionError) -> [AnalysisResult] {
    guard let signal = measurement.signals.first, let curves = try SignalCurves(signal, of: measurement) else {
      return []
    }
    let stored = signal.storedChannel.flatMap { measurement.channel(named: $0) }
    let isFineStructure = stored?.role == .chi && curves.abscissa?.role == .k
    var xAxis = curves.abscissa.map { Figure.Axis(of: $0) } ?? Figure.Axis(curves.running)
    let factor = energyFactor(curves.abscissa)
    if factor != nil { xAxis.unit = "eV" }
    let yAxis =
      isFineStructure
      ? Figure.Axis.fineStructure(weight: weight) : axis(of: signal, stored, curves.abscissa?.role == .energy)
    if let map = try SignalMap(curves, energyFactor: factor ?? 1) {
      return [map.result(xAxis, yAxis, file: file, measurement)]
    }
    let numbers = StepResults.thinned(Array(0..<min(curves.count, 1 << 20)), to: rowLimit)
    var results: [AnalysisResult] = []
    for number in numbers {
      // Of the longest curves the lowest and the highest point of each piece: far more than a figure shows.
      var series = PlotSeries(expecting: curves.pointCount > pointLimit ? curves.pointCount : 0)
      try curves.walk(number) { px, py in
        series.add(
          px * (factor ?? 1), isFineStructure ? py * FineStructurePower.raise(px, to: weight) : py)
      }
      series.finish()
      let name = measurement.title.flatMap { $0.isEmpty ? nil : $0 }
      let label = curves.count > 1 ? "\(name.map { $0 + " " } ?? "")[\(number)]" : name
      results.append(
        AnalysisResult(
          file: file, selector: measurement.selector,
          values: [
            AnalysisField("x_title", .text(xAxis.title)), AnalysisField("x_unit", AnalysisValue(xAxis.unit)),
            AnalysisField("y_title", .text(yAxis.title)), AnalysisField("y_unit", AnalysisValue(yAxis.unit)),
            AnalysisField("is_series", .flag(curves.count > 1)),
          ], arrays: [("x", series.x), ("y", series.y)], label: label))
    }
    return results
  }

  /// What energies are multiplied by to be in eV; nil where they are, or are none.
  private static func energyFactor(_ channel: Channel?) -> Double? {
    guard let channel, channel.role == .energy, let unit = channel.unit, unit != "eV",
      let parsed = PhysicalUnit.parse(unit, expecting: .energy),
      let target = PhysicalUnit.parse("eV", expecting: .energy), let one = parsed.convert([1], to: target)?.first
    else { return nil }
    return one
  }

  private static func axis(of signal: Signal, _ stored: Channel?, _ isOverEnergy: Bool) -> Figure.Axis {
    if stored?.role == .norm { return .normalized }
    let isAbsorption = stored?.role == .mu || signal.mode != nil && signal.mode != .emission && signal.mode != .other
    if isOverEnergy, isAbsorption { return .absorption }
    return Figure.Axis(signal.name, unit: stored.flatMap { Figure.Axis.printed($0.unit) })
  }

  // MARK: The figure

  /// A panel for each kind of abscissa.
  static func figure(_ all: StepResults) -> Figure? {
    var groups: [String] = []
    var members: [String: [Int]] = [:]
    for (index, result) in all.results.enumerated() {
      guard result.maps.isEmpty else { continue }
      let key = "\(result.text("x_title") ?? "")\u{1F}\(result.text("x_unit") ?? "")"
      if members[key] == nil { groups.append(key) }
      members[key, default: []].append(index)
    }
    var panels = groups.prefix(4).compactMap { key in members[key].map { panel($0, of: all) } }
    let maps = zip(all.results, all.names).compactMap { SignalMap.panel($0, caption: all.results.count > 1 ? $1 : "") }
    panels += maps.prefix(4 - panels.count)
    return panels.isEmpty ? nil : Figure.stack(panels, title: all.title, sharesX: false)
  }

  private static func panel(_ indices: [Int], of all: StepResults) -> Figure.Panel {
    let results = indices.map { all.results[$0] }
    let isSeries = results.contains { $0.values.contains(AnalysisField("is_series", .flag(true))) }
    let names = indices.map { all.names[$0] }
    let style = SeriesStyle(results.count, isSeries: isSeries || CurveNames.areSeries(names))
    let marks = results.enumerated().map { number, result in
      Figure.Mark.line(
        Figure.Line(
          style.isNamed ? names[number] : "", x: result.array("x") ?? [], y: result.array("y") ?? [],
          color: style.color(number), width: results.count > 8 ? 1.2 : 1.6))
    }
    let titles = Set(results.map { $0.text("y_title") ?? "" })
    let units = Set(results.map { $0.text("y_unit") ?? "" })
    return Figure.Panel(
      x: Figure.Axis(results[0].text("x_title") ?? "", unit: results[0].text("x_unit")),
      y: Figure.Axis(
        titles.count == 1 ? results[0].text("y_title") ?? "" : "Signal",
        unit: units.count == 1 ? results[0].text("y_unit") : nil), marks, colorBar: style.colorBar)
  }
}
