/// The energy among the positioners of an MDA file, whose descriptions everybody writes differently.
import Bytes
import DataModel

extension MDAAssembly {
  /// The units of energies as EPICS records have them, in any letters, as they should be written.
  private static let units = ["ev": "eV", "kev": "keV"]

  /// What a scan moves under a name of the energy, or in eV or keV, is taken for the energy of the beam.
  mutating func placeEnergy() {
    for index in columns.indices {
      guard let unit = columns[index].draft.unit.flatMap({ Self.units[$0.lowercased()] }) else { continue }
      columns[index].draft.unit = unit
    }
    guard !columns.contains(where: { RoleTable.entry(forColumn: $0.draft.name)?.role == .energy }) else { return }
    // An angle or a length is no energy, whatever it is called.
    let moved = columns.indices.filter { index in
      fact("positioner", of: index) != nil && columns[index].draft.unit.map(Self.units.values.contains) ?? true
    }
    let named = moved.first { index in
      ([columns[index].draft.name] + Self.nameFacts.compactMap { fact($0, of: index) }).contains(where: isEnergy)
    }
    guard let index = named ?? moved.first(where: { columns[$0].draft.unit != nil }) else {
      return
    }
    let name = columns[index].draft.name
    columns[index].draft.role = .energy
    columns[index].draft.isSettled = columns[index].draft.unit != nil
    findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "The positioner \"\(name)\" is taken for the energy because of its \(named == nil ? "unit" : "name").",
        at: .init(path: ColumnRoles.rolePath(name)), found: "energy"))
  }

  private static let nameFacts = ["pv", "readback_pv", "readback_description"]

  private func fact(_ key: String, of column: Int) -> String? {
    columns[column].metadata.nodes.first { $0.name == key }?.value?.text
  }

  /// `13IDA:Energy.VAL`: the field of a record says nothing, and neither does what stands before the last colon.
  private func isEnergy(_ name: String) -> Bool {
    let record = name.split(separator: ":").last ?? ""
    return ScanCommand.isEnergy(String(record.split(separator: ".").first ?? ""))
  }
}
