import Analysis

/// Peaks of counts.
extension Problem {
  static func counts() throws -> [Problem] {
    [
      counts("many counts", background: 10_000, height: 10_000),
      counts("few counts", background: 5, height: 10),
    ]
  }

  private static let variables = ["p1_amplitude", "p1_center", "p1_sigma", "baseline_c"]

  private static func counts(_ title: String, background: Double, height: Double) -> Problem {
    let x = Curves.grid(0...20, step: 0.2)
    let area = height * 1.5 * 2.506_628_274_631_000_5
    let means = x.map { background + Curves.gaussian($0, area, 10, 1.5) }
    let truth = [area, 10, 1.5, background]
    let model = PeakModel(
      peaks: [
        PeakComponent("p1", .gaussian, ["center": .init(value: 10.2), "sigma": .init(value: 1.3)])
      ],
      baseline: [PeakComponent("baseline", .constant)])
    let measured = variables.map { name in
      Row(
        "\(name), weights from the counts", .misleading,
        "Points that are low by chance weigh more: curves come out about one count low at every point."
      )
    }
    let even = variables.map { name in
      Row(
        "\(name), even weights, errors from the scatter", .misleading,
        "The values are right on the average, but the noise is not the same at the peak and beside it, which the errors take for granted."
      )
    }
    let likely = variables.map { name in
      // Nothing is linear in a width from few counts.
      let isCurved = height < 100 && name == "p1_sigma"
      return Row(
        "\(name), `fitCounts`", isCurved ? .misleading : .regular,
        isCurved
          ? "Most likely as well, but the curve is no longer straight in the width within its error: widths that come out small have small errors, too."
          : "Weights from the fitted curve, in rounds: the most likely model.")
    }
    return Problem(
      title: "Counts: \(title)",
      setup:
        "A Gaussian of height \(Int(height)) and sigma 1.5 on a constant of \(Int(background)), \(x.count) points of Poisson's counts.",
      rows: measured + even + likely
    ) { draws in
      let y = means.map { draws.counts(mean: $0) }
      let curve = try SampledCurve(name: "counts", x: x, y: y, variance: y.map { max(1, $0) })
      let fit = PeakFit(model)
      let results = [
        try fit.fit(curve), try PeakFit(model, usesVariance: false).fit(curve),
        try fit.fitCounts(curve),
      ]
      return results.flatMap { result in
        zip(variables, truth).map { name, value in
          let estimate = result.estimates[name]
          return Statement(estimate?.value ?? .nan, estimate?.standardError, truth: value)
        }
      }
    }
  }
}
