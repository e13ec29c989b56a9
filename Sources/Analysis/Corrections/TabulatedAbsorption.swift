/// Normalisation to tabulated absorption.
public import Datasets
import Glibc

/// Lays a spectrum over the tabulated f'' of its element before and behind the edge, by linear least squares: MBACK (Weng,
/// Waldo and Penner-Hahn, J. Synchrotron Rad. 12, 506, 2005) without its error function, and the simpler form that Larch
/// calls `mback_norm`.
public struct TabulatedAbsorption: Sendable, Hashable {
  /// The two forms.
  public enum Form: String, Sendable, CaseIterable {
    /// s·mu = f'' + a polynomial of `order` in E - E0; each region weighs as much as the other.
    case mback
    /// mu less its pre-edge line = scale·(f'' + offset + slope·E); weights rise from 0.1 to 1 behind the edge.
    case simple = "mback_norm"
  }

  public var form: Form
  /// Of the polynomial, 0 to 6.
  public var order: Int
  /// Of the regions, for `mback` without a value -50 and 100 for `pre2` and `norm1`; for the simple form as `normalize`
  /// has them.
  public var normalization: Normalization

  /// A normalisation.
  public init(_ form: Form = .mback, order: Int = 3, _ normalization: Normalization = Normalization()) {
    self.form = form
    self.order = order
    self.normalization = normalization
  }

  /// What came of it.
  public struct Result: Sendable {
    /// In eV, a measured energy for `mback`.
    public var e0: Double
    /// Of the signal, in its unit.
    public var edgeStep: Double
    /// With a unit edge step.
    public var norm: [Double]
    /// The signal on the scale of f'' for `mback`; f'' on the scale of the signal for the simple form.
    public var matched: [Double]
    /// s, or the scale.
    public var scale: Double
    /// Of the polynomial, or offset and slope.
    public var coefficients: [Double]
  }

  /// Normalises a spectrum with f'' at its energies. Throws when a region has too few points.
  public func apply(to spectrum: Spectrum, f2: [Double]) throws(AnalysisError) -> Result {
    assert(f2.count == spectrum.count)
    guard (0...6).contains(order) else { throw AnalysisError("order=\(order) is not between 0 and 6") }
    return form == .mback ? try mback(spectrum, f2) : try simple(spectrum, f2)
  }

  private func mback(_ spectrum: Spectrum, _ f2: [Double]) throws(AnalysisError) -> Result {
    let energy = spectrum.energy
    let places = Places(energy)
    let edge = places.nearest(normalization.e0 ?? EdgeEnergy.derivative(spectrum))
    let e0 = energy[edge]
    let (low, high) = (energy[0] - e0, energy[energy.count - 1] - e0)
    let pre1 = max(normalization.pre1 ?? low, low)
    let norm2 = min(normalization.norm2.flatMap { $0 < 0 ? nil : $0 } ?? high, high)
    let pre = places.floor(pre1 + e0)...max(places.floor(pre1 + e0), places.nearest((normalization.pre2 ?? -50) + e0))
    let first = places.nearest((normalization.norm1 ?? 100) + e0)
    let post = first...max(first, places.floor(norm2 + e0))
    guard pre.count >= 2, post.count >= 2, pre.upperBound < edge, post.lowerBound > edge,
      pre.count + post.count > order + 2
    else {
      throw AnalysisError(
        "there are \(pre.count) points before and \(post.count) behind the edge at \(text(e0)) eV in the ranges of MBACK: "
          + "too few for a polynomial of degree \(order)")
    }
    var rows: [Double] = []
    var right: [Double] = []
    for region in [pre, post] {
      let weight = 1 / Double(region.count).squareRoot()
      for i in region {
        rows.append(weight * spectrum.values[i])
        rows += powers(energy[i] - e0).map { -weight * $0 }
        right.append(weight * f2[i])
      }
    }
    let fit = try LinearLeastSquares.solution(Matrix(rows: right.count, columns: order + 2, rows), right)
    let scale = fit[0]
    let coefficients = Array(fit[1...])
    let shift = energy.map { zip(coefficients, powers($0 - e0)).reduce(0) { $0 + $1.0 * $1.1 } }
    let base = try normalized(
      spectrum, zip(f2, shift).map { $0 + $1 }, e0: e0, pre1, normalization.pre2 ?? -50,
      normalization.norm1 ?? 100, norm2)
    return Result(
      e0: e0, edgeStep: base.edgeStep / scale,
      norm: spectrum.values.indices.map { (scale * spectrum.values[$0] - base.preEdge[$0]) / base.edgeStep },
      matched: spectrum.values.indices.map { scale * spectrum.values[$0] - shift[$0] }, scale: scale,
      coefficients: coefficients)
  }

