import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Dichroism")
struct DichroismTests {
  private let energy = (0..<300).map { 690 + 0.2 * Double($0) }

  private func peak(_ x: Double, _ place: Double, _ area: Double) -> Double {
    area * exp(-(x - place) * (x - place) / 2) / (2 * Double.pi).squareRoot()
  }

  /// White lines of 5 and 2.5 eV, of which the difference plus - minus is -1.2 at L3 and +0.9 at L2 for full
  /// polarisation; steps of 2/3 and 1/3, narrow ones.
  private func iron(_ x: Double, _ helicity: Double, degree: Double = 1) -> Double {
    let step = { (distance: Double) in 0.5 + atan(2 * distance / 0.05) / .pi }
    return 2.0 / 3 * step(x - 708) + 1.0 / 3 * step(x - 721) + peak(x, 708, 5 - helicity * degree * 0.6)
      + peak(x, 721, 2.5 + helicity * degree * 0.45)
  }

  private func work() -> Dichroism {
    var work = Dichroism()
    work.pair.positions = (708, 721)
    work.pair.border = 714.5
    work.pair.stepWidth = 0.05
    work.pair.preRange = 690...702
    work.pair.postRange = 735...749
    return work
  }

  private func spectrum(_ values: [Double], _ variance: [Double]? = nil) throws -> Spectrum {
    try Spectrum(energy: energy, values: values, variance: variance, element: "Fe", edge: "L3")
  }

  @Test("p, q, r and both moments follow from the planted white lines by the sum rules")
  func sumRules() throws {
    var work = work()
    work.degree = 0.8
    work.holes = 3.4
    // Different intensities of the ring, different levels below: the normalisation takes them out.
    let plus = try spectrum(energy.map { 3 * iron($0, 1, degree: 0.8) + 0.5 })
    let minus = try spectrum(energy.map { 2 * iron($0, -1, degree: 0.8) + 0.9 - 0.001 * $0 })
    let result = try work.apply(plus: [plus], minus: [minus])
    #expect(abs(try #require(result.p).value + 1.2) < 0.01)
    #expect(abs(result.q.value + 0.3) < 0.01)
    #expect(abs(try #require(result.r).value - 15) < 0.1)
    #expect(abs(try #require(result.orbitalMoment).value - 4.0 / 3 * 0.3 / 15 * 3.4) < 0.005)
    #expect(abs(try #require(result.spinMoment).value - (7.2 - 1.2) / 15 * 3.4) < 0.02)
    #expect(result.largest.value < 0 && abs(result.largestEnergy - 708) < 0.21)
    #expect(abs((result.integral.last ?? 0) + 0.3) < 0.01)
  }

  @Test("moments are given only when holes and degree are")
  func noMoments() throws {
    var work = work()
    work.holes = 3.4
    let result = try work.apply(
      plus: [try spectrum(energy.map { iron($0, 1) })], minus: [try spectrum(energy.map { iron($0, -1) })])
    #expect(result.orbitalMoment == nil && result.spinMoment == nil)
  }

  @Test(
    "errors hold the noise of both spectra through normalisation, difference and integrals",
    arguments: [DichroismNormalization.edge, .post])
  func pulls(_ normalization: DichroismNormalization) throws {
    var work = work()
    work.normalization = normalization
    work.degree = 1
    work.holes = 3.4
    let second = energy.map { iron($0, -1) }
    let truth = try work.apply(
      plus: [try spectrum(energy.map { iron($0, 1) })], minus: [try spectrum(second)])
    var random = Random(seed: 21)
    func parts(_ result: Dichroism.Result) throws -> [Estimate] {
      [result.q, try #require(result.r), try #require(result.orbitalMoment), try #require(result.spinMoment)]
    }
    let even = { (_: Int) in 0.005 }
    let pulls = try Pulls.of(
      try parts(truth).map(\.value), count: 800, energy: energy, curve: energy.map { iron($0, 1) },
      noise: even
    ) { plus in
      let minus = try spectrum(second.map { $0 + 0.008 * random.normal() }, energy.map { _ in 64e-6 })
      return try parts(try work.apply(plus: [plus], minus: [minus]))
    }
    for pull in pulls { #expect(pull.isRegular, "\(pull)") }
  }

  @Test("several spectra of one polarisation are averaged, spectra on other energies interpolated")
  func several() throws {
    let work = work()
    let shifted = energy.map { $0 + 0.07 }
    let third = try Spectrum(energy: shifted, values: shifted.map { iron($0, -1) })
    let minus = [try spectrum(energy.map { iron($0, -1) }), third]
    let result = try work.apply(plus: [try spectrum(energy.map { iron($0, 1) })], minus: minus)
    #expect(result.isInterpolated && result.trimmedCount == 1)
    #expect(abs(result.q.value + 0.3) < 0.02)
  }

  @Test("one edge alone has the integral and no sum rules")
  func single() throws {
    var work = Dichroism()
    work.isSingleEdge = true
    let x = (0..<200).map { 7080 + 0.5 * Double($0) }
    func edge(_ x: Double, _ sign: Double) -> Double {
      0.5 * (1 + erf((x - 7112) / 2)) + sign * 0.01 * peak(x, 7118, 1)
    }
    let result = try work.apply(
      plus: [try Spectrum(energy: x, values: x.map { edge($0, 1) })],
      minus: [try Spectrum(energy: x, values: x.map { edge($0, -1) })])
    #expect(result.p == nil && result.r == nil && abs(result.q.value - 0.02) < 1e-4)
  }
}
