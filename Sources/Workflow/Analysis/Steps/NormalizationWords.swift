/// Normalisation in the words of parameters and reports.
import Analysis
import DataModel

extension Normalization {
  /// The parameters of every step that normalises, under their names with `prefix`.
  static func parameters(prefix: String = "") -> [AnalysisParameter] {
    parameters.map { $0.named(prefix + $0.name) }
  }

  private static let parameters = [
    AnalysisParameter(
      "preset", .choice(Preset.allCases.map(\.rawValue)), standard: "larch",
      "Whose rules choose what is not given: Larch's, or Athena's (pre-edge -150 to -30 eV, post-edge 150 eV to 100 eV "
        + "before the end)."),
    AnalysisParameter("e0", .number, unit: "eV", "The edge; without it the largest derivative."),
    AnalysisParameter("step", .number, "The edge step, if it is known; without it that of the two curves."),
    AnalysisParameter(
      "pre1", .number, unit: "eV",
      "Where the pre-edge range begins, relative to e0; without it at the second point, in steps of 5 eV."),
    AnalysisParameter("pre2", .number, unit: "eV", "Where it ends, relative to e0; without it half of pre1."),
    AnalysisParameter(
      "norm1", .number, unit: "eV",
      "Where the post-edge range begins, relative to e0; without it 25 eV, or a third of norm2 in short scans."),
    AnalysisParameter(
      "norm2", .number, unit: "eV", "Where it ends, relative to e0; without it, or below 0, at the end of the scan."),
    AnalysisParameter(
      "nnorm", .integer,
      "The degree of the post-edge polynomial, 0 to 5; without it 2, 1 in a range of less than 300 eV, 0 in one of less "
        + "than 30 eV."),
    AnalysisParameter("nvict", .integer, standard: "0", "The power of the energy in the pre-edge fit, 0 to 4."),
    AnalysisParameter("npre", .integer, standard: "1", "1 for a pre-edge line, 0 for a constant."),
  ]

  /// What the parameters say.
  init(_ parameters: AnalysisParameters, prefix: String = "") {
    self.init(parameters.choice(prefix + "preset", .larch))
    e0 = parameters.number(prefix + "e0")
    step = parameters.number(prefix + "step")
    pre1 = parameters.number(prefix + "pre1")
    pre2 = parameters.number(prefix + "pre2")
    norm1 = parameters.number(prefix + "norm1")
    norm2 = parameters.number(prefix + "norm2")
    nnorm = parameters.integer(prefix + "nnorm")
    nvict = parameters.integer(prefix + "nvict") ?? 0
    npre = parameters.integer(prefix + "npre") ?? 1
  }

  /// What a user should know of the result: ranges that are not those asked for, an edge that falls or hardly stands
  /// out of the scatter.
  func findings(about result: Result, at place: Finding.Location) -> [Finding] {
    var findings: [Finding] = []
    let ranges: [(String, Double?, Double)] = [
      ("pre1", pre1, result.pre1), ("pre2", pre2, result.pre2), ("norm1", norm1, result.norm1),
      ("norm2", norm2.flatMap { $0 < 0 ? nil : $0 }, result.norm2), ("npre", Double(npre), Double(result.npre)),
      ("nvict", Double(nvict), Double(result.nvict)), ("nnorm", nnorm.map(Double.init), Double(result.nnorm)),
    ]
    for (name, asked, used) in ranges {
      guard let asked, asked != used else { continue }
      findings.append(
        Finding(
          AnalysisFinding.rangeChanged,
          "\(name) is \(Self.words(used)) instead of \(Self.words(asked)): the scan has no more points there",
          at: place))
    }
    if result.isFalling {
      findings.append(
        Finding(
          AnalysisFinding.fallingEdge, "the signal falls by \(Self.words(result.edgeStep)) over the edge",
          at: place))
    }
    if let error = result.edgeStepError, result.edgeStep < 3 * error {
      findings.append(
        Finding(
          AnalysisFinding.weakEdge,
          "the edge step is \(Self.words(result.edgeStep)) ± \(Self.words(error)) at \(Self.words(result.e0)) eV",
          at: place))
    }
    return findings
  }

  private static func words(_ number: Double) -> String { DisplayNumber.significant(number, digits: 6) }
}

extension Normalization.Result {
  /// What was used, under the names of the report.
  var fields: [AnalysisField] {
    [
      AnalysisField("e0", .number(e0)), AnalysisField("edge_step", .number(edgeStep)),
      AnalysisField("edge_step_stderr", AnalysisValue(edgeStepError)), AnalysisField("pre1", .number(pre1)),
      AnalysisField("pre2", .number(pre2)), AnalysisField("norm1", .number(norm1)),
      AnalysisField("norm2", .number(norm2)), AnalysisField("nnorm", .integer(nnorm)),
      AnalysisField("nvict", .integer(nvict)), AnalysisField("npre", .integer(npre)),
    ]
  }

  /// The same for the record of what was done.
  var stepParameters: [StepParameter] {
    [
      StepParameter("e0", .number(e0), unit: "eV"),
      StepParameter("edge_step", .number(edgeStep), standardError: edgeStepError),
      StepParameter("pre1", .number(pre1), unit: "eV"), StepParameter("pre2", .number(pre2), unit: "eV"),
      StepParameter("norm1", .number(norm1), unit: "eV"), StepParameter("norm2", .number(norm2), unit: "eV"),
      StepParameter("nnorm", .integer(Int64(nnorm))), StepParameter("nvict", .integer(Int64(nvict))),
      StepParameter("npre", .integer(Int64(npre))),
    ]
  }
}

extension AnalysisParameters {
  /// Parameters that nobody gave and that came out alike for all results are reported as what was used.
  mutating func settleAgreed(_ names: [String], in results: [AnalysisResult]) {
    for name in names where text(name) == nil {
      let found = Set(results.map { result in result.values.first { $0.name == name }?.value ?? .absent })
      guard found.count == 1, let value = found.first else { continue }
      switch value {
      case .number(let number): settle(name, number)
      case .integer(let number): settle(name, String(number))
      default: break
      }
    }
  }
}
