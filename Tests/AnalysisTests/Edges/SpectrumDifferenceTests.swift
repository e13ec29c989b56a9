import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Differences of spectra")
struct SpectrumDifferenceTests {
  private let energy = (0..<180).map { 7050 + Double($0) }

  private func edge(_ x: Double, _ extra: Double) -> Double {
    0.5 * (1 + erf((x - 7112) / 3)) + extra * exp(-(x - 7125) * (x - 7125) / 18)
  }

  private func work() -> SpectrumDifference {
    var work = SpectrumDifference()
    work.normalization.e0 = 7112
    work.normalization.norm1 = 50
    work.window = 7110...7140
    return work
  }

  @Test("thickness and a line below do not matter; what was added behind the edge is the area")
  func planted() throws {
    let work = work()
    let reference = try work.side(
      try Spectrum(energy: energy, values: energy.map { 3 * edge($0, 0) + 1 - 1e-3 * ($0 - 7000) }))
    let side = try work.side(try Spectrum(energy: energy, values: energy.map { 0.2 * edge($0, 0.1) }))
    let result = try work.apply(side, reference)
    let planted = 0.1 * (18 * Double.pi).squareRoot()
    #expect(abs(result.area.value - planted) < 1e-4 && abs(result.absoluteArea.value - planted) < 1e-4)
    #expect(abs(result.negativeArea.value) < 1e-4 && !result.isInterpolated)
    #expect(abs(result.largest.value - 0.1) < 1e-3 && result.largestEnergy == 7125)
    let same = try work.apply(reference, reference)
    #expect(same.values.allSatisfy { $0 == 0 } && same.area.value == 0)
  }

  @Test("errors hold the noise and the normalisation of both", arguments: [true, false])
  func pulls(_ isStated: Bool) throws {
    let work = work()
    var random = Random(seed: 8)
    let other = energy.map { $0 + 0.3 }
    let truth = try work.apply(
      try work.side(try Spectrum(energy: energy, values: energy.map { edge($0, 0.1) })),
      try work.side(try Spectrum(energy: other, values: other.map { edge($0, 0) }))
    ).area.value
    let even = { (_: Int) in 0.004 }
    let pulls = try Pulls.of(
      [truth], count: 800, energy: energy, curve: energy.map { edge($0, 0.1) }, noise: even,
      isStated: isStated
    ) { spectrum in
      let reference = try Spectrum(
        energy: other, values: other.map { edge($0, 0) + 0.002 * random.normal() },
        variance: isStated ? other.map { _ in 4e-6 } : nil)
      return [try work.apply(try work.side(spectrum), try work.side(reference)).area]
    }
    #expect(pulls[0].isRegular, "\(pulls)")
  }
}
