import Bytes
import DataModel
import Foundation
import Testing

@testable import Analysis

@Suite("Quick scans")
struct SweepTests {
  /// Sweeps up and down between 100 and 200 eV, 400 points each, and a channel that is a straight line in energy.
  private func scan(sweeps: Int) -> (axis: [Double], line: [Double]) {
    var random = Random(seed: 11)
    let axis = (0..<sweeps * 400).map { i -> Double in
      150 - 50 * cos(.pi * (Double(i) + random.uniform()) / 400)
    }
    return (axis, axis.map { 3 * $0 - 7 })
  }

  @Test("sweeps are found with their directions, and every point is in one of them")
  func split() throws {
    let sweeps = try Sweep.split(Values(scan(sweeps: 6).axis))
    #expect(sweeps.map(\.isRising) == [true, false, true, false, true, false])
    #expect(sweeps.first?.points.lowerBound == 0 && sweeps.last?.points.upperBound == 2400)
    for (one, next) in zip(sweeps, sweeps.dropFirst()) { #expect(one.points.upperBound == next.points.lowerBound) }
    #expect(sweeps.allSatisfy { abs($0.range.lowerBound - 100) < 0.1 && abs($0.range.upperBound - 200) < 0.1 })
    #expect(throws: AnalysisError.self) { try Sweep.split(Values([5.0, 5, 5])) }
  }

  /// The means of every bin worked out the long way.
  private func expected(_ axis: ArraySlice<Double>, _ values: [Double], _ grid: [Double]) -> (
    means: [Double], counts: [Int]
  ) {
    var sums = grid.map { _ in 0.0 }
    var counts = grid.map { _ in 0 }
    for i in axis.indices {
      guard let bin = grid.indices.first(where: { axis[i] >= grid[$0] - 0.25 && axis[i] < grid[$0] + 0.25 }) else {
        continue
      }
      sums[bin] += values[i]
      counts[bin] += 1
    }
    return (zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .nan }, counts)
  }

  @Test("each bin is the mean of its points; bins without points lie on the line between their neighbours")
  func means() throws {
    let (axis, line) = scan(sweeps: 4)
    let grid = (0..<181).map { 105 + 0.5 * Double($0) }
    let sweeps = try Sweep.split(Values(axis))
    let binning = try SweepBinning(
      axis: Values(axis), unitInElectronvolts: 1, grid: grid, channels: [Channel(name: "line", values: Values(line))])
    var rows: [SweepBinning.Row] = []
    try binning.rows(of: sweeps.map { [$0] }) { rows.append($0) }
    #expect(rows.map(\.direction) == [1, -1, 1, -1])
    for (row, sweep) in zip(rows, sweeps) {
      let (means, counts) = expected(axis[sweep.points], line, grid)
      #expect(row.counts.map(Int.init) == counts)
      for i in grid.indices {
        if counts[i] > 0 { #expect(abs(row.means[0][i] - means[i]) < 1e-9) }
        #expect(abs(row.means[0][i] - (3 * grid[i] - 7)) < 1.5 * 0.5)
      }
    }
  }

  @Test("a sweep that ends early has no values where it did not go")
  func partial() throws {
    let axis = (0..<100).map { 100 + Double($0) / 2 }
    let binning = try SweepBinning(
      axis: Values(axis), unitInElectronvolts: 1, grid: [90, 110, 130, 150, 170],
      channels: [Channel(name: "one", values: Values(axis))])
    try binning.rows(of: [try Sweep.split(Values(axis))]) { row in
      #expect(row.means[0].map(\.isFinite) == [false, true, true, true, false] && row.counts[4] == 0)
      #expect(row.counts.reduce(0, +) == 100)
    }
  }

  @Test("the unit of the axis counts, and averaging sweeps is summing their points")
  func average() throws {
    let (axis, line) = scan(sweeps: 4)
    let sweeps = try Sweep.split(Values(axis))
    let kilo = try SweepBinning(
      axis: Values(axis.map { $0 / 1000 }), unitInElectronvolts: 1000, grid: [120, 140, 160, 180],
      channels: [Channel(name: "line", values: Values(line))])
    try kilo.rows(of: [sweeps]) { row in
      #expect(row.direction == 0)
      let inside = axis.indices.filter { axis[$0] >= 130 && axis[$0] < 150 }
      #expect(Int(row.counts[1]) == inside.count)
      #expect(abs(row.means[0][1] - inside.reduce(0) { $0 + line[$1] } / Double(inside.count)) < 1e-8)
    }
  }

  @Test("detectors with elements are binned element by element")
  func elements() throws {
    let values = Values([1.0, 10, 2, 20, 3, 30, 4, 40], shape: [4, 2])
    let binning = try SweepBinning(
      axis: Values([0.0, 1, 2, 3]), unitInElectronvolts: 1, grid: [0.5, 2.5],
      channels: [Channel(name: "mca", dimensions: [.point, .element], values: values)])
    let sweep = Sweep(points: 0..<4, isRising: true, range: 0...3)
    try binning.rows(of: [[sweep]]) { #expect($0.means == [[1.5, 15, 3.5, 35]]) }
  }
}
