/// The sample as the metadata describe it, whatever vocabulary they use.
public struct SampleView: Sendable {
  private let lookup: CrosswalkLookup

  init(_ metadata: Metadata) { lookup = CrosswalkLookup(metadata) }

  public var name: Sourced<String>? { lookup.text(.sampleName) }
  public var identifier: Sourced<String>? { lookup.text(.sampleIdentifier) }
  public var preparation: Sourced<String>? { lookup.text(.samplePreparation) }
  public var description: Sourced<String>? { lookup.text(.sampleDescription) }
  /// As written; not checked.
  public var chemicalFormula: Sourced<String>? { lookup.text(.chemicalFormula) }
  /// In kelvin; nil for words such as `room temperature`.
  public var temperature: Sourced<Double>? { lookup.number(.sampleTemperature) }
  /// In pascal.
  public var pressure: Sourced<Double>? { lookup.number(.samplePressure) }
  /// Magnetic flux density in tesla.
  public var magneticField: Sourced<Double>? { lookup.number(.sampleMagneticField) }
  /// In g/cm³.
  public var density: Sourced<Double>? { lookup.number(.sampleDensity) }
}

extension Measurement {
  /// The sample, computed from the metadata at each call.
  public var sample: SampleView { SampleView(metadata) }
}
