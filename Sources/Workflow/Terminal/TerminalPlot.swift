/// A line plot in characters: one or two curves, axes with round numbers, marks on the abscissa.
struct TerminalPlot {
  /// A place on the abscissa worth seeing, such as an absorption edge.
  struct Mark {
    var x: Double
    var label: String
  }

  var series: [PlotSeries]
  /// What the curves are, when there are several.
  var names: [String] = []
  var xLabel: String
  var yLabel: String
  var marks: [Mark] = []
  /// Rows of characters between the axes.
  var height = 12

  /// The lines of the plot; none when no point can be drawn.
  func lines(indent: Int = 2, _ style: TextStyle) -> [String] {
    guard let frame = PlotFrame(series) else { return [] }
    let yTicks = AxisTicks(from: frame.y.low, to: frame.y.high, limit: max(3, height / 2))
    let labelWidth = yTicks.labels.map(\.count).max() ?? 0
    let width = min(style.width - indent - labelWidth - 3, Self.widthLimit)
    guard width >= 10 else { return [] }
    let curves = frame.canvases(series, width: width, height: height, isUnicode: style.isUnicode)
    guard let canvas = curves.first else { return [] }
    let left = String(repeating: " ", count: indent)
    var lines = [left + style.ink(.strong, heading(yTicks, style))]
    var labels: [Int: String] = [:]
    for (value, label) in zip(yTicks.values, yTicks.labels) { labels[frame.row(value, on: canvas)] = label }
    for row in 0..<height {
      let axis = labels[row] == nil ? style.sign("│", "|") : style.sign("┤", "+")
      lines.append(
        left + DisplayText.rightAligned(labels[row] ?? "", to: labelWidth) + " " + axis
          + drawing(curves, row: row, style))
    }
    let margin = left + String(repeating: " ", count: labelWidth + 1)
    return lines + abscissa(frame, canvas, style).map { margin + $0 } + legend(style).map { margin + $0 }
  }

  private static let widthLimit = 100

  private func heading(_ ticks: AxisTicks, _ style: TextStyle) -> String {
    let label = DisplayText.fitted(yLabel, to: style.width - 16, style)
    return ticks.exponent == 0 ? label : "\(label)  (\(style.times)1e\(ticks.exponent))"
  }

  /// One row of characters, without blanks at its end.
  private func drawing(_ curves: [DotCanvas], row: Int, _ style: TextStyle) -> String {
    guard let first = curves.first else { return "" }
    let all = curves.dropFirst().reduce(first) { $0.merged(with: $1) }
    let end = (0..<all.width).last { !all.isEmpty(column: $0, row: row) }.map { $0 + 1 } ?? 0
    guard style.isColored, curves.count > 1 else {
      return style.ink(.first, String((0..<end).map { all.character(column: $0, row: row) }))
    }
    return (0..<end).map { column in
      let text = String(all.character(column: column, row: row))
      guard text != " " else { return text }
      return style.ink(first.isEmpty(column: column, row: row) ? .last : .first, text)
    }.joined()
  }

  /// The axis line, its numbers, and what it is.
  private func abscissa(_ frame: PlotFrame, _ canvas: DotCanvas, _ style: TextStyle) -> [String] {
    let ticks = AxisTicks(from: frame.x.low, to: frame.x.high, limit: max(2, canvas.width / 7))
    var line = Array(repeating: Character(style.sign("─", "-")), count: canvas.width)
    var numbers: [Character] = Array(repeating: " ", count: canvas.width + 10)
    var occupied = 0
    for (value, label) in zip(ticks.values, ticks.labels) {
      let column = frame.column(value, on: canvas)
      line[column] = Character(style.sign("┬", "+"))
      // The numbers stand one place to the right of the line, which begins at the corner.
      let start = max(0, column + 1 - label.count / 2)
      guard start >= occupied, start + label.count <= numbers.count else { continue }
      numbers.replaceSubrange(start..<start + label.count, with: label)
      occupied = start + label.count + 1
    }
    var caption = ticks.exponent == 0 ? xLabel : "\(xLabel)  (\(style.times)1e\(ticks.exponent))"
    let visible = marks.filter { frame.x.low...frame.x.high ~= $0.x }
    for mark in visible { line[frame.column(mark.x, on: canvas)] = Character(style.sign("▲", "^")) }
    if !visible.isEmpty { caption += "   \(style.sign("▲", "^")) " + visible.map(\.label).joined(separator: ", ") }
    let indent = String(repeating: " ", count: max(0, (canvas.width - DisplayText.width(caption)) / 2))
    return [style.sign("└", "+") + String(line), Self.trimmed(String(numbers)), indent + style.ink(.faint, caption)]
  }

