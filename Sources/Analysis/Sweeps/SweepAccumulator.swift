/// The inner loop of binning many spectra.

/// Sums of points by bin, for a few columns at once. Nothing is allocated while points are added.
public struct SweepAccumulator: Sendable {
  private let edges: BinEdges
  /// For each column, bin by bin and within a bin element by element; one more bin holds what lies outside.
  private var sums: [[Double]]
  private var counts: [UInt32]
  private var bins: [Int32] = []
  /// How many numbers each column has at a point.
  public let widths: [Int]

  /// Empty sums for columns with so many numbers at each point.
  public init(edges: BinEdges, widths: [Int]) {
    self.edges = edges
    self.widths = widths
    sums = widths.map { [Double](repeating: 0, count: (edges.count + 1) * $0) }
    counts = [UInt32](repeating: 0, count: edges.count + 1)
  }

  /// Forgets all points.
  public mutating func clear() {
    for column in sums.indices {
      for i in sums[column].indices { sums[column][i] = 0 }
    }
    for i in counts.indices { counts[i] = 0 }
  }

  /// Adds points: their energies, and of each column the numbers at these points.
  public mutating func add(_ energies: UnsafeBufferPointer<Double>, _ columns: [UnsafeBufferPointer<Double>]) {
    if bins.count < energies.count { bins = [Int32](repeating: 0, count: energies.count) }
    let edges = edges
    var found = bins.mutableSpan
    edges.find(Span(_unsafeElements: energies), outside: Int32(edges.count), into: &found)
    bins.withUnsafeBufferPointer { bins in
      counts.withUnsafeMutableBufferPointer { counts in
        for i in 0..<energies.count { counts[Int(bins[i])] &+= 1 }
      }
      for (column, numbers) in columns.enumerated() {
        let width = widths[column]
        sums[column].withUnsafeMutableBufferPointer { sums in
          if width == 1 {
            for i in 0..<energies.count { sums[Int(bins[i])] += numbers[i] }
          } else {
            for i in 0..<energies.count {
              let start = Int(bins[i]) * width
              for element in 0..<width { sums[start + element] += numbers[i * width + element] }
            }
          }
        }
      }
    }
  }

  /// How many points each bin has.
  public var pointCounts: [UInt32] { Array(counts.dropLast()) }

  /// The means of a column by bin: on the line between the bins beside it where a bin has no point, NaN where there is
  /// none on one side.
  public func means(of column: Int) -> [Double] {
    let width = widths[column]
    var means = [Double](repeating: .nan, count: edges.count * width)
    var before: Int?
    for bin in 0..<edges.count where counts[bin] > 0 {
      let weight = 1 / Double(counts[bin])
      for element in 0..<width { means[bin * width + element] = sums[column][bin * width + element] * weight }
      if let before, bin - before > 1 { fill(&means, between: before, and: bin, width) }
      before = bin
    }
    return means
  }

  private func fill(_ means: inout [Double], between low: Int, and high: Int, _ width: Int) {
    for bin in low + 1..<high {
      let share = (center(bin) - center(low)) / (center(high) - center(low))
      for element in 0..<width {
        let from = means[low * width + element]
        means[bin * width + element] = from + share * (means[high * width + element] - from)
      }
    }
  }

  private func center(_ bin: Int) -> Double { (edges.borders[bin] + edges.borders[bin + 1]) / 2 }
}
