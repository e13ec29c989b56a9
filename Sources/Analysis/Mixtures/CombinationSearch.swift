/// Which standards an unknown needs: every combination of them.

/// Fits an unknown by every subset of the standards, best first.
public struct CombinationSearch: Sendable {
  /// How a subset fits.
  public struct Candidate: Sendable {
    /// The numbers of the standards of the subset.
    public var members: [Int]
    /// For every standard; those that are not in the subset have 0.
    public var fit: LinearCombination.Result
  }

  /// The numbers of standards in a subset.
  public var sizes: ClosedRange<Int>
  /// How many subsets are kept.
  public var kept = 16
  /// The most subsets that are tried.
  public static let limit = 20_000

  /// A search over subsets of these sizes.
  public init(sizes: ClosedRange<Int>) { self.sizes = sizes }

  /// The best subsets by reduced chi-square. Of subsets that come to the same standards above 0.0005 the first is kept,
  /// small ones before large ones, as Larch's `lincombo_fitall` has it: what a further standard improves by a weight
  /// below 0 does not count. Throws when there are too many, or none can be fitted.
  public func candidates(
    of unknown: SampledCurve, standards: [SampledCurve], _ options: LinearCombination,
    _ memory: inout LinearCombination.Memory
  ) throws(AnalysisError) -> [Candidate] {
    let window = try options.window(of: unknown, standards)
    let x = Array(unknown.x[window.points])
    let data = Array(unknown.y[window.points])
    let variance = unknown.variance.map { Array($0[window.points]) }
    let matrix = try options.matrix(standards, at: x, variance, &memory)
    var found: [Candidate] = []
    var seen: Set<[Int]> = []
    var reason: AnalysisError?
    for members in try subsets(of: standards.count) {
      do throws(AnalysisError) {
        let candidate = Candidate(members: members, fit: try options.fit(data, matrix, members: members))
        if seen.insert(members.filter { candidate.fit.weights[$0].value > 0.0005 }).inserted { found.append(candidate) }
      } catch {
        reason = error
      }
    }
    guard !found.isEmpty else { throw reason ?? AnalysisError("there is no combination of standards") }
    return Array(found.sorted { $0.fit.reducedChiSquare < $1.fit.reducedChiSquare }.prefix(kept))
  }

  private func subsets(of count: Int) throws(AnalysisError) -> [[Int]] {
    let total = sizes.reduce(0.0) { $0 + Self.binomial(count, $1) }
    guard total <= Double(Self.limit) else {
      throw AnalysisError(
        "\(count) standards have more than \(Self.limit) combinations of up to \(sizes.upperBound): allow fewer at a time"
      )
    }
    var result: [[Int]] = []
    for size in sizes where size <= count {
      var subset = Array(0..<size)
      while true {
        result.append(subset)
        guard let place = subset.indices.last(where: { subset[$0] < count - size + $0 }) else { break }
        subset[place] += 1
        for next in place + 1..<max(place + 1, size) { subset[next] = subset[next - 1] + 1 }
      }
    }
    return result
  }

  private static func binomial(_ n: Int, _ k: Int) -> Double {
    guard k <= n else { return 0 }
    return (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }
}
