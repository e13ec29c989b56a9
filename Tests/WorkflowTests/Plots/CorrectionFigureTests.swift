import Foundation
import Plotting
import Testing

@testable import Workflow

@Suite("Figures of corrections") struct CorrectionFigureTests {
  private let fixture: StepRunFixture

  init() throws { fixture = try StepRunFixture() }

  @Test("glitches are ringed where they were measured and dotted where they went")
  func deglitch() throws {
    try fixture.write("spiked", [1]) { [7050, 7300].contains($0) ? 0.4 : 0 }
    let (figure, results) = try fixture.figure(.deglitch, ["spiked"], ["preset=robust"])
    let panel = figure.panels[0]
    let rings = try panel.points("stood out (2)")
    let dots = try panel.points("replaced by (2)")
    #expect(rings.isOpen && !dots.isOpen && rings.x == [7050, 7300] && dots.x == rings.x)
    for i in 0..<2 { #expect(abs(rings.y[i] - dots.y[i] - 0.4) < 0.01) }
    #expect(try panel.line("before").y.contains(rings.y[0]) && panel.line("after").y == results[0].array("mu"))
    let clean = try fixture.figure(.deglitch, ["spiked"], ["preset=robust", "action=remove"]).figure.panels[0]
    #expect(clean.points.map(\.label) == ["stood out (2)"])
  }

  @Test("a corrected spectrum is drawn over the measured one; points that went anywhere do not hide the rest")
  func selfabsorption() throws {
    try fixture.write("thick", [0, 1, 0])
    let words = ["formula=Fe2O3", "e0=7120", "pre1=-140", "pre2=-60", "norm1=100", "norm2=290"]
    let (figure, results) = try fixture.figure(.selfabsorption, ["thick"], words)
    let panel = figure.panels[0]
    #expect(try panel.line("measured").y == results[0].array("norm"))
    #expect(try panel.line("corrected").y == results[0].array("norm_corr"))
    // The white line of 1.8 is more than iron oxide can show in fluorescence.
    let height = try #require(results[0].array("norm")?.max())
    let shown = try #require(panel.y.range)
    #expect(shown.upperBound < 3 * height && shown.upperBound > height && shown.lowerBound > -2 * height)
    try fixture.write("other", [1, 0, 0])
    let both = try fixture.figure(.selfabsorption, ["thick", "other"], words).figure
    #expect(both.panels.map(\.caption) == ["corrected", "measured"] && both.panels.map(\.lines.count) == [2, 2])
  }

  @Test("MBACK: signal and f'' are drawn on the scale of the table, or on that of the signal")
  func mback() throws {
    try fixture.write("fe", [1])
    let (figure, results) = try fixture.figure(.mback, ["fe"], ["e0=7112"])
    #expect(figure.panels.map(\.y.label) == ["f″ (electrons)", "normalised μ(E)"])
    #expect(figure.panels[0].lines.map(\.y) == ["fpp", "f2"].map { results[0].array($0) })
    #expect(figure.panels[1].lines.map(\.y) == [results[0].array("norm")])
    let simple = try fixture.figure(.mback, ["fe"], ["e0=7112", "form=mback_norm"])
    #expect(simple.figure.panels[0].y.label == "μ(E)")
    #expect(simple.figure.panels[0].lines.map(\.y) == ["mu", "fpp"].map { simple.results[0].array($0) })
  }
}
