/// Where everything of a panel lies.

/// A panel with its scales, ticks, and the places of what stands beside the data.
struct PanelLayout {
  /// A text with its place: `x` is where the anchor lies, `y` the baseline.
  struct Words {
    var text: String
    var x: Double
    var y: Double
    var isAtEnd = false
    var rect: PixelRect
  }

  /// A drawing inside the panel.
  struct InsetLayout {
    var inset: Figure.Inset
    var frame: PixelRect
    var xScale: AxisScale
    var yScale: AxisScale
    var xTicks: Ticks
    var yTicks: Ticks
  }

  /// A colour bar: its rectangle, and along which side its numbers stand.
  struct BarLayout {
    var rect: PixelRect
    var isHorizontal: Bool
    var scale: AxisScale
    var ticks: Ticks
  }

  let panel: Figure.Panel
  let frame: PixelRect
  let xScale: AxisScale
  let yScale: AxisScale
  let xTicks: Ticks
  let yTicks: Ticks
  let showsXNumbers: Bool
  let showsYNumbers: Bool
  /// Whether a panel without numbers of its own abscissa lies right above.
  let hasNeighbourAbove: Bool
  private(set) var words: [Words] = []
  private(set) var legend: LegendLayout?
  private(set) var colorBar: BarLayout?
  private(set) var inset: InsetLayout?
  private(set) var ink: InkMap

  init(
    _ panel: Figure.Panel, _ frame: PixelRect, x: ClosedRange<Double>, y: ClosedRange<Double>, showsXNumbers: Bool,
    showsYNumbers: Bool, hasNeighbourAbove: Bool
  ) {
    self.panel = panel
    self.frame = frame
    xScale = AxisScale(x: x, panel.x.direction, over: frame)
    yScale = AxisScale(y: y, panel.y.direction, over: frame)
    xTicks = Self.xTicks(x, panel.x, width: frame.width)
    yTicks = Self.yTicks(y, panel.y, height: frame.height)
    self.showsXNumbers = showsXNumbers
    self.showsYNumbers = showsYNumbers
    self.hasNeighbourAbove = hasNeighbourAbove
    ink = InkMap(panel.marks, xScale, yScale, in: frame)
  }

  /// Ticks along the lower side: as many as leave room between their numbers.
  static func xTicks(_ range: ClosedRange<Double>, _ axis: Figure.Axis, width: Double, spacing: Double = 65) -> Ticks {
    var limit = max(2, Int(width / (width < 250 ? min(spacing, 40) : spacing)))
    while true {
      let ticks = Ticks(range, limit: limit, isIntegral: axis.isIntegral)
      let widest = ticks.labels.map { TextMeasure.width($0, size: FigureMetrics.tickSize) }.max() ?? 0
      let share = ticks.major.count > 1 ? (ticks.major[1] - ticks.major[0]) / (range.upperBound - range.lowerBound) : 1
      if limit == 2 || share * width > widest + 14 { return ticks }
      limit -= 1
    }
  }

  /// Ticks along the left side.
  static func yTicks(_ range: ClosedRange<Double>, _ axis: Figure.Axis, height: Double) -> Ticks {
    let limit = max(2, Int(height / 34))
    let choices = (limit...(limit + 3)).map { Ticks(range, limit: $0, isIntegral: axis.isIntegral) }
    // One number alone is no scale, and numbers need 16 pixels each.
    let best = choices.first { $0.major.count >= 3 && height / 16 > Double($0.major.count) }
    return best ?? choices[0]
  }

  /// Where the panel ends on the right, with what stands there.
  var rightEnd: Double {
    var end = frame.maxX
    if showsXNumbers, let last = xTicks.labels.last {
      end = max(end, frame.maxX - 4 + TextMeasure.width(last, size: FigureMetrics.tickSize) / 2)
    }
    if let legend { end = max(end, legend.rect.maxX) }
    if let colorBar, !colorBar.isHorizontal {
      let numbers = colorBar.ticks.labels.map { TextMeasure.width($0, size: FigureMetrics.tickSize) }.max() ?? 0
      let title = panel.colorBar?.axis.label.isEmpty ?? true ? 0 : FigureMetrics.axisTitleHeight
      end = max(end, colorBar.rect.maxX + 8 + numbers + title)
    }
    return end
  }

  /// Places words, legend, colour bar and inset, each off the ink of the data and off each other.
  ///
  /// A legend beside the frame may reach down to `floor`.
  mutating func placeExtras(isLastColumn: Bool, floor: Double) {
    for mark in panel.marks {
      if case .rule(let rule) = mark, !rule.label.isEmpty { place(rule) }
    }
    if !panel.caption.isEmpty { place(caption: panel.caption) }
    if let bar = panel.colorBar {
      if bar.cell == nil { placeColorBar(beside: bar) }
    } else if panel.hasLegend {
      legend = LegendLayout(panel, in: frame, ink: ink, mayLieOutside: isLastColumn, floor: floor)
      if let rect = legend?.rect { ink.fill(rect) }
    }
    if let drawing = panel.inset { place(drawing) }
  }

  // MARK: Words

