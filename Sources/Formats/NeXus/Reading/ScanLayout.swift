/// How the programs of facilities arrange a scan inside an entry, beyond what NeXus asks for.
import DataModel

/// BLISS, Sardana and others list what was recorded in a collection `measurement`, by the names that their users know;
/// SOLEIL numbers its arrays and tells in `long_name` what they are; GDA, NexDaTaS and areaDetector mark what has one
/// value per point.
enum ScanLayout {
  private static let collection = "measurement"
  private static let numberedGroup = "scan_data"

  /// Whether a group is the list of what was recorded in a scan: one value per point, or per frame.
  static func isList(_ group: EntryObject) -> Bool {
    group.path == collection || group.name == "NDAttributes"
  }

  /// Whether the writer marks an array as one that grew with the scan: GDA names the field of a scannable
  /// (`local_name = "ic1monitor.ic1monitor"`), NexDaTaS the moment of writing.
  static func isRecorded(_ object: EntryObject) -> Bool {
    object.attribute("nexdatas_strategy")?.text == "STEP" || field(of: object) != nil
  }

  /// The name that users of the beamline know a dataset by; nil when only NeXus's names are there.
  static func name(of object: EntryObject, in group: EntryObject, aliases: [String]) -> String? {
    for path in [object.path] + aliases {
      if let name = name(inList: path) { return name }
    }
    if group.name == numberedGroup, let name = object.attribute("long_name")?.text?.trimmingBlanks(), !name.isEmpty {
      return String(name)
    }
    // A group without a class that holds `data` and its settings is one electrometer channel of MAX IV.
    if object.name == "data", group.nexusClass == nil, group.path.contains("/") { return group.name }
    return nil
  }

  /// The name that tells a dataset from others of the same name: the device and its field. `aliases` gives the other
  /// paths of a path; nil when the layout has no such name.
  static func longName(of object: EntryObject, aliases: (String) -> [String]) -> String? {
    if let field = field(of: object) { return field }
    var parts = object.path.split(separator: "/")
    var rest: [Substring] = []
    while let last = parts.popLast() {
      rest.insert(last, at: 0)
      let path = parts.joined(separator: "/")
      guard let device = ([path] + aliases(path)).lazy.compactMap({ name(inList: $0) }).first else { continue }
      if rest.count > 1, rest.last == "data" { rest.removeLast() }
      return ([device] + rest.map(String.init)).joined(separator: "/")
    }
    return nil
  }

  /// What a name means at beamlines whose programs write HDF5, beyond the names in common use. Of a path of a device
  /// (`i09-c-c06/ex/mono/energy`) the last part tells.
  static func entry(forName name: String) -> RoleTable.Entry? {
    if let entry = RoleTable.entry(forColumn: name) ?? names[RoleTable.normalForm(name)] { return entry }
    guard let last = name.split(separator: "/").last, last.count < name.count else { return nil }
    return entry(forName: String(last))
  }

  /// Names of scannables and counters of GDA (Diamond: B18, I20), in normal form.
  private static let names: [String: RoleTable.Entry] = [
    "qexafsenergy": .init(.energy), "bragg1withoffset": .init(.energy), "dcmenergy": .init(.energy),
    "lni0it": .init(.mu, "transmission"), "lnitiref": .init(.mu, "reference"), "ffi0": .init(.mu, "fluorescence"),
    "ff": .init(.ifluor),
  ]

  private static func field(of object: EntryObject) -> String? {
    guard let name = object.attribute("local_name")?.text, name.contains("."), !name.contains(" ") else { return nil }
    return name
  }

  private static func name(inList path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == collection ? String(parts[1]) : nil
  }

  /// What a scan is called, and the commands that tell what it moved: Sardana and BLISS give the command as title, GDA
  /// in a field of its own, NexDaTaS as an attribute of the program's name.
  static func title(_ metadata: Metadata) -> String? {
    let title = metadata.text("title")
    return title?.trimmingBlanks().isEmpty == false ? title : commands(metadata).first ?? title
  }

  private static func commands(_ metadata: Metadata) -> [String] {
    let attribute = metadata.first("program_name")?.attributes.first { $0.name == "scan_command" }?.value.text
    return [metadata.text("scan_command"), attribute, metadata.text("title")].compactMap { $0 }
      .filter { !$0.trimmingBlanks().isEmpty }
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
    for text in commands(metadata) {
      guard let command = ScanCommand(text), let motor = command.motors.first(where: ScanCommand.isEnergy),
        let index = channels.firstIndex(where: { $0.name == motor && $0.dimensions == [.point] })
      else { continue }
      return (index, command)
    }
    return nil
  }
}
