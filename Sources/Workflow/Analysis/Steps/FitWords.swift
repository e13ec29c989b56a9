/// Fits in the words of reports.
import Analysis
import DataModel

extension AnalysisValue {
  /// A value with its error, which is absent where nothing was fitted.
  init(_ value: Double, error: Double?) { self = .estimate(value, standardError: error ?? .nan) }
}

extension FitResult {
  /// Correlations of at least this are reported.
  private static let leastCorrelation = 0.1

  /// Statistics under the names of the report.
  var statistics: [AnalysisField] {
    [
      AnalysisField("chi_square", .number(chiSquare)), AnalysisField("chi2_reduced", AnalysisValue(reducedChiSquare)),
      AnalysisField("n_idp", .number(independentPoints)), AnalysisField("n_varys", .integer(variableCount)),
      AnalysisField("n_data", .integer(pointCount)), AnalysisField("n_evaluations", .integer(evaluations)),
      AnalysisField("aic", AnalysisValue(akaike)), AnalysisField("bic", AnalysisValue(bayesian)),
      AnalysisField("converged", .flag(isConverged)),
    ]
  }

  /// Pairs of the parameters that `isReported` lets through, as `a|b` in the order of the alphabet.
  func correlationFields(_ isReported: (String) -> Bool) -> [AnalysisField] {
    correlations.filter { abs($0.value) >= Self.leastCorrelation && isReported($0.first) && isReported($0.second) }
      .map { AnalysisField([$0.first, $0.second].sorted().joined(separator: "|"), .number($0.value)) }
  }

  /// What a user should know of a fit.
  func findings(at place: Finding.Location) -> [Finding] {
    var findings: [Finding] = []
    if Double(variableCount) >= independentPoints {
      findings.append(
        Finding(
          FitFinding.tooManyVariables,
          "\(variableCount) parameters vary, and the data has \(Self.words(independentPoints)) independent points",
          at: place))
    }
    for estimate in estimates {
      guard let bound = estimate.bound else { continue }
      let name = bound == estimate.parameter.minimum ? "min" : "max"
      findings.append(Finding(FitFinding.atBound, "\(estimate.name) ended at \(name)=\(Self.words(bound))", at: place))
    }
    for pair in correlations.prefix(20) where abs(pair.value) > 0.95 {
      let value = DisplayNumber.fixed(pair.value, decimals: 3)
      findings.append(
        Finding(FitFinding.correlated, "\(pair.first) and \(pair.second) have a correlation of \(value)", at: place))
    }
    if !isConverged {
      findings.append(
        Finding(FitFinding.notConverged, "the fit was given up after \(evaluations) evaluations", at: place))
    }
    if !isDetermined, variableCount > 0 {
      let names = estimates.filter { $0.parameter.varies && $0.bound == nil }.map(\.name).joined(separator: ", ")
      findings.append(
        Finding(FitFinding.undetermined, "the data does not determine all of \(names)", at: place))
    }
    return findings
  }

  private static func words(_ number: Double) -> String { DisplayNumber.significant(number, digits: 4) }
}

extension FitResult.Estimate {
  /// The parameter in a report: its value and error.
  var field: AnalysisField { AnalysisField(name, AnalysisValue(value, error: standardError)) }
}
