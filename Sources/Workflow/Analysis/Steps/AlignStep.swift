/// `analyze align`: shifts between spectra of the same edge.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let align: AnalysisStep = AnalysisStep(
    name: "align",
    summary: "Lay spectra of one edge over the first one by shifting their energies.",
    parameters: [
      signal,
      AnalysisParameter(
        "via", .choice(SeriesAlignment.Way.allCases.map(\.rawValue)), standard: "signal",
        "What is laid over: the signal itself, or the reference foil measured in the same scan."),
      AnalysisParameter(
        "preset", .choice(["edgewise", "larch"]), standard: "edgewise",
        "larch gives the number of Larch's energy_align, whose window begins 15 eV behind the edge and not before it."),
      AnalysisParameter(
        "array", .choice(LarchAlignment.Curve.allCases.map(\.rawValue)), standard: "dmude",
        "What Larch's preset lays over: the derivative, or the normalised signal."),
    ] + SeriesAlignment.parameters,
    values: [
      Output("signal", "The formula that was analysed."),
      Output("e0", unit: "eV", "The edge of the first spectrum (or its foil), around which spectra are laid over."),
      Output("shift", unit: "eV", "What was added to the energies, with its standard error."),
      Output("misfit", "The share of the variation over the edge that is left: 0 is perfect."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The shifted energies."), Output("mu", "The signal at these energies."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let way = parameters.choice("via", SeriesAlignment.Way.signal)
    let series = try SpectrumSeries(input, parameters, least: 2, withFoils: way == .reference)
    let alignment = try SeriesAlignment(series, way, &parameters)
    var outcome = AnalysisOutcome()
    for (member, shift) in zip(series.members, alignment.shifts) {
      let energies = member.spectrum.energy.map { $0 + shift.value }
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(member.spectrum.signal)), AnalysisField("e0", .number(alignment.e0)),
            AnalysisField("shift", .estimate(shift.value, standardError: shift.standardError)),
            AnalysisField("misfit", .number(shift.misfit)),
          ], arrays: [("energy", energies), ("mu", member.spectrum.values)]))
      var step = Step(
        operation: "align", program: "edgewise", version: EdgewiseVersion.string,
        parameters: parameters.stepParameters(of: .align))
      step.parameters.append(
        StepParameter("shift", .number(shift.value), unit: "eV", standardError: shift.standardError))
      outcome.measurements.append(
        Measurement(
          result: energies, mu: member.spectrum.values, of: [member], title: member.spectrum.label, step: step))
    }
    outcome.findings = series.findings
    return outcome
  }
}

/// Shifts that lay a series over its first spectrum.
struct SeriesAlignment {
  enum Way: String, CaseIterable {
    case signal, reference
  }

  let e0: Double
  /// One for each member; the first one's is 0.
  let shifts: [Alignment.Shift]

  /// The parameters that every step has which aligns.
  static let parameters = [
    AnalysisParameter(
      "e0", .number, unit: "eV", "The edge around which spectra are laid over; without it that of the first spectrum."),
    AnalysisParameter(
      "range", .window, unit: "eV", standard: "-20:40", "What is laid over, relative to e0."),
    AnalysisParameter("reach", .number, unit: "eV", standard: "10", "The largest shift that is looked for."),
  ]

  /// Finds the shifts, and settles `e0`. Throws for a spectrum that cannot be laid over, by its name.
  init(_ series: SpectrumSeries, _ way: Way, _ parameters: inout AnalysisParameters) throws(AnalysisError) {
    let spectra = series.members.map { way == .reference ? $0.foil ?? $0.spectrum : $0.spectrum }
    let e0 = parameters.number("e0") ?? EdgeEnergy.derivative(spectra[0])
    parameters.settle("e0", e0)
    if parameters.text("preset") == "larch" {
      self.e0 = e0
      shifts = try Self.larch(series, spectra, parameters)
      return
    }
    var alignment = Alignment()
    if let range = parameters.window("range") { alignment.window = range }
    if let reach = parameters.number("reach"), reach > 0 { alignment.reach = reach }
    var shifts = [Alignment.Shift(value: 0, standardError: 0, misfit: 0)]
    for (member, spectrum) in zip(series.members, spectra).dropFirst() {
      do throws(AnalysisError) {
        shifts.append(try alignment.shift(of: spectrum, onto: spectra[0], e0: e0))
      } catch {
        throw AnalysisError("\(member.file) \(spectrum.label): \(error.description)")
      }
    }
    self.e0 = e0
    self.shifts = shifts
  }

  /// The shifts of Larch, which has no errors for them.
  private static func larch(
    _ series: SpectrumSeries, _ spectra: [Spectrum], _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> [Alignment.Shift] {
    let alignment = LarchAlignment(parameters.choice("array", .dmude))
    var shifts = [Alignment.Shift(value: 0, standardError: 0, misfit: 0)]
    for (member, spectrum) in zip(series.members, spectra).dropFirst() {
      do throws(AnalysisError) {
        let value = try alignment.shift(of: spectrum, onto: spectra[0])
        shifts.append(Alignment.Shift(value: value, standardError: .nan, misfit: .nan))
      } catch {
        throw AnalysisError("\(member.file) \(spectrum.label): \(error.description)")
      }
    }
    return shifts
  }
}