  private mutating func place(_ rule: Figure.Rule) {
    let label = TextMeasure.fitted(rule.label, to: frame.width * 0.45, size: FigureMetrics.smallSize)
    let width = TextMeasure.width(label, size: FigureMetrics.smallSize)
    let height = FigureMetrics.smallSize
    var places: [PixelRect] = []
    switch rule.direction {
    case .vertical:
      let x = xScale.pixel(rule.value)
      guard x >= frame.x, x <= frame.maxX else { return }
      for y in [frame.y + 8, frame.maxY - 8 - height, frame.y + 26, frame.maxY - 26 - height] {
        for left in [x + 6, x - 6 - width] {
          places.append(PixelRect(x: left, y: y, width: width, height: height))
        }
      }
    case .horizontal:
      let y = yScale.pixel(rule.value)
      guard y >= frame.y, y <= frame.maxY else { return }
      for top in [y - 5 - height, y + 5] {
        let room = frame.width - 20 - width
        for left in [1, 0, 0.8, 0.6, 0.4, 0.2].map({ frame.x + 10 + $0 * room }) {
          places.append(PixelRect(x: left, y: top, width: width, height: height))
        }
      }
    }
    place(label, at: places)
  }

  private mutating func place(caption: String) {
    let size = FigureMetrics.fontSize
    let text = TextMeasure.fitted(caption, to: frame.width - 20, size: size)
    let width = TextMeasure.width(text, size: size)
    let places = [(frame.x + 12, frame.y + 10), (frame.maxX - 12 - width, frame.y + 10)].map {
      PixelRect(x: $0.0, y: $0.1, width: width, height: size)
    }
    place(text, at: places)
  }

  /// Puts a text where it lies inside the frame over the least ink.
  private mutating func place(_ text: String, at places: [PixelRect]) {
    let inside = places.filter {
      $0.x >= frame.x + 2 && $0.maxX <= frame.maxX - 2 && $0.y >= frame.y + 2 && $0.maxY <= frame.maxY - 2
    }
    guard let best = (inside.isEmpty ? places : inside).min(by: { ink.ink(in: $0) < ink.ink(in: $1) }) else { return }
    words.append(Words(text: text, x: best.x, y: best.maxY - 2, rect: best))
    ink.fill(best)
  }

  // MARK: Colour bars

  private mutating func placeColorBar(beside bar: Figure.ColorBar) {
    let height = min(frame.height, 260)
    let rect = PixelRect(
      x: frame.maxX + 16, y: frame.midY - height / 2, width: FigureMetrics.barWidth, height: height)
    colorBar = BarLayout(
      rect: rect, isHorizontal: false, scale: AxisScale(y: bar.range, bar.axis.direction, over: rect),
      ticks: Self.yTicks(bar.range, bar.axis, height: height))
  }

  /// Puts the colour bar into a free cell of the grid.
  mutating func placeColorBar(in cell: PixelRect) {
    guard let bar = panel.colorBar else { return }
    let width = max(40, cell.width - 24)
    let rect = PixelRect(
      x: cell.midX - width / 2, y: cell.midY - FigureMetrics.barWidth, width: width, height: FigureMetrics.barWidth)
    colorBar = BarLayout(
      rect: rect, isHorizontal: true, scale: AxisScale(x: bar.range, bar.axis.direction, over: rect),
      ticks: Self.xTicks(bar.range, bar.axis, width: width))
  }

  // MARK: Insets

  /// Puts a drawing where it covers nothing, the largest size that fits; nowhere when none fits.
  private mutating func place(_ drawing: Figure.Inset) {
    let inner = Figure.Panel(
      x: Figure.Axis("", range: drawing.x), y: Figure.Axis("", range: drawing.y), drawing.marks)
    let y = inner.shownY(over: drawing.x)
    for share in [0.46, 0.4, 0.34, 0.28] {
      let size = (width: frame.width * share, height: frame.height * share)
      let yTicks = Ticks(y, limit: max(2, Int(size.height / 34)))
      let numbers = yTicks.labels.map { TextMeasure.width($0, size: FigureMetrics.smallSize) }.max() ?? 0
      let margins = (left: numbers + 10, bottom: 20.0, top: 12.0, right: 14.0)
      let whole = (
        width: size.width + margins.left + margins.right, height: size.height + margins.top + margins.bottom
      )
      for (right, low) in [(true, true), (true, false), (false, false), (false, true)] {
        let rect = PixelRect(
          x: right ? frame.maxX - whole.width - 6 : frame.x + 10,
          y: low ? frame.maxY - whole.height - 6 : frame.y + 6, width: whole.width, height: whole.height)
        guard ink.ink(in: rect) == 0 else { continue }
        let place = PixelRect(
          x: rect.x + margins.left, y: rect.y + margins.top, width: size.width, height: size.height)
        inset = InsetLayout(
          inset: drawing, frame: place, xScale: AxisScale(x: drawing.x, panel.x.direction, over: place),
          yScale: AxisScale(y: y, .ascending, over: place),
          xTicks: Self.xTicks(drawing.x, panel.x, width: size.width, spacing: 40),
          yTicks: yTicks)
        ink.fill(rect)
        return
      }
    }
  }
}
