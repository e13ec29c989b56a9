/// Where a scan that goes back and forth turns.

/// Finds the turning points of an axis piece by piece, so that a scan need not be in memory.
///
/// An axis turns where it goes back by more than `share` of its whole range: noise of an encoder and overshoot at the
/// ends do not count. Values that are not finite are passed over.
public struct TurningPoints: Sendable {
  /// An extreme of the axis.
  public struct Turn: Sendable, Hashable {
    /// The index of the point, from 0.
    public var index: Int
    /// The axis there.
    public var value: Double
  }

  /// The share of the range by which an axis has to go back, unless said otherwise.
  public static let defaultShare = 0.2

  private let share: Double
  private var position = 0
  private var zigzag = Zigzag()
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  /// The first and the last finite value; NaN when there is none.
  public private(set) var firstValue = Double.nan
  public private(set) var lastValue = Double.nan

  /// A search with this share of the range, from 0 to 1.
  public init(share: Double = defaultShare) { self.share = share }

  /// The turns inside a whole axis, without its first and last point.
  public static func turns(in values: [Double], share: Double = defaultShare) -> [Turn] {
    var search = TurningPoints(share: share)
    search.add(values)
    return search.turns
  }

  /// Takes the next values of the axis.
  public mutating func add(_ values: [Double]) {
    for value in values {
      if value.isFinite {
        lowest = min(lowest, value)
        highest = max(highest, value)
        if firstValue.isNaN { firstValue = value }
        lastValue = value
        // The range is not known yet: what counts as going back grows with it, and `turns` sifts once more.
        zigzag.add(Turn(index: position, value: value), threshold: 0.25 * share * (highest - lowest))
      }
      position += 1
    }
  }

  /// How many values there were.
  public var count: Int { position }

  /// The smallest and the largest value; nil when there is none.
  public var range: ClosedRange<Double>? { lowest <= highest ? lowest...highest : nil }

  /// The turns so far, without the first and the last point.
  public var turns: [Turn] {
    var sieve = Zigzag()
    let threshold = share * (highest - lowest)
    for turn in zigzag.extremes { sieve.add(turn, threshold: threshold) }
    return sieve.turns
  }
}

/// Keeps those extremes of a sequence that stand out from their neighbours by more than a threshold.
private struct Zigzag {
  typealias Turn = TurningPoints.Turn

  private(set) var turns: [Turn] = []
  private var first: Turn?
  /// The lowest and highest point while the direction is not known.
  private var bounds: (low: Turn, high: Turn)?
  /// The farthest point in the present direction.
  private var tip: Turn?
  private var isRising = false

  /// The first point, the turns, and what may become the next turn.
  var extremes: [Turn] {
    if let tip { return [first].compactMap { $0 } + turns + [tip] }
    guard let bounds else { return [] }
    return bounds.low.index < bounds.high.index ? [bounds.low, bounds.high] : [bounds.high, bounds.low]
  }

  mutating func add(_ point: Turn, threshold: Double) {
    guard let tip else { return begin(with: point, threshold) }
    if isRising ? point.value >= tip.value : point.value <= tip.value {
      self.tip = point
    } else if abs(point.value - tip.value) > threshold {
      turns.append(tip)
      self.tip = point
      isRising.toggle()
    }
  }

  private mutating func begin(with point: Turn, _ threshold: Double) {
    if first == nil { first = point }
    var (low, high) = bounds ?? (point, point)
    if point.value < low.value { low = point }
    if point.value > high.value { high = point }
    bounds = (low, high)
    guard high.value - low.value > threshold else { return }
    isRising = high.index > low.index
    tip = isRising ? high : low
  }
}
