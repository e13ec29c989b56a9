import ErrorBars

/// The page of the documentation.
struct Page {
  var count: Int
  var results: [(problem: Problem, tallies: [Tally])]

  var text: String {
    var lines = [introduction]
    for (problem, tallies) in results {
      lines.append("## \(problem.title)\n\n\(problem.setup)\n")
      lines.append(
        "| what is stated | mean pull | width | 68.3 % | 95 % | verdict | why |\n|---|---|---|---|---|---|---|"
      )
      for (row, tally) in zip(problem.rows, tallies) { lines.append(line(row, tally)) }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private var introduction: String {
    """
    # Are the error bars true?

    Made by `make study` from `Examples/ErrorBarStudy`: \(count) simulated experiments for each problem, with fixed seeds, so that the page comes
    out the same on every machine. `Tests/AnalysisTests/ErrorBarTests.swift` runs a short version.

    A pull is the deviation from the truth over the stated standard error. Where the problem is regular, pulls have the mean 0 and the width 1; the mean
    stands here with four of its standard errors, the width is known to \(fixed(100 / (2 * Double(count)).squareRoot(), 1)) %. Where the noise is estimated from few points,
    pulls are Student's and the width is √(ν/(ν - 2)), which stands in brackets; coverage is then that of Student's quantiles. Coverage is the share of
    experiments whose interval holds the truth: value ± error at 68.3 %, ± 1.96 errors at 95 %.

    - *true*: mean 0 within four standard errors, width within 5 % of what it should be.
    - *covers*: coverage within four standard errors of what it should be; *covers more*: at least that.
    - *too large*, *too small*: the stated errors, by this factor. *biased*: the mean pull is not 0.

    """
  }

  private func line(_ row: Problem.Row, _ tally: Tally) -> String {
    let expected = Tally.expectedWidth(freedom: row.freedom)
    let hasPulls = tally.stated > 1
    let mean = hasPulls ? "\(fixed(tally.mean, 3)) ± \(fixed(4 * tally.meanError, 3))" : "–"
    let width =
      hasPulls ? fixed(tally.width, 3) + (expected > 1.01 ? " (\(fixed(expected, 3)))" : "") : "–"
    let coverage = tally.coverage
    let cells = [
      row.quantity, mean, width, fixed(100 * coverage.one, 1), fixed(100 * coverage.two, 1),
      verdict(row, tally, expected), row.remark,
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func verdict(_ row: Problem.Row, _ tally: Tally, _ expected: Double) -> String {
    let excess = tally.excess
    guard tally.stated > 1 else {
      if min(excess.one, excess.two) < -4 { return "covers too little" }
      return max(excess.one, excess.two) > 4 ? "covers more" : "covers"
    }
    if tally.isRegular(freedom: row.freedom, slack: 0.05) {
      return tally.stated == tally.count ? "true" : "true, where stated"
    }
    var words: [String] = []
    if abs(tally.mean) > 4 * tally.meanError { words.append("biased") }
    let ratio = tally.width / expected
    if ratio < 0.95 { words.append("too large by \(fixed(1 / ratio, 2))") }
    if ratio > 1.05 { words.append("too small by \(fixed(ratio, 2))") }
    if tally.stated < tally.count {
      words.append(
        "no error in \(fixed(100 - 100 * Double(tally.stated) / Double(tally.count), 0)) %")
    }
    return words.joined(separator: ", ")
  }

  /// With so many digits behind the point.
  private func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "–" }
    let scale = (0..<digits).reduce(1.0) { scale, _ in 10 * scale }
    let whole = Int((abs(value) * scale).rounded())
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let rest = String(whole % Int(scale))
    return "\(sign)\(whole / Int(scale))." + String(repeating: "0", count: digits - rest.count)
      + rest
  }
}
