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
    for column in sums.indices { sums[column].withUnsafeMutableBufferPointer { $0.update(repeating: 0) } }
    counts.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
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

  /// The means of each column by bin: on the line between the bins beside it where a bin has no point, NaN where there
  /// is none on one side.
  public func means() -> [[Double]] {
    let filled = FilledBins(counts, edges)
    return zip(sums, widths).map { sums, width in
      let length = edges.count * width
      let means = [Double](unsafeUninitializedCapacity: length) { means, count in
        count = length
        sums.withUnsafeBufferPointer { sums in
          filled.weights.withUnsafeBufferPointer { weights in
            if width == 1 {
              for i in 0..<length { means[i] = sums[i] * weights[i] }
            } else {
              for i in 0..<length { means[i] = sums[i] * weights[i / width] }
            }
          }
        }
      }
      return filled.isComplete ? means : filled.completed(means, width)
    }
  }
}

/// Which bins have points, and what is done about those that have none.
private struct FilledBins {
  /// One over the number of points; 0 without.
  let weights: [Double]
  let isComplete: Bool
  private let counts: [UInt32]
  private let edges: BinEdges

  init(_ counts: [UInt32], _ edges: BinEdges) {
    self.edges = edges
    let length = edges.count
    var least = Int32.max
    weights = [Double](unsafeUninitializedCapacity: length) { weights, count in
      count = length
      counts.withUnsafeBufferPointer { counts in
        for bin in 0..<length {
          let points = Int32(truncatingIfNeeded: counts[bin])
          least = min(least, points)
          weights[bin] = 1 / Double(max(1, points))
        }
      }
    }
    isComplete = least > 0
    self.counts = counts
  }

  /// The means with the gaps filled.
  func completed(_ means: [Double], _ width: Int) -> [Double] {
    var means = means
    var before: Int?
    for bin in 0..<edges.count where counts[bin] > 0 {
      for empty in (before.map { $0 + 1 } ?? 0)..<bin {
        let share = before.map { (center(empty) - center($0)) / (center(bin) - center($0)) }
        for element in 0..<width {
          let low = before.map { means[$0 * width + element] } ?? .nan
          means[empty * width + element] = low + (share ?? 0) * (means[bin * width + element] - low)
        }
      }
      before = bin
    }
    for empty in (before.map { $0 + 1 } ?? 0)..<edges.count {
      for element in 0..<width { means[empty * width + element] = .nan }
    }
    return means
  }

  private func center(_ bin: Int) -> Double { (edges.borders[bin] + edges.borders[bin + 1]) / 2 }
}
