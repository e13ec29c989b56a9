import ErrorBars
import Foundation
import Testing

/// The study of docs/error-bars.md with fewer experiments: bounds are those of normal and binomial theory for their number.
@Suite("Error bars") struct ErrorBarTests {
  private static let titles = ((try? Problem.all()) ?? []).map(\.title)

  @Test("all problems of the study are here")
  func problems() throws {
    #expect(try Problem.all().map(\.title) == Self.titles)
    #expect(Set(Self.titles).count == Self.titles.count && Self.titles.count >= 15)
  }

  @Test("what is stated holds as often as it says", arguments: titles)
  func statements(_ title: String) throws {
    let problem = try #require(try Problem.all().first { $0.title == title })
    let tallies = try problem.run(problem.shortCount, seed: 20)
    for (row, tally) in zip(problem.rows, tallies) {
      let excess = tally.excess
      let found: Comment = "\(row.quantity): \(tally.mean), \(tally.width), \(tally.coverage)"
      switch row.nature {
      case .regular:
        // The width of the pulls of `count` experiments is known to 1/√(2 count), for few degrees of freedom a little worse.
        let slack = 4 / (2 * Double(problem.shortCount)).squareRoot()
        #expect(tally.stated == problem.shortCount, found)
        #expect(
          tally.isRegular(freedom: row.freedom, slack: row.freedom < 30 ? 1.15 * slack : slack),
          found)
        #expect(abs(excess.one) < 4 && abs(excess.two) < 4, found)
      case .interval: #expect(abs(excess.one) < 4 && abs(excess.two) < 4, found)
      case .cautious: #expect(excess.one > -4 && excess.two > -4, found)
      case .misleading: break
      }
    }
  }

  @Test(
    "counts have the mean and the variance of Poisson's distribution",
    arguments: [0.7, 10, 35, 10_000])
  func counts(mean: Double) {
    var draws = Draws(seed: 4)
    let values = (0..<20_000).map { _ in draws.counts(mean: mean) }
    let count = Double(values.count)
    let found = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let skewness = values.reduce(0) { $0 + pow(($1 - mean) / mean.squareRoot(), 3) } / count
    #expect(values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    #expect(abs(found - mean) < 4 * (mean / count).squareRoot())
    // The variance of squares is 2 mean² + mean; that of cubes about 15 and what few counts add.
    #expect(abs(variance - mean) < 4 * ((2 * mean * mean + mean) / count).squareRoot())
    #expect(abs(skewness - 1 / mean.squareRoot()) < 4 * ((15 + 130 / mean) / count).squareRoot())
  }
}
