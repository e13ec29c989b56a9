import Analysis

/// Linear combination fits of three standards.
extension Problem {
  private static let energies = Curves.grid(7100...7180, step: 0.5)
  private static let noise = 0.005
  private static let standards: [[Double]] = [(7112.0, 1.6, 0.1), (7118, 2, 0.9), (7115, 2.4, 0.4)]
    .map { part in
      energies.map {
        Curves.arctan($0, 1, part.0, part.1) + Curves.gaussian($0, 3 * part.2, part.0 + 4, 1.8)
      }
    }
  private static let names = ["A", "B", "C"]

  static func mixtures() throws -> [Problem] {
    var problems: [Problem] = []
    for sum in [true, false] {
      for uncertainty in LinearCombination.Uncertainty.allCases {
        problems.append(try mixture(sumsToOne: sum, uncertainty))
      }
    }
    return problems + [try mixtureAtBound()]
  }

  private static func curves() throws -> [SampledCurve] {
    try zip(names, standards).map { try SampledCurve(name: $0, x: energies, y: $1) }
  }

  private static func unknown(_ truth: [Double], _ draws: inout Draws) throws -> SampledCurve {
    let y = energies.indices.map { i in
      truth.indices.reduce(0) { $0 + truth[$1] * standards[$1][i] } + noise * draws.normal()
    }
    return try SampledCurve(
      name: "unknown", x: energies, y: y, variance: energies.map { _ in noise * noise })
  }

  private static func mixture(sumsToOne: Bool, _ uncertainty: LinearCombination.Uncertainty) throws
    -> Problem
  {
    let truth = [0.2, 0.5, 0.3]
    let standards = try curves()
    var options = LinearCombination()
    options.sumsToOne = sumsToOne
    options.uncertainty = uncertainty
    let freedom = uncertainty == .fit ? Double(energies.count - (sumsToOne ? 2 : 3)) : .infinity
    let fixed = options
    let remark =
      uncertainty == .fit
      ? "Linear least squares with even noise, the noise from the scatter: exact."
      : "Linear least squares, weighted by a variance that is right: exact."
    return Problem(
      title:
        "LCF, \(sumsToOne ? "weights add up to one" : "free weights"), uncertainty=\(uncertainty.rawValue)",
      setup:
        "Three standards, weights 0.2, 0.5, 0.3, \(energies.count) points, noise 0.005 of the edge step.",
      rows: names.map { Row("weight of \($0)", freedom: freedom, remark) }
    ) { draws in
      var memory = LinearCombination.Memory()
      let result = try fixed.fit(unknown(truth, &draws), standards: standards, &memory)
      return zip(result.weights, truth).map { Statement($0.value, $0.standardError, truth: $1) }
    }
  }

  private static func mixtureAtBound() throws -> Problem {
    let truth = [0.6, 0.4, 0]
    let standards = try curves()
    var bounded = LinearCombination()
    bounded.bounds = 0...1
    let options = bounded
    return Problem(
      title: "LCF at a bound",
      setup:
        "The same with weights 0.6, 0.4, 0, fitted with minweight=0 and without bounds; weights add up to one.",
      rows: [
        Row(
          "weight of C, minweight=0, value ± error", .misleading,
          "In half of all experiments the weight is at 0 and no error is stated (counted as not covered); in the others it can only be "
            + "too large. Read it as an upper limit."),
        Row(
          "weight of C, without bounds, value ± error",
          "The fit without bounds is regular for a weight of 0 as for any other."),
        Row(
          "weight of C, that interval cut at 0", .cautious,
          "From max(0, w - z s) to max(0, w + z s) of the fit without bounds: for a true 0 the lower half is always covered, so this is "
            + "a one-sided limit of (1 + level)/2."),
        Row(
          "weight of B, minweight=0, value ± error", .misleading,
          "With C held at 0 the others share what C would have had with a minus sign: they are biased while C has been cut, although the "
            + "error is that of a fit without C."),
        Row("weight of B, without bounds", "Regular again."),
      ]
    ) { draws in
      let unknown = try unknown(truth, &draws)
      var memory = LinearCombination.Memory()
      let inside = try options.fit(unknown, standards: standards, &memory).weights
      let free = try LinearCombination().fit(unknown, standards: standards, &memory).weights
      let (value, error) = (free[2].value, free[2].standardError ?? .nan)
      return [
        Statement(inside[2].value, inside[2].standardError, truth: 0),
        Statement(value, error, truth: 0),
        Statement(holdsOne: value <= error, holdsTwo: value <= Levels.normal.two * error),
        Statement(inside[1].value, inside[1].standardError, truth: truth[1]),
        Statement(free[1].value, free[1].standardError, truth: truth[1]),
      ]
    }
  }
}
