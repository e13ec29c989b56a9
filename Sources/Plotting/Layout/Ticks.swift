/// Where an axis has its numbers.
import Glibc

/// Round numbers along an axis: steps of 1, 2 or 5 times a power of ten, and smaller ticks between them.
struct Ticks {
  /// In ascending order, inside the range.
  let major: [Double]
  /// The numbers of the larger ticks, in units of `10^exponent`.
  let labels: [String]
  /// Between the larger ticks.
  let minor: [Double]
  /// 0 where the labels are the values themselves.
  let exponent: Int

  /// Ticks over `range` with at most `limit` steps (at least 2). With `isIntegral` no step is smaller than 1.
  init(_ range: ClosedRange<Double>, limit: Int, isIntegral: Bool = false) {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite else {
      major = []
      labels = []
      minor = []
      exponent = 0
      return
    }
    let step = RoundStep(over: span, limit: max(2, limit), isIntegral: isIntegral)
    let whole = step.multiples(in: range)
    minor = step.parts?.multiples(in: range).filter { !whole.contains($0) } ?? []
    let largest = whole.reduce(0) { max($0, $1.magnitude) }
    let isPlain = largest == 0 || (largest >= 1e-3 && largest < 1e6)
    let exponent = isPlain ? 0 : Int(log10(largest * (1 + 1e-12)).rounded(.down))
    let decimals = max(0, exponent - step.power)
    major = whole
    labels = whole.map { PlotNumber.label($0 / pow(10, Double(exponent)), decimals: decimals) }
    self.exponent = exponent
  }
}

/// A step of 1, 2 or 5 times a power of ten.
private struct RoundStep {
  let factor: Int
  let power: Int
  let isIntegral: Bool

  init(over span: Double, limit: Int, isIntegral: Bool) {
    self.isIntegral = isIntegral
    let rough = span / Double(limit)
    let base = Int(log10(rough).rounded(.down))
    let fits = [1, 2, 5, 10].first { span / Self.value($0, base) <= Double(limit) * (1 + 1e-9) } ?? 10
    var (factor, power) = fits == 10 ? (1, base + 1) : (fits, base)
    if isIntegral, power < 0 { (factor, power) = (1, 0) }
    self.factor = factor
    self.power = power
  }

  private init(factor: Int, power: Int) {
    self.factor = factor
    self.power = power
    isIntegral = false
  }

  /// The step of the smaller ticks: a fifth of 1, a quarter of 2, a fifth of 5.
  var parts: RoundStep? {
    if isIntegral, power <= 0, factor < 5 { return nil }
    if isIntegral, power <= 0 { return RoundStep(factor: 1, power: 0) }
    switch factor {
    case 1: return RoundStep(factor: 2, power: power - 1)
    case 2: return RoundStep(factor: 5, power: power - 1)
    default: return RoundStep(factor: 1, power: power)
    }
  }

  func multiples(in range: ClosedRange<Double>) -> [Double] {
    let step = Self.value(factor, power)
    let low = (range.lowerBound / step - 1e-9).rounded(.up)
    let high = (range.upperBound / step + 1e-9).rounded(.down)
    guard low <= high, high - low < 2000, low.magnitude < 9e15, high.magnitude < 9e15 else { return [] }
    return (Int(low)...Int(high)).map { Self.value($0 * factor, power) }
  }

  /// Dividing by a power of ten is exact where multiplying by 0.1 is not.
  private static func value(_ factor: Int, _ power: Int) -> Double {
    power < 0 ? Double(factor) / pow(10, Double(-power)) : Double(factor) * pow(10, Double(power))
  }
}
