/// `analyze drift`: what changes from scan to scan.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let drift: AnalysisStep = AnalysisStep(
    name: "drift",
    summary: "Compare each scan of a series with the one before and with the first: radiation damage, a moving edge.",
    parameters: [
      signal,
      AnalysisParameter(
        "range", .window, unit: "eV", standard: "-20:50", "Where scans are compared, relative to the edge."),
      AnalysisParameter(
        "kind", .choice(Interpolation.allCases.map(\.rawValue)), standard: "cubic",
        "How scans come to the energies of the first one."),
    ],
    values: [
      Output("signal", "The formula that was compared."),
      Output("edge_trend", unit: "eV", "What the edge moves by from scan to scan, with its standard error."),
      Output(
        "scans",
        "For each scan its file, selector and label, e0 in eV, noise, and how it differs from the one before (previous) and "
          + "from the first (first): rms in the unit of the signal, chi_square per point (1 is noise alone), and "
          + "significance, the standard deviations of chi-square above 1."),
    ],
    arrays: []
  ) { input, parameters throws(AnalysisError) in
    var series = try SpectrumSeries(input, parameters, least: 2)
    let common = try CommonGrid(series.spectra, kind: parameters.choice("kind", .cubic))
    let (scans, trend) = try Drift(window: parameters.window("range") ?? -20...50).apply(to: common)
    SeriesFindings.report(scans, trend, &series)
    let rows = zip(series.members, scans).map { member, scan in
      AnalysisValue.object(
        member.identity + [
          AnalysisField("e0", .number(scan.e0)), AnalysisField("noise", AnalysisValue(scan.noise)),
          AnalysisField("previous", value(of: scan.fromPrevious)), AnalysisField("first", value(of: scan.fromFirst)),
        ])
    }
    let result = AnalysisResult(
      values: [
        series.signal,
        AnalysisField(
          "edge_trend", trend.map { .estimate($0.slope, standardError: $0.standardError) } ?? .absent),
        AnalysisField("scans", .list(rows)),
      ])
    return AnalysisOutcome(results: [result], findings: series.findings)
  }

  private static func value(of change: Drift.Change?) -> AnalysisValue {
    guard let change else { return .absent }
    return .object([
      AnalysisField("rms", .number(change.rootMeanSquare)),
      AnalysisField("chi_square", AnalysisValue(change.chiSquare)),
      AnalysisField("significance", AnalysisValue(change.significance)),
    ])
  }
}
