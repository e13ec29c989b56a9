/// `analyze pixels`: the energies of a dispersive beamline's pixels.
import Analysis
import Bytes
import DataModel
import Datasets
import Formats

extension AnalysisStep {
  static let pixels: AnalysisStep = AnalysisStep(
    name: "pixels",
    summary:
      "Find the energies of pixels: the first input is a spectrum with energies, the second the same sample on pixels; "
      + "it and all further ones get the polynomial.",
    parameters: [
      signal,
      AnalysisParameter(
        "start", .list, "Where the fit begins: c0, c1, c2 in eV and eV per pixel; without it a start is looked for."),
    ],
    values: [
      Output("coefficients", "c0, c1 and c2 of E = c0 + c1 p + c2 p², in eV, each with its standard error."),
      Output("misfit", "The part of the variation that is left: 0 is perfect."),
      Output("overlap", "The part of the pixels whose energies the reference has."),
      Output("first", unit: "eV", "The energy of the first pixel."), Output("last", unit: "eV", "That of the last."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies of the pixels."), Output("mu", "The signal at these energies."),
    ]
  ) { input, parameters throws(AnalysisError) in
    var items = input.measurements.makeIterator()
    guard let reference = items.next(), let foil = items.next() else {
      throw AnalysisError("it takes a spectrum with energies and, after it, the same sample on pixels")
    }
    let choice = SignalChoice(parameters.text("signal"))
    var outcome = AnalysisOutcome()
    let known: Spectrum
    do throws(ResolveError) {
      (known, outcome.findings) = try SpectrumResolver(
        reference.measurement, file: reference.document.origin.name, choice: choice
      ).spectrum()
    } catch {
      throw AnalysisError("\(reference.document.origin.name): \(error.description)")
    }
    let scan = try PixelScan(foil, choice)
    let calibration = try PixelCalibration(
      pixels: scan.pixels, values: scan.values, energies: known.energy, reference: known.values,
      start: parameters.list("start"))
    var next: AnalysisInput.Item? = foil
    while let item = next {
      try PixelScan(item, choice).calibrate(by: calibration, known, &outcome)
      next = items.next()
    }
    return outcome
  }
}

/// A spectrum on pixels.
private struct PixelScan {
  let item: AnalysisInput.Item
  let pixels: [Double]
  let values: [Double]

  init(_ item: AnalysisInput.Item, _ choice: SignalChoice) throws(AnalysisError) {
    self.item = item
    let file = item.document.origin.name
    guard
      let axis = item.measurement.channels.first(where: { $0.role == .index && $0.dimensions.count == 1 }),
      let pixels = axis.values.inMemory?.doubles()
    else { throw AnalysisError("\(file): it has no pixels; say which column they are with --columns index=...") }
    do {
      let formula = try SignalExpression(parsing: try choice.signal(of: item.measurement).expression)
      values = try formula.evaluate(over: item.measurement).values
    } catch {
      throw AnalysisError("\(file): \(error)")
    }
    self.pixels = pixels
  }

  /// Adds the energies to the measurement, by the same way as a polynomial that the user declares.
  func calibrate(
    by calibration: PixelCalibration, _ reference: Spectrum, _ outcome: inout AnalysisOutcome
  ) throws(AnalysisError) {
    var document = item.document
    document.measurements = [item.measurement]
    document.findings = []
    do throws(DeclarationError) {
      var declarations = Declarations()
      let numbers = calibration.coefficients.map(AnalysisWords.text).joined(separator: " ")
      try declarations.declareSetting("Mono.pixel_polynomial=\(numbers)")
      try declarations.apply(to: &document)
    } catch {
      throw AnalysisError("\(item.document.origin.name): \(error.description)")
    }
    var measurement = document.measurements[0]
    measurement.origins.append(item.document.origin)
    measurement.references.append(Reference(.standard, to: reference.source))
    outcome.measurements.append(measurement)
    let energies = calibration.energies(pixels)
    outcome.results.append(
      AnalysisResult(
        file: item.document.origin.name, selector: item.measurement.selector,
        values: [
          AnalysisField(
            "coefficients",
            .list(
              zip(calibration.coefficients, calibration.standardErrors).map { .estimate($0, standardError: $1) })),
          AnalysisField("misfit", .number(calibration.misfit)), AnalysisField("overlap", .number(calibration.overlap)),
          AnalysisField("first", AnalysisValue(energies.first)), AnalysisField("last", AnalysisValue(energies.last)),
        ], arrays: [("energy", energies), ("mu", values)]))
  }
}
