import Testing

@testable import Plotting

@Suite("Layout") struct LayoutTests {
  /// Points of a spectrum-like curve: an edge at 0.4 of the range, and a wiggle behind it.
  private func edge(_ height: Double = 1, count: Int = 300) -> (x: [Double], y: [Double]) {
    let x = (0..<count).map { 7000 + Double($0) * 1000 / Double(count - 1) }
    let y = x.map { $0 < 7400 ? 0.0 : height * (1 + 0.2 * (($0 - 7400) / 60).truncatingRemainder(dividingBy: 1)) }
    return (x, y)
  }

  /// Whether a straight piece touches a rectangle, by walking along it: slow and independent of the map of ink.
  private func touches(_ rect: PixelRect, _ layout: PanelLayout, _ x: [Double], _ y: [Double]) -> Bool {
    let px = x.map(layout.xScale.pixel)
    let py = y.map(layout.yScale.pixel)
    for index in 1..<px.count {
      for step in 0...200 {
        let share = Double(step) / 200
        let (a, b) = (
          px[index - 1] + share * (px[index] - px[index - 1]), py[index - 1] + share * (py[index] - py[index - 1])
        )
        if rect.contains(a, b) { return true }
      }
    }
    return false
  }

  @Test("a value lies where the mapping on paper puts it")
  func mapping() throws {
    let panel = Figure.Panel(
      x: Figure.Axis("x", range: 0...10), y: Figure.Axis("y", range: -1...1),
      [.line(Figure.Line(x: [2.5], y: [0.5]))])
    let layout = try #require(FigureLayout(Figure([panel])).panels.first)
    // A quarter of the way across; three quarters of the way up.
    #expect(layout.xScale.pixel(2.5) == layout.frame.x + layout.frame.width / 4)
    #expect(layout.yScale.pixel(0.5) == layout.frame.y + layout.frame.height / 4)
    var reversed = panel
    reversed.x.direction = .descending
    let other = try #require(FigureLayout(Figure([reversed])).panels.first)
    #expect(other.xScale.pixel(2.5) == other.frame.maxX - other.frame.width / 4)
  }

  @Test("a legend covers no curve, whatever the curves leave free", arguments: [1, 3, 6])
  func legendInside(count: Int) throws {
    let curves = (0..<count).map { edge(1 + 0.1 * Double($0)) }
    let marks = curves.enumerated().map { number, curve in
      Figure.Mark.line(Figure.Line("a sample of iron oxide \(number)", x: curve.x, y: curve.y, color: .single(number)))
    }
    let layout = try #require(FigureLayout(Figure([.init(x: .init("E"), y: .init("μ"), marks)])).panels.first)
    let legend = try #require(layout.legend)
    #expect(!legend.isOutside)
    #expect(legend.rect.x > layout.frame.x && legend.rect.maxX < layout.frame.maxX)
    for curve in curves { #expect(!touches(legend.rect, layout, curve.x, curve.y)) }
  }

  @Test("where data fills the panel, and for more than eight curves, the legend stands on the right of it")
  func legendOutside() throws {
    let x = (0..<400).map(Double.init)
    let full = x.map { Int($0) % 2 == 0 ? 1.0 : -1.0 }
    let filled = FigureLayout(Figure([.init(x: .init("x"), y: .init("y"), [.line(.init("noise", x: x, y: full))])]))
    let many = FigureLayout(
      Figure([
        .init(
          x: .init("x"), y: .init("y"), (0..<9).map { .line(.init("curve \($0)", x: [0, 1], y: [0, Double($0)])) })
      ]))
    for layout in [filled, many] {
      let panel = try #require(layout.panels.first)
      let legend = try #require(panel.legend)
      #expect(legend.isOutside)
      #expect(legend.rect.x > panel.frame.maxX)
      #expect(legend.rect.maxX <= layout.width && legend.rect.maxY <= layout.height)
    }
    #expect(try #require(many.panels.first?.legend).entries.count == 9)
  }

  @Test("an inset covers neither curves nor legend, and is left out where there is no room")
  func inset() throws {
    let curve = edge()
    let mark = Figure.Mark.line(Figure.Line("iron", x: curve.x, y: curve.y))
    let inset = Figure.Inset(x: 7380...7398, [mark])
    let layout = try #require(
      FigureLayout(Figure([.init(x: .init("E"), y: .init("μ"), [mark], inset: inset)])).panels.first)
    let place = try #require(layout.inset)
    #expect(!touches(place.frame, layout, curve.x, curve.y))
    #expect(layout.legend.map { !$0.rect.intersects(place.frame) } ?? true)
    let x = (0..<400).map(Double.init)
    let full = Figure.Mark.line(.init(x: x, y: x.map { Int($0) % 2 == 0 ? 1.0 : -1.0 }))
    let crowded = FigureLayout(Figure([.init(x: .init("E"), y: .init("μ"), [full], inset: inset)]))
    #expect(crowded.panels.first?.inset == nil)
  }

