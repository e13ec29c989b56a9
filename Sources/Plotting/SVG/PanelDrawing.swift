/// A panel as SVG.
import Bytes

/// Draws one panel: data inside its frame, then axes, then words, legend and inset.
struct PanelDrawing {
  let layout: PanelLayout
  let theme: Theme
  let columnWidth: Double
  let id: String

  init(_ layout: PanelLayout, _ theme: Theme, _ columnWidth: Double, id: String) {
    self.layout = layout
    self.theme = theme
    self.columnWidth = columnWidth
    self.id = id
  }

  func write(to markup: inout MarkupText) throws(FileError) {
    markup.open("g", [("class", "panel"), ("id", id)])
    markup.raw("\n")
    let marks = MarksDrawing(
      theme: theme, columnWidth: columnWidth, frame: layout.frame, xScale: layout.xScale, yScale: layout.yScale,
      xDirection: layout.panel.x.direction, yDirection: layout.panel.y.direction, id: id)
    try marks.write(layout.panel.marks, to: &markup)
    AxesDrawing(layout, theme).write(to: &markup)
    for words in layout.words { write(words, to: &markup) }
    if let legend = layout.legend { write(legend, to: &markup) }
    if let bar = layout.colorBar { try write(bar, to: &markup) }
    if let inset = layout.inset { try write(inset, to: &markup) }
    markup.close("g")
  }

  private func write(_ words: PanelLayout.Words, to markup: inout MarkupText) {
    let isCaption =
      words.text
      == TextMeasure.fitted(
        layout.panel.caption, to: layout.frame.width - 20, size: FigureMetrics.fontSize)
    markup.element(
      "text",
      [
        ("class", "words"), ("x", PlotNumber.pixel(words.x)), ("y", PlotNumber.pixel(words.y)),
        ("font-size", PlotNumber.pixel(isCaption ? FigureMetrics.fontSize : FigureMetrics.smallSize)),
      ] + (layout.panel.hasMap ? [("fill", "#ffffff")] : []), words.text)
  }

  // MARK: Legend

  private func write(_ legend: LegendLayout, to markup: inout MarkupText) {
    markup.open("g", [("class", "legend"), ("font-size", PlotNumber.pixel(FigureMetrics.smallSize))])
    markup.raw("\n")
    for (index, entry) in legend.entries.enumerated() {
      let baseline = legend.baseline(index)
      write(entry, x: legend.sampleStart, y: baseline - FigureMetrics.smallSize * 0.36, to: &markup)
      markup.open(
        "text",
        [
          ("x", PlotNumber.pixel(legend.sampleStart + LegendLayout.sampleWidth + 8)),
          ("y", PlotNumber.pixel(baseline)),
        ])
      markup.text(entry.text)
      if entry.text != entry.label { markup.element("title", entry.label) }
      markup.close("text")
    }
    if legend.left > 0 {
      markup.element(
        "text",
        [
          ("x", PlotNumber.pixel(legend.sampleStart + LegendLayout.sampleWidth + 8)),
          ("y", PlotNumber.pixel(legend.baseline(legend.entries.count))), ("fill", theme.soft),
        ], "and \(legend.left) more")
    }
    markup.close("g")
  }

  private func write(_ entry: LegendLayout.Entry, x: Double, y: Double, to markup: inout MarkupText) {
    let color = theme.text(entry.color)
    let end = x + LegendLayout.sampleWidth
    switch entry.sample {
    case .line(let dash):
      markup.open(
        "path",
        [
          ("d", "M\(PlotNumber.pixel(x)) \(PlotNumber.pixel(y))H\(PlotNumber.pixel(end))"), ("stroke", color),
          ("stroke-width", "2"),
        ] + MarksDrawing.dash(dash), isEmpty: true)
    case .point:
      markup.open(
        "circle",
        [
          ("cx", PlotNumber.pixel((x + end) / 2)), ("cy", PlotNumber.pixel(y)), ("r", "3"), ("fill", color),
        ], isEmpty: true)
    case .ring:
      markup.open(
        "circle",
        [
          ("cx", PlotNumber.pixel((x + end) / 2)), ("cy", PlotNumber.pixel(y)), ("r", "2.6"), ("fill", theme.paper),
          ("stroke", color), ("stroke-width", "1.2"),
        ], isEmpty: true)
    case .patch:
      markup.open(
        "rect",
        [
          ("x", PlotNumber.pixel(x)), ("y", PlotNumber.pixel(y - 5)), ("width", PlotNumber.pixel(end - x)),
          ("height", "10"), ("fill", color), ("fill-opacity", "0.3"),
        ], isEmpty: true)
    }
  }

