import Foundation
import Plotting
import Testing

@testable import Workflow

@Suite("Figures of mixtures and peaks") struct MixtureFigureTests {
  private let fixture: StepRunFixture

  init() throws {
    fixture = try StepRunFixture()
    try fixture.writeStandards()
  }

  private let range = StepRunFixture.normalizing + ["xmin=-30", "xmax=60"]

  /// Mixtures with less and less of the metal.
  private func writeSeries(_ count: Int) throws -> [String] {
    let names = (1...count).map { "mix\($0)" }
    for (number, name) in names.enumerated() {
      let share = 0.1 + 0.08 * Double(number)
      try fixture.write(name, [0.9 - share, share, 0.1], seed: 5 + number)
    }
    return names
  }

  // MARK: lcf

  @Test("one mixture: its weighted standards add up to the fit, and the legend has the weights with their errors")
  func lcf() throws {
    try fixture.write("mix", [0.2, 0.5, 0.3])
    let (figure, results) = try fixture.figure(.lcf, ["mix"], [fixture.standards()] + range)
    #expect(figure.title == "mix" && figure.panels.count == 1)
    let panel = figure.panels[0]
    #expect(panel.x.label == "Energy (eV)" && panel.y.label == "normalised μ(E)")
    let data = try panel.points("data")
    let fit = try panel.line("fit")
    #expect(data.y == results[0].array("data") && data.isOpen)
    let parts = panel.lines.dropFirst().dropLast()
    #expect(parts.count == 3)
    for i in fit.y.indices { #expect(abs(parts.reduce(0) { $0 + $1.y[i] } - fit.y[i]) < 1e-9) }
    for (part, (name, weight)) in zip(parts, [("oxide", 0.5), ("metal", 0.2), ("sulfide", 0.3)]) {
      let words = part.label.split(separator: " ")
      #expect(words.count == 4 && words[0] == name && words[2] == "±")
      let (value, error) = (try #require(Double(words[1])), try #require(Double(words[3])))
      #expect(abs(value - weight) < 4 * error && error < 0.01)
    }
    #expect(try panel.hasResidual("residual", of: data.y, fit.y))
  }

  @Test("several mixtures are stacked beside their weights, the first on top and named")
  func lcfStack() throws {
    let names = try writeSeries(3)
    let (figure, results) = try fixture.figure(.lcf, names, [fixture.standards()] + range)
    #expect(figure.panels.map(\.column) == [0, 1])
    let (stack, weights) = (figure.panels[0], figure.panels[1])
    #expect(stack.rules.map(\.label) == ["1: mix1", "2: mix2", "3: mix3"])
    let levels = stack.rules.map(\.value)
    #expect(levels == levels.sorted(by: >) && levels.last == 0)
    for (number, points) in stack.points.enumerated() {
      let data = try #require(results[number].array("data"))
      #expect(points.y.indices.allSatisfy { abs(points.y[$0] - data[$0] - levels[number]) < 1e-12 })
    }
    #expect(weights.points.map(\.label) == ["oxide", "metal", "sulfide"])
    for (row, planted) in zip(weights.points, [[0.1, 0.18, 0.26], [0.8, 0.72, 0.64], [0.1, 0.1, 0.1]]) {
      #expect(row.x == [1, 2, 3] && row.errors.allSatisfy { $0 > 0 })
      for i in 0..<3 { #expect(abs(row.y[i] - planted[i]) < 4 * row.errors[i]) }
    }
  }

  @Test("of more mixtures than can be stacked the weights are above the R-factors")
  func lcfSeries() throws {
    let names = try writeSeries(9)
    let (figure, results) = try fixture.figure(.lcf, names, [fixture.standards()] + range + ["minweight=0"])
    #expect(figure.panels.map(\.y.title) == ["weight", "R-factor"] && figure.panels.map(\.row) == [0, 1])
    #expect(figure.panels[1].points[0].y == results.compactMap { $0.number("rfactor") })
  }

  // MARK: pca, target, mcr

  @Test("components: eigenvalues and IND over powers of ten, those that are kept as dots, and scores")
  func pca() throws {
    let names = try writeSeries(6)
    let (figure, results) = try fixture.figure(.pca, names, range)
    let result = try #require(results.first)
    #expect(figure.panels.map { [$0.row, $0.column] } == [[0, 0], [0, 1], [1, 0], [1, 1]])
    // Two parts that trade places are one component beside the mean.
    #expect(result.number("components") == 1)
    let scree = figure.panels[0]
    let eigenvalues = try #require(result.value("eigenvalues")?.numbers)
    let kept = try scree.points("kept")
    #expect(kept.y.filter(\.isFinite) == [log10(eigenvalues[0])] && !kept.isOpen)
    let others = try scree.points("left out")
    #expect(others.isOpen && !others.y[0].isFinite && others.y[1] == log10(eigenvalues[1]))
    // The last is what rounding left of the mean.
    #expect(eigenvalues.count == 6 && !others.y[5].isFinite)
    #expect(try figure.panels[2].line("1 (").y == result.array("component_1"))
    #expect(figure.panels[3].points[0].y == result.maps[0].values)
  }

  @Test("targets are drawn with what the components make of them, captioned with their SPOIL")
  func target() throws {
    let names = try writeSeries(5)
    let (figure, results) = try fixture.figure(
      .target, names, [fixture.standards(["metal", "oxide"]), "components=2"] + range)
    #expect(figure.panels.count == 2 && figure.panels.map(\.hasLegend) == [true, false])
    #expect(figure.panels[0].caption.hasPrefix("metal, SPOIL ") && figure.panels[1].caption.hasPrefix("oxide, SPOIL "))
    for (panel, name) in zip(figure.panels, ["metal", "oxide"]) {
      let data = try panel.points("standard")
      let fit = try panel.line("from components")
      #expect(data.y == results[0].array(name) && fit.y == results[0].array(name + " projection"))
      #expect(try panel.hasResidual("residual", of: data.y, fit.y))
    }
  }

  @Test("parts are drawn above their amounts, which add up to one")
  func mcr() throws {
    let names = try writeSeries(4)
    let (figure, results) = try fixture.figure(.mcr, names, ["components=2"] + range)
    #expect(figure.panels[0].lines.map(\.label) == ["part 1", "part 2"])
    #expect(figure.panels[0].lines[1].y == results[0].array("part_2"))
    let amounts = figure.panels[1].points
    #expect(amounts.count == 2 && amounts[0].x == [1, 2, 3, 4])
    for i in 0..<4 { #expect(abs(amounts[0].y[i] + amounts[1].y[i] - 1) < 1e-9) }
  }

  // MARK: peaks

  private let recipe = """
    space: mu
    xmin: 7000
    xmax: 7070
    baseline: linear
    peaks:
      - {name: low, kind: gaussian, center: 7019, sigma: 3}
      - {name: high, kind: gaussian, center: 7036, sigma: 3}
      - {name: wall, kind: erf, center: 7056, sigma: 3}

    """

  private func writePeaks(_ name: String, shift: Double = 0, seed: Int = 1) throws {
    try fixture.write(name, [1], seed: seed) { energy in
      func gauss(_ center: Double) -> Double { exp(-pow((energy - center) / 2.5, 2) / 2) }
      return 0.05 * gauss(7020 + shift) + 0.03 * gauss(7035) + 0.01 * (1 + erf((energy - 7055) / 2))
    }
  }

  @Test("each peak is filled over the baseline and the steps, and named with its centre")
  func peaks() throws {
    try writePeaks("two")
    let (figure, results) = try fixture.figure(.peaks, ["two"], recipe: recipe)
    let panel = figure.panels[0]
    #expect(panel.y.label == "μ(E)" && panel.points.map(\.label) == ["data"])
    let base = try panel.line("baseline + wall")
    #expect(base.dash == .dashed)
    let parts = ["baseline", "wall"].compactMap { results[0].array($0) }
    #expect(parts.count == 2 && panel.bands.count == 2)
    for i in base.y.indices { #expect(abs(base.y[i] - parts[0][i] - parts[1][i]) < 1e-12) }
    for (band, name) in zip(panel.bands, ["low", "high"]) {
      let peak = try #require(results[0].array(name))
      #expect(band.low == base.y)
      for i in peak.indices { #expect(abs(band.high[i] - band.low[i] - peak[i]) < 1e-12) }
    }
    let words = try panel.line("low").label.split(separator: " ")
    #expect(words.count == 5 && words[2] == "±" && words[4] == "eV")
    #expect(abs(try #require(Double(words[1])) - 7020) < 0.05)
    // Baseline, step and peaks are all of the fit.
    let fit = try panel.line("fit").y
    for i in fit.indices {
      let sum = panel.bands.reduce(base.y[i]) { $0 + $1.high[i] - $1.low[i] }
      #expect(abs(fit[i] - sum) < 1e-9)
    }
    #expect(try panel.hasResidual("residual", of: panel.points[0].y, fit))
  }

  @Test("of several spectra the centres and areas are drawn with their errors")
  func peakSeries() throws {
    for number in 0..<3 { try writePeaks("p\(number)", shift: 0.5 * Double(number), seed: number + 1) }
    let (figure, _) = try fixture.figure(.peaks, ["p0", "p1", "p2"], recipe: recipe)
    #expect(figure.panels.map(\.y.label) == ["centre (eV)", "centre (eV)", "area"])
    #expect(figure.panels.map { $0.points.map(\.label) } == [["low"], ["high"], ["low", "high"]])
    let low = figure.panels[0].points[0]
    for (number, center) in [7020, 7020.5, 7021].enumerated() { #expect(abs(low.y[number] - center) < 0.05) }
    #expect(low.errors.allSatisfy { $0 > 0 && $0 < 0.05 })
    // The area of a Gaussian is √(2π) times height and width.
    for area in figure.panels[2].points[0].y { #expect(abs(area - 0.05 * 2.5 * 2.50663) < 0.02) }
  }
}
