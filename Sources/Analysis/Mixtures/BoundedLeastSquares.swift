/// Least squares of few weights with bounds and perhaps a given sum.

/// Makes |M w - b| smallest under lower ≤ w ≤ upper and, if asked, Σw = total: the primal active-set method (Nocedal and
/// Wright, Numerical Optimization, ch. 16.5) on problems of a few unknowns, each step an orthogonal solution.
struct BoundedLeastSquares {
  /// Where a weight ended.
  enum Place: Sendable, Hashable {
    case free
    case lower
    case upper
  }

  private(set) var solution: [Double]
  private(set) var places: [Place]
  /// Times the variance of the points the covariance of the weights; those at a bound have none.
  private(set) var inverse: Matrix

  private let matrix: Matrix
  private let target: [Double]
  private let lower: Double
  private let upper: Double
  private let total: Double?

  /// Solves the problem; without bounds these are infinite. Throws when the columns do not determine the weights, or no
  /// weights between the bounds have the sum.
  init(
    _ matrix: Matrix, _ target: [Double], bounds: ClosedRange<Double>? = nil, total: Double? = nil
  ) throws(AnalysisError) {
    let count = matrix.columns
    self.matrix = matrix
    self.target = target
    self.total = total
    lower = bounds?.lowerBound ?? -.infinity
    upper = bounds?.upperBound ?? .infinity
    solution = [Double](repeating: 0, count: count)
    places = [Place](repeating: .free, count: count)
    inverse = Matrix(rows: count, columns: count)
    if let total, lower * Double(count) > total || upper * Double(count) < total {
      throw AnalysisError("\(count) weights between \(text(lower)) and \(text(upper)) do not add up to \(text(total))")
    }
    try solveFree()
    guard let bounds, !solution.allSatisfy(bounds.contains) else { return }
    try descend()
  }

  /// Adds changeᵀ·change / square to the inverse: what another variable, which moves the weights by `change`, is worth.
  mutating func widen(by change: [Double], over square: Double) {
    for i in change.indices {
      for j in change.indices { inverse[i, j] += change[i] * change[j] / square }
    }
  }

  // MARK: Bounds

  private mutating func descend() throws(AnalysisError) {
    start()
    for _ in 0..<50 * (matrix.columns + 1) {
      let before = solution
      if places.contains(.free) { try solveFree() }
      guard advance(from: before) else { continue }
      guard release() else {
        if !places.contains(.free) { inverse = Matrix(rows: matrix.columns, columns: matrix.columns) }
        return
      }
    }
    throw AnalysisError("the weights between their bounds were not found: some standards are alike, leave one out")
  }

  /// Weights between the bounds with the right sum, near the free solution.
  private mutating func start() {
    solution = solution.map { min(upper, max(lower, $0)) }
    if let total {
      var missing = total - solution.reduce(0, +)
      for i in solution.indices {
        let change = missing > 0 ? min(missing, upper - solution[i]) : max(missing, lower - solution[i])
        solution[i] += change
        missing -= change
      }
    }
    settle()
  }

  /// Marks what is at a bound.
  private mutating func settle() {
    for i in solution.indices {
      solution[i] = min(upper, max(lower, solution[i]))
      places[i] = solution[i] <= lower ? .lower : solution[i] >= upper ? .upper : .free
    }
  }

  /// Goes from `before` towards the solution as far as the bounds let it; true when it got there.
  private mutating func advance(from before: [Double]) -> Bool {
    var share = 1.0
    var blocking: Int?
    for i in solution.indices where places[i] == .free {
      let change = solution[i] - before[i]
      let limit = change > 0 ? upper : lower
      guard change != 0, change > 0 ? solution[i] > upper : solution[i] < lower else { continue }
      let part = max(0, (limit - before[i]) / change)
      if part < share || blocking == nil { (share, blocking) = (min(share, part), i) }
    }
    guard let blocking else { return true }
    let isRising = solution[blocking] > before[blocking]
    for i in solution.indices where places[i] == .free {
      solution[i] = min(upper, max(lower, before[i] + share * (solution[i] - before[i])))
    }
    solution[blocking] = isRising ? upper : lower
    places[blocking] = isRising ? .upper : .lower
    return false
  }

  /// Frees the weight that the sum of squares wants most to leave its bound; false when none does.
  private mutating func release() -> Bool {
    let residual = zip(matrix * solution, target).map { $0 - $1 }
    let slope = matrix.columns == 0 ? [] : matrix.transposed * residual
    let size = slope.reduce(1e-300) { max($0, abs($1)) }
    let tolerance = 1e-10 * max(size, 1e-6 * target.reduce(0) { $0 + $1 * $1 })
    func best(_ place: Place) -> Int? {
      let found = places.indices.filter { places[$0] == place }
      return place == .lower ? found.min { slope[$0] < slope[$1] } : found.max { slope[$0] < slope[$1] }
    }
    let low = best(.lower)
    let high = best(.upper)
    let free = places.indices.filter { places[$0] == .free }
    if total != nil, free.isEmpty {
      guard let low, let high, slope[low] < slope[high] - tolerance else { return false }
      places[low] = .free
      places[high] = .free
      return true
    }
    let level = total == nil ? 0 : free.reduce(0) { $0 + slope[$1] } / Double(free.count)
    let gains = [low.map { ($0, level - slope[$0]) }, high.map { ($0, slope[$0] - level) }].compactMap { $0 }
    guard let most = gains.max(by: { $0.1 < $1.1 }), most.1 > tolerance else { return false }
    places[most.0] = .free
    return true
  }

  // MARK: Without bounds

  /// Solves for the free weights, the others as they are.
  private mutating func solveFree() throws(AnalysisError) {
    let free = places.indices.filter { places[$0] == .free }
    let fixed = places.indices.filter { places[$0] != .free }
    var right = target
    for column in fixed where solution[column] != 0 {
      for row in right.indices { right[row] -= matrix[row, column] * solution[column] }
    }
    guard let total else { return try solve(free, right, carrying: nil) }
    guard let last = free.last else { return }
    let rest = total - fixed.reduce(0) { $0 + solution[$1] }
    for row in right.indices { right[row] -= rest * matrix[row, last] }
    solution[last] = rest
    try solve(Array(free.dropLast()), right, carrying: last)
  }

  /// Solves for weights; what they add up to is taken from the weight `last`.
  private mutating func solve(_ free: [Int], _ right: [Double], carrying last: Int?) throws(AnalysisError) {
    inverse = Matrix(rows: matrix.columns, columns: matrix.columns)
    guard !free.isEmpty else { return }
    var part = Matrix(rows: matrix.rows, columns: free.count)
    for row in 0..<matrix.rows {
      let shared = last.map { matrix[row, $0] } ?? 0
      for (k, column) in free.enumerated() { part[row, k] = matrix[row, column] - shared }
    }
    let found = try LinearLeastSquares(part, right)
    for (k, column) in free.enumerated() {
      solution[column] = found.solution[k]
      for (j, other) in free.enumerated() { inverse[column, other] = found.inverse[k, j] }
    }
    guard let last else { return }
    solution[last] -= found.solution.reduce(0, +)
    for (k, column) in free.enumerated() {
      let sum = found.inverse.row(k).reduce(0, +)
      inverse[column, last] = -sum
      inverse[last, column] = -sum
    }
    inverse[last, last] = found.inverse.values.reduce(0, +)
  }
}
