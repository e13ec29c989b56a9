import Glibc

/// What many experiments say of the statements of one row.
public struct Tally: Sendable {
  public private(set) var count = 0
  /// How many stated an error.
  public private(set) var stated = 0
  private var sum = 0.0
  private var squares = 0.0
  private var one = 0
  private var two = 0

  /// Nothing yet.
  public init() {}

  public mutating func add(_ statement: Statement) {
    count += 1
    one += statement.holdsOne ? 1 : 0
    two += statement.holdsTwo ? 1 : 0
    guard let pull = statement.pull else { return }
    stated += 1
    sum += pull
    squares += pull * pull
  }

  /// The mean of the pulls.
  public var mean: Double { sum / Double(stated) }
  /// The standard deviation of the pulls about their mean.
  public var width: Double {
    ((squares - sum * sum / Double(stated)) / Double(stated - 1)).squareRoot()
  }
  /// The standard error of the mean.
  public var meanError: Double { width / Double(stated).squareRoot() }
  /// The shares of experiments whose interval held the truth.
  public var coverage: (one: Double, two: Double) {
    (Double(one) / Double(count), Double(two) / Double(count))
  }

  /// What the width of pulls is expected to be: of Student's distribution √(ν/(ν - 2)).
  public static func expectedWidth(freedom: Double) -> Double {
    freedom.isFinite ? (freedom / (freedom - 2)).squareRoot() : 1
  }

  /// Whether the mean is 0 and the width what it should be, within `slack` and four standard errors of a mean or width.
  public func isRegular(freedom: Double, slack: Double) -> Bool {
    let ratio = width / Self.expectedWidth(freedom: freedom)
    return abs(mean) <= 4 * meanError && abs(ratio - 1) <= slack
  }

  /// How many binomial standard errors the coverages lie above what they should be.
  public var excess: (one: Double, two: Double) {
    func excess(_ share: Double, _ level: Double) -> Double {
      (share - level) / (level * (1 - level) / Double(count)).squareRoot()
    }
    return (excess(coverage.one, Levels.shares.one), excess(coverage.two, Levels.shares.two))
  }
}

extension Problem {
  /// Runs so many experiments, the same ones for the same seed.
  public func run(_ count: Int, seed: UInt64) throws -> [Tally] {
    var draws = Draws(seed: seed)
    var tallies = rows.map { _ in Tally() }
    for _ in 0..<count {
      for (row, statement) in try experiment(&draws).enumerated() { tallies[row].add(statement) }
    }
    return tallies
  }

  /// All problems of the study.
  public static func all() throws -> [Problem] {
    try mixtures() + peaks() + [try ratio()] + counts() + edgeSteps() + edgeEnergies() + alignments() + paths()
  }
}