  private func legend(_ style: TextStyle) -> [String] {
    guard series.count > 1, names.count == series.count else { return [] }
    let signs = [style.sign("⠤⠤⠤", "..."), style.sign("⠄ ⠄", ". .")]
    let inks: [TextStyle.Ink] = [.first, .last]
    let parts = names.indices.map { index in
      style.ink(inks[min(index, 1)], signs[min(index, 1)]) + " " + names[index]
    }
    return [" " + parts.joined(separator: "    ")]
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}

/// The ranges of the axes, and where a value lies on a canvas.
struct PlotFrame {
  struct Range: Equatable {
    var low: Double
    var high: Double
    var length: Double { high - low }

    /// The range of the values, opened a little when they are all the same; nil when there is none or it has no length
    /// that a double can hold.
    init?(_ values: [Double]) {
      guard var low = values.min(), var high = values.max() else { return nil }
      if low == high {
        let margin = low == 0 ? 1 : abs(low) * 0.05
        low -= margin
        high += margin
      }
      guard (high - low).isFinite, high > low else { return nil }
      self.low = low
      self.high = high
    }

    /// Where a value lies, from 0 to 1.
    func fraction(_ value: Double) -> Double { Swift.min(Swift.max((value - low) / length, 0), 1) }
  }

  let x: Range
  let y: Range

  init?(_ series: [PlotSeries]) {
    let points = series.map { ($0, $0.drawable) }
    guard let x = Range(points.flatMap { series, drawable in drawable.map { series.x[$0] } }),
      let y = Range(points.flatMap { series, drawable in drawable.map { series.y[$0] } })
    else { return nil }
    self.x = x
    self.y = y
  }

  func dot(_ point: (x: Double, y: Double), on canvas: DotCanvas) -> (x: Int, y: Int) {
    (
      Int((x.fraction(point.x) * Double(canvas.dotColumns - 1)).rounded()),
      Int(((1 - y.fraction(point.y)) * Double(canvas.dotRows - 1)).rounded())
    )
  }

  func row(_ value: Double, on canvas: DotCanvas) -> Int { dot((x.low, value), on: canvas).y / canvas.cell.rows }
  func column(_ value: Double, on canvas: DotCanvas) -> Int { dot((value, y.low), on: canvas).x / canvas.cell.columns }

  /// One canvas for each curve. The second one is dotted, so that two can be told apart without colours.
  func canvases(_ series: [PlotSeries], width: Int, height: Int, isUnicode: Bool) -> [DotCanvas] {
    series.enumerated().map { index, curve in
      var canvas = DotCanvas(width: width, height: height, isUnicode: isUnicode)
      let stride = index == 0 ? 1 : isUnicode ? 4 : 2
      var previous: (index: Int, dot: (x: Int, y: Int))?
      for point in curve.drawable {
        let dot = dot((curve.x[point], curve.y[point]), on: canvas)
        // Points that do not follow each other have something between them that cannot be drawn.
        let start = previous.map { $0.index == point - 1 ? $0.dot : dot } ?? dot
        canvas.line(from: start, to: dot) { $0 % stride == 0 }
        previous = (point, dot)
      }
      return canvas
    }
  }
}
