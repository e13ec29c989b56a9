/// `analyze merge`: repeated scans as one spectrum.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let merge: AnalysisStep = AnalysisStep(
    name: "merge",
    summary: "Merge repeated scans into one spectrum, weighted by their noise, and report what stands out or drifts.",
    parameters: [
      signal,
      AnalysisParameter(
        "weight", .choice(Merge.Weight.allCases.map(\.rawValue)), standard: "noise",
        "What a scan counts: noise (by the inverse variance of its noise), equal, or variance (stated for each point)."),
      AnalysisParameter(
        "align", .choice(["none", "signal", "reference"]), standard: "none",
        "Whether scans are laid over the first one before: by the signal, or by their reference foils."),
    ] + SeriesAlignment.parameters + [
      AnalysisParameter(
        "grid", .grid(["first", "xafs"]), standard: "first",
        "The energies of the result: those of the first scan, the three regions of an XAFS scan, or an even grid in eV; "
          + "on the last two scans are rebinned."),
      AnalysisParameter(
        "kind", .choice(Interpolation.allCases.map(\.rawValue)), standard: "cubic",
        "How scans come to the energies of the first one."),
      AnalysisParameter(
        "reject", .choice(Merge.Rejection.allCases.map(\.rawValue)), standard: "none",
        "What is left out of the mean: nothing, single points, or scans that stand out."),
      AnalysisParameter(
        "threshold", .number, standard: "6", "How many standard deviations from the others stand out."),
    ],
    values: [
      Output("signal", "The formula that was merged."), Output("spectra", "How many scans there were."),
      Output("points", "How many energies the result has."),
      Output("trimmed", "How many energies of the grid not all scans reach."),
      Output(
        "members",
        "For each scan its file, selector and label, weight (share of the mean), shift in eV, noise and distance from the "
          + "median (root mean square, in the unit of the signal), whether it stands out, and the energies of single "
          + "points that do."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the result."), Output("mu", "The weighted mean."),
      Output("mu_std", "The standard deviation of the scans around it."),
      Output("stderr", "The standard error of the mean."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let way = SeriesAlignment.Way(rawValue: parameters.text("align") ?? "none")
    var series = try SpectrumSeries(input, parameters, least: 2, withFoils: way == .reference)
    let shifts = try way.map { way throws(AnalysisError) in try SeriesAlignment(series, way, &parameters).shifts }
    let common = try commonGrid(series, shifts?.map(\.value), parameters)
    var merge = Merge()
    merge.weight = parameters.choice("weight", .noise)
    merge.reject = parameters.choice("reject", .none)
    merge.threshold = parameters.number("threshold") ?? merge.threshold
    let result = try merge.apply(to: common)
    SeriesFindings.report(result, common, &series)
    let members = zip(series.members.indices, result.members).map { index, member in
      AnalysisValue.object(
        series.members[index].identity + [
          AnalysisField("weight", .number(member.weight)),
          AnalysisField(
            "shift",
            shifts.map { .estimate($0[index].value, standardError: $0[index].standardError) } ?? .absent),
          AnalysisField("noise", AnalysisValue(member.noise)), AnalysisField("distance", .number(member.distance)),
          AnalysisField("outlier", .flag(member.isOutlier)),
          AnalysisField("glitches", .list(member.outlyingEnergies.map { .number($0) })),
        ])
    }
    return AnalysisOutcome(
      results: [
        AnalysisResult(
          values: [
            series.signal, AnalysisField("spectra", .integer(series.members.count)),
            AnalysisField("points", .integer(result.energy.count)),
            AnalysisField("trimmed", .integer(common.trimmedCount)), AnalysisField("members", .list(members)),
          ],
          arrays: [
            ("energy", result.energy), ("mu", result.values), ("mu_std", result.deviation),
            ("stderr", result.standardError),
          ], label: title(of: series),
          companions: zip(series.members, common.curves).map { member, curve in
            AnalysisCurve(member.spectrum.label, x: result.energy, y: curve)
          })
      ],
      findings: series.findings,
      measurements: [
        Measurement(
          result: result.energy, mu: result.values, standardError: result.standardError, of: series.members,
          title: title(of: series), step: step(result, shifts, parameters))
      ])
  }

  private static func commonGrid(
    _ series: SpectrumSeries, _ shifts: [Double]?, _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> CommonGrid {
    let kind = parameters.choice("kind", Interpolation.cubic)
    guard let words = parameters.text("grid"), words != "first" else {
      return try CommonGrid(series.spectra, shifts: shifts, kind: kind)
    }
    let shifted = try zip(series.spectra, shifts ?? series.spectra.map { _ in 0 }).map {
      spectrum, shift throws(AnalysisError) in try spectrum.shifted(by: shift)
    }
    let low = shifted.map(\.range.lowerBound).max() ?? 0
    let high = max(low, shifted.map(\.range.upperBound).min() ?? 0)
    let grid = try EnergyGrid(words, e0: parameters.number("e0") ?? EdgeEnergy.derivative(shifted[0]))
    let rebinning = try Rebinning(grid: try grid.energies(in: low...high))
    let rebinned = try shifted.map { spectrum throws(AnalysisError) in try rebinning.apply(to: spectrum).spectrum }
    return try CommonGrid(rebinned, grid: rebinning.grid, kind: .linear)
  }

  private static func title(of series: SpectrumSeries) -> String {
    let first = series.members[0].spectrum.label
    let isShared = series.members.allSatisfy { $0.spectrum.label == first }
    return isShared && !first.isEmpty ? first : "merge of \(series.members.count) scans"
  }

  private static func step(
    _ result: Merge.Result, _ shifts: [Alignment.Shift]?, _ parameters: AnalysisParameters
  ) -> Step {
    var step = Step(
      operation: "merge", program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: .merge))
    step.parameters.append(
      StepParameter("weights", .array(TypedArray(result.members.map(\.weight)))))
    if let shifts {
      step.parameters.append(StepParameter("shifts", .array(TypedArray(shifts.map(\.value))), unit: "eV"))
    }
    step.outputs = ["energy", "mu", "mu_stddev"]
    return step
  }
}
