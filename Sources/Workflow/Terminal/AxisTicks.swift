/// Round numbers along an axis.
import Glibc

struct AxisTicks {
  /// In ascending order, inside the range.
  let values: [Double]
  /// As text, in units of `10^exponent`.
  let labels: [String]
  /// 0 when the labels are the values themselves.
  let exponent: Int

  /// At most `limit` ticks (at least 2) between two finite numbers, the first being the smaller one.
  init(from low: Double, to high: Double, limit: Int) {
    let step = Self.step(over: high - low, limit: max(2, limit))
    guard step > 0, step.isFinite else {
      values = []
      labels = []
      exponent = 0
      return
    }
    let first = Int((low / step - Self.tolerance).rounded(.up).clamped)
    let last = Int((high / step + Self.tolerance).rounded(.down).clamped)
    let ticks = first <= last && last - first < 1000 ? (first...last).map { Double($0) * step } : []
    let largest = ticks.reduce(0) { max($0, abs($1)) }
    let exponent = largest >= 1e6 || (largest > 0 && largest < 1e-3) ? Int(log10(largest).rounded(.down)) : 0
    let scale = pow(10, Double(exponent))
    let decimals = max(0, -Int((log10(step / scale) + Self.tolerance).rounded(.down)))
    values = ticks
    labels = ticks.map { DisplayNumber.fixed($0 / scale, decimals: decimals) }
    self.exponent = exponent
  }

  private static let tolerance = 1e-9

  /// 1, 2 or 5 times a power of ten.
  private static func step(over range: Double, limit: Int) -> Double {
    guard range > 0, range.isFinite else { return 0 }
    let rough = range / Double(limit)
    let power = pow(10, log10(rough).rounded(.down))
    for factor in [1.0, 2, 5, 10] where range / (factor * power) <= Double(limit - 1) + tolerance {
      return factor * power
    }
    return 20 * power
  }
}

extension Double {
  /// Kept within what an integer can count.
  fileprivate var clamped: Double { Swift.min(Swift.max(self, -9e15), 9e15) }
}