  private func powers(_ energy: Double) -> [Double] {
    var result = [1.0]
    for i in 0..<order { result.append(result[i] * energy) }
    return result
  }

  private func normalized(
    _ spectrum: Spectrum, _ values: [Double], e0: Double, _ pre1: Double, _ pre2: Double, _ norm1: Double,
    _ norm2: Double
  ) throws(AnalysisError) -> Normalization.Result {
    var options = Normalization()
    options.e0 = e0
    (options.pre1, options.pre2, options.norm1, options.norm2) = (pre1, pre2, norm1, norm2)
    options.nnorm = 2
    return try options.apply(toValues: values, of: spectrum)
  }

  private func simple(_ spectrum: Spectrum, _ f2: [Double]) throws(AnalysisError) -> Result {
    let plain = try normalization.apply(to: spectrum)
    let energy = spectrum.energy
    let places = Places(energy)
    let lifted = zip(spectrum.values, plain.preEdge).map { $0 - $1 }
    let pre = 0..<places.floor(plain.e0 + plain.pre2)
    let post = places.floor(plain.e0 + plain.norm1)..<places.floor(plain.e0 + plain.norm2) + 1
    var rows: [Double] = []
    var right: [Double] = []
    for i in Array(pre) + Array(post) {
      let share = post.count > 1 ? Double(i - post.lowerBound) / Double(post.count - 1) : 1
      let weight = i < post.lowerBound ? 1 : 0.1 + 0.9 * share
      rows += [weight * f2[i], weight, weight * (energy[i] - plain.e0)]
      right.append(weight * lifted[i])
    }
    guard right.count > 3 else { throw AnalysisError("there are too few points outside the edge to match f''") }
    let fit = try LinearLeastSquares.solution(Matrix(rows: right.count, columns: 3, rows), right)
    let scale = fit[0]
    let model = energy.indices.map { scale * f2[$0] + fit[1] + fit[2] * (energy[$0] - plain.e0) }
    var options = Normalization()
    options.e0 = plain.e0
    (options.pre1, options.pre2, options.norm1, options.norm2) = (plain.pre1, plain.pre2, plain.norm1, plain.norm2)
    (options.nnorm, options.nvict) = (plain.nnorm, plain.nvict)
    let step = try options.apply(toValues: model, of: spectrum).edgeStep
    let slope = fit[2] / scale
    return Result(
      e0: plain.e0, edgeStep: step, norm: lifted.map { $0 / step },
      matched: zip(model, plain.preEdge).map { $0 + $1 }, scale: scale,
      coefficients: [fit[1] / scale - slope * plain.e0, slope])
  }
}

extension LinearLeastSquares {
  /// The solution, for columns brought to length 1 before, so that powers of energies keep their digits.
  fileprivate static func solution(_ matrix: Matrix, _ right: [Double]) throws(AnalysisError) -> [Double] {
    let lengths = (0..<matrix.columns).map { column in
      (0..<matrix.rows).reduce(0) { $0 + matrix[$1, column] * matrix[$1, column] }.squareRoot()
    }
    guard lengths.allSatisfy({ $0 > 0 }) else { throw AnalysisError("the signal is 0 where it has to match f''") }
    var scaled = matrix
    for i in scaled.values.indices { scaled.values[i] /= lengths[i % matrix.columns] }
    return try zip(LinearLeastSquares(scaled, right).solution, lengths).map { $0 / $1 }
  }
}
