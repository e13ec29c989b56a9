import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Pairs of soft edges")
struct SpinOrbitPairTests {
  private let energy = (0..<300).map { 690 + 0.2 * Double($0) }

  /// A Gaussian of this area.
  private func peak(_ x: Double, _ place: Double, _ area: Double, _ width: Double) -> Double {
    area * exp(-(x - place) * (x - place) / (2 * width * width)) / (width * (2 * Double.pi).squareRoot())
  }

  /// Iron: white lines of 6 and 2.5 eV over steps of 2/3 and 1/3 of widths 1.0 and 1.2 eV, times 0.7, on a line.
  private func iron(_ x: Double) -> Double {
    let step = { (distance: Double, width: Double) in 0.5 + atan(2 * distance / width) / .pi }
    let edges = 2.0 / 3 * step(x - 708, 1.0) + 1.0 / 3 * step(x - 721, 1.2)
    return 0.7 * (edges + peak(x, 708, 6, 0.9) + peak(x, 721, 2.5, 1.1)) + 1.2 - 0.003 * (x - 700)
  }

  private func pair() -> SpinOrbitPair {
    var pair = SpinOrbitPair()
    pair.preRange = 690...700
    pair.postRange = 735...749
    pair.border = 714.5
    return pair
  }

  @Test("white lines over the double step are those that were planted")
  func planted() throws {
    var pair = pair()
    pair.positions = (708, 721)
    // Narrow steps, because wings of wide ones reach into the line before the edge.
    pair.stepWidth = 0.05
    let narrow = energy.map { x in
      let step = { (distance: Double) in 0.5 + atan(2 * distance / 0.05) / .pi }
      return 0.7 * (2.0 / 3 * step(x - 708) + 1.0 / 3 * step(x - 721) + peak(x, 708, 6, 0.9) + peak(x, 721, 2.5, 1.1))
    }
    let result = try pair.apply(to: try Spectrum(energy: energy, values: narrow, element: "Fe"))
    #expect(abs(result.edgeStep.value - 0.7) < 0.003)
    #expect(abs(result.firstShare.value - 6) < 0.03 && abs(result.secondShare.value - 2.5) < 0.03)
    #expect(abs(result.branchingRatio.value - 6 / 8.5) < 0.002)
  }

  @Test("both tops are found by the splitting of the table, and the border is the minimum between them")
  func places() throws {
    var pair = SpinOrbitPair()
    pair.preRange = 690...700
    let result = try pair.apply(to: try Spectrum(energy: energy, values: energy.map(iron), element: "Fe"))
    func highest(_ range: ClosedRange<Double>) -> Double {
      stride(from: range.lowerBound, to: range.upperBound, by: 0.001).max { iron($0) < iron($1) } ?? 0
    }
    #expect(abs(result.first.value - highest(706...711)) < 0.05)
    #expect(abs(result.second.value - highest(719...724)) < 0.05)
    #expect(result.border > 711 && result.border < 719)
    // Natural widths of Fe L3 and L2: Campbell and Papp, 0.41 and 1.14 eV.
    #expect(abs(result.stepWidths.first - 0.41) < 1e-9 && abs(result.stepWidths.second - 1.14) < 1e-9)
  }

  @Test("errors of areas and branching ratio are those of repeated scans", arguments: [true, false])
  func pulls(_ isStated: Bool) throws {
    var pair = pair()
    pair.positions = (708, 721)
    let curve = energy.map(iron)
    func parts(_ spectrum: Spectrum) throws -> [Estimate] {
      let result = try pair.apply(to: spectrum)
      return [result.branchingRatio, result.firstShare, result.secondArea, result.edgeStep]
    }
    let truth = try parts(try Spectrum(energy: energy, values: curve)).map(\.value)
    let pulls = try Pulls.of(
      truth, count: 800, energy: energy, curve: curve, noise: { _ in 0.004 }, isStated: isStated, parts)
    for pull in pulls { #expect(pull.isRegular, "\(pull)") }
  }

  @Test("a scan that stops at L2, begins at L3, or has no element says what is missing")
  func refusals() throws {
    func spectrum(_ range: ClosedRange<Double>, _ element: String?) throws -> Spectrum {
      let x = energy.filter(range.contains)
      return try Spectrum(energy: x, values: x.map(iron), element: element)
    }
    for (range, element, words) in [
      (690.0...724.0, "Fe" as String?, "behind the second edge"), (706...749, "Fe", "before the first edge"),
      (690...749, nil, "positions="), (690...749, "Cu", "Cu L3,L2"),
    ] {
      do {
        _ = try SpinOrbitPair().apply(to: try spectrum(range, element))
        Issue.record("\(words)")
      } catch {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }

  @Test("windows before the oxygen K edge: areas over the line, per step and per whole area")
  func windows() throws {
    let x = (0..<400).map { 520 + 0.1 * Double($0) }
    let curve = x.map { 2 + 0.01 * ($0 - 520) + peak($0, 529.5, 0.8, 0.4) + 1.5 * (0.5 + atan(20 * ($0 - 540)) / .pi) }
    var work = PreEdgeWindows([528...531.5, 531.5...534])
    work.preRange = 520...527
    work.postRange = 550...559
    let result = try work.apply(to: try Spectrum(energy: x, values: curve))
    #expect(abs(result.edgeStep.value - 1.5) < 0.02 && abs(result.windows[0].area.value - 0.8) < 0.02)
    #expect(abs(result.windows[0].perStep.value - 0.8 / 1.5) < 0.02 && abs(result.windows[1].area.value) < 0.02)
    #expect(abs(result.windows[0].centroid.value - 529.5) < 0.02)
    let whole = 0.8 + 1.5 * 19.9
    #expect(abs(result.windows[0].share.value - 0.8 / whole) < 1e-3)
    let truth = result.windows[0].perStep.value
    let even = { (_: Int) in 0.01 }
    let pulls = try Pulls.of([truth], count: 600, energy: x, curve: curve, noise: even) {
      [try work.apply(to: $0).windows[0].perStep]
    }
    #expect(pulls[0].isRegular, "\(pulls)")
    #expect(throws: AnalysisError.self) {
      try PreEdgeWindows([518...525]).apply(to: try Spectrum(energy: x, values: curve))
    }
  }
}
