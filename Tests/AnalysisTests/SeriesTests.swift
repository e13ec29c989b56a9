import DataModel
import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Series of scans")
struct SeriesTests {
  private let energy = (0..<300).map { 8900 + 0.5 * Double($0) }

  /// A made-up edge at 8979 eV with a white line.
  private func edge(_ energy: Double, shift: Double = 0) -> Double {
    let x = energy - 8979 - shift
    return 0.5 + atan(x / 1.5) / .pi + 0.4 * exp(-(x - 4) * (x - 4) / 18) + 0.1 * sin(x / 6) * exp(-x * x / 4000)
  }

  private func scans(_ noise: [Double], seed: UInt64 = 1, shift: (Int) -> Double = { _ in 0 }) throws -> [Spectrum] {
    var random = Random(seed: seed)
    return try noise.enumerated().map { index, width in
      try Spectrum(
        energy: energy, values: energy.map { edge($0, shift: shift(index)) + width * random.normal() },
        label: "\(index)")
    }
  }

  @Test("the noise of each scan is found within its statistical error, whatever the spectrum")
  func noise() throws {
    let truth = [0.001, 0.002, 0.004, 0.001, 0.003]
    let grid = try CommonGrid(try scans(truth))
    let found = try #require(RepeatNoise.deviations(of: grid.curves))
    // The median of 299 differences is good to about 8 %, and the mean of five scans adds noise of the others.
    for (value, wanted) in zip(found, truth) { #expect(abs(value - wanted) < 0.35 * wanted) }
  }

  @Test("weights are the inverse squares of the noise, and the standard error is that of the weighted mean")
  func weights() throws {
    let truth = [0.001, 0.001, 0.004, 0.002]
    let grid = try CommonGrid(try scans(truth, seed: 5))
    let result = try Merge().apply(to: grid)
    let noise = result.members.compactMap(\.noise)
    let total = noise.reduce(0) { $0 + 1 / ($1 * $1) }
    for (member, width) in zip(result.members, noise) {
      #expect(abs(member.weight - 1 / (width * width) / total) < 1e-12)
    }
    // The scatter of the result around the truth is what its standard errors say.
    let pulls = result.energy.indices.map { (result.values[$0] - edge(result.energy[$0])) * total.squareRoot() }
    let width = (pulls.reduce(0) { $0 + $1 * $1 } / Double(pulls.count)).squareRoot()
    #expect(abs(width - 1) < 0.25)
  }

  @Test("equal weights: mean and deviation by hand")
  func equal() throws {
    let spectra = try [[1.0, 4, 2], [3, 4, 5], [8, 4, 2]].map { try Spectrum(energy: [1, 2, 3], values: $0) }
    var merge = Merge()
    merge.weight = .equal
    let result = try merge.apply(to: try CommonGrid(spectra))
    #expect(result.values == [4, 4, 3])
    #expect(abs(result.deviation[0] - (26.0 / 3).squareRoot()) < 1e-14 && result.deviation[1] == 0)
    #expect(abs(result.standardError[0] - (26.0 / 3 / 2).squareRoot()) < 1e-14)
  }

  @Test("stated variances are weights: mean and error by hand")
  func variances() throws {
    let spectra = try [
      Spectrum(energy: [1, 2], values: [1, 1], variance: [1, 4]),
      Spectrum(energy: [1, 2], values: [4, 2], variance: [2, 4]),
    ]
    var merge = Merge()
    merge.weight = .variance
    let result = try merge.apply(to: try CommonGrid(spectra))
    #expect(abs(result.values[0] - 2) < 1e-15 && result.values[1] == 1.5)
    #expect(abs(result.standardError[0] - (2.0 / 3).squareRoot()) < 1e-15)
    #expect(abs(result.standardError[1] - 2.0.squareRoot()) < 1e-15)
    merge.weight = .variance
    #expect(throws: AnalysisError.self) { try merge.apply(to: try CommonGrid(try scans([0.1, 0.1]))) }
  }

  @Test("a spike and a bad scan stand out, and are left out when asked for; sound scans do not")
  func outliers() throws {
    var spectra = try scans(Array(repeating: 0.002, count: 8))
    let sound = try Merge().apply(to: try CommonGrid(spectra))
    #expect(sound.members.allSatisfy { !$0.isOutlier && $0.outlyingEnergies.isEmpty })
    var spiked = spectra[2].values
    spiked[100] += 0.3
    spectra[2] = try Spectrum(energy: energy, values: spiked)
    spectra[5] = try Spectrum(energy: energy, values: energy.map { 0.8 * edge($0, shift: 3) })
    var merge = Merge()
    let kept = try merge.apply(to: try CommonGrid(spectra))
    #expect(kept.members.map(\.isOutlier) == (0..<8).map { $0 == 5 })
    #expect(kept.members[2].outlyingEnergies == [energy[100]])
    merge.reject = .points
    let cleaned = try merge.apply(to: try CommonGrid(spectra))
    #expect(abs(cleaned.values[100] - kept.values[100]) > 0.01)
    merge.reject = .scans
    #expect(try merge.apply(to: try CommonGrid(spectra)).members[5].weight == 0)
  }

  @Test("scans of different lengths and grids meet on the common part of the first one's")
  func grids() throws {
    let long = try Spectrum(energy: energy, values: energy.map { edge($0) })
    let places = (0..<250).map { 8910.1 + 0.5 * Double($0) }
    let other = try Spectrum(energy: places, values: places.map { edge($0) })
    let grid = try CommonGrid([long, other])
    #expect(grid.energy.first == 8910.5 && grid.energy.last == 9034.5)
    #expect(grid.trimmedCount == 300 - grid.energy.count && grid.isInterpolated)
    for (first, second) in zip(grid.curves[0], grid.curves[1]) { #expect(abs(first - second) < 2e-4) }
    let apart = try Spectrum(energy: [1, 2], values: [0, 0])
    #expect(throws: AnalysisError.self) { try CommonGrid([long, apart]) }
  }

  @Test("a planted shift is found, with an error bar that is right", arguments: [0.0, 0.3, -1.75, 4.2])
  func shift(planted: Double) throws {
    var pulls: [Double] = []
    for seed in 0..<12 {
      let pair = try scans([0.002, 0.002], seed: UInt64(seed) + 100) { $0 == 0 ? 0 : planted }
      // Scale, offset and slope must not matter.
      let second = try Spectrum(
        energy: energy, values: zip(energy, pair[1].values).map { 0.4 + 2.5 * $1 + 1e-4 * ($0 - 8979) })
      let found = try Alignment().shift(of: second, onto: pair[0], e0: 8979)
      #expect(abs(found.value + planted) < 0.1)
      pulls.append((found.value + planted) / found.standardError)
    }
    let width = (pulls.reduce(0) { $0 + $1 * $1 } / 12).squareRoot()
    #expect(width > 0.4 && width < 2)
  }

  @Test("a shift beyond the reach, and a window without points, are errors")
  func noShift() throws {
    let pair = try scans([0.001, 0.001]) { $0 == 0 ? 0 : 15 }
    #expect(throws: AnalysisError.self) { try Alignment(reach: 5).shift(of: pair[1], onto: pair[0], e0: 8979) }
    #expect(throws: AnalysisError.self) { try Alignment().shift(of: pair[1], onto: pair[0], e0: 5000) }
  }

  @Test("repeats without change have chi-square 1; a growing change and a moving edge are seen")
  func drift() throws {
    let still = try Drift().apply(to: try CommonGrid(try scans(Array(repeating: 0.002, count: 6))))
    for scan in still.scans.dropFirst() {
      let change = try #require(scan.fromFirst)
      #expect(abs((change.chiSquare ?? 0) - 1) < 0.4)
    }
    var random = Random(seed: 3)
    let damaged = try (0..<6).map { number in
      try Spectrum(
        energy: energy,
        values: energy.map {
          edge($0) + 0.004 * Double(number) * exp(-pow(($0 - 8972) / 3, 2)) + 0.001 * random.normal()
        })
    }
    let seen = try Drift().apply(to: try CommonGrid(damaged)).scans
    #expect((seen[5].fromFirst?.significance ?? 0) > 20 && (seen[5].fromPrevious?.significance ?? 99) < 10)
    let moving = try Drift().apply(to: try CommonGrid(try scans(Array(repeating: 0.0005, count: 6)) { Double($0) }))
    let trend = try #require(moving.edgeTrend)
    #expect(abs(trend.slope - 1) < 0.1)
  }

  @Test("a trend by hand")
  func trend() throws {
    // 1, 2, 4: slope 1.5, residuals 1/6, -1/3, 1/6; √(1/6 / 1 / 2).
    let trend = try #require(Drift.trend(of: [1, 2, 4]))
    #expect(abs(trend.slope - 1.5) < 1e-14 && abs(trend.standardError - (1.0 / 12).squareRoot()) < 1e-14)
  }

  @Test("Larch's merge of two copper spectra, point by point", .enabled(if: Golden.isPresent))
  func larchMerge() throws {
    let golden = try #require(try Golden.read("dev_misc.json")["merge"] as? [String: Any])
    let first = try Golden.table("cu_10k.xmu", labels: ["energy", "mu"], mu: "mu")
    let second = try Golden.table(
      "cu_metal_rt.xdi", labels: ["energy", "i0", "itrans", "mutrans"], mu: "mutrans")
    var merge = Merge()
    merge.weight = .equal
    let result = try merge.apply(
      to: try CommonGrid([
        try Spectrum(energy: first.energy, values: first.mu), try Spectrum(energy: second.energy, values: second.mu),
      ]))
    let samples = try #require(golden["samples"] as? [[String: Any]])
    #expect(samples.count > 10)
    for sample in samples {
      let place = try #require(sample["e"] as? Double)
      let index = try #require(result.energy.firstIndex(of: place))
      #expect(abs(result.values[index] - (sample["mu"] as? Double ?? .nan)) < 1e-9)
      #expect(abs(result.deviation[index] - (sample["std"] as? Double ?? .nan)) < 1e-9)
    }
  }
}
