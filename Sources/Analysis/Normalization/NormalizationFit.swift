/// The two fits of a normalisation.
import Glibc

/// The curves before and behind an edge, for ranges that are settled.
struct NormalizationFit {
  private let mu: [Double]
  private let energy: [Double]
  private let ranges: NormalizationRanges
  private let edge: Int
  private let line: PolynomialFit
  private let polynomial: PolynomialFit
  private let preEdge: [Double]
  /// The polynomial alone at every energy.
  private let rise: [Double]

  init(_ mu: [Double], _ energy: [Double], _ ranges: NormalizationRanges, edge: Int) {
    self.mu = mu
    self.energy = energy
    self.ranges = ranges
    self.edge = edge
    var weighted = mu
    if ranges.nvict != 0 {
      for i in ranges.pre { weighted[i] *= Self.power(energy[i], ranges.nvict) }
    }
    line = PolynomialFit(energy, weighted, in: ranges.pre, degree: ranges.npre)
    var preEdge = line.values(at: energy)
    if ranges.nvict != 0 {
      for i in preEdge.indices { preEdge[i] /= Self.power(energy[i], ranges.nvict) }
    }
    for i in weighted.indices { weighted[i] = mu[i] - preEdge[i] }
    polynomial = PolynomialFit(energy, weighted, in: ranges.post, degree: ranges.nnorm)
    rise = polynomial.values(at: energy)
    self.preEdge = preEdge
  }

  func result(e0: Double, givenStep: Double?) throws(AnalysisError) -> Normalization.Result {
    let signedStep = givenStep ?? rise[edge]
    let step = abs(signedStep)
    let size = mu.reduce(0) { max($0, abs($1)) }
    guard step > 1e-12 * max(size, 1e-300), step.isFinite else {
      throw AnalysisError(
        "the edge step at \(text(e0)) eV is 0: the curves before and behind the edge meet there; choose another signal "
          + "with signal=, or other ranges")
    }
    let base = rise[edge] / step
    var norm = [Double](repeating: 0, count: mu.count)
    for i in norm.indices { norm[i] = (mu[i] - preEdge[i]) / step }
    var flat = norm
    for i in edge..<norm.count { flat[i] += base - rise[i] / step }
    var postEdge = preEdge
    for i in postEdge.indices { postEdge[i] += rise[i] }
    let coefficients = line.coefficients
    return Normalization.Result(
      e0: e0, edgeIndex: edge, edgeStep: step, edgeStepError: givenStep == nil ? stepError : nil,
      isFalling: rise[edge] < 0, pre1: ranges.pre1, pre2: ranges.pre2, norm1: ranges.norm1, norm2: ranges.norm2,
      npre: ranges.npre, nnorm: ranges.nnorm, nvict: ranges.nvict, preOffset: coefficients[0],
      preSlope: coefficients.count > 1 ? coefficients[1] : 0, normCoefficients: polynomial.coefficients,
      preEdge: preEdge, postEdge: postEdge, norm: norm, flat: flat, slope: Gradient.ratio(energy, norm))
  }

  /// The standard error of the step: the scatter of each fit, carried to the edge; the line's also through the
  /// polynomial, which is fitted to what the line leaves.
  private var stepError: Double? {
    let preFreedom = ranges.pre.count - line.parameterCount
    let postFreedom = ranges.post.count - polynomial.parameterCount
    guard preFreedom > 0, postFreedom > 0 else { return nil }
    let place = energy[edge]
    let fromPost = polynomial.orthonormals(at: place).reduce(0) { $0 + $1 * $1 }
    let fromPre = carriedLine(to: place).reduce(0) { $0 + $1 * $1 }
    let variance =
      fromPost * polynomial.residual / Double(postFreedom) + fromPre * line.residual / Double(preFreedom)
    return variance.squareRoot()
  }

  /// What a unit of each orthonormal part of the line adds to the polynomial at `place`. A polynomial of no lower degree
  /// takes a plain line up as it is.
  private func carriedLine(to place: Double) -> [Double] {
    if ranges.nvict == 0, ranges.nnorm >= ranges.npre { return line.orthonormals(at: place) }
    return (0..<line.parameterCount).map { order in
      var shape = [Double](repeating: 0, count: energy.count)
      for i in ranges.post { shape[i] = line.orthonormals(at: energy[i])[order] / Self.power(energy[i], ranges.nvict) }
      return PolynomialFit(energy, shape, in: ranges.post, degree: ranges.nnorm).value(at: place)
    }
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= base }
    return result
  }
}
