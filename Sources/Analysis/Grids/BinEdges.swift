/// The bins that belong to a grid of energies.

/// Bins around the points of a grid, with borders half way between them; the first and last reach as far outside as
/// inside. A border belongs to the bin above it; the last bin is closed.
public struct BinEdges: Sendable {
  /// One more than there are bins, strictly increasing.
  public let borders: [Double]
  /// The width shared by all bins; nil when they differ.
  private let evenWidth: Double?

  /// Bins around grid points in strictly increasing order, at least 2.
  public init(around grid: [Double]) {
    let middles = zip(grid, grid.dropFirst()).map { ($0 + $1) / 2 }
    let last = grid.count - 1
    borders =
      [grid[0] - (grid[1] - grid[0]) / 2] + middles + [grid[last] + (grid[last] - grid[last - 1]) / 2]
    let width = (borders[last + 1] - borders[0]) / Double(grid.count)
    let isEven = zip(borders, borders.dropFirst()).allSatisfy { abs($1 - $0 - width) < 1e-9 * width }
    evenWidth = isEven ? width : nil
  }

  /// The number of bins.
  public var count: Int { borders.count - 1 }

  /// The bin of each energy, -1 for what lies outside or is no number.
  public func indices(of energies: [Double]) -> [Int32] {
    var bins = [Int32](repeating: -1, count: energies.count)
    var output = bins.mutableSpan
    find(energies.span, outside: -1, into: &output)
    return bins
  }

  /// The same into a buffer of at least that length, for those who bin many spectra; `outside` stands for what lies
  /// outside or is no number.
  func find(_ energies: Span<Double>, outside: Int32, into bins: inout MutableSpan<Int32>) {
    if let evenWidth {
      findEven(energies, width: evenWidth, outside, into: &bins)
    } else {
      search(energies, outside, into: &bins)
    }
  }

  private func findEven(_ energies: Span<Double>, width: Double, _ outside: Int32, into bins: inout MutableSpan<Int32>)
  {
    let start = borders[0]
    let end = borders[count]
    let scale = 1 / width
    let last = Double(count - 1)
    for i in energies.indices {
      let energy = energies[i]
      // Clamped first, so that the conversion is defined whatever the energy; NaN gives the last bin here.
      let bin = Int32(max(0, min(last, (energy - start) * scale)))
      bins[i] = energy >= start && energy <= end ? bin : outside
    }
  }

  /// From the bin of the energy before: neighbours in a scan are neighbours on the grid.
  private func search(_ energies: Span<Double>, _ outside: Int32, into bins: inout MutableSpan<Int32>) {
    let borders = borders.span
    let last = borders.count - 2
    var bin = 0
    for i in energies.indices {
      let energy = energies[i]
      guard energy >= borders[0], energy <= borders[last + 1] else {
        bins[i] = outside
        continue
      }
      while bin < last, energy >= borders[bin + 1] { bin += 1 }
      while energy < borders[bin] { bin -= 1 }
      bins[i] = Int32(bin)
    }
  }
}
