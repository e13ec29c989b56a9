/// The spectra of the parts of a series of mixtures, without standards: MCR-ALS.
import Glibc

/// Multivariate curve resolution by alternating least squares (Tauler, Chemometrics and Intelligent Laboratory Systems 30,
/// 133, 1995): D = C S, solved for the amounts C and for the spectra S in turn, each under its constraints. It begins with
/// the spectra of the series that are least like each other and makes no random choice.
public struct CurveResolution: Sendable {
  /// The number of parts.
  public var count: Int
  /// The amounts of each spectrum add up to one.
  public var closure = true
  /// No value of a part's spectrum is negative; amounts never are.
  public var keepsSpectraPositive = true
  /// The relative change of the sum of squares at which it ends.
  public var tolerance = 1e-8
  public var largestIterationCount = 2000

  /// Parts under closure, with spectra that are not negative.
  public init(count: Int) { self.count = count }

  /// What came of it.
  public struct Result: Sendable {
    public var x: [Double]
    /// A list for each spectrum with the amount of each part.
    public var amounts: [[Double]]
    /// The spectrum of each part.
    public var spectra: [[Double]]
    /// The places of the spectra of the series that it began with.
    public var start: [Int]
    /// 100 √(Σ(D - CS)² / ΣD²), in per cent.
    public var lackOfFit: Double
    /// 100 (1 - Σ(D - CS)² / ΣD²), in per cent.
    public var explained: Double
    public var iterations: Int
    public var isConverged: Bool
    /// For each part how far its spectrum can change, as a share of its maximum, when another is mixed in while all amounts
    /// and spectra stay possible and the fit the same: 0 for a part that is determined. Exact for two parts, a lower bound for more.
    public var ambiguities: [Double]
  }

  /// Resolves a series. Throws when it has fewer spectra than parts, or parts turn out to be the same.
  public func apply(to spectra: SpectraMatrix) throws(AnalysisError) -> Result {
    guard count >= 2, count <= spectra.count else {
      throw AnalysisError("components=\(count) is not between 2 and the \(spectra.count) spectra of the series")
    }
    let data = spectra.rows
    let start = try PurestSpectra.places(in: data, count: count)
    var parts = start.map { Array(data.row($0)) }
    var amounts = Matrix(rows: data.rows, columns: count)
    let total = data.values.reduce(0) { $0 + $1 * $1 }
    var last = Double.infinity
    for iteration in 1...largestIterationCount {
      amounts = try self.amounts(data, parts, spectra.x)
      parts = try self.parts(data, amounts)
      let rest = residual(data, amounts, parts)
      let isConverged = abs(last - rest) <= tolerance * max(rest, 1e-14 * total)
      guard isConverged || iteration == largestIterationCount else {
        last = rest
        continue
      }
      let band = RotationalAmbiguity(
        amounts: amounts, parts: parts, noise: (rest / Double(data.values.count)).squareRoot())
      return Result(
        x: spectra.x, amounts: (0..<data.rows).map { Array(amounts.row($0)) }, spectra: parts, start: start,
        lackOfFit: 100 * (rest / total).squareRoot(), explained: 100 * (1 - rest / total), iterations: iteration,
        isConverged: isConverged, ambiguities: band.widths)
    }
    throw AnalysisError("no iteration was allowed")
  }

  private func amounts(_ data: Matrix, _ parts: [[Double]], _ x: [Double]) throws(AnalysisError) -> Matrix {
    let matrix = try StandardsMatrix(parts, at: x)
    guard matrix.conditionNumber < 1e8 else {
      throw AnalysisError("\(count) parts are too many: two of them become the same; ask for fewer with components=")
    }
    var result = Matrix(rows: data.rows, columns: count)
    for i in 0..<data.rows {
      let solution = try BoundedLeastSquares(
        matrix.reduced, matrix.projection(of: Array(data.row(i))), bounds: closure ? 0...1 : 0...Double.infinity,
        total: closure ? 1 : nil
      ).solution
      for k in 0..<count { result[i, k] = solution[k] }
    }
    return result
  }

  private func parts(_ data: Matrix, _ amounts: Matrix) throws(AnalysisError) -> [[Double]] {
    var parts = [[Double]](repeating: [Double](repeating: 0, count: data.columns), count: count)
    let products = amounts.transposed * data
    let solver = NonNegativeLeastSquares(amounts)
    let inverse = try LinearLeastSquares(amounts, [Double](repeating: 0, count: data.rows)).inverse
    for j in 0..<data.columns {
      let product = products.column(j)
      let values = keepsSpectraPositive ? solver.solution(product) : inverse * product
      for k in 0..<count { parts[k][j] = values[k] }
    }
    guard !closure else { return parts }
    // Without closure the size of a part means nothing: its largest value is 1.
    return parts.map { part in
      let largest = part.reduce(0) { max($0, abs($1)) }
      return largest > 0 ? part.map { $0 / largest } : part
    }
  }

  private func residual(_ data: Matrix, _ amounts: Matrix, _ parts: [[Double]]) -> Double {
    var sum = 0.0
    for i in 0..<data.rows {
      var rest = Array(data.row(i))
      for k in 0..<count {
        let amount = amounts[i, k]
        for j in rest.indices { rest[j] -= amount * parts[k][j] }
      }
      sum += rest.reduce(0) { $0 + $1 * $1 }
    }
    return sum
  }
}

/// The spectra of a series that are least like each other.
enum PurestSpectra {
  /// First the one farthest from the mean of all, then each time the one farthest from all that the chosen ones can make
  /// (successive projection; Araújo et al., Chemometrics and Intelligent Laboratory Systems 57, 65, 2001).
  static func places(in data: Matrix, count: Int) throws(AnalysisError) -> [Int] {
    var rest = (0..<data.rows).map { Array(data.row($0)) }
    let mean = (0..<data.columns).map { j in data.column(j).reduce(0, +) / Double(data.rows) }
    func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 } }
    let distances = rest.map { length(zip($0, mean).map { $0 - $1 }) }
    var chosen = [distances.indices.max { distances[$0] < distances[$1] } ?? 0]
    let origin = rest[chosen[0]]
    // Differences from the first, so that mixtures with sum one lie between the ends.
    rest = rest.map { zip($0, origin).map { $0 - $1 } }
    let size = rest.map(length).max() ?? 0
    while chosen.count < count {
      guard let next = rest.indices.max(by: { length(rest[$0]) < length(rest[$1]) }), length(rest[next]) > 1e-20 * size,
        !chosen.contains(next)
      else {
        throw AnalysisError("the series has fewer than \(count) different spectra: ask for fewer with components=")
      }
      chosen.append(next)
      let direction = rest[next]
      let square = length(direction)
      rest = rest.map { row in
        let share = zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 } / square
        return zip(row, direction).map { $0 - share * $1 }
      }
    }
    return chosen
  }
}
