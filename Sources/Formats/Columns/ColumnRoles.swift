/// What the columns of a table mean, as far as names and values tell, and what each conclusion rested on.
import Bytes
import DataModel

/// A column while its meaning is being found out.
struct ColumnDraft {
  var name: String
  var unit: String?
  var role = ChannelRole.other
  var qualifier: String?
  /// Nothing more is concluded about a column whose meaning is stated.
  var isSettled = false
  /// The name is stated, too, and no other column has it.
  var isNameSettled = false

  init(name: String, unit: String? = nil) {
    self.name = name
    self.unit = unit
  }

  /// Gives a number to columns that are called like one before them; settled names stay.
  static func makeNamesUnique(_ drafts: inout [ColumnDraft]) -> [Finding] {
    var findings: [Finding] = []
    var taken = Set(drafts.filter(\.isNameSettled).map(\.name))
    var counts: [String: Int] = [:]
    for index in drafts.indices where !drafts[index].isNameSettled {
      let name = drafts[index].name
      guard !taken.insert(name).inserted else { continue }
      var number = counts[name] ?? 2
      while !taken.insert("\(name)_\(number)").inserted { number += 1 }
      counts[name] = number + 1
      drafts[index].name = "\(name)_\(number)"
      findings.append(
        Finding(
          ColumnsFinding.repeatedLabel,
          "Column \(index + 1) is called \"\(name)\" like another one before it; "
            + "here it is \"\(name)_\(number)\".", at: .init(path: "/1/channels/\(name)_\(number)"), found: name))
    }
    return findings
  }
}

enum ColumnRoles {
  /// Roles of which a measurement has one channel.
  static let single: Set<ChannelRole> = [.energy, .angle, .i0, .itrans, .irefer, .k, .r]

  /// Gives roles to columns by their names: standard labels first, names in common use where no other column has
  /// the role already. Each use of a common name is a note.
  static func assignByName(_ drafts: inout [ColumnDraft]) -> [Finding] {
    var taken = Set(drafts.filter(\.isSettled).map(\.role)).intersection(single)
    var findings: [Finding] = []
    // Diffractometers write the Miller indices H, K and L.
    let isReciprocal = drafts.contains { $0.name == "H" } && drafts.contains { $0.name == "L" }
    for isStandard in [true, false] {
      for index in drafts.indices where !drafts[index].isSettled && drafts[index].role == .other {
        let name = drafts[index].name
        guard !(isReciprocal && name == "K") else { continue }
        let standard = standardEntry(name)
        guard (standard != nil) == isStandard, let entry = standard ?? RoleTable.entry(forColumn: name) else {
          continue
        }
        guard !single.contains(entry.role) || taken.insert(entry.role).inserted else { continue }
        drafts[index].role = entry.role
        drafts[index].qualifier = entry.qualifier
        if !isStandard { findings.append(nameGuess(drafts[index])) }
      }
    }
    return findings
  }

  /// What a label means that is one of the XDI dictionary, or the name of a role itself; nil for others.
  static func standardEntry(_ name: String) -> RoleTable.Entry? {
    if let entry = RoleTable.xdi[name.lowercased()] { return entry }
    guard let role = ChannelRole(rawValue: name.lowercased()), role != .other else { return nil }
    return RoleTable.Entry(role)
  }

  /// Gives the role of the energy to the first column when no name told where the points are, and its values look so.
  static func assignByValues(_ drafts: inout [ColumnDraft], evidence: (Int) -> EnergyEvidence?) -> [Finding] {
    guard let first = drafts.first, !first.isSettled, first.role == .other,
      !drafts.contains(where: { positionRoles.contains($0.role) }), let reason = evidence(0)?.scanReason
    else { return [] }
    drafts[0].role = .energy
    return [
      Finding(
        ColumnsFinding.roleGuess,
        "Column \"\(first.name)\" is taken for the energy because it comes first and \(reason). "
          + "Use --columns to say something else.",
        at: .init(path: rolePath(first.name)), found: "energy")
    ]
  }

  /// States the unit of energies without one where the values allow only one.
  static func assignUnits(
    _ drafts: inout [ColumnDraft], measurement: Int = 1, evidence: (Int) -> EnergyEvidence?
  ) -> [Finding] {
    var findings: [Finding] = []
    for index in drafts.indices
    where drafts[index].role == .energy && drafts[index].unit == nil && !drafts[index].isSettled {
      let name = drafts[index].name
      guard let evidence = evidence(index) else { continue }
      let place = Finding.Location(path: unitPath(name, measurement))
      guard let unit = evidence.unit else {
        findings.append(
          Finding(
            ColumnsFinding.unitUnknown,
            "Column \"\(name)\" is an energy without a unit: \(evidence.description). Use --unit to state it.",
            at: place))
        continue
      }
      drafts[index].unit = unit
      findings.append(
        Finding(
          ColumnsFinding.unitGuess,
          "Column \"\(name)\" is taken to be in \(unit), because \(evidence.description). "
            + "The values stay as they are; use --unit to state another unit.", at: place, found: unit))
    }
    return findings
  }

  /// The same for channels; those whose values lie in a file only are left alone.
  static func assignUnits(of channels: inout [Channel], measurement: Int) -> [Finding] {
    var drafts = channels.map { channel in
      var draft = ColumnDraft(name: channel.name, unit: channel.unit)
      draft.role = channel.role
      return draft
    }
    let findings = assignUnits(&drafts, measurement: measurement) { [channels] index in
      channels[index].values.inMemory.flatMap { EnergyEvidence($0.doubles()) }
    }
    for index in drafts.indices { channels[index].unit = drafts[index].unit }
    return findings
  }

  private static let positionRoles: Set<ChannelRole> = [.energy, .angle, .k, .r, .emissionEnergy, .energyTransfer]

  private static func nameGuess(_ draft: ColumnDraft) -> Finding {
    let meaning = draft.role.rawValue + (draft.qualifier.map { " (\($0))" } ?? "")
    return Finding(
      ColumnsFinding.roleGuess,
      "Column \"\(draft.name)\" is taken for \(meaning) because columns of this name usually are. "
        + "Use --columns to say something else.",
      at: .init(path: rolePath(draft.name)), found: meaning)
  }

  /// Where findings about a channel's role are located: declarations settle them by this path.
  static func rolePath(_ channel: String, _ measurement: Int = 1) -> String {
    "/\(measurement)/channels/\(channel)/role"
  }

  static func unitPath(_ channel: String, _ measurement: Int = 1) -> String {
    "/\(measurement)/channels/\(channel)/unit"
  }
}
