import DataModel

/// What the fields of NeXus classes mean.
enum NeXusRoles {
  /// Classes whose numeric arrays are data.
  static let dataClasses: Set<String> = [
    "NXdata", "NXdetector", "NXmonitor", "NXmonochromator", "NXlog", "NXpositioner", "NXevent_data", "NXsensor",
    "NXinsertion_device", "NXentry", "NXsubentry", "NXroot", "",
  ]

  /// Short arrays that say something about all points: no data, wherever they lie.
  static let neverChannels: Set<String> = ["emission_energy_window"]

  /// Scalars that are data all the same: a scan of one point, written without a dimension.
  static let scalarChannels: Set<String> = [
    "NXdata/data", "NXdata/energy", "NXdata/absorbed_beam", "NXdetector/data", "NXmonochromator/energy",
    "NXmonitor/data",
  ]

  private static let byGroup: [String: ChannelRole] = [
    "incoming_beam/data": .i0, "absorbed_beam/data": .itrans, "i0/data": .i0, "itrans/data": .itrans,
    "ifluor/data": .ifluor, "irefer/data": .irefer, "iref/data": .irefer, "iey/data": .iey, "i/data": .itrans,
    "tey/data": .iey, "tfy/data": .ifluor,
    // Where an STXM stood and for how long, as detectors of NXstxm.
    "sample_x/data": .other, "sample_y/data": .other, "sample_z/data": .other, "time_detector/data": .time,
  ]

  /// Quantities that no detector of photons or electrons gives: a thermometer is written as NXdetector too.
  private static let elsewhere: [Dimensionality: ChannelRole] = [
    .time: .time, .temperature: .other, .length: .other, .angle: .other, .pressure: .other, .energy: .other,
  ]

  private static let byClass: [String: ChannelRole] = [
    "NXmonochromator/energy": .energy, "NXmonitor/data": .monitor, "NXlog/time": .time, "NXdata/absorbed_beam": .mu,
    "NXdetector/data": .intensity, "NXdata/data": .intensity,
  ]

  /// What the absorbed beam of NXxas is in a detection mode; nil where it is the transmitted one.
  static func absorbedBeam(by mode: DetectionMode?) -> ChannelRole? {
    switch mode {
    case .totalElectronYield, .partialElectronYield, .augerElectronYield: .iey
    case .fluorescence, .partialFluorescence, .inversePartialFluorescence, .highEnergyResolutionFluorescence: .ifluor
    default: nil
    }
  }

  /// The role of a dataset, from its group's name and class before its own name.
  ///
  /// `aliases` are other paths of the same dataset: a detector's name tells more than a column's.
  static func role(of object: EntryObject, in group: EntryObject, aliases: [String] = []) -> ChannelRole {
    let role = namedRole(of: object, in: group, aliases: aliases)
    return detected.contains(role) ? unitRole(of: object) ?? role : role
  }

  private static func namedRole(of object: EntryObject, in group: EntryObject, aliases: [String]) -> ChannelRole {
    if let role = byGroup["\(group.name)/\(object.name)"] { return role }
    for alias in aliases {
      if let role = byGroup[alias.split(separator: "/").suffix(2).joined(separator: "/")] { return role }
    }
    if let role = byClass["\(group.nexusClass ?? "")/\(object.name)"] { return role }
    // The theta and mu of a goniometer are neither the monochromator's angle nor an absorption.
    if group.nexusClass == "NXtransformations" { return .other }
    return ScanLayout.entry(forName: object.name)?.role ?? .other
  }

  /// Roles of what counts or measures photons and electrons.
  private static let detected: Set<ChannelRole> = [
    .intensity, .monitor, .i0, .itrans, .ifluor, .irefer, .iey, .mu, .norm,
  ]

  private static func unitRole(of object: EntryObject) -> ChannelRole? {
    guard let text = object.attribute("units")?.text, let unit = PhysicalUnit.parse(text) else { return nil }
    return elsewhere[unit.dimensionality]
  }
}
