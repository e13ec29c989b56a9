/// How far resolved parts are a matter of choice.

/// Each pair of parts is turned into each other, sᵢ' = (1 - t) sᵢ + t sⱼ with the amounts that leave every sum and the fit
/// as they are, as far as no spectrum and no amount becomes negative by more than the noise.
struct RotationalAmbiguity {
  private let amounts: Matrix
  private let parts: [[Double]]
  private let noise: Double

  init(amounts: Matrix, parts: [[Double]], noise: Double) {
    self.amounts = amounts
    self.parts = parts
    self.noise = noise
  }

  /// The largest change of each part over its maximum; at most 1.
  var widths: [Double] {
    parts.indices.map { i in
      let size = parts[i].reduce(1e-300) { max($0, abs($1)) }
      return parts.indices.filter { $0 != i }.map { j in
        let difference = zip(parts[i], parts[j]).reduce(0) { max($0, abs($1.0 - $1.1)) }
        return min(1, turn(i, j) * difference / size)
      }.max() ?? 0
    }
  }

  /// The range of t from the least to the largest possible.
  private func turn(_ i: Int, _ j: Int) -> Double {
    var low = -1e6
    var high = 1.0
    for (own, other) in zip(parts[i], parts[j]) {
      let slack = max(0, own) + noise
      if other < own { high = min(high, slack / (own - other)) }
      if other > own { low = max(low, -slack / (other - own)) }
    }
    let largest = amounts.values.max() ?? 1
    for row in 0..<amounts.rows where amounts[row, i] > 1e-9 * largest {
      let share = (max(0, amounts[row, j]) + 1e-3 * largest) / amounts[row, i]
      high = min(high, share / (1 + share))
    }
    return max(0, high) - min(0, low)
  }
}
