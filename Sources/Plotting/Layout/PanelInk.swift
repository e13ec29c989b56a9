/// The ink that the marks of a panel leave.

extension InkMap {
  /// The ink of marks that are drawn with these scales.
  init(_ marks: [Figure.Mark], _ xScale: AxisScale, _ yScale: AxisScale, in frame: PixelRect) {
    self.init(frame)
    for mark in marks {
      switch mark {
      case .line(let line): addCurve(line.x.map(xScale.pixel), line.y.map(yScale.pixel))
      case .points(let points):
        let x = points.x.map(xScale.pixel)
        let y = points.y.map(yScale.pixel)
        if points.isJoined { addCurve(x, y) }
        for (x, y) in zip(x, y) where x.isFinite && y.isFinite {
          fill(
            PixelRect(
              x: x - points.size / 2, y: y - points.size / 2, width: points.size, height: points.size))
        }
        for (index, error) in points.errors.enumerated() where index < points.y.count && index < x.count {
          addLine(
            x[index], yScale.pixel(points.y[index] - error), x[index], yScale.pixel(points.y[index] + error))
        }
      case .band(let band):
        addFilling(band.x.map(xScale.pixel), band.low.map(yScale.pixel), band.high.map(yScale.pixel))
      case .area(let area):
        let base = yScale.pixel(area.base)
        addFilling(area.x.map(xScale.pixel), area.y.map(yScale.pixel), area.y.map { _ in base })
      case .rule(let rule):
        switch rule.direction {
        case .vertical:
          let x = xScale.pixel(rule.value)
          addLine(x, frame.y, x, frame.maxY)
        case .horizontal:
          let y = yScale.pixel(rule.value)
          addLine(frame.x, y, frame.maxX, y)
        }
      // Words may stand on a shade.
      case .span: break
      case .map: fill(frame)
      }
    }
  }

  private mutating func addCurve(_ x: [Double], _ y: [Double]) {
    for piece in Decimation.pieces(x: x, y: y) {
      if piece.count == 1 { addLine(x[piece[0]], y[piece[0]], x[piece[0]], y[piece[0]]) }
      for (a, b) in zip(piece, piece.dropFirst()) { addLine(x[a], y[a], x[b], y[b]) }
    }
  }

  private mutating func addFilling(_ x: [Double], _ low: [Double], _ high: [Double]) {
    addCurve(x, low)
    addCurve(x, high)
    let count = min(x.count, low.count, high.count)
    for (a, b) in zip(0..<count, (0..<count).dropFirst()) {
      let steps = min(2000, max(1, Int(min((x[b] - x[a]).magnitude, 6000) / 2)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        let px = x[a] + share * (x[b] - x[a])
        addLine(px, low[a] + share * (low[b] - low[a]), px, high[a] + share * (high[b] - high[a]))
      }
    }
  }
}
