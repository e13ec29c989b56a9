/// One sweep of a scan that goes back and forth.
import Bytes
public import DataModel
public import Datasets

/// The points from one turn of the axis to the next.
public struct Sweep: Sendable, Hashable {
  /// The indices of its points.
  public var points: Range<Int>
  /// Whether the axis rises.
  public var isRising: Bool
  /// The part of the axis that it covers.
  public var range: ClosedRange<Double>

  /// A sweep from its parts.
  public init(points: Range<Int>, isRising: Bool, range: ClosedRange<Double>) {
    self.points = points
    self.isRising = isRising
    self.range = range
  }

  /// Takes a scan apart by its axis, which is walked piece by piece. `share` is the part of the whole range by which the
  /// axis has to go back to count as turned, from 0 to 1. Throws when the axis cannot be read or holds no range.
  public static func split(_ axis: Values, share: Double = TurningPoints.defaultShare) throws(AnalysisError) -> [Sweep]
  {
    var search = TurningPoints(share: share)
    do throws(BlockError) {
      for slab in axis.slabs() { search.add(try axis.read(slab).doubles()) }
    } catch {
      throw AnalysisError("the axis cannot be read: \(error.description)")
    }
    guard let range = search.range, range.lowerBound < range.upperBound else {
      throw AnalysisError("the axis does not move: there is nothing to take apart")
    }
    return sweeps(
      between: search.turns, count: search.count, in: range, first: search.firstValue, last: search.lastValue)
  }

  private static func sweeps(
    between turns: [TurningPoints.Turn], count: Int, in range: ClosedRange<Double>, first: Double, last: Double
  ) -> [Sweep] {
    var result: [Sweep] = []
    var start = (index: 0, value: first)
    for turn in turns.map({ ($0.index, $0.value) }) + [(count, last)] {
      if turn.0 > start.index {
        result.append(
          Sweep(
            points: start.index..<turn.0, isRising: turn.1 >= start.value,
            range: min(start.value, turn.1)...max(start.value, turn.1)))
      }
      start = turn
    }
    return result
  }
}
