import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Grids and bins")
struct GridTests {
  @Test("an even grid has the points that its words say")
  func even() throws {
    #expect(try EnergyGrid.uniform(start: 1, stop: 2, step: 0.25).energies(in: 0...9) == [1, 1.25, 1.5, 1.75, 2])
    #expect(try EnergyGrid.uniform(start: 0, stop: 1, step: 0.1).energies(in: 0...1).count == 11)
    #expect(try EnergyGrid.uniform(start: 1, stop: 9, step: 1).energies(in: 3.5...6) == [4, 5, 6])
    #expect(throws: AnalysisError.self) { try EnergyGrid.uniform(start: 1, stop: 2, step: 1e-9).energies(in: 0...9) }
    #expect(throws: AnalysisError.self) { try EnergyGrid.uniform(start: 5, stop: 6, step: 1).energies(in: 7...9) }
  }

  @Test("the three regions meet without a gap: 2 eV, 0.35 eV at the copper edge, 0.05/Å")
  func regions() throws {
    let grid = try EnergyGrid.regions(.init(e0: 8979)).energies(in: 8779...9979)
    let steps = zip(grid, grid.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { $0 > 0 && $0 < 10 })
    #expect(abs(steps[0] - 2) < 1e-9)
    let edge = try #require(grid.firstIndex { $0 > 8979 })
    #expect(abs(steps[edge] - 0.35) < 1e-9)
    func wavenumber(_ energy: Double) -> Double { ((energy - 8979) / 3.8099821109685847).squareRoot() }
    let last = grid.count - 1
    #expect(abs(wavenumber(grid[last]) - wavenumber(grid[last - 1]) - 0.05) < 1e-9)
    #expect(grid[last] <= 9979 && grid[0] >= 8779)
  }

  @Test("every energy goes into the bin whose borders hold it, on even and uneven grids")
  func bins() {
    var random = Random(seed: 7)
    let even: [Double] = (0..<50).map { 10 + 0.5 * Double($0) }
    let uneven: [Double] = (0..<50).map { 10 + 0.01 * Double($0 * $0) }
    for grid in [even, uneven] {
      let borders = BinEdges(around: grid).borders
      var energies: [Double] = (0..<3000).map { _ in 5 + 45 * random.uniform() }
      energies += [.nan, .infinity, grid[0], grid[49]]
      for (energy, bin) in zip(energies, BinEdges(around: grid).indices(of: energies)) {
        let expected = (0..<50).first { i -> Bool in
          guard energy >= borders[i] else { return false }
          return energy < borders[i + 1] || (i == 49 && energy == borders[50])
        }
        #expect(Int(bin) == expected ?? -1, "\(energy)")
      }
    }
  }

  @Test("a bin's value is the mean of its points, its variance the sum of theirs by the square of their number")
  func means() throws {
    let spectrum = try Spectrum(
      energy: [0, 0.2, 0.4, 0.9, 1.1, 3], values: [1, 3, 5, 10, 20, 40], variance: [3, 6, 9, 2, 2, 1])
    let result = try Rebinning(grid: [0, 1, 2, 3]).apply(to: spectrum)
    #expect(result.counts == [3, 2, 0, 1])
    #expect(result.spectrum.values[0] == 3 && result.spectrum.values[1] == 15 && result.spectrum.values[3] == 40)
    // Nothing at 2: the line from (1.1, 20) to (3, 40).
    #expect(abs(result.spectrum.values[2] - (20 + 20 * 0.9 / 1.9)) < 1e-12)
    #expect(result.spectrum.variance?[0] == 2 && result.spectrum.variance?[1] == 1)
  }
}
