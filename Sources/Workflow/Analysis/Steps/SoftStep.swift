/// `analyze soft`: white lines of L edges, fixed windows before K edges.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let soft: AnalysisStep = AnalysisStep(
    name: "soft",
    summary:
      "Soft X-ray edges: white lines of L3 and L2 over a double step and their branching ratio, or fixed windows before a K edge.",
    parameters: [
      signal,
      AnalysisParameter(
        "edges", .choice(["auto", "l", "m", "k"]), standard: "auto",
        "What is measured: L3 and L2, M5 and M4, or a K edge with windows; auto asks the file's edge."),
      AnalysisParameter(
        "pre", .window, unit: "eV",
        "Where the line before the edge is fitted; without it from the beginning of the scan to 4 eV (or a quarter of the "
          + "splitting) before the first white line, or to the first window."),
      AnalysisParameter(
        "post", .window, unit: "eV",
        "Where the level behind the edge is taken; without it from 6 eV (or 0.6 of the splitting) behind the second white "
          + "line, or the last quarter behind the windows, to the end."),
      AnalysisParameter(
        "range", .window, unit: "eV",
        "What is integrated of a pair; without it from the end of pre to the beginning of post."),
      AnalysisParameter(
        "positions", .list, unit: "eV",
        "The tops of both white lines, if they are known; without them they are looked for."),
      AnalysisParameter(
        "border", .number, unit: "eV",
        "Where one white line ends and the other begins; without it the minimum between them."),
      AnalysisParameter(
        "step_width", .number, unit: "eV",
        "The full width of the arctangent steps; without it the natural widths of the levels."),
      AnalysisParameter(
        "windows", .items, unit: "eV", "Windows before a K edge, as LO:HI,LO:HI; without it 528:534 for oxygen."),
      AnalysisParameter(
        "normalize", .choice(["post", "area"]), standard: "post",
        "What areas and norm are divided by: the level behind the edge, or the whole area."),
    ],
    values: [
      Output("signal", "The formula that was analysed."),
      Output("l3", unit: "eV", "The top of the first white line; m5 for M5 and M4."),
      Output("l2", unit: "eV", "That of the second; m4."),
      Output("border", unit: "eV", "Where one ends and the other begins."),
      Output(
        "l3_area", unit: "eV",
        "What is over the steps in the first white line, divided as normalize says (in eV for post)."),
      Output("l2_area", unit: "eV", "The same of the second."),
      Output("branching_ratio", "The first area over both."),
      Output("edge_step", "The level behind the edge over the line before it, in the unit of the signal."),
      Output("windows", "For each window its ends, its area, divided as normalize says, and centroid in eV."),
      Output("pre", unit: "eV", "Where the line was fitted."), Output("post", unit: "eV", "Where the level was taken."),
      Output("range", unit: "eV", "What was integrated."),
      Output("step_widths", unit: "eV", "The full widths of both steps."),
      Output("uncertainty", "What errors rest on: stated variances, or the scatter of the points."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the spectrum."), Output("mu", "The signal as it was measured."),
      Output("pre_edge", "The line before the edge."), Output("steps", "The double step over it (pairs only)."),
      Output("norm", "The signal over the line, divided as normalize says."),
      Output("white_line", "The signal over line and steps, divided as normalize says (pairs only)."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let series = try SpectrumSeries(input, parameters)
    var outcome = AnalysisOutcome(findings: series.findings)
    for member in series.members {
      do throws(AnalysisError) {
        let edges = SoftEdges(parameters, member.spectrum)
        let report =
          try edges == .k
          ? SoftReport(windows: member, parameters) : SoftReport(pair: member, edges == .m ? .m : .l, parameters)
        outcome.results.append(
          AnalysisResult(
            file: member.file, selector: member.measurement.selector,
            values: [AnalysisField("signal", .text(member.spectrum.signal))] + report.values,
            arrays: [("energy", member.spectrum.energy), ("mu", member.spectrum.values)] + report.arrays))
        let step = Step(
          operation: "soft", program: "edgewise", version: EdgewiseVersion.string,
          parameters: parameters.stepParameters(of: .soft) + report.stepParameters, outputs: report.arrays.map(\.name))
        let order = report.arrays.filter { $0.name == "norm" } + [("mu", member.spectrum.values)]
        outcome.measurements.append(
          Measurement(
            curves: order + report.arrays.filter { $0.name != "norm" },
            errors: member.spectrum.variance.map { ["mu": $0.map { $0.squareRoot() }] } ?? [:],
            energy: member.spectrum.energy, of: [member], title: member.spectrum.label, step: step))
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
  }
}

/// Which soft edges a spectrum has.
private enum SoftEdges: String {
  case l, m, k

  /// What the user says, or the file; L3 and L2 when nobody does.
  init(_ parameters: AnalysisParameters, _ spectrum: Spectrum) {
    if let given = parameters.text("edges").flatMap(SoftEdges.init) {
      self = given
    } else if parameters.items("windows") != nil {
      self = .k
    } else {
      let shell = spectrum.edge.flatMap { EdgeLabel(parsing: $0) }?.shell
      self = shell == .k ? .k : shell == .m ? .m : .l
    }
  }
}

/// What a soft edge gives, in the words of the report.
private struct SoftReport {
  var values: [AnalysisField]
  var arrays: [(name: String, values: [Double])]
  var stepParameters: [StepParameter]

  init(
    pair member: SpectrumSeries.Member, _ edges: SpinOrbitPair.Edges, _ parameters: AnalysisParameters
  ) throws(AnalysisError) {
    let result = try SpinOrbitPair(edges, parameters).apply(to: member.spectrum)
    let isArea = parameters.text("normalize") == "area"
    let divisor = isArea ? result.firstArea.value + result.secondArea.value : result.edgeStep.value
    let ratio = result.branchingRatio
    let names = (edges.edges.first.rawValue.lowercased(), edges.edges.second.rawValue.lowercased())
    let areas =
      isArea
      ? (ratio, Estimate(1 - ratio.value, standardError: ratio.standardError))
      : (result.firstShare, result.secondShare)
    values = [
      AnalysisField(names.0, AnalysisValue(result.first)), AnalysisField(names.1, AnalysisValue(result.second)),
      AnalysisField("border", .number(result.border)), AnalysisField(names.0 + "_area", AnalysisValue(areas.0)),
      AnalysisField(names.1 + "_area", AnalysisValue(areas.1)), AnalysisField("branching_ratio", AnalysisValue(ratio)),
      AnalysisField("edge_step", AnalysisValue(result.edgeStep)), AnalysisField("pre", AnalysisValue(result.preRange)),
      AnalysisField("post", AnalysisValue(result.postRange)), AnalysisField("range", AnalysisValue(result.window)),
      AnalysisField("step_widths", .list([.number(result.stepWidths.first), .number(result.stepWidths.second)])),
      AnalysisField("uncertainty", .text(result.noise.rawValue)),
    ]
    let rest = zip(member.spectrum.values, result.line).map { $0 - $1 }
    arrays = [
      ("pre_edge", result.line), ("steps", result.steps), ("norm", rest.map { $0 / divisor }),
      ("white_line", zip(rest, result.steps).map { ($0 - $1) / divisor }),
    ]
    stepParameters = [
      StepParameter(names.0, .number(result.first.value), unit: "eV", standardError: result.first.standardError),
      StepParameter(names.1, .number(result.second.value), unit: "eV", standardError: result.second.standardError),
      StepParameter("edge_step", .number(result.edgeStep.value), standardError: result.edgeStep.standardError),
    ]
  }

  init(windows member: SpectrumSeries.Member, _ parameters: AnalysisParameters) throws(AnalysisError) {
    var ranges = try parameters.windows("windows")
    if ranges.isEmpty {
      guard member.spectrum.element == "O" else {
        throw AnalysisError("say which windows before the K edge are integrated with windows=LO:HI,LO:HI, in eV")
      }
      ranges = [528...534]
    }
    var work = PreEdgeWindows(ranges)
    work.preRange = parameters.window("pre")
    work.postRange = parameters.window("post")
    let result = try work.apply(to: member.spectrum)
    let isArea = parameters.text("normalize") == "area"
    values = [
      AnalysisField(
        "windows",
        .list(
          result.windows.map { window in
            .object([
              AnalysisField("low", .number(window.range.lowerBound)),
              AnalysisField("high", .number(window.range.upperBound)),
              AnalysisField("area", AnalysisValue(isArea ? window.share : window.perStep)),
              AnalysisField("centroid", AnalysisValue(window.centroid)),
            ])
          })),
      AnalysisField("edge_step", AnalysisValue(result.edgeStep)), AnalysisField("pre", AnalysisValue(result.preRange)),
      AnalysisField("post", AnalysisValue(result.postRange)),
      AnalysisField("uncertainty", .text(result.noise.rawValue)),
    ]
    let divisor = isArea ? result.wholeArea.value : result.edgeStep.value
    arrays = [
      ("pre_edge", result.line), ("norm", zip(member.spectrum.values, result.line).map { ($0 - $1) / divisor }),
    ]
    stepParameters = [
      StepParameter("edge_step", .number(result.edgeStep.value), standardError: result.edgeStep.standardError)
    ]
  }
}

extension SpinOrbitPair {
  /// What the parameters say. Throws for positions that are not two energies in rising order.
  init(_ edges: Edges, _ parameters: AnalysisParameters) throws(AnalysisError) {
    self.init(edges)
    preRange = parameters.window("pre")
    postRange = parameters.window("post")
    window = parameters.window("range")
    border = parameters.number("border")
    stepWidth = parameters.number("step_width")
    if let stepWidth, stepWidth <= 0 { throw AnalysisError("step_width=\(stepWidth) is not above 0") }
    if let positions = parameters.list("positions") {
      guard positions.count == 2, positions[0] < positions[1] else {
        throw AnalysisError("positions= takes the energies of both white lines, the lower one first, in eV")
      }
      self.positions = (positions[0], positions[1])
    }
  }
}
