/// Principal components of a series of spectra.
import Glibc

/// What the spectra of a series have in common, in order of importance.
///
/// `standard` is what Larch's `pca_train` does: the mean spectrum is taken away, then from each difference its own mean, and
/// each is divided by its standard deviation; the components are eigenvectors of the covariance. `none` takes the spectra as they
/// are, about the origin, so that what components span are mixtures of the spectra: for target transforms.
public struct PrincipalComponents: Sendable {
  /// What is done to the spectra first.
  public enum Scaling: String, Sendable, CaseIterable {
    case standard
    case none
  }

  public let scaling: Scaling
  /// The energies.
  public let x: [Double]
  public let names: [String]
  /// The mean spectrum; zeros without scaling.
  public let mean: [Double]
  /// In falling order, one for each spectrum; they add up to the number of energies when scaled, else to the sum of squares.
  public let eigenvalues: [Double]
  /// Spectra of unit length, at right angles to each other, as many as are not nothing.
  public let components: [[Double]]
  /// How much of each component each scaled spectrum has: a list for each spectrum.
  public let scores: [[Double]]
  /// The spectra less one when the mean is taken away: the most components there can be.
  public let rank: Int

  /// The components of these spectra. Throws when fewer than three are given, or one of them is constant after scaling.
  public init(_ spectra: SpectraMatrix, scaling: Scaling = .standard) throws(AnalysisError) {
    guard spectra.count >= 3 else {
      throw AnalysisError("\(spectra.count) spectra are too few for components: it takes 3")
    }
    self.scaling = scaling
    x = spectra.x
    names = spectra.names
    var rows = spectra.rows
    mean = scaling == .none ? x.map { _ in 0 } : try Self.scale(&rows, names)
    let parts = try SingularValues(rows)
    let share = scaling == .standard ? 1 / Double(rows.rows) : 1
    eigenvalues = parts.values.map { $0 * $0 * share }
    rank = scaling == .standard ? rows.rows - 1 : rows.rows
    let largest = parts.values.first ?? 0
    let kept = parts.values.prefix(rank).prefix { $0 > 1e-12 * largest }.count
    // The sign that makes the largest value positive, so that results do not depend on the machine.
    let signs = (0..<kept).map { k in
      let column = parts.v.column(k)
      return (column.max { abs($0) < abs($1) } ?? 1) < 0 ? -1.0 : 1
    }
    components = (0..<kept).map { k in parts.v.column(k).map { signs[k] * $0 } }
    scores = (0..<rows.rows).map { i in (0..<kept).map { signs[$0] * parts.u[i, $0] * parts.values[$0] } }
  }

  /// Takes mean and deviation out of the rows and gives the mean spectrum.
  private static func scale(_ rows: inout Matrix, _ names: [String]) throws(AnalysisError) -> [Double] {
    let size = rows.values.reduce(0) { max($0, abs($1)) }
    var mean = [Double](repeating: 0, count: rows.columns)
    for i in 0..<rows.rows {
      for j in mean.indices { mean[j] += rows[i, j] / Double(rows.rows) }
    }
    for i in 0..<rows.rows {
      let difference = zip(rows.row(i), mean).map { $0 - $1 }
      let level = difference.reduce(0, +) / Double(difference.count)
      let square = difference.reduce(0) { $0 + ($1 - level) * ($1 - level) } / Double(difference.count)
      guard square.squareRoot() > 1e-12 * size else {
        throw AnalysisError(
          "\(names[i]) does not differ from the mean of all spectra but by a constant: leave it out, or set scaling=none"
        )
      }
      for j in mean.indices { rows[i, j] = (difference[j] - level) / square.squareRoot() }
    }
    return mean
  }

  /// Each eigenvalue's share of their sum.
  public var variances: [Double] {
    let sum = eigenvalues.reduce(0, +)
    return eigenvalues.map { $0 / sum }
  }
}
