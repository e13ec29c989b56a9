import Bytes
import DataModel
import Testing

@testable import Workflow

@Suite("The text of inspect") struct InspectTextTests {
  private func text(_ document: Document, _ style: TextStyle = TextStyle(), isVerbose: Bool = false) -> String {
    var report = InspectText(style: style, isVerbose: isVerbose)
    return report.report(document, file: "foil.xdi")
  }

  @Test("a small file is shown as in the stored text")
  func stored() throws {
    try StoredText.expect(text(InspectFixture.foil), in: "foil.txt")
  }

  @Test("in ASCII the report has only what the file itself brings along")
  func ascii() {
    let report = text(InspectFixture.foil, TextStyle(isUnicode: false))
    #expect(report.utf8.allSatisfy { $0 < 0x80 })
    #expect(report.contains("Cu K (8978.9 eV in the table)"))
  }

  @Test("without a terminal there is no escape sequence; with one, colours and nothing from the file")
  func colours() {
    #expect(!text(InspectFixture.foil, isVerbose: true).contains("\u{1B}"))
    let colored = text(InspectFixture.foil, TextStyle(isColored: true), isVerbose: true)
    #expect(colored.contains("\u{1B}[1;31merror  \u{1B}[0m"))
    #expect(!colored.contains("\u{1B}[2J"))
    #expect(colored.contains("second\\u{1b}[2J"))
  }

  @Test("no line is wider than the terminal", arguments: [60, 80, 132])
  func width(columns: Int) {
    for line in text(InspectFixture.foil, TextStyle(width: columns), isVerbose: true).split(separator: "\n") {
      #expect(DisplayText.width(String(line)) <= columns, "\(line)")
    }
  }

  @Test("many measurements are listed in a table; --verbose shows all of them")
  func overview() {
    var document = InspectFixture.foil
    var other = document.measurements[0]
    for number in 2...9 {
      other.selector = "\(number)"
      other.title = "scan \(number)"
      document.measurements.append(other)
    }
    let short = text(document)
    #expect(short.contains("9  9         scan 9"))
    #expect(short.contains("foil.xdi::1"))
    #expect(!short.contains("Channels"))
    #expect(text(document, isVerbose: true).split(separator: "\n").filter { $0.hasPrefix("Channels") }.count == 9)
  }

  @Test("channels of one value stand apart; text, empty and damaged channels say so")
  func oddChannels() {
    let report = text(
      InspectFixture.document([
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([1.0, 2, .nan])),
        Channel(name: "ring", role: .monitor, unit: "mA", values: Values([200.5])),
        Channel(name: "state", values: Values(TypedArray(["on", "off", "on"]))),
        Channel(name: "nothing", values: Values([Double]())),
        Channel(name: "broken", values: Values(source: CountingSource(shape: [9], limit: 3))),
        Channel(name: "big", values: Values([UInt64.max, 1])),
      ]), TextStyle(width: 120))
    let lines = report.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("energy energy eV 3 float64 1.0 nan 1.0 2.0 1"))
    #expect(lines.contains("state other 3 text on on"))
    #expect(lines.contains("nothing other 0 float64 empty"))
    #expect(lines.contains("broken other 9 float64 unreadable"))
    #expect(lines.contains("big other 2 uint64 18446744073709551615 1 1 18446744073709551615"))
    #expect(lines.contains("Single values") && lines.contains("ring 200.5 mA"))
    #expect(lines.contains { $0.hasPrefix("error INSPECT-VALUES /entry/broken") })
  }

  @Test("of several spectra the first and the last are drawn, over the energy wherever its dimension stands")
  func severalSpectra() throws {
    for energyIsFirst in [true, false] {
      let dimensions: [DataModel.Dimension] = energyIsFirst ? [.point, .spectrum] : [.spectrum, .point]
      let shape = energyIsFirst ? [5, 3] : [3, 5]
      let measurement = Measurement(
        channels: [
          Channel(name: "energy", role: .energy, unit: "eV", values: Values([10.0, 20, 30, 40, 50])),
          Channel(name: "time", role: .time, unit: "s", dimensions: [.spectrum], values: Values([0.0, 1, 2])),
          Channel(name: "mu", role: .mu, dimensions: dimensions, values: Values(source: CountingSource(shape: shape))),
        ], signals: [Signal(name: "mu", expression: "mu")])
      let curves = try #require(try InspectCurves(of: measurement))
      #expect(curves.names == ["spectrum 1", "spectrum 3"])
      #expect(curves.xLabel == "energy (eV)")
      #expect(curves.series.map(\.x) == [[10, 20, 30, 40, 50], [10, 20, 30, 40, 50]])
      #expect(
        curves.series.map(\.y)
          == (energyIsFirst ? [[0, 3, 6, 9, 12], [2, 5, 8, 11, 14]] : [[0, 1, 2, 3, 4], [10, 11, 12, 13, 14]]))
    }
  }

  @Test("a map ragged in emission is drawn over its own rows; sums over detector elements are taken")
  func raggedAndSummed() throws {
    let ragged = Measurement(
      channels: [
        Channel(name: "ein", role: .energy, values: Values([1.0, 2])),
        Channel(
          name: "eout", role: .emissionEnergy, unit: "eV", dimensions: [.point, "pixel"],
          values: Values([5.0, 6, 7, 50, 60, 70], shape: [2, 3])),
        Channel(
          name: "map", role: .intensity, dimensions: [.point, "pixel"],
          values: Values(source: CountingSource(shape: [2, 3]))),
      ], signals: [Signal(name: "map", expression: "map")])
    let curves = try #require(try InspectCurves(of: ragged))
    #expect(curves.series == [PlotSeries(x: [5, 6, 7], y: [0, 1, 2]), PlotSeries(x: [50, 60, 70], y: [3, 4, 5])])
    let detector = Measurement(
      channels: [
        Channel(name: "energy", role: .energy, values: Values([1.0, 2])),
        Channel(
          name: "ifluor", role: .ifluor, dimensions: [.point, .element], values: Values([1.0, 2, 3, 4], shape: [2, 2])),
        Channel(name: "i0", role: .i0, values: Values([2.0, 7])),
      ], signals: [Signal(name: "fluorescence", expression: "sum(ifluor)/i0")])
    #expect(try InspectCurves(of: detector)?.series == [PlotSeries(x: [1, 2], y: [1.5, 1])])
  }

  @Test("a curve of a million points costs no more memory than its pieces")
  func longCurve() throws {
    let measurement = Measurement(
      channels: [Channel(name: "mu", role: .mu, values: Values(source: CountingSource(shape: [1_000_000])))],
      signals: [Signal(name: "mu", expression: "mu")])
    let curves = try #require(try InspectCurves(of: measurement))
    #expect(curves.xLabel == "point")
    #expect(curves.series[0].x.count < 10_000)
    #expect(curves.series[0].y.last == 999_999)
  }

  @Test("a formula that cannot be worked out says so instead of a plot")
  func noPlot() {
    let document = InspectFixture.document(
      [
        Channel(name: "a", values: Values([1.0, 2])),
        Channel(name: "b", dimensions: ["other"], values: Values([1.0, 2, 3])),
      ], signals: [Signal(name: "s", expression: "a/b")])
    #expect(text(document).contains("no plot: "))
  }
}