  @Test("panels of one column share their range, and only the lowest has numbers")
  func shared() {
    let panels = [(0.0, 5.0), (2.0, 9.0)].map { low, high in
      Figure.Panel(x: .init("x"), y: .init("y"), [.line(.init(x: [low, high], y: [0, 1]))])
    }
    let layout = FigureLayout(Figure.stack(panels))
    #expect(layout.panels.map(\.xScale.range) == [0...9, 0...9])
    #expect(layout.panels.map(\.showsXNumbers) == [false, true])
    #expect(layout.panels[0].frame.maxY < layout.panels[1].frame.y)
    let apart = FigureLayout(Figure.stack(panels, sharesX: false))
    #expect(apart.panels.map(\.xScale.range) == [0...5, 2...9])
  }

  @Test("numbers along an axis keep apart", arguments: [(8800.0, 9700.0), (0.0, 1e-7), (123456.0, 123459.0)])
  func crowding(low: Double, high: Double) {
    let ticks = PanelLayout.xTicks(low...high, Figure.Axis("x"), width: 320)
    let scale = AxisScale(x: low...high, .ascending, over: PixelRect(x: 0, y: 0, width: 320, height: 100))
    for (left, right) in zip(zip(ticks.major, ticks.labels), zip(ticks.major, ticks.labels).dropFirst()) {
      let end = scale.pixel(left.0) + TextMeasure.width(left.1, size: FigureMetrics.tickSize) / 2
      #expect(end < scale.pixel(right.0) - TextMeasure.width(right.1, size: FigureMetrics.tickSize) / 2)
    }
    #expect(ticks.major.count >= 2)
  }
}

@Suite("Decimation") struct DecimationTests {
  @Test("of a long curve the highest and the lowest point of every pixel column remain")
  func extremes() {
    // A fixed sequence without pattern (the generator of Park and Miller).
    var state = 1
    let y = (0..<50_000).map { _ -> Double in
      state = state * 48271 % 2_147_483_647
      return Double(state % 10_000) / 100
    }
    let x = y.indices.map { Double($0) * 600 / 50_000 }
    let kept = Decimation.pieces(x: x, y: y).flatMap { $0 }
    #expect(kept.count <= 4 * 601 && kept == kept.sorted())
    for column in 0..<600 {
      let all = y.indices.filter { Int(x[$0]) == column }.map { y[$0] }
      let drawn = kept.filter { Int(x[$0]) == column }.map { y[$0] }
      #expect(all.min() == drawn.min() && all.max() == drawn.max())
    }
  }

  @Test("a value that is not finite breaks a curve; a short curve keeps every point")
  func gaps() {
    let nan = Double.nan
    #expect(Decimation.pieces(x: [0, 1, 2, 3, 4], y: [1, 2, nan, 4, 5]) == [[0, 1], [3, 4]])
    #expect(Decimation.pieces(x: [0, nan, .infinity, 3], y: [1, 2, 3, 4]) == [[0], [3]])
    #expect(Decimation.pieces(x: [], y: []).isEmpty)
    let x = (0..<40).map { Double($0) * 20 }
    #expect(Decimation.pieces(x: x, y: x) == [Array(0..<40)])
  }

  @Test("a curve that runs backwards keeps its order")
  func backwards() {
    let x = (0..<1000).map { 100 - Double($0) / 10 }
    let kept = Decimation.pieces(x: x, y: x.map { -$0 })
    #expect(kept.count == 1 && kept[0] == kept[0].sorted() && kept[0].first == 0 && kept[0].last == 999)
  }
}
