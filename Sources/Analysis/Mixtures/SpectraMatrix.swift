/// Spectra of a series on common points.

/// A row for each spectrum, a column for each energy.
public struct SpectraMatrix: Sendable {
  /// In the unit of the curves, strictly increasing.
  public let x: [Double]
  public let names: [String]
  let rows: Matrix
  /// The range that was used when not all curves reach over the one that was asked for.
  public let trimmed: ClosedRange<Double>?

  /// Brings curves to the points of the first one in `range` that all reach, by not-a-knot cubics. Throws when there are
  /// fewer than `least` curves, or fewer points than curves.
  public init(_ curves: [SampledCurve], range: ClosedRange<Double>? = nil, least: Int = 2) throws(AnalysisError) {
    guard let first = curves.first, curves.count >= least else {
      throw AnalysisError("\(curves.count) spectra are too few: it takes \(least)")
    }
    let asked = first.indices(in: range)
    let slack = 1e-9 * max(abs(first.x[0]), abs(first.range.upperBound))
    let low = curves.map(\.range.lowerBound).max() ?? 0
    let high = curves.map(\.range.upperBound).min() ?? 0
    let x = asked.map { first.x[$0] }.filter { $0 >= low - slack && $0 <= high + slack }
    guard x.count >= max(4, curves.count) else {
      throw AnalysisError(
        "\(x.count) points lie in the range that all spectra reach (\(text(low)) to \(text(high))), and \(curves.count) "
          + "spectra take more: widen xmin and xmax, or leave the shortest out")
    }
    self.x = x
    names = curves.map(\.name)
    rows = Matrix(rows: curves.count, columns: x.count, curves.flatMap { $0.values(at: x) })
    trimmed = x.count < asked.count ? x[0]...x[x.count - 1] : nil
  }

  /// The number of spectra.
  public var count: Int { rows.rows }

  /// The values of a spectrum.
  public subscript(spectrum: Int) -> [Double] { Array(rows.row(spectrum)) }
}
