import Foundation
import Plotting
import Testing

@testable import Workflow

@Suite("Figures of EXAFS fits") struct ExafsFigureTests {
  private let fixture: StepRunFixture

  init() throws {
    fixture = try StepRunFixture()
    try fixture.writePath()
  }

  private func difference(_ a: [Double], _ b: [Double]) -> Double {
    a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? .infinity : .infinity
  }

  @Test("one data set is drawn as a paper prints it: k²chi(k) with its window above chi(R) with its range")
  func single() throws {
    try fixture.writeChi("cu")
    let recipe = StepRunFixture.fit + "paths: [\(StepRunFixture.path)]\n"
    let (figure, results) = try fixture.figure(.exafs, ["cu"], recipe: recipe)
    let result = try #require(results.first)
    #expect(figure.panels.map(\.x.label) == ["k (Å⁻¹)", "R (Å)"])
    #expect(figure.panels.map(\.y.label) == ["k²χ(k) (Å⁻²)", "χ(R) (Å⁻³)"])
    let above = figure.panels[0]
    #expect(above.lines.map(\.label) == ["fit", "window", "residual"])
    let data = try above.points("data")
    #expect(data.isOpen && data.x.last.map { $0 > 12 && $0 < 13.1 } == true)
    let k = try #require(result.array("k")).prefix(data.x.count)
    let chi = try #require(result.array("chi_data"))
    #expect(difference(data.y, zip(k, chi).map { $0 * $0 * $1 }) < 1e-12)
    let model = try #require(result.array("chi_model"))
    let fit = try above.line("fit").y
    #expect(difference(fit, zip(k, model).map { $0 * $0 * $1 }) < 1e-12)
    #expect(try above.hasResidual("residual", of: data.y, fit))
    // A Hanning window with tapers of 1/Å is half as high as in the middle at both ends of its range.
    let window = try above.line("window")
    let top = try #require(window.y.max())
    #expect(abs(window.y[60] / top - 0.5) < 0.02 && abs(window.y[240] / top - 0.5) < 0.02 && window.y[150] == top)

    let below = figure.panels[1]
    #expect(below.spans.map(\.range) == [1.4...3.0])
    let magnitude = try below.points("|χ(R)| data")
    #expect(magnitude.y == Array(try #require(result.array("chir_data_mag")).prefix(magnitude.y.count)))
    #expect(
      try below.line("Re χ(R) fit").y == Array(try #require(result.array("chir_model_re")).prefix(magnitude.y.count)))
    #expect(try below.points("Re χ(R) data").y.count == magnitude.y.count && magnitude.x.last.map { $0 < 6.1 } == true)
    // Near the peak the fit leaves less than a tenth of it, and the residual has its zero below everything.
    let rest = try below.line("|data − fit|")
    let level = try #require(below.rules.map(\.value).min())
    #expect(rest.y.allSatisfy { $0 >= level } && level < (below.points.flatMap(\.y).min() ?? 0))
  }

  @Test("data sets are stacked, the first on top, over the range of all")
  func stack() throws {
    try fixture.writeChi("cold")
    try fixture.writeChi("hot", damping: 0.045)
    let recipe =
      StepRunFixture.fit + "datasets:\n  - paths: [\(StepRunFixture.path)]\n"
      + "  - paths: [\(StepRunFixture.path)]\n    transform: {rmin: 1.2}\n"
    let (figure, results) = try fixture.figure(.exafs, ["cold", "hot"], recipe: recipe)
    #expect(figure.panels.map(\.column) == [0, 1] && figure.panels.map(\.row) == [0, 0])
    #expect(figure.panels[1].spans.map(\.range) == [1.2...3.0])
    #expect(figure.panels[1].rules.map(\.label) == ["cold", "hot"])
    let result = try #require(results.first)
    let points = figure.panels[0].points
    #expect(points.map(\.label) == ["data", ""])
    for (number, ending) in ["", "_2"].enumerated() {
      let chi = try #require(result.array("chi_data" + ending))
      let shifts = points[number].x.indices.map { points[number].y[$0] - pow(points[number].x[$0], 2) * chi[$0] }
      #expect(shifts.allSatisfy { abs($0 - shifts[0]) < 1e-9 } && (shifts[0] > 1) == (number == 0))
    }
    // The magnitude of the lower one does not reach into the real part of the upper one.
    let over = figure.panels[1]
    #expect(over.points.count == 2 && over.lines.count == 6)
    #expect(try #require(over.points[1].y.max()) < (try #require(over.lines[1].y.min())))
  }

  @Test("of more fits than can be stacked what was fitted is drawn, with standard errors")
  func trends() throws {
    let files = (1...9).map { "t\($0)" }
    for (number, file) in files.enumerated() {
      try fixture.writeChi(file, damping: 0.03 + 0.002 * Double(number))
    }
    let (figure, results) = try fixture.figure(
      .exafs, files, recipe: StepRunFixture.fit + "paths: [\(StepRunFixture.path)]\n")
    // What is fixed is left out.
    #expect(figure.panels.map(\.y.title) == ["amp", "dr", "ss"])
    let ss = try #require(figure.panels[2].points.first)
    #expect(ss.x == (1...9).map(Double.init))
    let fitted = results.map { $0.value("parameters")?["ss"] }
    #expect(ss.y == fitted.map { $0?.number ?? .nan } && ss.errors == fitted.map { $0?.standardError ?? .nan })
    // exp(-2 k² σ²): each step of the damping is one of 0.001 Å².
    #expect(abs((ss.y[8] - ss.y[0]) - 0.008) < 0.001 && ss.errors.allSatisfy { $0 > 0 })
  }
}
