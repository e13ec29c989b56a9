/// Axes as SVG.

/// Draws a frame with ticks on all sides, numbers, and titles.
struct AxesDrawing {
  private let frame: PixelRect
  private let xScale: AxisScale
  private let yScale: AxisScale
  private let xTicks: Ticks
  private let yTicks: Ticks
  private let xTitle: String?
  private let yTitle: String?
  private let size: Double
  private let scale: Double
  /// Numbers closer than this to the upper or lower end of an ordinate would meet those of the panel there.
  private let crowding: (above: Double, below: Double)
  private let theme: Theme
  /// On maps ticks are white: the ends of the colours are dark.
  private let tickColor: String

  /// The axes of a panel.
  init(_ panel: PanelLayout, _ theme: Theme) {
    frame = panel.frame
    xScale = panel.xScale
    yScale = panel.yScale
    xTicks = panel.xTicks
    yTicks = panel.yTicks
    xTitle = panel.showsXNumbers ? panel.panel.x.label : nil
    yTitle = panel.showsYNumbers ? panel.panel.y.label : nil
    size = FigureMetrics.tickSize
    scale = 1
    crowding = (panel.hasNeighbourAbove ? 4 : -1, panel.showsXNumbers ? -1 : 4)
    self.theme = theme
    tickColor = panel.panel.hasMap ? "#ffffff" : theme.ink
  }

  /// The axes of an inset: smaller, and without titles.
  init(_ inset: PanelLayout.InsetLayout, _ theme: Theme) {
    frame = inset.frame
    xScale = inset.xScale
    yScale = inset.yScale
    xTicks = inset.xTicks
    yTicks = inset.yTicks
    xTitle = ""
    yTitle = ""
    size = FigureMetrics.smallSize
    scale = 0.7
    crowding = (-1, -1)
    self.theme = theme
    tickColor = theme.ink
  }

  func write(to markup: inout MarkupText) {
    markup.open("g", [("class", "axes"), ("fill", "none"), ("stroke", theme.ink), ("stroke-width", "1")])
    markup.open("path", [("class", "xt"), ("d", xTickPath), ("stroke", tickColor)], isEmpty: true)
    markup.open("path", [("class", "yt"), ("d", yTickPath), ("stroke", tickColor)], isEmpty: true)
    markup.open("rect", [("class", "frame")] + MarksDrawing.place(frame), isEmpty: true)
    markup.close("g")
    if let xTitle { writeX(xTitle, to: &markup) }
    if let yTitle { writeY(yTitle, to: &markup) }
  }

  private var xTickPath: String {
    func path(_ values: [Double], _ length: Double) -> String {
      values.map { value in
        let x = PlotNumber.pixel(xScale.pixel(value))
        let (up, down) = (PlotNumber.pixel(-length), PlotNumber.pixel(length))
        return "M\(x) \(PlotNumber.pixel(frame.maxY))v\(up)M\(x) \(PlotNumber.pixel(frame.y))v\(down)"
      }.joined()
    }
    return path(xTicks.major, FigureMetrics.majorTick * scale) + path(xTicks.minor, FigureMetrics.minorTick * scale)
  }

  private var yTickPath: String {
    func path(_ values: [Double], _ length: Double) -> String {
      values.map { value in
        let y = PlotNumber.pixel(yScale.pixel(value))
        let (left, right) = (PlotNumber.pixel(-length), PlotNumber.pixel(length))
        return "M\(PlotNumber.pixel(frame.x)) \(y)h\(right)M\(PlotNumber.pixel(frame.maxX)) \(y)h\(left)"
      }.joined()
    }
    return path(yTicks.major, FigureMetrics.majorTick * scale) + path(yTicks.minor, FigureMetrics.minorTick * scale)
  }

  private func writeX(_ title: String, to markup: inout MarkupText) {
    let baseline = frame.maxY + 5 + size
    markup.open("g", [("class", "xn"), ("text-anchor", "middle"), ("font-size", PlotNumber.pixel(size))])
    for (value, label) in zip(xTicks.major, xTicks.labels) {
      markup.element(
        "text", [("x", PlotNumber.pixel(xScale.pixel(value))), ("y", PlotNumber.pixel(baseline))], label)
    }
    markup.close("g")
    var title = title
    if xTicks.exponent != 0 { title += (title.isEmpty ? "" : " ") + PlotNumber.power(xTicks.exponent) }
    guard !title.isEmpty else { return }
    markup.element(
      "text",
      [
        ("x", PlotNumber.pixel(frame.midX)), ("y", PlotNumber.pixel(baseline + FigureMetrics.axisTitleHeight - 1)),
        ("text-anchor", "middle"), ("font-size", PlotNumber.pixel(FigureMetrics.fontSize)),
      ], title)
  }

  private func writeY(_ title: String, to markup: inout MarkupText) {
    markup.open("g", [("class", "yn"), ("text-anchor", "end"), ("font-size", PlotNumber.pixel(size))])
    var widest = 0.0
    for (value, label) in zip(yTicks.major, yTicks.labels) {
      let y = yScale.pixel(value)
      widest = max(widest, TextMeasure.width(label, size: size))
      guard y - frame.y > crowding.above, frame.maxY - y > crowding.below else { continue }
      markup.element(
        "text", [("x", PlotNumber.pixel(frame.x - 6)), ("y", PlotNumber.pixel(y + size * 0.36))], label)
    }
    markup.close("g")
    var title = title
    if yTicks.exponent != 0 { title += (title.isEmpty ? "" : " ") + PlotNumber.power(yTicks.exponent) }
    guard !title.isEmpty else { return }
    let size = FigureMetrics.fontSize
    let fitted = TextMeasure.fitted(title, to: max(60, frame.height + 20), size: size)
    let (x, y) = (PlotNumber.pixel(frame.x - 6 - widest - 9), PlotNumber.pixel(frame.midY))
    markup.element(
      "text",
      [
        ("transform", "translate(\(x) \(y)) rotate(-90)"), ("text-anchor", "middle"),
        ("font-size", PlotNumber.pixel(size)),
      ], fitted)
  }
}
