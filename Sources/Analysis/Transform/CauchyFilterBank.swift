/// The filters of a wavelet transform.
import Glibc
import Synchronization

/// The wavelets of one order over frequencies, 2π (a ω)^N exp(-a ω) / N! with a = N / 2R, one for each distance R.
struct CauchyFilterBank: Sendable {
  /// What decides how the filters look.
  struct Key: Hashable {
    var order: Int
    /// Of k, in 1/Å.
    var step: Double
    /// In Å.
    var largestDistance: Double
    /// How many frequencies are used.
    var binCount: Int
    /// How many points in k are wanted.
    var count: Int
  }

  /// In Å, evenly spaced; the first is not 0 but 1e-19.
  let distances: [Double]
  let filters: [CauchyFilter]

  /// The last that was made: a series on one grid pays for it once.
  private static let made = Mutex<(key: Key, bank: CauchyFilterBank)?>(nil)

  /// The filters for `key`, kept for the next one who asks. Throws unless 2·binCount is the size of a transform.
  static func shared(_ key: Key) throws(AnalysisError) -> CauchyFilterBank {
    if let last = made.withLock({ $0 }), last.key == key { return last.bank }
    let bank = CauchyFilterBank(key)
    // Those of very long transforms are not worth their memory.
    if key.binCount <= 1 << 12 { made.withLock { $0 = (key, bank) } }
    return bank
  }

  private init(_ key: Key) {
    let frequencyStep = Double.pi / (Double(key.binCount) * key.step)
    // Of the frequency of each bin; the first one's is not used.
    let logarithms = (0..<key.binCount).map { log(frequencyStep * Double(max(1, $0))) }
    var base = log(2 * Double.pi)
    for i in 1...key.order { base -= log(Double(i)) }
    distances = (0..<key.order).map {
      $0 == 0 ? 1e-19 : key.largestDistance * Double($0) / Double(key.order - 1)
    }
    filters = distances.map { distance in
      CauchyFilter(key, scale: Double(key.order) / (2 * distance), base: base, frequencyStep, logarithms)
    }
  }
}

/// The filter for one distance.
struct CauchyFilter: Sendable {
  /// Of the inverse transform.
  let size: Int
  /// The bins of the whole transform that one bin of the inverse stands for.
  private let stride: Int
  /// The first bin of the inverse where the filter is not zero, and the filter from there on.
  private let first: Int
  private let weights: [Double]

  fileprivate init(
    _ key: CauchyFilterBank.Key, scale: Double, base: Double, _ frequencyStep: Double, _ logarithms: [Double]
  ) {
    let order = Double(key.order)
    size = Self.sufficientSize(key, scale: scale, base: base, last: frequencyStep * Double(key.binCount - 1))
    stride = 2 * key.binCount / size
    let offset = base + order * log(scale)
    var first = 0
    var weights: [Double] = []
    for i in 1..<size / 2 {
      let bin = i * stride
      let exponent = offset + order * logarithms[bin] - scale * frequencyStep * Double(bin)
      // What is smaller does not reach the last of sixteen digits.
      guard exponent > -60 else {
        if weights.isEmpty { continue } else { break }
      }
      if weights.isEmpty { first = i }
      weights.append(exp(exponent))
    }
    self.first = first
    self.weights = weights
  }

  /// How many points the inverse transform needs for the first `count` to be right. Along k the wavelet falls off as
  /// (1 + (k/a)²)^(-(N+1)/2): where nothing of it reaches around a shorter transform, its result is the same.
  private static func sufficientSize(
    _ key: CauchyFilterBank.Key, scale: Double, base: Double, last: Double
  ) -> Int {
    let order = Double(key.order)
    // Cut off at the last frequency, it would fall off slowly.
    guard base + order * log(scale * last) - scale * last < -40 else { return 2 * key.binCount }
    var size = 2 * key.binCount
    while size > 8 {
      let reach = key.step * Double(size / 2 - key.count) / scale
      guard reach > 0, 0.5 * (order + 1) * log(1 + reach * reach) > 36 else { break }
      size /= 2
    }
    return size
  }

  /// Fills `real` and `imaginary` with the transform of a signal times the filter.
  func apply(
    to signal: [Double], _ signalI: [Double], _ real: inout [Double], _ imaginary: inout [Double]
  ) {
    for i in 0..<size {
      real[i] = 0
      imaginary[i] = 0
    }
    for i in weights.indices {
      let bin = (first + i) * stride
      real[first + i] = weights[i] * signal[bin]
      imaginary[first + i] = weights[i] * signalI[bin]
    }
  }
}
