import Testing

@testable import Workflow

@Suite("Plots in characters") struct InspectPlotTests {
  @Test("each of the eight dots of a character is the one that Unicode says")
  func brailleDots() {
    var canvas = DotCanvas(width: 1, height: 1, isUnicode: true)
    #expect(canvas.character(column: 0, row: 0) == " ")
    let expected: [(Int, Int, Character)] = [
      (0, 0, "⠁"), (0, 1, "⠃"), (0, 2, "⠇"), (0, 3, "⡇"), (1, 0, "⡏"), (1, 1, "⡟"), (1, 2, "⡿"), (1, 3, "⣿"),
    ]
    for (x, y, character) in expected {
      canvas.set(x, y)
      #expect(canvas.character(column: 0, row: 0) == character)
    }
    canvas.set(2, 0)
    canvas.set(0, 4)
    canvas.set(-1, -1)
    #expect(canvas.character(column: 0, row: 0) == "⣿")
  }

  @Test("a straight line from corner to corner fills the diagonal")
  func diagonal() {
    let frame = PlotFrame([PlotSeries(x: [0, 10], y: [0, 10])])
    let canvas = frame?.canvases([PlotSeries(x: [0, 10], y: [0, 10])], width: 4, height: 2, isUnicode: true).first
    let rows = (0..<2).map { row in
      String((0..<4).map { canvas?.character(column: $0, row: row) ?? "?" })
    }
    // 8 by 8 dots: dot (i, 7 - i) for each i.
    #expect(rows == ["  ⡠⠊", "⡠⠊  "])
  }

  @Test("in ASCII a character has two dots, one above the other")
  func ascii() {
    let lines = TerminalPlot(
      series: [PlotSeries(x: [0, 1], y: [0, 1])], xLabel: "x", yLabel: "y", height: 4
    ).lines(indent: 0, TextStyle(width: 40, isUnicode: false))
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    #expect(lines.first == "y")
    #expect(lines[1].hasPrefix("1.0 +"))
    #expect(lines[4].hasPrefix("0.0 +"))
    // The highest point is the upper dot of the upper right character, the lowest the lower dot of the lower left one.
    #expect(lines[1].hasSuffix("'"))
    #expect(lines[4].hasPrefix("0.0 +."))
  }

