import Bytes
import DataModel
import HDF5

/// Puts what the metadata say of sample, instrument and source where NeXus looks for it.
///
/// The metadata tree stays the truth: reading back takes it from there and passes these fields over.
struct CrosswalkWriter {
  let measurement: Measurement
  let entry: Group
  /// The definition that the entry will claim, which may leave groups out.
  var plan: DefinitionPlan?

  func write() throws(HDF5Error) {
    for item in Crosswalk.items(in: measurement) {
      guard let place = item.row.nexus, !Self.ownPlaces.contains(place.description),
        Set(place.groups.map(\.nxClass)).isDisjoint(with: Self.proposedClasses), plan?.admits(place) != false
      else { continue }
      var group = entry
      for step in place.groups {
        group =
          try group.contains(step.name)
          ? try group.group(step.name) : try group.createGroup(step.name, class: step.nxClass)
      }
      guard try !group.contains(place.field) else { continue }
      switch item.value {
      case .text(let text): try group.createDataset(place.field, text: text)
      case .number(let number, let unit):
        // FAIRmat's NXxas counts temperatures along a stack, which here has one member.
        let isStacked = plan?.family.maker == .fairmat && place.description == Self.temperature
        let dataset = try group.createDataset(
          place.field, isStacked ? TypedArray([number]) : TypedArray(scalar: number))
        try dataset.attributes.write("units", text: unit)
      }
    }
  }

  /// Classes that the official definitions (v2026.01) do not have: element and edge stand with the signal instead.
  private static let proposedClasses: Set<String> = ["NXelement", "NXabsorption_edge", "NXedge"]

  private static let temperature = "sample:NXsample/temperature"

  /// What the entry writes itself, from the measurement.
  private static let ownPlaces: Set<String> = ["title", "start_time", "end_time", "definition"]
}
