/// The energy shift of an unknown against its standards.

/// Looks for the shift s for which the standards fit data(x + s) best. For each shift the weights are solved for, so that
/// the search has one variable (variable projection, Golub and Pereyra 1973): first on a grid, then between its points,
/// then by Gauss-Newton steps in all variables.
struct ShiftSearch {
  private let options: LinearCombination
  private let matrix: StandardsMatrix
  private let data: [Double]
  private let members: [Int]
  private let reduced: Matrix

  init(
    _ options: LinearCombination, _ matrix: StandardsMatrix, _ data: [Double], _ members: [Int], _ reduced: Matrix
  ) {
    self.options = options
    self.matrix = matrix
    self.data = data
    self.members = members
    self.reduced = reduced
  }

  func result() throws(AnalysisError) -> LinearCombination.Result {
    let steps = max(4, Int((options.reach / 0.25).rounded(.up)))
    let width = options.reach / Double(steps)
    // Solved once at 0, so that what is wrong with the standards is said.
    _ = try options.solve(matrix.projection(of: data), reduced)
    let trials = (-steps...steps).map { misfit(width * Double($0)) }
    let best = trials.indices.min { trials[$0] < trials[$1] } ?? steps
    guard best > 0, best < trials.count - 1 else {
      throw AnalysisError(
        "no energy shift within \(text(options.reach)) eV fits best: calibrate the energies first, or set vary_e0=false"
      )
    }
    let middle = Double(best - steps) * width
    var shift = GoldenSection.minimum(of: misfit, in: middle - width...middle + width)
    var least = misfit(shift)
    var variance: Double?
    for _ in 0..<8 {
      let step = try step(at: shift)
      variance = step.variance
      let next = shift + step.change
      let value = misfit(next)
      guard value < least, abs(step.change) > 1e-12 else { break }
      (shift, least) = (next, value)
    }
    let shifted = LinearCombination.shifted(data, matrix.x, by: shift)
    let solution = try options.solve(matrix.projection(of: shifted), reduced)
    return try options.result(
      covering(solution, slope(at: shift)), data, matrix, members, shift: (shift, shifted, variance))
  }

  private func misfit(_ shift: Double) -> Double {
    let shifted = LinearCombination.shifted(data, matrix.x, by: shift)
    guard let solution = try? options.solve(matrix.projection(of: shifted), reduced) else { return .infinity }
    return matrix.chiSquare(shifted, mixture(solution))
  }

  private func mixture(_ solution: BoundedLeastSquares) -> [Double] {
    var amounts = [Double](repeating: 0, count: matrix.columns.count)
    for (member, weight) in zip(members, solution.solution) { amounts[member] = weight }
    return matrix.mixture(amounts)
  }

  /// The change of the shifted data with the shift.
  private func slope(at shift: Double) -> [Double] {
    let probe = 1e-3
    let ahead = LinearCombination.shifted(data, matrix.x, by: shift + probe)
    let behind = LinearCombination.shifted(data, matrix.x, by: shift - probe)
    return zip(ahead, behind).map { ($0 - $1) / (2 * probe) }
  }
}

extension ShiftSearch {
  /// The step of Gauss and Newton from the best weights at `shift`, and the share of the shift's variance.
  private func step(at shift: Double) throws(AnalysisError) -> (change: Double, variance: Double?) {
    let shifted = LinearCombination.shifted(data, matrix.x, by: shift)
    let solution = try options.solve(matrix.projection(of: shifted), reduced)
    let residual = zip(shifted, mixture(solution)).map { $0 - $1 }
    let slope = slope(at: shift)
    let across = remainder(of: slope, solution)
    let weights = matrix.weights ?? slope.map { _ in 1 }
    var (product, square) = (0.0, 0.0)
    for i in across.indices {
      product += across[i] * residual[i] * weights[i]
      square += across[i] * across[i]
    }
    guard square > 0 else { return (0, nil) }
    return (-product / square, 1 / square)
  }

  /// What of the slope no change of the free weights can do.
  private func remainder(of slope: [Double], _ solution: BoundedLeastSquares) -> [Double] {
    let change = amounts(for: slope, solution)
    let mixture = matrix.mixture(change)
    let weights = matrix.weights
    return slope.indices.map { (slope[$0] - mixture[$0]) * (weights?[$0] ?? 1) }
  }

  /// The change of the weights, of those that are free, that follows `slope` best: inverse · (standards · slope).
  private func amounts(for slope: [Double], _ solution: BoundedLeastSquares) -> [Double] {
    let product = reduced.transposed * matrix.projection(of: slope)
    let change = solution.inverse * product
    var amounts = [Double](repeating: 0, count: matrix.columns.count)
    for (member, value) in zip(members, change) { amounts[member] = value }
    return amounts
  }

  /// The weights with errors that the shift's adds to.
  private func covering(_ solution: BoundedLeastSquares, _ slope: [Double]) -> BoundedLeastSquares {
    let across = remainder(of: slope, solution)
    let square = across.reduce(0) { $0 + $1 * $1 }
    guard square > 0 else { return solution }
    let change = amounts(for: slope, solution)
    var result = solution
    result.widen(by: members.map { change[$0] }, over: square)
    return result
  }
}
