/// How the programs of facilities arrange a scan inside an entry, beyond what NeXus asks for.
import DataModel

/// BLISS, Sardana and others list what was recorded in a collection `measurement`, by the names that their users know;
/// SOLEIL numbers its arrays and tells in `long_name` what they are.
enum ScanLayout {
  private static let collection = "measurement"
  private static let numberedGroup = "scan_data"

  /// Whether a group is the list of what was recorded in a scan.
  static func isList(_ group: EntryObject) -> Bool { group.path == collection }

  /// The name that users of the beamline know a dataset by; nil when only NeXus's names are there.
  static func name(of object: EntryObject, in group: EntryObject, aliases: [String]) -> String? {
    for path in [object.path] + aliases {
      if let name = name(inList: path) { return name }
    }
    guard group.name == numberedGroup, let name = object.attribute("long_name")?.text?.trimmingBlanks(), !name.isEmpty
    else { return nil }
    return String(name)
  }

  private static func name(inList path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == collection ? String(parts[1]) : nil
  }

  /// Gives the role of the energy to what the scan command moved, where its name says so and no other channel has it;
  /// then energies without a unit get one where their values allow only one. `number` is that of the measurement, from 1.
  static func completeEnergies(_ channels: inout [Channel], metadata: Metadata, number: Int) -> [Finding] {
    var findings: [Finding] = []
    if let (index, command) = movedEnergy(channels, metadata) {
      let name = channels[index].name
      channels[index].role = .energy
      findings.append(
        Finding(
          NeXusFinding.scanAxis,
          "\"\(name)\" is taken for the incident energy: the command \(command.macro) moved it, and its name says so.",
          at: .init(path: ColumnRoles.rolePath(name, number)), found: name))
    }
    return findings + ColumnRoles.assignUnits(of: &channels, measurement: number)
  }

  private static func movedEnergy(_ channels: [Channel], _ metadata: Metadata) -> (index: Int, command: ScanCommand)? {
    guard !channels.contains(where: { $0.role == .energy && $0.dimensions == [.point] }) else { return nil }
    for text in ["scan_command", "title"].compactMap({ metadata.text($0) }) {
      guard let command = ScanCommand(text), let motor = command.motors.first(where: ScanCommand.isEnergy),
        let index = channels.firstIndex(where: { $0.name == motor && $0.dimensions == [.point] })
      else { continue }
      return (index, command)
    }
    return nil
  }
}
