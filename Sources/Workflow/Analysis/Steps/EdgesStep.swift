/// `analyze edges`: where the edge is, in five ways.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let edges: AnalysisStep = AnalysisStep(
    name: "edges",
    summary:
      "Tell the energy of the edge in five ways with their errors, and the shifts of a series against its first spectrum.",
    parameters: [signal] + EdgeWords.parameters + [
      AnalysisParameter(
        "window", .window, unit: "eV", standard: "-10:10", "The window of the centroid, relative to center."),
      AnalysisParameter(
        "center", .number, unit: "eV",
        "What window is relative to, for all spectra alike; without it the first spectrum's largest derivative in whole eV."
      ),
      AnalysisParameter(
        "reach", .number, unit: "eV", standard: "30", "How far behind the edge the white line is looked for."),
    ] + Normalization.parameters(),
    values: [
      Output("signal", "The formula that was analysed."),
      Output(
        "derivative", unit: "eV",
        "The measured energy of the largest derivative, as Larch finds it; its error holds that of the place between the points."
      ),
      Output(
        "half", unit: "eV", "Where the normalised, flattened spectrum rises through 0.5, between two points by a line."),
      Output("white_line", unit: "eV", "The top of the white line: where the local parabola is level."),
      Output("centroid", unit: "eV", "The centroid of the derivative over window."),
      Output("parabola", unit: "eV", "The largest derivative between the points, by the local cubic."),
      Output("white_line_height", "The flattened spectrum at the top of the white line, in edge steps."),
      Output(
        "shift_derivative", unit: "eV", "Against the first spectrum; so for all five. The errors are those of both."),
      Output("uncertainty", "What errors rest on: stated variances, or the scatter of the points."),
    ],
    arrays: []
  ) { input, parameters throws(AnalysisError) in
    let series = try SpectrumSeries(input, parameters)
    var locator = try EdgeLocator(parameters, relativeTo: parameters.number("e0"))
    locator.normalization = Normalization(parameters)
    if let reach = parameters.number("reach"), reach > 0 { locator.whiteLineReach = reach }
    var outcome = AnalysisOutcome(findings: series.findings)
    var first: [EdgeMethod: Estimate]?
    for member in series.members {
      do throws(AnalysisError) {
        if parameters.number("center") == nil {
          let start = try locator.energy(.derivative, of: member.spectrum).value
          parameters.settle("center", start.rounded())
        }
        if let window = parameters.window("window"), let center = parameters.number("center") {
          locator.centroidWindow = (window.lowerBound + center)...(window.upperBound + center)
        }
        let report = try locator.report(on: member.spectrum)
        outcome.findings += EdgeMethod.allCases.compactMap { method in
          report.problems[method].map {
            Finding(AnalysisFinding.window, "\(method.field): \($0.description)", at: member.place)
          }
        }
        outcome.results.append(
          AnalysisResult(report, against: series.members.count > 1 ? first ?? report.energies : nil, of: member))
        first = first ?? report.energies
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
  }
}

extension EdgeMethod {
  /// The name in reports.
  var field: String { rawValue.replacing("-", with: "_") }
}

extension AnalysisResult {
  fileprivate init(
    _ report: EdgeLocator.Report, against first: [EdgeMethod: Estimate]?, of member: SpectrumSeries.Member
  ) {
    file = member.file
    selector = member.measurement.selector
    values = [AnalysisField("signal", .text(member.spectrum.signal))]
    values += EdgeMethod.allCases.map { AnalysisField($0.field, AnalysisValue(report.energies[$0])) }
    values.append(AnalysisField("white_line_height", AnalysisValue(report.whiteLineHeight)))
    if let first {
      values += EdgeMethod.allCases.map { method in
        var shift: Estimate?
        if let own = report.energies[method], let start = first[method] {
          let isFirst = own == start
          let error = (own.standardError * own.standardError + start.standardError * start.standardError).squareRoot()
          shift = Estimate(own.value - start.value, standardError: isFirst ? 0 : error)
        }
        return AnalysisField("shift_\(method.field)", AnalysisValue(shift))
      }
    }
    values.append(AnalysisField("uncertainty", .text(report.noise.rawValue)))
  }
}
