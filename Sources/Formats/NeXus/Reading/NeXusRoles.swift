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
    if let role = byGroup["\(group.name)/\(object.name)"] { return role }
    for alias in aliases {
      if let role = byGroup[alias.split(separator: "/").suffix(2).joined(separator: "/")] { return role }
    }
    if let role = byClass["\(group.nexusClass ?? "")/\(object.name)"] { return role }
    return RoleTable.entry(forColumn: object.name)?.role ?? .other
  }
}
