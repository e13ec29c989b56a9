/// Energies from the angles of a crystal monochromator: E = hc / (2 d sin θ).
import Bytes
import DataModel
import Glibc

/// The conversion and what it rests on.
struct BraggEnergy: Sendable, Hashable {
  /// In Å.
  var dSpacing: Double
  /// In eV Å.
  var hc = Self.codata
  /// What one unit of the angles is in degrees.
  var degreesPerUnit = 1.0

  /// hc in eV Å (CODATA 2018, exact by definition of the SI).
  static let codata = 12398.419843320026
  /// The operation of the step that records the conversion.
  static let operation = "energy from angle"

  /// The energy in eV that belongs to an angle in radians; not finite where there is none.
  func energy(atRadians angle: Double) -> Double {
    hc / (2 * dSpacing * sin(angle))
  }

  /// The energies in eV that belong to angles as they are stored.
  func energies(_ angles: [Double]) -> [Double] {
    angles.map { energy(atRadians: $0 * degreesPerUnit * .pi / 180) }
  }

  /// The record of the conversion.
  func step(from angles: String, to energies: String) -> Step {
    Step(
      operation: Self.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: [
        StepParameter(Parameter.dSpacing, .number(dSpacing), unit: "Å"),
        StepParameter(Parameter.hc, .number(hc), unit: "eV Å"),
        StepParameter(Parameter.degreesPerUnit, .number(degreesPerUnit)),
      ], inputs: [angles], outputs: [energies])
  }

  /// Reads the record; nil for another step.
  init?(_ step: Step) {
    func number(_ name: String) -> Double? {
      guard case .array(let array)? = step.parameters.first(where: { $0.name == name })?.value else { return nil }
      return array.singleNumber
    }
    guard step.operation == Self.operation, let dSpacing = number(Parameter.dSpacing) else { return nil }
    self.init(
      dSpacing: dSpacing, hc: number(Parameter.hc) ?? Self.codata, degreesPerUnit: number(Parameter.degreesPerUnit) ?? 1
    )
  }

  init(dSpacing: Double, hc: Double = Self.codata, degreesPerUnit: Double = 1) {
    self.dSpacing = dSpacing
    self.hc = hc
    self.degreesPerUnit = degreesPerUnit
  }

  private enum Parameter {
    static let dSpacing = "d_spacing"
    static let hc = "hc"
    static let degreesPerUnit = "degrees_per_unit"
  }

  /// What the energies rest on, for people.
  func finding(from angles: String, to energies: String, measurement: Int = 1) -> Finding {
    Finding(
      BeamlineFinding.energyFromAngle,
      "The energies were worked out from \"\(angles)\" with d = \(NumberFormatter.text(dSpacing)) Å and hc = "
        + "\(NumberFormatter.text(hc)) eV Å.", at: .init(path: "/\(measurement)/channels/\(energies)"))
  }
}

extension BeamlineScan {
  /// Adds a column `energy` in eV, worked out from a column of angles, and the step that says how; where the crystal's
  /// spacing is not known, a finding. `scale` is what one unit of the column is in degrees.
  mutating func addEnergy(fromAngles column: Int, dSpacing: Double?, hc: Double = BraggEnergy.codata, scale: Double = 1)
  {
    let name = columns[column].draft.name
    guard let dSpacing, dSpacing > 0, dSpacing.isFinite else {
      findings.append(
        Finding(
          BeamlineFinding.noSpacing,
          "The points are given by the angles in \"\(name)\", and the file does not say which crystal they belong to.",
          at: .init(path: "/1/channels/\(name)")))
      return
    }
    let bragg = BraggEnergy(dSpacing: dSpacing, hc: hc, degreesPerUnit: scale)
    columns.append(
      Column("energy", unit: "eV", role: .energy, TypedArray(bragg.energies(columns[column].values.doubles()))))
    steps.append(bragg.step(from: name, to: "energy"))
    findings.append(bragg.finding(from: name, to: "energy"))
  }
}

extension Measurement {
  /// Works out energies anew with a declared constant or spacing, or for the first time when the spacing was missing.
  /// Gives the finding that says so; nil when there is nothing to work out.
  mutating func workOutEnergies(hc: Double?, dSpacing: Double?, number: Int) -> Finding? {
    guard hc != nil || dSpacing != nil else { return nil }
    if let index = steps.firstIndex(where: { BraggEnergy($0) != nil }), var bragg = BraggEnergy(steps[index]),
      let angles = steps[index].inputs.first, let energies = steps[index].outputs.first
    {
      bragg.hc = hc ?? bragg.hc
      bragg.dSpacing = dSpacing ?? bragg.dSpacing
      guard let place = channels.firstIndex(where: { $0.name == energies }), let stored = doubles(of: angles) else {
        return nil
      }
      channels[place].values = Values(TypedArray(bragg.energies(stored)))
      steps[index] = bragg.step(from: angles, to: energies)
      return bragg.finding(from: angles, to: energies, measurement: number)
    }
    guard let dSpacing, channel(.energy) == nil, let angles = channel(.angle), channel(named: "energy") == nil,
      let scale = PhysicalUnit.convert([1], from: angles.unit ?? "degree", to: "degree")?.first,
      let stored = doubles(of: angles.name)
    else { return nil }
    let bragg = BraggEnergy(dSpacing: dSpacing, hc: hc ?? BraggEnergy.codata, degreesPerUnit: scale)
    channels.append(
      Channel(
        name: "energy", role: .energy, unit: "eV", dimensions: angles.dimensions,
        values: Values(TypedArray(bragg.energies(stored)))))
    steps.append(bragg.step(from: angles.name, to: "energy"))
    return bragg.finding(from: angles.name, to: "energy", measurement: number)
  }

  private func doubles(of name: String) -> [Double]? { channel(named: name)?.values.inMemory?.doubles() }
}
