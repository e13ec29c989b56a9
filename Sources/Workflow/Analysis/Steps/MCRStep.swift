/// `analyze mcr`: the spectra of the parts of a series, without standards.
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let mcr: AnalysisStep = AnalysisStep(
    name: "mcr",
    summary: "Resolve a series into the spectra of its parts and their amounts, without standards (MCR-ALS).",
    parameters: [signal] + CurveSpace.parameters() + [
      AnalysisParameter("components", .integer, "The number of parts; without it where IND is smallest, at least 2."),
      AnalysisParameter(
        "closure", .choice(["true", "false"]), standard: "true", "Whether the amounts of each spectrum add up to one."),
      AnalysisParameter(
        "positive", .choice(["true", "false"]),
        "Whether no value of a part's spectrum is negative; without it true, but false with space=dmude and space=chi. Amounts "
          + "never are."),
      AnalysisParameter("iterations", .integer, standard: "2000", "After how many rounds it is given up."),
    ] + CurveSeries.normalizing,
    values: [
      Output("spectra", "The number of spectra."), Output("components", "The number of parts."),
      Output("lack_of_fit", unit: "%", "What is left of the data: 100 times the root of the ratio of squares."),
      Output("explained", unit: "%", "The share of the sum of squares that is explained."),
      Output("iterations", "The number of rounds."), Output("converged", "Whether it settled."),
      Output(
        "ambiguity",
        "Per part how far its spectrum can change, as a share of its maximum, by mixing another in while the fit and all "
          + "constraints stay as they are; exact for two parts, a lower bound for more."),
      Output("start", "The labels of the spectra that it began with: those least like each other."),
      Output("amounts", "Per spectrum its file, selector and label, and the amount of each part."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies; k in 1/Å with space=chi."),
      Output("part_1", "The spectrum of the first part; part_2 and so on."),
      Output("amounts", "The amounts of the parts; a list for each spectrum."),
    ]
  ) { input, parameters throws(AnalysisError) in
    var series = try CurveSeries(input, parameters, least: 2)
    let spectra = try series.matrix(parameters)
    let isSigned = series.space == .dmude || series.space == .chi
    var resolution = CurveResolution(count: try count(spectra, parameters))
    resolution.closure = parameters.text("closure") != "false"
    resolution.keepsSpectraPositive = parameters.text("positive").map { $0 == "true" } ?? !isSigned
    resolution.largestIterationCount = max(1, parameters.integer("iterations") ?? 2000)
    let found = try resolution.apply(to: spectra)
    let names = found.spectra.indices.map { "part_\($0 + 1)" }
    if !found.isConverged {
      series.findings.append(
        Finding(
          MixtureFinding.notConverged,
          "the parts still change after \(found.iterations) rounds; the lack of fit is \(CurveSeries.text(found.lackOfFit)) %"
        ))
    }
    if let worst = found.ambiguities.indices.max(by: { found.ambiguities[$0] < found.ambiguities[$1] }),
      found.ambiguities[worst] > 0.05
    {
      series.findings.append(
        Finding(
          MixtureFinding.ambiguous,
          "the spectrum of \(names[worst]) can change by \(DisplayNumber.significant(100 * found.ambiguities[worst], digits: 2)) "
            + "% of its maximum with the same fit"))
    }
    let arrays: [(name: String, values: [Double])] =
      [(series.axis, found.x)] + zip(names, found.spectra).map { ($0, $1) }
    var result = AnalysisResult(
      values: [
        AnalysisField("spectra", .integer(spectra.count)), AnalysisField("components", .integer(names.count)),
        AnalysisField("lack_of_fit", .number(found.lackOfFit)), AnalysisField("explained", .number(found.explained)),
        AnalysisField("iterations", .integer(found.iterations)), AnalysisField("converged", .flag(found.isConverged)),
        AnalysisField("ambiguity", .numbers(found.ambiguities)),
        AnalysisField("start", .list(found.start.map { .text(spectra.names[$0]) })),
        AnalysisField("amounts", series.rows(names, found.amounts)),
      ], arrays: arrays)
    result.maps = [("amounts", names.count, found.amounts.flatMap { $0 })]
    return AnalysisOutcome(
      results: [result], findings: series.findings,
      measurements: [series.measurement(arrays, title: "parts", signal: names[0], .mcr, parameters)])
  }

  private static func count(
    _ spectra: SpectraMatrix, _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> Int {
    if let count = parameters.integer("components") { return count }
    guard spectra.count >= 3 else { return 2 }
    return max(2, ComponentIndicators(try PrincipalComponents(spectra, scaling: .none)).count)
  }
}

extension CurveSeries {
  /// The curves on the points of the first one, in the range that the parameters choose; a cut is a finding.
  mutating func matrix(_ parameters: AnalysisParameters) throws(AnalysisError) -> SpectraMatrix {
    let spectra = try SpectraMatrix(
      members.map(\.curve), range: try Self.range(parameters, members[0]), least: 2)
    if let range = spectra.trimmed {
      findings.append(
        Finding(
          AnalysisFinding.trimmed,
          "the result reaches from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound)), as far as all spectra do"
        ))
    }
    return spectra
  }

  /// A row for each spectrum with a number under each name.
  func rows(_ names: [String], _ numbers: [[Double]]) -> AnalysisValue {
    .list(
      zip(members, numbers).map { member, row in
        .object(member.identity + zip(names, row).map { AnalysisField($0, .number($1)) })
      })
  }

  /// What came of the whole series as data.
  func measurement(
    _ arrays: [(name: String, values: [Double])], title: String, signal: String, _ step: AnalysisStep,
    _ parameters: AnalysisParameters
  ) -> Measurement {
    let record = Step(
      operation: step.name, program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: step))
    var result = Measurement(arrays, of: members[0], signal: signal, step: record)
    result.selector = title
    result.title = "\(title) of \(members.count) spectra"
    result.metadata = Metadata.shared(by: members.map(\.measurement.metadata))
    result.references = members.map { Reference(.member, to: $0.source) }
    return result
  }
}
