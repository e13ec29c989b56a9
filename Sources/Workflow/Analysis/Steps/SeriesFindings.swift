/// What stands out in a series, in words.
import Analysis
import DataModel

enum SeriesFindings {
  /// What merging found, and whether the scans drift.
  static func report(_ result: Merge.Result, _ grid: CommonGrid, _ series: inout SpectrumSeries) {
    if grid.trimmedCount > 0 {
      series.report(
        Finding(
          AnalysisFinding.trimmed,
          "\(grid.trimmedCount) of \(grid.trimmedCount + grid.energy.count) energies are not in all scans; the result "
            + "reaches from \(text(grid.energy[0])) to \(text(grid.energy[grid.energy.count - 1])) eV"))
    }
    for (index, member) in result.members.enumerated() {
      if member.isOutlier {
        series.report(
          Finding(
            AnalysisFinding.outlier,
            "it is \(text(member.distance)) from the median of all scans, the others \(text(typical(result, but: index)))",
            at: series.members[index].place))
      }
      if let first = member.outlyingEnergies.first {
        let count = member.outlyingEnergies.count
        series.report(
          Finding(
            AnalysisFinding.glitch,
            "\(count) \(count == 1 ? "point stands" : "points stand") out, the first at \(text(first)) eV",
            at: series.members[index].place))
      }
    }
    do throws(AnalysisError) {
      let drift = try Drift().apply(to: grid)
      report(drift.scans, drift.edgeTrend, &series)
    } catch {
      series.report(
        Finding(AnalysisFinding.impossible, "drift was not looked for: \(error.description)", severity: .note))
    }
  }

  /// Scans that differ from the first by more than their noise, once it is sure and large enough to matter, and an edge
  /// that moves.
  static func report(_ scans: [Drift.Scan], _ trend: Drift.Trend?, _ series: inout SpectrumSeries) {
    let changed = scans.indices.filter { scans[$0].fromFirst.map(isChange) ?? false }
    if let first = changed.first, let last = changed.last, let change = scans[last].fromFirst {
      series.report(
        Finding(
          AnalysisFinding.drift,
          "\(changed.count) of \(scans.count) scans differ from the first by more than their noise, from scan \(first + 1) "
            + "on; scan \(last + 1) by \(text(change.rootMeanSquare)) (chi-square \(text(change.chiSquare ?? 0)) per point)",
          at: series.members[first].place))
    }
    if let trend, trend.standardError > 0, abs(trend.slope) > 5 * trend.standardError,
      abs(trend.slope) * Double(scans.count - 1) > 0.05
    {
      series.report(
        Finding(
          AnalysisFinding.edgeDrift,
          "the edge moves by \(text(trend.slope)) ± \(text(trend.standardError)) eV from scan to scan",
          at: series.members[0].place))
    }
  }

  static func isChange(_ change: Drift.Change) -> Bool {
    (change.significance ?? 0) > 5 && (change.chiSquare ?? 0) > 1.5
  }

  private static func typical(_ result: Merge.Result, but index: Int) -> Double {
    let others = result.members.enumerated().filter { $0.offset != index }.map(\.element.distance).sorted()
    return others.isEmpty ? 0 : others[others.count / 2]
  }

  private static func text(_ number: Double) -> String { DisplayNumber.significant(number, digits: 6) }
}
