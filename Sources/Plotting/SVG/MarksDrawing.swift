/// Marks as SVG.
import Bytes

/// Draws marks inside a frame.
struct MarksDrawing {
  let theme: Theme
  let columnWidth: Double
  let frame: PixelRect
  let xScale: AxisScale
  let yScale: AxisScale
  let xDirection: Figure.Axis.Direction
  let yDirection: Figure.Axis.Direction
  let id: String

  /// A group that is clipped to the frame; inside it one that a script can magnify.
  func write(_ marks: [Figure.Mark], to markup: inout MarkupText) throws(FileError) {
    markup.open("clipPath", [("id", "\(id)c")])
    markup.open("rect", Self.place(frame), isEmpty: true)
    markup.close("clipPath")
    markup.open("g", [("clip-path", "url(#\(id)c)")])
    markup.open("g", [("class", "data"), ("fill", "none"), ("stroke-linejoin", "round")])
    markup.raw("\n")
    for mark in marks { try write(mark, to: &markup) }
    markup.close("g")
    markup.close("g")
  }

  private func write(_ mark: Figure.Mark, to markup: inout MarkupText) throws(FileError) {
    switch mark {
    case .line(let line): write(line, to: &markup)
    case .points(let points): write(points, to: &markup)
    case .band(let band):
      fill(band.x, band.low, band.high, band.color, opacity: "0.25", to: &markup)
    case .area(let area):
      fill(
        area.x, area.y.map { _ in area.base }, area.y, area.color, opacity: "0.3", to: &markup)
    case .rule(let rule): write(rule, to: &markup)
    case .span(let span): write(span, to: &markup)
    case .map(let map):
      let left = min(xScale.pixel(map.x.lowerBound), xScale.pixel(map.x.upperBound))
      let right = max(xScale.pixel(map.x.lowerBound), xScale.pixel(map.x.upperBound))
      let top = min(yScale.pixel(map.y.lowerBound), yScale.pixel(map.y.upperBound))
      let bottom = max(yScale.pixel(map.y.lowerBound), yScale.pixel(map.y.upperBound))
      guard map.rows > 0 else { return }
      try Self.write(
        try map.image(xDirection, yDirection),
        in: PixelRect(x: left, y: top, width: right - left, height: bottom - top), to: &markup)
    }
  }

  private func write(_ line: Figure.Line, to markup: inout MarkupText) {
    stroke(path(line.x, line.y), line.color, line.width, Self.dash(line.dash), line.label, to: &markup)
  }

  private func stroke(
    _ path: String, _ color: Figure.Color, _ width: Double, _ more: [(StaticString, String)], _ label: String,
    to markup: inout MarkupText
  ) {
    guard !path.isEmpty else { return }
    markup.open(
      "path",
      [
        ("d", path), ("stroke", theme.text(color)), ("stroke-width", PlotNumber.pixel(width)),
        ("vector-effect", "non-scaling-stroke"),
      ] + more, isEmpty: label.isEmpty)
    guard !label.isEmpty else { return }
    markup.element("title", label)
    markup.close("path")
  }

  private func write(_ points: Figure.Points, to markup: inout MarkupText) {
    if points.isJoined { stroke(path(points.x, points.y), points.color, 1, [], "", to: &markup) }
    var bars = ""
    var dots = ""
    for (index, (x, y)) in zip(points.x, points.y).enumerated() where x.isFinite && y.isFinite {
      dots += "M" + pair(x, y) + "h0"
      guard points.errors.indices.contains(index), points.errors[index].isFinite, points.errors[index] > 0 else {
        continue
      }
      bars +=
        "M" + pair(x, y - points.errors[index]) + "V"
        + PlotNumber.pixel(yScale.pixel(y + points.errors[index]))
    }
    stroke(bars, points.color, 1, [], "", to: &markup)
    // A stroke of no length with round ends is a dot that magnifying does not distort.
    stroke(dots, points.color, points.size, [("stroke-linecap", "round")], points.label, to: &markup)
    guard points.isOpen else { return }
    stroke(dots, .paper, max(1, points.size - Self.ringWidth), [("stroke-linecap", "round")], "", to: &markup)
  }

  /// How much smaller the paper in a ring is than the ring, in pixels.
  private static let ringWidth = 2.2

  private func write(_ span: Figure.Span, to markup: inout MarkupText) {
    let ends = [span.range.lowerBound, span.range.upperBound].map {
      min(max(xScale.pixel($0), frame.x), frame.maxX)
    }
    guard ends.allSatisfy(\.isFinite), ends[0] != ends[1] else { return }
    let path =
      "M\(PlotNumber.pixel(ends[0])) \(PlotNumber.pixel(frame.y))H\(PlotNumber.pixel(ends[1]))"
      + "V\(PlotNumber.pixel(frame.maxY))H\(PlotNumber.pixel(ends[0]))Z"
    markup.open("path", [("d", path), ("fill", theme.text(span.color)), ("fill-opacity", "0.15")], isEmpty: true)
  }

