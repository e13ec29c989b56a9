/// `analyze dichroism`: XMCD and XLD.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let dichroism: AnalysisStep = AnalysisStep(
    name: "dichroism",
    summary: "Subtract spectra of opposite polarisation (XMCD, XLD), with the integrals of the sum rules.",
    parameters: [
      signal,
      AnalysisParameter(
        "plus", .items,
        "Which spectra are of positive helicity (or horizontal): files, selectors or labels of the inputs, or other files; without it what the files say."
      ),
      AnalysisParameter("minus", .items, "Which are of negative helicity (or vertical)."),
      AnalysisParameter(
        "normalize", .choice(DichroismNormalization.allCases.map(\.rawValue)), standard: "edge",
        "What is done to each spectrum first: nothing; divided by the mean in pre or in post; or the line through pre "
          + "subtracted and divided by the mean in post."),
      AnalysisParameter(
        "edges", .choice(["auto", "l", "m", "single"]), standard: "auto",
        "L3 and L2, M5 and M4, or one edge alone; auto asks the file's edge."),
      AnalysisParameter("pre", .window, unit: "eV", "Before the edge, as for soft."),
      AnalysisParameter("post", .window, unit: "eV", "Behind the edge, as for soft."),
      AnalysisParameter("range", .window, unit: "eV", "What is integrated; without it what lies between pre and post."),
      AnalysisParameter("positions", .list, unit: "eV", "The tops of both white lines, as for soft."),
      AnalysisParameter("border", .number, unit: "eV", "Where the first edge ends, as for soft."),
      AnalysisParameter("step_width", .number, unit: "eV", "The full width of the steps, as for soft."),
      AnalysisParameter(
        "degree", .number,
        "The degree of polarisation times the cosine of its angle to the moment; the difference is divided by it."),
      AnalysisParameter("holes", .number, "Holes in the shell; with degree the moments are worked out."),
      AnalysisParameter(
        "kind", .choice(Interpolation.allCases.map(\.rawValue)), standard: "cubic",
        "How spectra come to the energies of the first one."),
    ],
    values: [
      Output("signal", "The formula that was analysed."),
      Output("effect", "xmcd, xld, or given when plus and minus were named."),
      Output("plus", "The spectra of positive helicity, magnetisation, or horizontal polarisation."),
      Output("minus", "The others."), Output("sorted_by", "What told them apart."),
      Output("p", unit: "eV", "The integral of the difference over the first edge, up to border."),
      Output("q", unit: "eV", "Over the whole range."),
      Output("r", unit: "eV", "The white lines of plus and minus together, over the steps."),
      Output("largest", "The largest difference, with its sign."), Output("largest_energy", unit: "eV", "Where it is."),
      Output("m_orb", "The orbital moment -4/3 q/r holes, in Bohr magnetons."),
      Output(
        "m_spin_eff", "The effective spin moment -(6p - 4q)/r holes, in Bohr magnetons, with the dipole term in it."),
      Output("border", unit: "eV", "Where the first edge ends."), Output("pre", unit: "eV", "Before the edge."),
      Output("post", unit: "eV", "Behind it."), Output("range", unit: "eV", "What was integrated."),
      Output("uncertainty", "What errors rest on: stated variances, or the scatter of the points."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the first spectrum of plus, as far as all reach."),
      Output("plus", "The mean of the normalised spectra of plus."), Output("minus", "That of minus."),
      Output("difference", "plus - minus, over degree where it is given."),
      Output("difference_stderr", "Its standard error from the noise of the points."),
      Output("sum", "(plus + minus) / 2."), Output("integral", unit: "eV", "The running integral of the difference."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let series = try SpectrumSeries(input, parameters)
    var outcome = AnalysisOutcome(findings: series.findings)
    let pairing = try PolarizationPairing(series.members, input, parameters, &outcome.findings)
    let work = try Dichroism(parameters, pairing.plus[0].spectrum)
    let result = try work.apply(plus: pairing.plus.map(\.spectrum), minus: pairing.minus.map(\.spectrum))
    if result.isInterpolated {
      outcome.findings.append(
        Finding(
          AnalysisFinding.interpolated,
          "the spectra are on different energies and were brought to those of \(pairing.plus[0].spectrum.label) "
            + "(\(work.kind.rawValue))",
          at: pairing.plus[0].place))
    }
    outcome.results = [AnalysisResult(result, pairing)]
    outcome.measurements = [Measurement(result, pairing, parameters)]
    return outcome
  }
}

extension Dichroism {
  /// What the parameters say. Throws for a degree beyond 0 to 1, or holes that are none.
  fileprivate init(_ parameters: AnalysisParameters, _ first: Spectrum) throws(AnalysisError) {
    self.init()
    normalization = parameters.choice("normalize", .edge)
    let shell = first.edge.flatMap { EdgeLabel(parsing: $0) }?.shell
    let words = parameters.text("edges") ?? "auto"
    isSingleEdge = words == "single" || words == "auto" && shell == .k
    pair = try SpinOrbitPair(words == "m" || words == "auto" && shell == .m ? .m : .l, parameters)
    degree = parameters.number("degree")
    holes = parameters.number("holes")
    kind = parameters.choice("kind", .cubic)
    if let degree, degree == 0 || abs(degree) > 1 { throw AnalysisError("degree=\(degree) is not between 0 and 1") }
    if let holes, holes <= 0 { throw AnalysisError("holes=\(holes) is not above 0") }
  }
}

extension AnalysisResult {
  fileprivate init(_ result: Dichroism.Result, _ pairing: PolarizationPairing) {
    func names(_ members: [SpectrumSeries.Member]) -> AnalysisValue {
      .list(members.map { .text("\($0.file)::\($0.measurement.selector)" + ($0.row.map { "/\($0)" } ?? "")) })
    }
    values = [
      AnalysisField("signal", .text(pairing.plus[0].spectrum.signal)), AnalysisField("effect", .text(pairing.effect)),
      AnalysisField("plus", names(pairing.plus)), AnalysisField("minus", names(pairing.minus)),
      AnalysisField("sorted_by", .text(pairing.reason)), AnalysisField("p", AnalysisValue(result.p)),
      AnalysisField("q", AnalysisValue(result.q)), AnalysisField("r", AnalysisValue(result.r)),
      AnalysisField("largest", AnalysisValue(result.largest)),
      AnalysisField("largest_energy", .number(result.largestEnergy)),
      AnalysisField("m_orb", AnalysisValue(result.orbitalMoment)),
      AnalysisField("m_spin_eff", AnalysisValue(result.spinMoment)),
      AnalysisField("border", AnalysisValue(result.pair?.border)), AnalysisField("pre", AnalysisValue(result.preRange)),
      AnalysisField("post", AnalysisValue(result.postRange)), AnalysisField("range", AnalysisValue(result.window)),
      AnalysisField("uncertainty", .text(result.noise.rawValue)),
    ]
    arrays = [
      ("energy", result.energy), ("plus", result.plus), ("minus", result.minus), ("difference", result.difference),
      ("difference_stderr", result.differenceError), ("sum", result.mean), ("integral", result.integral),
    ]
  }
}

extension Measurement {
  fileprivate init(_ result: Dichroism.Result, _ pairing: PolarizationPairing, _ parameters: AnalysisParameters) {
    let step = Step(
      operation: "dichroism", program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .dichroism) + [StepParameter("sorted_by", .text(pairing.reason))],
      outputs: ["difference", "sum", "plus", "minus", "integral"])
    self.init(
      curves: [
        ("difference", result.difference), ("sum", result.mean), ("plus", result.plus), ("minus", result.minus),
        ("integral", result.integral),
      ], errors: ["difference": result.differenceError], energy: result.energy, of: pairing.plus + pairing.minus,
      title: "\(pairing.effect) of \(pairing.plus[0].spectrum.label)", step: step)
  }
}
