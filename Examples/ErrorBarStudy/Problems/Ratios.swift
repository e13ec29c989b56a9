import Analysis

/// The ratio of two areas, of which the second is hardly there.
extension Problem {
  static func ratio() throws -> Problem {
    let x = Curves.grid(522...538, step: 0.1)
    let clean = x.map { Curves.gaussian($0, 0.6, 529, 0.6) + Curves.gaussian($0, 0.2, 531.5, 0.7) }
    let shape = PeakModel(
      peaks: [fixed("p1", 529, 0.6), fixed("p2", 531.5, 0.7)],
      baseline: [PeakComponent("baseline", .constant)])
    let noise = 0.11
    return Problem(
      title: "Ratio of two areas",
      setup:
        "Two Gaussians of known places and widths, areas 0.6 and 0.2; the smaller one is about four times its error.",
      rows: [
        Row(
          "area_1/area_2 ± error of first order", .misleading,
          "The ratio is skewed: it can be far too large, never as far too small, and where it is large by chance its error is large, too."
        ),
        Row(
          "Fieller's interval", .interval,
          "`RatioInterval`: the ratios for which area_1 - ratio · area_2 is compatible with 0. Exact for normal areas; in rare cases it has "
            + "no upper end, and says so."),
        Row(
          "percentiles of 400 simulated pairs", .cautious,
          "Drawn about the areas that were found, with their covariance: skewed the right way, and covers a little more than it says."
        ),
      ]
    ) { draws in
      let y = clean.map { $0 + noise * draws.normal() }
      let result = try PeakFit(shape).fit(SampledCurve(name: "spectrum", x: x, y: y))
      guard let a = result.estimates["p1_amplitude"], let b = result.estimates["p2_amplitude"],
        let sa = a.standardError, let sb = b.standardError
      else { throw AnalysisError("the fit of two peaks gave no errors") }
      let names: Set<String> = ["p1_amplitude", "p2_amplitude"]
      let correlation =
        result.correlations.first { Set([$0.first, $0.second]) == names }?.value ?? 0
      let pair = Pair(a: a.value, b: b.value, sa: sa, sb: sb, correlation: correlation)
      return [pair.firstOrder(3), pair.fieller(3), pair.percentiles(3, &draws)]
    }
  }

  private static func fixed(_ name: String, _ center: Double, _ sigma: Double) -> PeakComponent {
    func held(_ value: Double) -> PeakComponent.Start {
      var start = PeakComponent.Start(value: value)
      start.varies = false
      return start
    }
    return PeakComponent(
      name, .gaussian,
      ["center": held(center), "sigma": held(sigma), "amplitude": .init(value: 0.4)])
  }
}

/// Two correlated numbers and what can be said of their ratio.
private struct Pair {
  var a: Double
  var b: Double
  var sa: Double
  var sb: Double
  var correlation: Double

  func firstOrder(_ truth: Double) -> Statement {
    let ratio = a / b
    let variance = (sa * sa - 2 * ratio * correlation * sa * sb + ratio * ratio * sb * sb) / (b * b)
    return Statement(ratio, variance.squareRoot(), truth: truth)
  }

  func fieller(_ truth: Double) -> Statement {
    func holds(_ quantile: Double) -> Bool {
      RatioInterval(
        a, variance: sa * sa, over: b, denominatorVariance: sb * sb,
        covariance: correlation * sa * sb,
        quantile: quantile)?.contains(truth) ?? false
    }
    return Statement(holdsOne: holds(Levels.normal.one), holdsTwo: holds(Levels.normal.two))
  }

  func percentiles(_ truth: Double, _ draws: inout Draws) -> Statement {
    let rest = (1 - correlation * correlation).squareRoot()
    let count = 400
    let ratios = (0..<count).map { _ -> Double in
      let (first, second) = (draws.normal(), draws.normal())
      return (a + sa * first) / (b + sb * (correlation * first + rest * second))
    }
    let below = Double(ratios.count { $0 < truth }) / Double(count)
    func holds(_ share: Double) -> Bool { below >= (1 - share) / 2 && below <= (1 + share) / 2 }
    return Statement(holdsOne: holds(Levels.shares.one), holdsTwo: holds(Levels.shares.two))
  }
}
