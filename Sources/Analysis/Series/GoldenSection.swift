/// The minimum of a function of one number.
enum GoldenSection {
  /// Where `function` is least in `range`, to about 1e-7 of the range.
  static func minimum(of function: (Double) -> Double, in range: ClosedRange<Double>) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var inner = (low: high - ratio * (high - low), high: low + ratio * (high - low))
    var values = (low: function(inner.low), high: function(inner.high))
    for _ in 0..<34 {
      if values.low < values.high {
        high = inner.high
        inner.high = inner.low
        values.high = values.low
        inner.low = high - ratio * (high - low)
        values.low = function(inner.low)
      } else {
        low = inner.low
        inner.low = inner.high
        values.low = values.high
        inner.high = low + ratio * (high - low)
        values.high = function(inner.high)
      }
    }
    return (low + high) / 2
  }
}
