import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Noise of one spectrum")
struct PointNoiseTests {
  private let energy = (0..<400).map { 7000 + 0.5 * Double($0) }

  private func edge(_ energy: Double) -> Double {
    0.4 + atan((energy - 7112) / 1.5) / .pi + 0.3 * exp(-(energy - 7118) * (energy - 7118) / 8)
  }

  @Test("the scatter of neighbouring points is the noise, whatever the edge does", arguments: [3e-4, 2e-3, 0.02])
  func scatter(_ width: Double) throws {
    var random = Random(seed: 11)
    let found = (0..<40).map { _ in
      PointNoise.scatter(energy, energy.map { edge($0) + width * random.normal() })
    }
    let mean = found.reduce(0, +) / 40
    // Each is good to about 5 %, forty to 1 %; the edge itself adds a little to the smallest noise.
    #expect(abs(mean / width - 1) < 0.05)
  }

  @Test("uneven energy steps do not change it")
  func uneven() throws {
    var random = Random(seed: 4)
    var x = [0.0]
    for i in 1..<2000 { x.append(x[i - 1] + 0.1 + random.uniform() * (i % 7 == 0 ? 3 : 0.3)) }
    let found = PointNoise.scatter(x, x.map { 5 + 0.01 * $0 + 0.3 * random.normal() })
    #expect(abs(found / 0.3 - 1) < 0.06)
  }

  @Test("stated variances are taken as they are; without them the origin is the scatter")
  func origin() throws {
    let values = energy.map(edge)
    let stated = energy.map { 1e-6 * $0 }
    let with = PointNoise(try Spectrum(energy: energy, values: values, variance: stated))
    #expect(with.origin == .variance && with.variances == stated)
    let without = PointNoise(try Spectrum(energy: energy, values: values))
    #expect(without.origin == .scatter && without.variances.count == 400)
  }
}
