/// `analyze calibrate`: energies put right by an edge that is known.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let calibrate: AnalysisStep = AnalysisStep(
    name: "calibrate",
    summary:
      "Shift the energies so that the edge, or that of the reference foil measured in the same scan, lies where it belongs.",
    parameters: [
      signal,
      AnalysisParameter(
        "via", .choice(SeriesAlignment.Way.allCases.map(\.rawValue)), standard: "signal",
        "Whose edge is known: that of the signal itself, or of the reference foil measured in the same scan."),
      AnalysisParameter(
        "e0", .numberOr(["table"]), unit: "eV", standard: "table",
        "Where the edge belongs: an energy, or that of xraylib's table for the element and the edge."),
      AnalysisParameter(
        "element", .text, "The element in the table; without it that of the reference signal, else of the edge."),
      AnalysisParameter("edge", .text, "The edge in the table, such as K or L3; without it that of the file, else K."),
      AnalysisParameter(
        "method", .choice(EdgeMethod.allCases.map(\.rawValue)), standard: "parabola",
        "What is called the edge's energy."),
    ] + EdgeWords.parameters,
    values: [
      Output("signal", "The formula of what is shifted."),
      Output("shift", unit: "eV", "What was added to the energies, with its standard error."),
      Output("e0", unit: "eV", "The edge before, of the signal or the foil."),
      Output("e0_target", unit: "eV", "The edge after."),
      Output("e0_source", "Which table and edge that is from, or that it was given."),
      Output("uncertainty", "What the error rests on: stated variances, or the scatter of the points."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The shifted energies."), Output("mu", "The signal at these energies."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let way = parameters.choice("via", SeriesAlignment.Way.signal)
    let series = try SpectrumSeries(input, parameters, withFoils: way == .reference)
    let method = parameters.choice("method", EdgeMethod.parabola)
    var outcome = AnalysisOutcome(findings: series.findings)
    for member in series.members {
      do throws(AnalysisError) {
        let standard = way == .reference ? member.foil ?? member.spectrum : member.spectrum
        let target = try EdgeTarget(parameters, member, isFoil: way == .reference)
        if target.isAssumed {
          outcome.findings.append(
            Finding(
              AnalysisFinding.foilAssumed, "the foil is taken to be \(target.source), \(target.energy) eV",
              at: member.place))
        }
        let locator = try EdgeLocator(parameters, relativeTo: target.energy)
        let edge = try locator.energy(method, of: standard)
        let shift = Estimate(target.energy - edge.value, standardError: edge.standardError)
        let energies = member.spectrum.energy.map { $0 + shift.value }
        outcome.results.append(
          AnalysisResult(
            file: member.file, selector: member.measurement.selector,
            values: [
              AnalysisField("signal", .text(member.spectrum.signal)), AnalysisField("shift", AnalysisValue(shift)),
              AnalysisField("e0", .number(edge.value)), AnalysisField("e0_target", .number(target.energy)),
              AnalysisField("e0_source", .text(target.source)),
              AnalysisField("uncertainty", .text(PointNoise(standard).origin.rawValue)),
            ], arrays: [("energy", energies), ("mu", member.spectrum.values)]))
        var step = Step(
          operation: "calibrate", program: "edgewise", version: EdgewiseVersion.string,
          parameters: parameters.stepParameters(of: .calibrate))
        step.parameters += [
          StepParameter("shift", .number(shift.value), unit: "eV", standardError: shift.standardError),
          StepParameter("e0_target", .number(target.energy), unit: "eV"),
          StepParameter("e0_source", .text(target.source)),
        ]
        outcome.measurements.append(
          Measurement(
            result: energies, mu: member.spectrum.values,
            standardError: member.spectrum.variance?.map { $0.squareRoot() }, of: [member],
            title: member.spectrum.label, step: step))
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
  }
}

/// Where an edge belongs, and who says so.
private struct EdgeTarget {
  let energy: Double
  let source: String
  /// Nobody names the element of the foil.
  let isAssumed: Bool

  /// What the parameters say, or the table. Throws when the table needs an element that nobody names.
  init(_ parameters: AnalysisParameters, _ member: SpectrumSeries.Member, isFoil: Bool) throws(AnalysisError) {
    if let given = parameters.number("e0") {
      energy = given
      source = "given"
      isAssumed = false
      return
    }
    let foil = member.measurement.signals.first { isFoil && $0.name.hasPrefix("reference") }
    let scan = member.measurement.scan
    let referenceElement = isFoil ? scan.referenceElement?.value.symbol : nil
    let stated = parameters.text("element") ?? referenceElement ?? foil?.element
    let symbol = stated ?? member.spectrum.element
    isAssumed = isFoil && stated == nil
    let referenceEdge = isFoil ? scan.referenceEdge?.value.text : nil
    let label = parameters.text("edge") ?? referenceEdge ?? foil?.edge ?? member.spectrum.edge ?? "K"
    guard let symbol, let element = Element(symbol: symbol) ?? Element(name: symbol) else {
      throw AnalysisError(
        symbol.map { "\($0) is no element" }
          ?? "the file does not say which element it is, so no table can tell where its edge belongs; say it with "
          + "element= and edge=, or give e0= in eV")
    }
    // Of edges measured together the first to come, that of the lowest energy.
    guard let edge = EdgeLabel(parsing: label)?.edges.last, let found = edge.energy(of: element) else {
      throw AnalysisError(
        "the table has no edge \(label) of \(element.symbol); say which with edge=, or give e0= in eV")
    }
    energy = found
    source = "xraylib 4, \(element.symbol) \(edge.rawValue)"
  }
}
