import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Normalised values as functions of the measured ones")
struct NormalizationWeightsTests {
  private let energy = (0..<90).map { 7050 + 3 * Double($0) }

  private func values(_ sign: Double) -> [Double] {
    energy.map { 0.7 - 1e-4 * $0 + sign * (0.5 + atan(($0 - 7115) / 2) / .pi) + 0.05 * sin($0 / 7) }
  }

  @Test(
    "the weights are the derivatives, by differences",
    arguments: [("norm", 1.0, 0), ("flat", 1, 0), ("flat", -1, 0), ("norm", -1, 3), ("flat", 1, 3)])
  func derivatives(_ name: String, _ sign: Double, _ nvict: Int) throws {
    let space = try #require(WindowIntegral.Space(rawValue: name))
    var options = Normalization()
    options.e0 = 7115
    options.nvict = nvict
    options.nnorm = 2
    func normalized(_ values: [Double]) throws -> [Double] {
      let result = try options.apply(to: try Spectrum(energy: energy, values: values))
      return space == .norm ? result.norm : result.flat
    }
    let start = values(sign)
    let result = try options.apply(to: try Spectrum(energy: energy, values: start))
    var random = Random(seed: 9)
    let weights = energy.map { _ in random.normal() }
    let carried = NormalizationWeights(result, energy, isStepGiven: false).carried(weights, space)
    func sum(_ values: [Double]) throws -> Double {
      zip(weights, try normalized(values)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for i in energy.indices {
      var (up, down) = (start, start)
      up[i] += 1e-5
      down[i] -= 1e-5
      let slope = (try sum(up) - sum(down)) / 2e-5
      #expect(abs(slope - carried[i]) < 1e-6 * max(1, abs(slope)))
    }
  }

  @Test("a step that is given does not move with the points")
  func given() throws {
    var options = Normalization()
    options.e0 = 7115
    options.step = 2
    let start = values(1)
    let result = try options.apply(to: try Spectrum(energy: energy, values: start))
    var weights = energy.map { _ in 0.0 }
    weights[80] = 1
    let carried = NormalizationWeights(result, energy, isStepGiven: true).carried(weights, .norm)
    #expect(abs(carried[80] - 0.5) < 1e-12 && carried[40...70].allSatisfy { $0 == 0 })
  }
}
