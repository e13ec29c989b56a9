import DataModel
import Foundation
import Testing

@testable import Analysis

@Suite("Disorder by models of vibrations") struct ThermalDisorderTests {
  /// ħ²/(k u) in Å²·K·u.
  private let quantum = 1e20 * 1.054571817e-34 * 1.054571817e-34 / (1.380649e-23 * 1.66053906892e-27)
  private let mass = 63.546

  private func model() throws -> ThermalDisorder { try #require(ThermalDisorder(try MadePath.path())) }

  @Test("an Einstein oscillator is at its ground state when cold, and classical when hot")
  func einstein() throws {
    let model = try model()
    // ħ²/(2 mu k theta), and k T/(mu omega²) = ħ² T/(mu k theta²); the reduced mass is half that of copper.
    let cold = model.einstein(temperature: 1, theta: 230)
    #expect(abs(cold / (quantum / (2 * (mass / 2) * 230)) - 1) < 1e-6)
    let hot = model.einstein(temperature: 1e5, theta: 230)
    #expect(abs(hot / (quantum * 1e5 / ((mass / 2) * 230 * 230)) - 1) < 1e-5)
    // Copper at 295 K, theta = 233 K: 0.0089 (coth by hand: 1 / tanh(0.39492) = 2.6625).
    #expect(abs(model.einstein(temperature: 295, theta: 233) / (quantum / (mass * 233) * 2.66249) - 1) < 1e-4)
  }

  @Test(
    "the integral of the Debye model is what fine sums give", arguments: [0.0, 1e-6, 0.4, 3.7, 25], [0.02, 1, 8, 400])
  func integral(x: Double, t: Double) {
    // Simpson with steps that are fine against 1/t.
    let count = 400_000
    func value(_ w: Double) -> Double {
      guard w > 0 else { return 2 / t }
      let sine = x == 0 ? w : sin(w * x) / x
      return sine / tanh(w * t / 2)
    }
    var sum = value(0) + value(1)
    for i in 1..<count { sum += (i % 2 == 0 ? 2 : 4) * value(Double(i) / Double(count)) }
    let expected = sum / Double(3 * count)
    #expect(abs(ThermalDisorder.integral(x, t) - expected) < 1e-9 * max(1, abs(expected)))
  }

  @Test("a shell in the Debye model has the limits of theory, hot and cold")
  func debye() throws {
    let model = try model()
    let x = cbrt(9 * Double.pi / 2) / (2.63 * 0.529177210544) * 2.5
    // Hot: 2·3ħ²T/(m k theta²)·(1 - Si(x)/x); Si by its series.
    var (si, term) = (0.0, x)
    for n in 0..<40 {
      si += term / Double(2 * n + 1)
      term *= -x * x / Double((2 * n + 2) * (2 * n + 3))
    }
    let hot = 2 * 3 * quantum * 1e5 / (mass * 320 * 320) * (1 - si / x)
    #expect(abs(model.debye(temperature: 1e5, theta: 320) / hot - 1) < 1e-5)
    // Cold: 2·(3ħ²/(4 m k theta))·(1 - 2(1 - cos x)/x²).
    let cold = 2 * 3 * quantum / (4 * mass * 320) * (1 - 2 * (1 - cos(x)) / (x * x))
    #expect(abs(model.debye(temperature: 0.5, theta: 320) / cold - 1) < 1e-4)
    // Near to the Einstein model with the temperature that has the same hot limit.
    let theta = (1e5 * quantum / ((mass / 2) * hot)).squareRoot()
    for temperature in [80.0, 300] {
      let ratio =
        model.debye(temperature: temperature, theta: 320) / model.einstein(temperature: temperature, theta: theta)
      #expect(abs(ratio - 1) < 0.02, "\(ratio) at \(temperature) K")
    }
  }

  @Test("of a straight path of two shells the middle atom cancels out")
  func straight() throws {
    let copper = try #require(Element(symbol: "Cu"))
    func disorder(_ places: [Double]) throws -> Double {
      let path = try ScatteringPath(
        label: "line", curves: MadePath.curves, halfLength: 5, legCount: places.count, normanRadius: 2.63,
        atoms: places.map { .init(copper, at: SIMD3($0, 0, 0)) })
      return try #require(ThermalDisorder(path)).debye(temperature: 300, theta: 320)
    }
    // There and back over the middle: the ends alone decide how long the way is.
    #expect(abs(try disorder([0, 2.5, 5, 2.5]) / (try disorder([0, 5])) - 1) < 1e-10)
    #expect(abs(try disorder([0, 5, 2.5]) / (try disorder([0, 5])) - 1) < 1e-10)
  }
}
