/// Energies from the pixels of a dispersive beamline's detector: E = c0 + c1 p + c2 p² + ...
import Bytes
import DataModel

/// The polynomial of a calibration.
struct PixelEnergy: Sendable, Hashable {
  /// In eV, eV/pixel, eV/pixel² ..., ascending.
  var coefficients: [Double]

  /// The operation of the step that records the conversion.
  static let operation = "energy from pixel"
  /// The key that states the polynomial.
  static let key = "Mono.pixel_polynomial"
  /// Linear to fifth order.
  private static let counts = 2...6

  init(_ coefficients: [Double]) { self.coefficients = coefficients }

  /// Reads `8900 0.25 1e-6`, with blanks, commas or semicolons between; nil for anything but two to six numbers.
  init?(parsing text: some StringProtocol) {
    let words = text.split { " \t,;".contains($0) }
    let numbers = words.compactMap { NumberParser.double(String($0)) }
    guard Self.counts.contains(words.count), numbers.count == words.count, numbers.allSatisfy(\.isFinite) else {
      return nil
    }
    coefficients = numbers
  }

  /// The energies of pixels, in the unit of the coefficients.
  func energies(_ pixels: [Double]) -> [Double] {
    pixels.map { pixel in coefficients.reversed().reduce(0) { $0 * pixel + $1 } }
  }

  /// Whether the energies rise or fall from each of these pixels to the next, and are positive.
  func isEnergyAxis(over pixels: [Double]) -> Bool {
    let energies = energies(pixels)
    let steps = zip(energies.dropFirst(), energies).map { $0 - $1 }
    return energies.allSatisfy { $0 > 0 && $0.isFinite } && (steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 })
  }

  /// The same polynomial in eV: no dispersive beamline is below 200 eV, so what stays below all over is in keV.
  func inElectronvolts(over pixels: [Double]) -> PixelEnergy {
    guard let highest = energies(pixels).max(), 0..<200 ~= highest else { return self }
    return PixelEnergy(coefficients.map { $0 * 1000 })
  }

  /// The record of the conversion.
  func step(from pixels: String, to energies: String) -> Step {
    Step(
      operation: Self.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: coefficients.enumerated().map { power, value in
        StepParameter("c\(power)", .number(value), unit: power == 0 ? "eV" : "eV/pixel\(power == 1 ? "" : "^\(power)")")
      }, inputs: [pixels], outputs: [energies])
  }

  /// What the energies rest on, for people.
  func finding(from pixels: String, to energies: String, measurement: Int = 1) -> Finding {
    let terms = coefficients.enumerated().map { power, value in
      NumberFormatter.text(value) + (power == 0 ? "" : power == 1 ? " p" : " p^\(power)")
    }
    return Finding(
      BeamlineFinding.energyFromPixel,
      "The energies were worked out from the pixels p in \"\(pixels)\" as \(terms.joined(separator: " + ")) eV.",
      at: .init(path: "/\(measurement)/channels/\(energies)"))
  }
}

extension BeamlineScan {
  /// Adds a column `energy` in eV that a polynomial makes of the pixels in the first column. False when what it gives
  /// is no axis of energies.
  mutating func addEnergy(fromPixels polynomial: PixelEnergy) -> Bool {
    let pixels = columns[0].values.doubles()
    let inElectronvolts = polynomial.inElectronvolts(over: pixels)
    guard inElectronvolts.isEnergyAxis(over: pixels) else { return false }
    let name = columns[0].draft.name
    columns.append(Column("energy", unit: "eV", role: .energy, TypedArray(inElectronvolts.energies(pixels))))
    steps.append(inElectronvolts.step(from: name, to: "energy"))
    findings.append(inElectronvolts.finding(from: name, to: "energy"))
    return true
  }
}

extension Measurement {
  /// The axis of pixels of a dispersive spectrum.
  var pixelAxis: Channel? {
    channels.first { channel in
      let isPixel =
        channel.name.lowercased() == DispersiveScan.pixelLabel || channel.unit?.lowercased().hasPrefix("pixel") == true
      return channel.role == .index && isPixel && channel.dimensions.count == 1
    }
  }

  /// Works out energies from pixels with a declared polynomial, in place of those that a file's own polynomial gave.
  /// Gives the finding that says so; nil where there are no pixels. Throws when the polynomial gives no axis.
  mutating func workOutEnergies(pixelPolynomial: PixelEnergy, number: Int) throws(DeclarationError) -> Finding? {
    guard let axis = pixelAxis, let pixels = axis.values.inMemory?.doubles() else { return nil }
    let polynomial = pixelPolynomial.inElectronvolts(over: pixels)
    guard polynomial.isEnergyAxis(over: pixels) else {
      let ends = [pixels.first, pixels.last].compactMap { $0 }.map { pixel in
        NumberFormatter.text(polynomial.energies([pixel])[0])
      }
      throw DeclarationError(
        "--set",
        "\(PixelEnergy.key): these numbers give energies from \(ends.joined(separator: " to ")) eV over the "
          + "\(pixels.count) pixels that do not rise or fall all the way, or are not positive; give them in ascending "
          + "powers of the pixel, in eV")
    }
    let energies = TypedArray(polynomial.energies(pixels))
    let earlier = steps.firstIndex { $0.operation == PixelEnergy.operation && $0.inputs == [axis.name] }
    if let earlier, let name = steps[earlier].outputs.first,
      let place = channels.firstIndex(where: { $0.name == name })
    {
      channels[place].values = Values(energies)
      steps[earlier] = polynomial.step(from: axis.name, to: name)
      return polynomial.finding(from: axis.name, to: name, measurement: number)
    }
    guard channel(named: "energy") == nil else { return nil }
    channels.append(
      Channel(name: "energy", role: .energy, unit: "eV", dimensions: axis.dimensions, values: Values(energies)))
    steps.append(polynomial.step(from: axis.name, to: "energy"))
    return polynomial.finding(from: axis.name, to: "energy", measurement: number)
  }
}
