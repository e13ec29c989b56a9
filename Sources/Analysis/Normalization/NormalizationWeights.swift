/// What normalised numbers are of the measured points.

/// Carries weights on normalised values back to the measured ones, so that the errors of both fitted curves, which all
/// normalised values share, are in every error that is worked out of them.
///
/// A sum Σ cᵢ Fᵢ over normalised values changes with the measured point k by w(k): through the point itself, the line
/// before the edge, the polynomial behind it, and the edge step. E0 and the ranges count as exact.
struct NormalizationWeights {
  private let result: Normalization.Result
  private let energy: [Double]
  private let pre: Range<Int>
  private let post: Range<Int>
  private let line: PolynomialFit
  private let polynomial: PolynomialFit
  private let isStepGiven: Bool

  /// The weights of a normalisation of a spectrum with these energies.
  init(_ result: Normalization.Result, _ energy: [Double], isStepGiven: Bool) {
    self.result = result
    self.energy = energy
    self.isStepGiven = isStepGiven
    pre = NormalizationRanges.prePoints(result.pre1, result.pre2, energy, e0: result.e0)
    post = NormalizationRanges.postPoints(result.norm1, result.norm2, energy, e0: result.e0)
    line = PolynomialFit(energy, result.norm, in: pre, degree: result.npre)
    polynomial = PolynomialFit(energy, result.norm, in: post, degree: result.nnorm)
  }

  /// What each measured point has in Σ weights · values of this space.
  func carried(_ weights: [Double], _ space: WindowIntegral.Space) -> [Double] {
    guard space != .mu else { return weights }
    var total = weights
    subtract(throughLine(weights), from: &total)
    var behind = [Double](repeating: 0, count: weights.count)
    var count = 0.0
    if space == .flat {
      for i in result.edgeIndex..<weights.count {
        behind[i] = weights[i]
        count += weights[i]
      }
      subtract(throughPolynomial(behind), from: &total)
    }
    var edge = [Double](repeating: 0, count: weights.count)
    edge[result.edgeIndex] = 1
    let rise = throughPolynomial(edge)
    let values = space == .norm ? result.norm : result.flat
    let sum = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    // The step is the height of the polynomial without its sign.
    let share = count - (isStepGiven ? 0 : result.isFalling ? -sum : sum)
    for i in total.indices { total[i] = (total[i] + share * rise[i]) / result.edgeStep }
    return total
  }

  private func subtract(_ other: [Double], from total: inout [Double]) {
    for i in total.indices { total[i] -= other[i] }
  }

  /// What each point adds to Σ weights · line.
  private func throughLine(_ weights: [Double]) -> [Double] {
    var parts = [Double](repeating: 0, count: line.parameterCount)
    for i in weights.indices where weights[i] != 0 {
      let scale = weights[i] / NormalizationFit.power(energy[i], result.nvict)
      for (order, value) in line.orthonormals(at: energy[i]).enumerated() { parts[order] += scale * value }
    }
    var found = [Double](repeating: 0, count: weights.count)
    for k in pre {
      let scale = NormalizationFit.power(energy[k], result.nvict)
      found[k] = scale * zip(parts, line.orthonormals(at: energy[k])).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return found
  }

  /// What each point adds to Σ weights · polynomial, which is fitted to what the line leaves.
  private func throughPolynomial(_ weights: [Double]) -> [Double] {
    var parts = [Double](repeating: 0, count: polynomial.parameterCount)
    for i in weights.indices where weights[i] != 0 {
      for (order, value) in polynomial.orthonormals(at: energy[i]).enumerated() { parts[order] += weights[i] * value }
    }
    var found = [Double](repeating: 0, count: weights.count)
    for k in post { found[k] = zip(parts, polynomial.orthonormals(at: energy[k])).reduce(0) { $0 + $1.0 * $1.1 } }
    subtract(throughLine(found), from: &found)
    return found
  }
}