  private func write(_ rule: Figure.Rule, to markup: inout MarkupText) {
    let path: String
    switch rule.direction {
    case .vertical:
      let x = xScale.pixel(rule.value)
      guard x >= frame.x, x <= frame.maxX else { return }
      path = "M\(PlotNumber.pixel(x)) \(PlotNumber.pixel(frame.y))V\(PlotNumber.pixel(frame.maxY))"
    case .horizontal:
      let y = yScale.pixel(rule.value)
      guard y >= frame.y, y <= frame.maxY else { return }
      path = "M\(PlotNumber.pixel(frame.x)) \(PlotNumber.pixel(y))H\(PlotNumber.pixel(frame.maxX))"
    }
    stroke(path, rule.color, 1, Self.dash(rule.dash), "", to: &markup)
  }

  private func fill(
    _ x: [Double], _ low: [Double], _ high: [Double], _ color: Figure.Color, opacity: String,
    to markup: inout MarkupText
  ) {
    let px = x.map(xScale.pixel)
    let (below, above) = (low.map(yScale.pixel), high.map(yScale.pixel))
    let count = min(px.count, below.count, above.count)
    let isWhole = (0..<count).map { px[$0].isFinite && below[$0].isFinite && above[$0].isFinite }
    var path = ""
    for run in (0..<count).split(whereSeparator: { !isWhole[$0] }) {
      let there = run.map { PlotNumber.pixel(px[$0]) + " " + PlotNumber.pixel(above[$0]) }
      let back = run.reversed().map { PlotNumber.pixel(px[$0]) + " " + PlotNumber.pixel(below[$0]) }
      path += "M" + (there + back).joined(separator: "L") + "Z"
    }
    guard !path.isEmpty else { return }
    markup.open("path", [("d", path), ("fill", theme.text(color)), ("fill-opacity", opacity)], isEmpty: true)
  }

  private func path(_ x: [Double], _ y: [Double]) -> String {
    let px = x.map(xScale.pixel)
    let py = hidden(px, y.map(yScale.pixel))
    var result = ""
    for piece in Decimation.pieces(x: px, y: py, columnWidth: columnWidth) {
      result += "M"
      for (number, index) in piece.enumerated() {
        if number > 0 { result += "L" }
        result += PlotNumber.pixel(px[index]) + " " + PlotNumber.pixel(py[index])
      }
      if piece.count == 1 { result += "h0" }
    }
    return result
  }

  /// The same without points that lie beyond one side of the frame together with both neighbours: an inset shows a small
  /// part of long curves.
  private func hidden(_ px: [Double], _ py: [Double]) -> [Double] {
    let count = min(px.count, py.count)
    let (left, right) = (frame.x - 1, frame.maxX + 1)
    guard px.contains(where: { $0 < left || $0 > right }) else { return py }
    var result = py
    for index in 0..<count {
      let near = [px[max(0, index - 1)], px[index], px[min(count - 1, index + 1)]]
      if near.allSatisfy({ $0 < left }) || near.allSatisfy({ $0 > right }) { result[index] = .nan }
    }
    return result
  }

  private func pair(_ x: Double, _ y: Double) -> String {
    PlotNumber.pixel(xScale.pixel(x)) + " " + PlotNumber.pixel(yScale.pixel(y))
  }

  // MARK: Shared with other drawings

  static func dash(_ dash: Figure.Dash) -> [(StaticString, String)] {
    switch dash {
    case .solid: []
    case .dashed: [("stroke-dasharray", "6 4")]
    case .dotted: [("stroke-dasharray", "1.5 3")]
    }
  }

  static func place(_ rect: PixelRect) -> [(StaticString, String)] {
    [
      ("x", PlotNumber.pixel(rect.x)), ("y", PlotNumber.pixel(rect.y)), ("width", PlotNumber.pixel(rect.width)),
      ("height", PlotNumber.pixel(rect.height)),
    ]
  }

  static func write(_ image: PNGImage, in rect: PixelRect, to markup: inout MarkupText) throws(FileError) {
    markup.raw("<image preserveAspectRatio=\"none\" href=\"data:image/png;base64,")
    markup.raw(Base64.text(try image.bytes()))
    markup.raw("\"")
    for (key, value) in place(rect) {
      markup.raw(" ")
      markup.raw(key)
      markup.raw("=\"")
      markup.text(value)
      markup.raw("\"")
    }
    markup.raw("/>\n")
  }
}
