/// A reference spectrum with an energy axis of its own, as NXxas_trans keeps it.
import DataModel

/// The subentry `reference` of NXxas_trans: a spectrum of its own, not a beam behind the sample.
struct ReferenceSpectrum {
  private let measurement: Measurement
  private let stated: StatedFacts
  private let index: Int?
  private let fileName: String
  private let time: String?

  init(_ measurement: Measurement, stated: StatedFacts, besides main: Int?, fileName: String, time: String?) {
    self.measurement = measurement
    self.stated = stated
    self.fileName = fileName
    self.time = time
    let mainDimensions = main.flatMap { measurement.signals[$0].dimensions(in: measurement) }
    index = measurement.signals.indices.first { candidate in
      candidate != main && measurement.signals[candidate].name.lowercased().contains("reference")
        && measurement.signals[candidate].dimensions(in: measurement) != mainDimensions
    }
  }

  /// Its fields below the entry; none when there is no such spectrum, or it cannot be described in full.
  func fields() -> [PlannedField] {
    guard let index, let family = XASFamily.named("NXxas_trans") else { return [] }
    let facts = FamilyFacts(
      measurement, stated: stated, for: family, signal: index,
      values: measurement.values(of: measurement.signals[index].expression), fileName: fileName, time: time)
    guard case .complete(let plan) = DefinitionPlan.make(for: facts, mayOmitInstrument: true) else { return [] }
    return plan.fields.map { field in
      PlannedField(place: NeXusPlace("\(Self.name):NXsubentry/\(field.place)"), content: field.content)
    }
  }

  static let name = "reference"
}

extension DefinitionPlan {
  mutating func add(_ more: [PlannedField]) { fields += more }
}