  @Test("a step at the edge of copper is drawn with axes, round numbers, unit and mark")
  func edgeStep() {
    let x = stride(from: 8900.0, through: 9100, by: 10).map { $0 }
    let plot = TerminalPlot(
      series: [PlotSeries(x: x, y: x.map { $0 < 8980 ? 0 : 1 })], xLabel: "energy (eV)", yLabel: "mu",
      marks: [.init(x: 8978.9, label: "Cu K"), .init(x: 1, label: "elsewhere")], height: 4)
    #expect(
      plot.lines(TextStyle(width: 50)) == [
        "  mu",
        "  1.0 ┤                ⡜⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉",
        "      │               ⢠⠃",
        "  0.5 ┤               ⡜",
        "  0.0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⠃",
        "      └┬─────────┬─────▲────┬─────────┬─────────┬",
        "      8900     8950       9000      9050      9100",
        "                 energy (eV)   ▲ Cu K",
      ])
  }

  @Test("values that are not finite leave a gap; without any other value there is no plot")
  func gaps() {
    let series = PlotSeries(x: [0, 1, 2, 3], y: [0, .nan, .infinity, 1])
    #expect(series.drawable == [0, 3])
    let canvas = PlotFrame([series])?.canvases([series], width: 4, height: 1, isUnicode: true).first
    #expect((0..<4).map { canvas?.character(column: $0, row: 0) ?? "?" } == ["⡀", " ", " ", "⠈"])
    #expect(TerminalPlot(series: [PlotSeries(x: [0], y: [.nan])], xLabel: "", yLabel: "").lines(TextStyle()).isEmpty)
    #expect(TerminalPlot(series: [], xLabel: "", yLabel: "").lines(TextStyle()).isEmpty)
  }

  @Test("a constant curve and extreme values are drawn without trouble")
  func degenerate() {
    let curves: [[Double]] = [[0, 0], [5, 5], [-1e308, 1e308], [1e-300, 2e-300], [1e15, 1e15 + 1]]
    for y in curves {
      let lines = TerminalPlot(series: [PlotSeries(x: [1, 2], y: y)], xLabel: "x", yLabel: "y").lines(TextStyle())
      // -1e308...1e308 is wider than a double can say: nothing is drawn rather than something wrong.
      #expect(lines.isEmpty == (y[0] == -1e308))
    }
  }

  @Test("of two curves the second is dotted, and a legend says which is which")
  func twoCurves() {
    let plot = TerminalPlot(
      series: [PlotSeries(x: [0, 1], y: [0, 0]), PlotSeries(x: [0, 1], y: [1, 1])],
      names: ["spectrum 1", "spectrum 9"],
      xLabel: "x", yLabel: "y", height: 2)
    let lines = plot.lines(indent: 0, TextStyle(width: 40))
    #expect(lines[1].contains("⠁ ⠁ ⠁"))
    #expect(lines[2].contains("⣀⣀⣀⣀⣀"))
    #expect(lines.last?.contains("spectrum 1") == true && lines.last?.contains("spectrum 9") == true)
    let colored = plot.lines(indent: 0, TextStyle(width: 40, isColored: true))
    #expect(colored[1].contains("\u{1B}[35m") && colored[2].contains("\u{1B}[34m"))
  }

  @Test(
    "ticks are round numbers inside the range, with as many decimals as the step needs",
    arguments: [
      (0.0, 1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], 0), (-1.34, 1.51, 6, ["-1", "0", "1"], 0),
      (8779, 10145.86, 6, ["9000", "9500", "10000"], 0), (0, 3.2e7, 5, ["0", "1", "2", "3"], 7),
      (0, 4.5e-5, 6, ["0", "1", "2", "3", "4"], -5), (-0.05, 0.05, 3, ["-0.05", "0.00", "0.05"], 0),
    ])
  func ticks(low: Double, high: Double, limit: Int, labels: [String], exponent: Int) {
    let ticks = AxisTicks(from: low, to: high, limit: limit)
    #expect(ticks.labels == labels)
    #expect(ticks.exponent == exponent)
    #expect(ticks.values.count <= limit)
  }

  @Test("a long curve is thinned to its lows and highs: a single spike stays")
  func thinning() {
    var series = PlotSeries(expecting: 1_000_000)
    for index in 0..<1_000_000 { series.add(Double(index), index == 777_777 ? 1e6 : 0) }
    series.finish()
    #expect(series.x.count < 10_000)
    #expect(series.y.max() == 1e6)
    #expect(series.x[series.y.firstIndex(of: 1e6) ?? 0] == 777_777)
    #expect(series.x == series.x.sorted())
  }

  @Test("control characters of a file never reach the terminal")
  func printable() {
    #expect(DisplayText.printable("a\u{1B}[31mb\u{7}\nc\u{202E}d\u{9B}é") == "a\\u{1b}[31mb\\u{7} c\\u{202e}d\\u{9b}é")
    #expect(DisplayText.printable("Å µm 銅") == "Å µm 銅")
  }

  @Test("wide characters count two columns when text is padded and cut")
  func widths() {
    #expect(DisplayText.width("銅箔 Cu") == 7)
    #expect(DisplayText.padded("銅", to: 4) == "銅  ")
    #expect(DisplayText.fitted("銅箔銅箔", to: 5, TextStyle()) == "銅箔…")
    #expect(DisplayText.fittedEnd("instrument/mono/energy", to: 8, TextStyle()) == "…/energy")
    #expect(DisplayText.wrapped("one two three", to: 8) == ["one two", "three"])
    #expect(DisplayText.wrapped("abcdefghijkl", to: 8) == ["abcdefgh", "ijkl"])
  }
}