  // MARK: Colour bar

  private func write(_ bar: PanelLayout.BarLayout, to markup: inout MarkupText) throws(FileError) {
    let isSeries = !layout.panel.hasMap
    let steps = 64
    let strip = PNGImage(
      width: bar.isHorizontal ? steps : 1, height: bar.isHorizontal ? 1 : steps,
      pixels: (0..<steps).map { UInt8(bar.isHorizontal ? $0 : steps - 1 - $0) },
      palette: (0..<steps).map { step in
        let share = Double(step) / Double(steps - 1)
        return isSeries ? theme.sequence(share) : Palette.viridis(share)
      }, transparent: nil)
    markup.open("g", [("class", "colorbar")])
    markup.raw("\n")
    let rect = bar.rect
    try MarksDrawing.write(strip, in: rect, to: &markup)
    markup.open(
      "rect",
      [
        ("x", PlotNumber.pixel(rect.x)), ("y", PlotNumber.pixel(rect.y)), ("width", PlotNumber.pixel(rect.width)),
        ("height", PlotNumber.pixel(rect.height)), ("fill", "none"), ("stroke", theme.ink), ("stroke-width", "0.8"),
      ], isEmpty: true)
    writeNumbers(bar, to: &markup)
    markup.close("g")
  }

  private func writeNumbers(_ bar: PanelLayout.BarLayout, to markup: inout MarkupText) {
    let rect = bar.rect
    var widest = 0.0
    for (value, label) in zip(bar.ticks.major, bar.ticks.labels) {
      let place = bar.scale.pixel(value)
      widest = max(widest, TextMeasure.width(label, size: FigureMetrics.tickSize))
      let (x, y) = bar.isHorizontal ? (place, rect.maxY + 16) : (rect.maxX + 6, place + 4.5)
      let tick =
        bar.isHorizontal
        ? "M\(PlotNumber.pixel(place)) \(PlotNumber.pixel(rect.maxY))v3"
        : "M\(PlotNumber.pixel(rect.maxX)) \(PlotNumber.pixel(place))h3"
      markup.open("path", [("d", tick), ("stroke", theme.ink), ("stroke-width", "0.8")], isEmpty: true)
      markup.element(
        "text",
        [
          ("x", PlotNumber.pixel(x)), ("y", PlotNumber.pixel(y)),
          ("text-anchor", bar.isHorizontal ? "middle" : "start"),
        ], label)
    }
    var title = layout.panel.colorBar?.axis.label ?? ""
    if bar.ticks.exponent != 0 { title += " " + PlotNumber.power(bar.ticks.exponent) }
    guard !title.isEmpty else { return }
    let place: [(StaticString, String)]
    if bar.isHorizontal {
      place = [("x", PlotNumber.pixel(rect.midX)), ("y", PlotNumber.pixel(rect.y - 8))]
    } else {
      let (x, y) = (PlotNumber.pixel(rect.maxX + 6 + widest + 16), PlotNumber.pixel(rect.midY))
      place = [("transform", "translate(\(x) \(y)) rotate(-90)")]
    }
    markup.element(
      "text",
      place + [("text-anchor", "middle"), ("font-size", PlotNumber.pixel(FigureMetrics.tickSize))], title)
  }

  // MARK: Inset

  private func write(_ inset: PanelLayout.InsetLayout, to markup: inout MarkupText) throws(FileError) {
    markup.open("g", [("class", "inset")])
    markup.raw("\n")
    let marks = MarksDrawing(
      theme: theme, columnWidth: columnWidth, frame: inset.frame, xScale: inset.xScale, yScale: inset.yScale,
      xDirection: layout.panel.x.direction, yDirection: .ascending, id: id + "i")
    try marks.write(inset.inset.marks, to: &markup)
    AxesDrawing(inset, theme).write(to: &markup)
    markup.close("g")
  }
}
