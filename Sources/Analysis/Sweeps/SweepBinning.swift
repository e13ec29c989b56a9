/// Scans that go back and forth as spectra on one grid.
public import Bytes
public import DataModel

/// Walks a scan once, piece by piece, and gives a row of means for each sweep.
public struct SweepBinning: Sendable {
  /// One spectrum: the mean of one sweep, or of several in a row.
  public struct Row: Sendable {
    /// The indices of its first and its last point in the scan.
    public var points: Range<Int>
    /// 1 where the energy rises, -1 where it falls, 0 for the mean of both.
    public var direction: Int8
    /// How many points each value is the mean of; 0 where it is interpolated, or NaN outside the sweep.
    public var counts: [UInt32]
    /// The means of each channel, bin by bin.
    public var means: [[Double]]
  }

  /// In eV.
  public let grid: [Double]
  private let axis: Values
  private let unitInElectronvolts: Double
  private let channels: [Channel]

  /// Binning of `channels`, which share their first dimension with the axis. Throws when the grid has no two energies, or
  /// a channel is shorter than the axis.
  public init(
    axis: Values, unitInElectronvolts: Double, grid: [Double], channels: [Channel]
  ) throws(AnalysisError) {
    guard grid.count >= 2 else { throw AnalysisError("a grid needs two energies") }
    for channel in channels where channel.values.shape.first != axis.shape.first {
      throw AnalysisError("channel \"\(channel.name)\" and the axis have different numbers of points")
    }
    self.grid = grid
    self.axis = axis
    self.unitInElectronvolts = unitInElectronvolts
    self.channels = channels
  }

  /// Bins the groups of sweeps, which are in the order of their points; `output` gets a row for each.
  public func rows<E: Error>(
    of groups: [[Sweep]], _ output: (Row) throws(E) -> Void
  ) throws(SweepBinningError<E>) {
    var sums = SweepAccumulator(
      edges: BinEdges(around: grid), widths: channels.map { $0.values.shape.dropFirst().reduce(1, *) })
    for group in groups {
      guard let first = group.first, let last = group.last else { continue }
      sums.clear()
      for sweep in group {
        do throws(BlockError) {
          try add(sweep, to: &sums)
        } catch {
          throw .reading(error)
        }
      }
      let directions = Set(group.map(\.isRising))
      let row = Row(
        points: first.points.lowerBound..<last.points.upperBound,
        direction: directions.count > 1 ? 0 : first.isRising ? 1 : -1, counts: sums.pointCounts,
        means: sums.means())
      do throws(E) {
        try output(row)
      } catch {
        throw .output(error)
      }
    }
  }

  /// Points are read in pieces of at most this many.
  private static let pieceLength = 1 << 16

  private func add(_ sweep: Sweep, to sums: inout SweepAccumulator) throws(BlockError) {
    var start = sweep.points.lowerBound
    while start < sweep.points.upperBound {
      let piece = start..<min(sweep.points.upperBound, start + Self.pieceLength)
      var columns = [try numbers(axis, piece, scale: unitInElectronvolts)]
      for channel in channels { columns.append(try numbers(channel.values, piece, scale: 1)) }
      Self.withBuffers(of: columns[...], []) { sums.add($0[0], Array($0.dropFirst())) }
      start = piece.upperBound
    }
  }

  /// Doubles that lie in an array already are taken from there; all others are read and converted.
  private enum Numbers {
    case inPlace(TypedArray, Range<Int>)
    case copied([Double])
  }

  private func numbers(_ values: Values, _ points: Range<Int>, scale: Double) throws(BlockError) -> Numbers {
    let width = values.shape.dropFirst().reduce(1, *)
    if scale == 1, let array = values.inMemory, array.type == .float64 {
      return .inPlace(array, points.lowerBound * width..<points.upperBound * width)
    }
    var slab = Slab(all: values.shape)
    slab.start[0] = points.lowerBound
    slab.count[0] = points.count
    var numbers = try values.read(slab).doubles()
    if scale != 1 { for i in numbers.indices { numbers[i] *= scale } }
    return .copied(numbers)
  }

  private static func withBuffers(
    of columns: ArraySlice<Numbers>, _ buffers: [UnsafeBufferPointer<Double>],
    _ body: ([UnsafeBufferPointer<Double>]) -> Void
  ) {
    switch columns.first {
    case nil: body(buffers)
    case .copied(let numbers):
      numbers.withUnsafeBufferPointer { withBuffers(of: columns.dropFirst(), buffers + [$0], body) }
    case .inPlace(let array, let range):
      array.bytes.withUnsafeBytes { bytes in
        let numbers = UnsafeBufferPointer(rebasing: bytes.bindMemory(to: Double.self)[range])
        withBuffers(of: columns.dropFirst(), buffers + [numbers], body)
      }
    }
  }
}

/// Why binning stopped: the scan could not be read, or its rows not be kept.
public enum SweepBinningError<Output: Error>: Error {
  case reading(BlockError)
  case output(Output)
}
